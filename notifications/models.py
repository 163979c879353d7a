"""The outbox, and alerts with what was told to whom."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import User
from accounts.permissions import scope_ids
from notifications.alerts import kinds_by_action


class MessageKind(models.TextChoices):
    DIGEST = "digest", _("Digest")
    ALERT = "alert", _("Alert")
    INVITATION = "invitation", _("Invitation")
    ACCOUNT = "account", _("Account")
    NOTICE = "notice", _("Notice")


class MessageState(models.TextChoices):
    """Where a message stands; :mod:`notifications.services.delivery` moves it."""

    PLANNED = "planned", _("Planned")
    READY = "ready", _("Ready")
    CLAIMED = "claimed", _("Claimed")
    SENDING = "sending", _("Sending")
    SENT = "sent", _("Sent")
    DEAD = "dead", _("Refused")
    UNKNOWN = "unknown", _("Unknown")
    CANCELLED = "cancelled", _("Cancelled")


class MessageSet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> MessageSet:
        """Return what may be sent now, longest waiting first."""
        return self.filter(state=MessageState.READY, next_attempt_at__lte=now).order_by(
            "next_attempt_at", "pk"
        )

    def expired(self, now: datetime) -> MessageSet:
        """Return what a worker claimed and did not finish within its lease."""
        return self.filter(
            state__in=[MessageState.CLAIMED, MessageState.SENDING], lease_until__lt=now
        ).order_by("pk")


class Message(models.Model):
    """One mail of the outbox: frozen before the first attempt, known by a key that exists once.

    ``mime`` is the complete mail in ASCII; it is never rebuilt, so a repeat is byte-identical.
    ``unanswered`` counts the attempts that ended without an answer after the final dot.
    """

    dedupe_key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=12, choices=MessageKind.choices)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    recipient_email = models.CharField(max_length=254)
    recipient_name = models.CharField(max_length=200, blank=True)
    project_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=300, blank=True)
    mime = models.TextField(blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    sensitive = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=MessageState.choices)
    lease_token = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    last_code = models.PositiveSmallIntegerField(null=True)
    last_answer = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    objects = MessageSet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="message_due"),
            models.Index(fields=["state", "lease_until"], name="message_lease"),
            models.Index(fields=["state", "-id"], name="message_listed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "dead", "cancelled"]) | Q(sensitive=True) | ~Q(mime=""),
                name="message_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="message_sent_at"
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.dedupe_key

    def erasure(self) -> dict[str, str]:
        """Return the change that removes the text of a mail that held a secret and is through."""
        return {"mime": ""} if self.sensitive else {}


class Severity(models.TextChoices):
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class AlertState(models.TextChoices):
    OPEN = "open", _("Open")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    RESOLVED = "resolved", _("Resolved")


COLOURS = {Severity.HIGH: "red", Severity.MEDIUM: "amber", Severity.LOW: "none"}


class AlertSet(models.QuerySet["Alert"]):
    def ranked(self) -> AlertSet:
        """Return what is open before what is acknowledged, the worst first, then the newest."""
        rank = Case(When(severity=Severity.HIGH, then=0), When(severity=Severity.MEDIUM, then=1), default=2)
        return self.order_by("-state", rank, "-raised_at", "-pk")

    def standing(self) -> AlertSet:
        """Return the alerts whose fact still holds: open or acknowledged."""
        return self.exclude(state=AlertState.RESOLVED)

    def visible_to(self, actor: Actor) -> AlertSet:
        """Return the alerts whose kind's right the actor holds in the alert's project or portfolio."""
        if actor.kind == "system":
            return self
        allowed = Q(pk__in=[])
        for action, kinds in kinds_by_action().items():
            scopes = Q(project_id__in=scope_ids(actor, "project", action)) | Q(
                portfolio_id__in=scope_ids(actor, "portfolio", action)
            )
            everywhere = bool(scope_ids(actor, "site", action))
            allowed |= Q(kind__in=kinds) & (Q() if everywhere else scopes)
        return self.filter(allowed)


class Alert(models.Model):
    """A fact that crossed a rule: what changed, the evidence, what it does, what to do next.

    ``key`` names the fact; while an alert of this key stands there is no second one.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    project_id = models.BigIntegerField(null=True)
    portfolio_id = models.BigIntegerField(null=True)
    project_title = models.CharField(max_length=160, blank=True)
    object_kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    object_key = models.CharField(max_length=60)
    path = models.CharField(max_length=300)
    title = models.CharField(max_length=200)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    status = models.CharField(max_length=120, blank=True)
    changed = models.CharField(max_length=300, blank=True)
    evidence = models.CharField(max_length=500)
    effect = models.CharField(max_length=500, blank=True)
    next_step = models.CharField(max_length=500, blank=True)
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=12, choices=AlertState.choices, default=AlertState.OPEN)
    acknowledged_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)

    objects = AlertSet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(state="resolved"), name="alert_stands_once")
        ]
        indexes = [
            models.Index(fields=["state", "project_id"], name="alert_standing"),
            models.Index(fields=["object_kind", "object_id"], name="alert_object"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def colour(self) -> str:
        """Return the colour of the severity, for the shape beside its words."""
        return COLOURS[Severity(self.severity)]

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        scopes: list[tuple[str, int | None]] = []
        if self.project_id is not None:
            scopes.append(("project", self.project_id))
        if self.portfolio_id is not None:
            scopes.append(("portfolio", self.portfolio_id))
        return tuple(scopes)


class AlertDelivery(models.Model):
    """This alert was told to this person by this message; once."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="alerts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "user"], name="alert_told_once")]

    def __str__(self) -> str:
        return f"{self.alert_id} → {self.user_id}"
