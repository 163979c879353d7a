"""Working calendars with their exceptions, and the resources that activities are assigned to."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from projects.models import Project

MINUTES_PER_DAY = 480
MINUTES_PER_WEEK = 2400
STANDARD_HOURS = [[480, 720], [780, 1020]]  # 08:00-12:00, 13:00-17:00


def standard_week() -> dict[str, list[list[int]]]:
    """Return Monday to Friday, 08:00-12:00 and 13:00-17:00; Saturday and Sunday off."""
    return {str(day): [list(pair) for pair in STANDARD_HOURS] if day < 5 else [] for day in range(7)}


class CalendarSet(models.QuerySet["Calendar"]):
    def visible_to(self, actor: Actor) -> CalendarSet:
        """Return the organisation's calendars and those of visible projects."""
        if actor.kind == "system":
            return self
        return self.filter(Q(project=None) | Q(project__in=Project.objects.visible_to(actor).values("pk")))

    def usable_in(self, project_id: int) -> CalendarSet:
        """Return what activities of the project may refer to: its own and the organisation's."""
        return self.filter(Q(project=None) | Q(project=project_id))


class Calendar(models.Model):
    """When work is done: a week of intervals, and exceptions by date.

    ``week`` maps a weekday ("0" is Monday) to intervals in minutes of the day; an empty list is a day
    off. A weekday that is absent is the parent's, or a day off without one; the parent's exceptions hold
    as well. ``minutes_per_day`` and ``minutes_per_week`` turn "5 d" and "2 w" into working minutes and
    back; they need not be what the week adds up to.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, null=True, related_name="calendars")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("based on")
    )
    name = models.CharField(_("name"), max_length=120)
    week: Any = models.JSONField(_("working week"), default=standard_week)
    minutes_per_day = models.PositiveIntegerField(_("minutes a day"), default=MINUTES_PER_DAY)
    minutes_per_week = models.PositiveIntegerField(_("minutes a week"), default=MINUTES_PER_WEEK)
    version = models.PositiveIntegerField(default=1)

    objects = CalendarSet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="calendar_name_once_in_project"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(project=None), name="calendar_name_once_in_organisation"
            ),
            models.CheckConstraint(
                condition=Q(minutes_per_day__range=(1, 1440)) & Q(minutes_per_week__range=(1, 10080)),
                name="calendar_minutes_range",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return self.name

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return self.project.access_scopes() if self.project is not None else ()


class CalendarException(models.Model):
    """Dates with hours of their own: a holiday (no interval), a shutdown, an extra shift.

    ``first`` and ``last`` are plan days (days since 2000-01-01), both included.
    """

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="exceptions")
    first = models.IntegerField(_("first day"))
    last = models.IntegerField(_("last day"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    intervals: Any = models.JSONField(_("working time"), default=list, blank=True)

    class Meta:
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=models.F("first")), name="calendar_exception_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.first)


class ResourceType(models.TextChoices):
    LABOUR = "labour", _("Labour")
    EQUIPMENT = "equipment", _("Equipment")
    MATERIAL = "material", _("Material")
    COST = "cost", _("Cost")


class ResourceSet(models.QuerySet["Resource"]):
    def visible_to(self, actor: Actor) -> ResourceSet:
        """Return the organisation's resources and those of visible projects."""
        if actor.kind == "system":
            return self
        return self.filter(Q(project=None) | Q(project__in=Project.objects.visible_to(actor).values("pk")))


class Resource(models.Model):
    """A person, machine or material that activities are assigned to; without a project, the pool's.

    ``max_units`` is in percent: 100 is one full-time person.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, null=True, related_name="resources")
    name = models.CharField(_("name"), max_length=160)
    type = models.CharField(
        _("type"), max_length=10, choices=ResourceType.choices, default=ResourceType.LABOUR
    )
    max_units = models.FloatField(_("maximum units, %"), default=100.0)
    calendar = models.ForeignKey(
        Calendar, on_delete=models.PROTECT, null=True, blank=True, related_name="resources"
    )

    objects = ResourceSet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["project", "name"], name="resource_project_name")]
        constraints = [
            models.CheckConstraint(condition=Q(max_units__gte=0), name="resource_max_units_not_negative")
        ]

    def __str__(self) -> str:
        return self.name

    def access_scopes(self) -> tuple[tuple[str, int | None], ...]:
        return self.project.access_scopes() if self.project is not None else ()
