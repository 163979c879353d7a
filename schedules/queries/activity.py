"""One activity with its links, for the panel."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from projects.models import Project
from resources.queries.calendars import WorkCalendar, work_calendars
from schedules.models import Activity, Dependency, ScheduleOptions
from schedules.queries.wording import lag_text


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link seen from one end: the activity at the other."""

    id: int
    other: Activity
    kind: str
    lag: str
    driving: bool


@dataclass(frozen=True, slots=True)
class ActivityLinks:
    """What the activity waits for, and what waits for it."""

    before: tuple[LinkRow, ...]
    after: tuple[LinkRow, ...]

    def typed(self) -> str:
        """Return the predecessors as they are typed."""
        texts = [
            row.other.code if row.kind == "FS" and not row.lag else f"{row.other.code} {row.kind}{row.lag}"
            for row in self.before
        ]
        return "; ".join(texts)


def links_of(activity: Activity, minutes_per_day: int) -> ActivityLinks:
    """Return the links at both ends; one query."""
    rows = (
        Dependency.objects.filter(Q(predecessor=activity) | Q(successor=activity))
        .select_related("predecessor", "successor")
        .order_by("pk")
    )
    before: list[LinkRow] = []
    after: list[LinkRow] = []
    for row in rows:
        waits = row.successor_id == activity.pk
        other = row.predecessor if waits else row.successor
        lag = lag_text(row.lag, row.lag_unit, minutes_per_day)
        (before if waits else after).append(LinkRow(row.pk, other, row.kind, lag, row.driving))
    return ActivityLinks(tuple(before), tuple(after))


def calendars_for(project: Project, options: ScheduleOptions) -> tuple[dict[int, WorkCalendar], WorkCalendar]:
    """Return the calendars usable in the project, and the project's own; one query."""
    found = work_calendars(project.pk)
    return found, found[options.calendar_id]
