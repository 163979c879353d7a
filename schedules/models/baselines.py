"""Baselines: the plan as it was agreed, kept unchanged."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.fields import PlanTimeField
from projects.models import Project
from schedules.models.activities import Activity, ProjectRows


class Baseline(models.Model):
    """A named copy of a plan's dates, durations, work and cost; the database refuses to change its rows.

    ``number`` is the program's for imported baselines (0 to 10), else the next free one.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="baselines")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=120)
    taken_at = models.DateTimeField(default=timezone.now, editable=False)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    data_date = PlanTimeField(_("data date"), null=True)

    objects = ProjectRows.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="baseline_number_once"),
            models.UniqueConstraint(fields=["project", "name"], name="baseline_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return self.project.access_scopes()


class BaselineActivity(models.Model):
    """One activity as it stood: times in plan minutes, duration and work in minutes, cost in minor units.

    The activity may since have been deleted, so its code and name are kept and the link is not enforced.
    """

    baseline = models.ForeignKey(Baseline, on_delete=models.CASCADE, related_name="activities")
    activity = models.ForeignKey(
        Activity, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    start = PlanTimeField(null=True)
    finish = PlanTimeField(null=True)
    duration = models.BigIntegerField(null=True)
    work = models.BigIntegerField(null=True)
    cost = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["baseline", "activity"], name="baseline_activity_once")
        ]

    def __str__(self) -> str:
        return self.name
