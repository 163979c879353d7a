"""Portfolio → programme → project, who belongs to it, its change sets and daily snapshots."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Role, User
from accounts.permissions import scope_ids
from common.fields import PlanTimeField

key_format = RegexValidator(
    r"^[A-Z][A-Z0-9]{1,9}$", _("Two to ten capital letters and digits, a letter first.")
)
currency_format = RegexValidator(r"^[A-Z]{3}$", _("A three-letter ISO currency code, such as EUR."))


class PortfolioSet(models.QuerySet["Portfolio"]):
    def visible_to(self, actor: Actor) -> PortfolioSet:
        """Return the portfolios the actor may see: by a role in them, or in a project of theirs."""
        if actor.kind == "system" or scope_ids(actor, "site"):
            return self
        projects = Project.objects.filter(pk__in=scope_ids(actor, "project")).values("portfolio")
        return self.filter(Q(pk__in=scope_ids(actor, "portfolio")) | Q(pk__in=projects))


class Portfolio(models.Model):
    """Programmes and projects that are steered together."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    objective = models.TextField(_("objective"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = PortfolioSet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return self.name

    @property
    def project(self) -> None:
        return None

    def get_absolute_url(self) -> str:
        return reverse("portfolio_detail", args=[self.pk])

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return (("portfolio", self.pk),)


class ProgrammeSet(models.QuerySet["Programme"]):
    def visible_to(self, actor: Actor) -> ProgrammeSet:
        """Return the programmes of visible portfolios, for a project role only those of its projects."""
        if actor.kind == "system" or scope_ids(actor, "site"):
            return self
        projects = Project.objects.filter(pk__in=scope_ids(actor, "project")).values("programme")
        return self.filter(Q(portfolio__in=scope_ids(actor, "portfolio")) | Q(pk__in=projects))


class Programme(models.Model):
    """Projects of one portfolio that serve one outcome."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="programmes")
    name = models.CharField(_("name"), max_length=120)
    objective = models.TextField(_("objective"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = ProgrammeSet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["portfolio", "name"], name="programme_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return self.name

    @property
    def project(self) -> None:
        return None

    def get_absolute_url(self) -> str:
        return reverse("programme_detail", args=[self.pk])

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return (("portfolio", self.portfolio_id),)


class ProjectSet(models.QuerySet["Project"]):
    def visible_to(self, actor: Actor) -> ProjectSet:
        """Return the projects the actor may see; every query on project data starts from here."""
        if actor.kind == "system" or scope_ids(actor, "site"):
            return self
        return self.filter(
            Q(pk__in=scope_ids(actor, "project")) | Q(portfolio__in=scope_ids(actor, "portfolio"))
        )

    def allowing(self, actor: Actor, action: str) -> ProjectSet:
        """Return the projects in which the actor may do ``action``, e.g. ``"cost.view"``."""
        if actor.kind == "system" or scope_ids(actor, "site", action):
            return self
        return self.filter(
            Q(pk__in=scope_ids(actor, "project", action))
            | Q(portfolio__in=scope_ids(actor, "portfolio", action))
        )

    def live(self) -> ProjectSet:
        """Return the projects that are not archived."""
        return self.filter(archived_at=None)


class ProjectState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    INITIATING = "initiating", _("Initiating")
    ACTIVE = "active", _("Active")
    ON_HOLD = "on_hold", _("On hold")
    CLOSING = "closing", _("Closing")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


class Project(models.Model):
    """One project: its place, its dates and the tolerances its health is computed against.

    ``planned_start``, ``must_finish_by`` and ``data_date`` are plan times (minutes, see
    :class:`common.fields.PlanTimeField`); ``time_tolerance`` is in working days, ``cost_tolerance`` in
    percent of BAC, ``risk_threshold`` a score on the 5×5 matrix, ``update_cadence`` in calendar days.
    """

    portfolio = models.ForeignKey(
        Portfolio, on_delete=models.PROTECT, related_name="projects", verbose_name=_("portfolio")
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("programme"),
    )
    key = models.CharField(_("key"), max_length=10, unique=True, validators=[key_format])
    name = models.CharField(_("name"), max_length=160)
    objective = models.TextField(_("objective"), blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ProjectState.choices, default=ProjectState.ACTIVE
    )
    manager = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="managed_projects",
        verbose_name=_("project manager"),
    )
    planned_start = PlanTimeField(_("planned start"))
    must_finish_by = PlanTimeField(_("must finish by"), null=True, blank=True)
    data_date = PlanTimeField(_("data date"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=[currency_format])
    time_tolerance = models.PositiveSmallIntegerField(_("time tolerance"), default=5)
    cost_tolerance = models.PositiveSmallIntegerField(
        _("cost tolerance"), default=10, validators=[MaxValueValidator(100)]
    )
    risk_threshold = models.PositiveSmallIntegerField(
        _("risk threshold"), default=15, validators=[MinValueValidator(1), MaxValueValidator(25)]
    )
    update_cadence = models.PositiveSmallIntegerField(
        _("update cadence"), default=7, validators=[MinValueValidator(1)]
    )
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveBigIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)

    objects = ProjectSet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["portfolio", "archived_at"], name="project_portfolio_live")]
        constraints = [
            models.CheckConstraint(
                condition=Q(must_finish_by=None) | Q(must_finish_by__gt=models.F("planned_start")),
                name="project_finish_after_start",
            ),
            models.CheckConstraint(
                condition=Q(risk_threshold__range=(1, 25)), name="project_risk_threshold_range"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return self.name

    @property
    def project(self) -> Project:
        return self

    def get_absolute_url(self) -> str:
        return reverse("project_overview", args=[self.key])

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return (("project", self.pk), ("portfolio", self.portfolio_id))


class Membership(models.Model):
    """A person's role in a project, a portfolio or (neither given) the whole organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, null=True, related_name="memberships")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, null=True, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    sees_cost = models.BooleanField(_("sees amounts"), default=False)
    sees_people = models.BooleanField(_("sees people data"), default=False)
    sees_private = models.BooleanField(_("sees private notes"), default=False)

    class Meta:
        ordering = ["user__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(portfolio=None) | Q(project=None), name="membership_one_scope"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(portfolio=None, project=None), name="membership_site_once"
            ),
            models.UniqueConstraint(
                fields=["user", "portfolio"],
                condition=Q(portfolio__isnull=False),
                name="membership_portfolio_once",
            ),
            models.UniqueConstraint(
                fields=["user", "project"], condition=Q(project__isnull=False), name="membership_project_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    @property
    def audit_title(self) -> str:
        """Return what the audit trail keeps: no personal data."""
        return f"role of person {self.user_id}"

    @property
    def scope(self) -> tuple[str, int | None]:
        """Return the scope as grants name it."""
        if self.project_id is not None:
            return ("project", self.project_id)
        return ("portfolio", self.portfolio_id) if self.portfolio_id is not None else ("site", None)


class ChangeSet(models.Model):
    """One act of one person on the plan, undone and redone as a whole."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="change_sets")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    label = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["project", "-id"], name="change_set_project")]

    def __str__(self) -> str:
        return self.label


class ChangeItem(models.Model):
    """One row's change in a change set: ``before`` is empty for a new row, ``after`` for a deleted one."""

    change_set = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="items")
    object_kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    before: Any = models.JSONField(default=dict)
    after: Any = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.object_kind} {self.object_id}"


class Snapshot(models.Model):
    """A project's computed status as it stood at the end of a day (written by ``dashboards``).

    ``revision`` is the project revision it was computed from; a reader who finds another one
    recomputes. ``attention`` sorts the list: higher needs somebody sooner.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="snapshots")
    day = models.DateField()
    revision = models.PositiveBigIntegerField()
    colour = models.CharField(max_length=10)
    sentence = models.CharField(max_length=400)
    attention = models.IntegerField(default=0)
    status: Any = models.JSONField(default=dict)
    computed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["project", "day"], name="snapshot_once_a_day")]

    def __str__(self) -> str:
        return f"{self.project} {self.day}"
