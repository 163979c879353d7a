"""People who sign in, and the other ways in: invitation, API token, share link."""

import hashlib
import secrets
import zoneinfo
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in a scope; :mod:`accounts.permissions` says what each may do."""

    ADMINISTRATOR = "administrator", _("Administrator")
    PORTFOLIO_MANAGER = "portfolio_manager", _("Portfolio manager")
    PROJECT_MANAGER = "project_manager", _("Project manager")
    TEAM_MEMBER = "team_member", _("Team member")
    VIEWER = "viewer", _("Viewer")
    AUDITOR = "auditor", _("Auditor")


class ScopeKind(models.TextChoices):
    """How far a role reaches."""

    SITE = "site", _("Whole organisation")
    PORTFOLIO = "portfolio", _("Portfolio")
    PROJECT = "project", _("Project")


def new_secret() -> str:
    """Return 256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """Return the SHA-256 under which a secret is stored and looked up."""
    return hashlib.sha256(secret.encode()).hexdigest()


def check_time_zone(name: str) -> None:
    """Refuse a name that is no IANA time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("%(name)s is not a time zone; write one like Europe/Berlin."), params={"name": name}
        )


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str, password: str | None = None, *, name: str = "", **fields: object
    ) -> "User":
        """Create a person who signs in with ``email``."""
        user = self.model(email=email.strip().lower(), name=name or email.split("@", maxsplit=1)[0], **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in."""

    email = models.EmailField(_("email"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[check_time_zone])
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_title(self) -> str:
        """Return what the audit trail keeps: no personal data."""
        return f"person {self.pk}"

    @property
    def initials(self) -> str:
        """Return up to two letters for the avatar."""
        return "".join(word[0] for word in self.name.split()[:2]).upper() or "?"


class Invitation(models.Model):
    """An offer by mail to take a role in a scope."""

    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role.choices)
    scope_kind = models.CharField(max_length=10, choices=ScopeKind.choices)
    scope_id = models.BigIntegerField(null=True)
    sees_cost = models.BooleanField(default=False)
    sees_people = models.BooleanField(default=False)
    sees_private = models.BooleanField(default=False)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.email

    @property
    def audit_title(self) -> str:
        """Return what the audit trail keeps: no personal data."""
        return f"invitation {self.pk}"

    def is_open(self, now: datetime) -> bool:
        """Return whether it can still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > now


class SetupCode(models.Model):
    """One-time code with which the first visit makes the administrator."""

    secret_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)


class ApiToken(models.Model):
    """A person's key for the API; it may do what the person may, or only read."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    read_only = models.BooleanField(_("read only"), default=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class ShareLink(models.Model):
    """A link that shows one project's dashboard without an account, until it expires or is revoked."""

    title = models.CharField(_("for whom"), max_length=120)
    scope_kind = models.CharField(max_length=10, choices=ScopeKind.choices)
    scope_id = models.BigIntegerField()
    shows_cost = models.BooleanField(_("shows amounts"), default=False)
    secret_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["scope_kind", "scope_id"], name="share_link_scope")]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_title(self) -> str:
        """Return what the audit trail keeps: no personal data."""
        return f"share link {self.pk}"

    def is_open(self, now: datetime) -> bool:
        """Return whether the link still opens; its creator's access is checked beside this."""
        return self.revoked_at is None and self.expires_at > now
