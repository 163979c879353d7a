"""How a project's plan is scheduled."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from resources.models import Calendar


class ScheduleFrom(models.TextChoices):
    START = "start", _("Project start")
    FINISH = "finish", _("Project finish")


class CriticalMethod(models.TextChoices):
    TOTAL_FLOAT = "total_float", _("Total float")
    LONGEST_PATH = "longest_path", _("Longest path")


class ScheduleOptions(models.Model):
    """One project's scheduling options, and where its plan begins and ends as last computed.

    ``critical_limit`` is in working minutes: total float up to and including it is critical.
    ``start`` and ``finish`` are those of the whole plan, null while it has no activity;
    ``span`` is the working time between them,
    ``must_finish_float`` is the working time from its finish to the project's must-finish-by date.
    ``late_bound_by_manual_summary`` is set for plans last saved by programs that bound the children of
    a manually scheduled summary by its finish.
    """

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, primary_key=True, related_name="schedule"
    )
    calendar = models.ForeignKey(
        Calendar, on_delete=models.PROTECT, related_name="+", verbose_name=_("project calendar")
    )
    schedule_from = models.CharField(
        _("schedule from"), max_length=6, choices=ScheduleFrom.choices, default=ScheduleFrom.START
    )
    honor_constraints = models.BooleanField(_("constraints win over dependencies"), default=True)
    critical_method = models.CharField(
        _("critical means"), max_length=12, choices=CriticalMethod.choices, default=CriticalMethod.TOTAL_FLOAT
    )
    critical_limit = models.IntegerField(_("critical up to a total float of"), default=0)
    multiple_critical_paths = models.BooleanField(_("a critical path for every open end"), default=False)
    late_bound_by_manual_summary = models.BooleanField(default=False)
    start = models.BigIntegerField(null=True, editable=False)
    finish = models.BigIntegerField(null=True, editable=False)
    span = models.BigIntegerField(default=0, editable=False)
    must_finish_float = models.BigIntegerField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.project)

    @property
    def title(self) -> str:
        return str(self.project)

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return self.project.access_scopes()
