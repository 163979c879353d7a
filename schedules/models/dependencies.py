"""What hangs on activities: the links between them, and who works on them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from resources.models import Resource
from schedules.models.activities import Activity, ProjectRows


class DependencyKind(models.TextChoices):
    FS = "FS", _("Finish to start")
    SS = "SS", _("Start to start")
    FF = "FF", _("Finish to finish")
    SF = "SF", _("Start to finish")


class LagUnit(models.TextChoices):
    WORKING = "working", _("Working time")
    ELAPSED = "elapsed", _("Elapsed time")
    PERCENT = "percent", _("% of the predecessor's duration")


class Dependency(models.Model):
    """A link: the successor waits for the predecessor.

    ``lag`` is in minutes, working or elapsed, negative for a lead; with the unit percent it is whole
    percent of the predecessor's duration. ``driving`` is computed: this link decides the successor's date.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="dependencies")
    predecessor = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="links_out")
    successor = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="links_in")
    kind = models.CharField(
        _("type"), max_length=2, choices=DependencyKind.choices, default=DependencyKind.FS
    )
    lag = models.BigIntegerField(_("lag"), default=0)
    lag_unit = models.CharField(_("lag unit"), max_length=8, choices=LagUnit.choices, default=LagUnit.WORKING)
    driving = models.BooleanField(default=False, editable=False)

    objects = ProjectRows.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "kind"], name="dependency_once_of_a_kind"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=models.F("successor")), name="dependency_not_on_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} {self.kind} {self.successor_id}"

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return self.project.access_scopes()


class Assignment(models.Model):
    """A resource on an activity: ``units`` in percent, ``work`` in minutes."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="assignments")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="assignments")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="assignments")
    units = models.FloatField(_("units, %"), default=100.0)
    work = models.BigIntegerField(_("work"), default=0)

    objects = ProjectRows.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "resource"], name="assignment_once"),
            models.CheckConstraint(condition=Q(units__gte=0), name="assignment_units_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.resource_id}"

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return self.project.access_scopes()
