"""The activities of a project: one tree, whose inner nodes are the summaries."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from common.fields import PlanTimeField
from projects.models import Project
from resources.models import Calendar


class ProjectRows(models.QuerySet[Any]):
    """Rows that belong to one project through their ``project`` column."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the rows of projects whose schedule the actor may see."""
        if actor.kind == "system":
            return self
        return self.filter(project__in=Project.objects.allowing(actor, "schedule.view").values("pk"))


class ActivitySet(ProjectRows):
    def leaves(self) -> ActivitySet:
        """Return the active rows that are no summaries."""
        return self.filter(is_summary=False, active=True)

    def open(self) -> ActivitySet:
        """Return the active rows that are neither summaries nor complete."""
        return self.leaves().filter(actual_finish=None)

    def late(self, as_of: Any) -> ActivitySet:
        """Return the open rows that should have finished, or started, before ``as_of`` and have not."""
        not_started = Q(actual_start=None, start__lt=as_of)
        return self.open().filter(Q(finish__lt=as_of) | not_started)

    def milestones(self) -> ActivitySet:
        """Return the active milestones."""
        kinds = (ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE)
        return self.leaves().filter(kind__in=kinds)

    def in_outline_order(self) -> ActivitySet:
        """Return the rows as the tree shows them, parents first."""
        return self.order_by("sequence", "pk")


class ActivityKind(models.TextChoices):
    TASK = "task", _("Task")
    START_MILESTONE = "start_milestone", _("Start milestone")
    FINISH_MILESTONE = "finish_milestone", _("Finish milestone")
    LEVEL_OF_EFFORT = "level_of_effort", _("Level of effort")


class Mode(models.TextChoices):
    AUTO = "auto", _("Computed")
    MANUAL = "manual", _("Pinned to typed dates")


class Constraint(models.TextChoices):
    ASAP = "ASAP", _("As soon as possible")
    ALAP = "ALAP", _("As late as possible")
    SNET = "SNET", _("Start no earlier than")
    SNLT = "SNLT", _("Start no later than")
    FNET = "FNET", _("Finish no earlier than")
    FNLT = "FNLT", _("Finish no later than")
    MSO = "MSO", _("Must start on")
    MFO = "MFO", _("Must finish on")


UNDATED = (Constraint.ASAP, Constraint.ALAP)


class Activity(models.Model):
    """One row of the plan. What a person gives comes first, what the scheduler computes after it.

    A row with children is a summary (``is_summary``); its own duration and constraint finish are then
    without effect. ``position`` orders siblings and has gaps; ``sequence``, ``level`` and ``wbs`` follow
    from it. ``duration`` and ``remaining_duration`` are working minutes (wall clock if ``elapsed``),
    ``levelling_delay`` wall-clock minutes, ``splits`` working minutes: work, gap, work …; floats are
    working minutes. ``progress`` is ``percent_complete``, rolled up by duration on a summary.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="activities")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    position = models.BigIntegerField(default=0)
    code = models.CharField(_("ID"), max_length=40)
    name = models.CharField(_("activity"), max_length=255)
    kind = models.CharField(_("kind"), max_length=20, choices=ActivityKind.choices, default=ActivityKind.TASK)
    calendar = models.ForeignKey(
        Calendar,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("calendar"),
    )
    ignore_resource_calendars = models.BooleanField(default=False)
    mode = models.CharField(_("dates"), max_length=6, choices=Mode.choices, default=Mode.AUTO)
    manual_start = PlanTimeField(_("pinned start"), null=True, blank=True)
    manual_finish = PlanTimeField(_("pinned finish"), null=True, blank=True)
    duration = models.BigIntegerField(_("duration"), default=0)
    elapsed = models.BooleanField(default=False)
    estimated = models.BooleanField(default=False)
    splits: Any = models.JSONField(default=list, blank=True)
    constraint = models.CharField(
        _("constraint"), max_length=4, choices=Constraint.choices, default=Constraint.ASAP
    )
    constraint_date = PlanTimeField(_("constraint date"), null=True, blank=True)
    second_constraint = models.CharField(
        _("secondary constraint"), max_length=4, choices=Constraint.choices, blank=True
    )
    second_constraint_date = PlanTimeField(_("secondary constraint date"), null=True, blank=True)
    deadline = PlanTimeField(_("deadline"), null=True, blank=True)
    actual_start = PlanTimeField(_("actual start"), null=True, blank=True)
    actual_finish = PlanTimeField(_("actual finish"), null=True, blank=True)
    percent_complete = models.FloatField(_("% complete"), default=0.0)
    physical_percent = models.FloatField(_("physical % complete"), null=True, blank=True)
    remaining_duration = models.BigIntegerField(_("remaining duration"), null=True, blank=True)
    resume = PlanTimeField(null=True, blank=True)
    expected_finish = PlanTimeField(null=True, blank=True)
    levelling_delay = models.BigIntegerField(default=0)
    active = models.BooleanField(_("active"), default=True)
    external_start = PlanTimeField(null=True, blank=True)
    external_finish = PlanTimeField(null=True, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), default=500)
    notes = models.TextField(_("notes"), blank=True)

    is_summary = models.BooleanField(default=False, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    level = models.PositiveSmallIntegerField(default=1, editable=False)
    wbs = models.CharField(_("WBS"), max_length=120, default="", editable=False)
    start = PlanTimeField(_("start"), null=True, editable=False)
    finish = PlanTimeField(_("finish"), null=True, editable=False)
    early_start = PlanTimeField(_("early start"), null=True, editable=False)
    early_finish = PlanTimeField(_("early finish"), null=True, editable=False)
    late_start = PlanTimeField(_("late start"), null=True, editable=False)
    late_finish = PlanTimeField(_("late finish"), null=True, editable=False)
    total_float = models.BigIntegerField(_("total float"), null=True, editable=False)
    free_float = models.BigIntegerField(_("free float"), null=True, editable=False)
    critical = models.BooleanField(_("critical"), default=False, editable=False)
    longest_path = models.BooleanField(_("longest path"), default=False, editable=False)
    span = models.BigIntegerField(_("working time"), default=0, editable=False)
    progress = models.FloatField(_("progress"), default=0.0, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = ActivitySet.as_manager()

    class Meta:
        ordering = ["project", "sequence", "pk"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes = [
            models.Index(fields=["project", "sequence"], name="activity_outline"),
            models.Index(fields=["project", "finish"], name="activity_project_finish"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="activity_code_once"),
            models.CheckConstraint(condition=Q(duration__gte=0), name="activity_duration_not_negative"),
            models.CheckConstraint(
                condition=Q(remaining_duration=None) | Q(remaining_duration__gte=0),
                name="activity_remaining_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(percent_complete__range=(0, 100)), name="activity_percent_range"
            ),
            models.CheckConstraint(
                condition=Q(physical_percent=None) | Q(physical_percent__range=(0, 100)),
                name="activity_physical_percent_range",
            ),
            models.CheckConstraint(
                condition=Q(constraint__in=UNDATED) | Q(constraint_date__isnull=False),
                name="activity_constraint_has_date",
            ),
            models.CheckConstraint(
                condition=Q(actual_finish=None) | Q(actual_start__isnull=False),
                name="activity_finished_was_started",
            ),
            models.CheckConstraint(
                condition=~Q(mode=Mode.MANUAL)
                | Q(manual_start__isnull=False, manual_finish__gte=models.F("manual_start")),
                name="activity_pinned_has_dates",
            ),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="activity_not_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return self.name

    @property
    def is_milestone(self) -> bool:
        return self.kind in (ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE)

    def get_absolute_url(self) -> str:
        return reverse("activity_detail", args=[self.project.key, self.pk])

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return self.project.access_scopes()
