"""What the plan says about each of many projects, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, F, Q, Sum, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from engine.calendars import to_minute
from resources.models import MINUTES_PER_DAY
from schedules.models import Activity, ActivitySet, ScheduleOptions

LISTED = 5
FACT = ("pk", "code", "name", "start", "finish", "total_float", "deadline", "critical", "kind")


@dataclass(frozen=True, slots=True)
class ActivityFact:
    """An activity as evidence: who it is, when, and with how much float (minutes)."""

    pk: int
    code: str
    name: str
    start: int | None
    finish: int | None
    total_float: int | None
    deadline: int | None
    critical: bool
    kind: str


@dataclass(frozen=True, slots=True)
class ScheduleFacts:
    """A project's plan in figures; times are plan minutes, floats working minutes.

    Parameters
    ----------
    activity_count, open_count
        Active activities without summaries; those not complete.
    start, finish
        Of the whole plan; None without activities.
    must_finish_float
        Working time from the finish to the must-finish-by date, negative if past it; None without one.
    lowest
        The open activity with the least total float; of several the one with the earliest deadline.
    critical_count, critical_late
        Open critical activities; those that are late.
    late, late_count
        Open activities that should have finished, or started, by the data date (else the day asked for):
        the first five, critical ones first, then by finish; and how many.
    milestones
        The next five open milestones.
    percent_complete
        By duration, 0 to 100.
    """

    activity_count: int = 0
    open_count: int = 0
    start: int | None = None
    finish: int | None = None
    must_finish_float: int | None = None
    lowest: ActivityFact | None = None
    critical_count: int = 0
    critical_late: int = 0
    late_count: int = 0
    late: tuple[ActivityFact, ...] = ()
    milestones: tuple[ActivityFact, ...] = ()
    percent_complete: float = 0.0
    minutes_per_day: int = MINUTES_PER_DAY

    @property
    def lowest_float(self) -> int | None:
        return self.lowest.total_float if self.lowest else None

    @property
    def lowest_float_activity(self) -> str:
        return self.lowest.name if self.lowest else ""

    @property
    def late_critical_name(self) -> str:
        """Return the name of the first late activity that is critical; empty without one."""
        return next((item.name for item in self.late if item.critical), "")


def schedule_facts(project_ids: Iterable[int], as_of: date) -> dict[int, ScheduleFacts]:
    """Return the facts of every project asked for, in five queries whatever their number."""
    ids = list(project_ids)
    today = to_minute(datetime.combine(as_of, datetime.min.time()))
    at = Coalesce(F("project__data_date"), Value(today))
    rows = Activity.objects.filter(project__in=ids)
    counts = _counts(rows, at)
    options: dict[int, dict[str, Any]] = {
        row["pk"]: dict(row)
        for row in ScheduleOptions.objects.filter(pk__in=ids).values(
            "pk", "start", "finish", "must_finish_float", "calendar__minutes_per_day"
        )
    }
    by_float = ("total_float", F("deadline").asc(nulls_last=True), "sequence")
    lowest = _firsts(rows.open().exclude(total_float=None), by_float, 1)
    late = _firsts(
        rows.late(at), (Case(When(critical=True, then=0), default=1), "finish", "sequence"), LISTED
    )
    milestones = _firsts(rows.milestones().filter(actual_finish=None), ("finish", "sequence"), LISTED)
    return {
        pk: _facts(
            options.get(pk, {}),
            counts.get(pk, {}),
            lowest=lowest.get(pk, ()),
            late=late.get(pk, ()),
            milestones=milestones.get(pk, ()),
        )
        for pk in ids
    }


def milestones(project_ids: Iterable[int]) -> dict[int, tuple[ActivityFact, ...]]:
    """Return every milestone of the projects, complete ones included, by finish; one query."""
    rows = Activity.objects.filter(project__in=list(project_ids)).milestones()
    found: dict[int, list[ActivityFact]] = {}
    for project_id, *values in rows.order_by("project", "finish", "sequence").values_list(
        "project_id", *FACT
    ):
        found.setdefault(project_id, []).append(ActivityFact(*values))
    return {pk: tuple(listed) for pk, listed in found.items()}


def _counts(rows: ActivitySet, at: Any) -> dict[int, dict[str, Any]]:
    is_open = Q(actual_finish=None)
    is_late = is_open & (Q(finish__lt=at) | Q(actual_start=None, start__lt=at))
    return {
        row["project_id"]: row
        for row in rows.leaves()
        .order_by()
        .values("project_id")
        .annotate(
            activity_count=Count("pk"),
            open_count=Count("pk", filter=is_open),
            critical_count=Count("pk", filter=is_open & Q(critical=True)),
            critical_late=Count("pk", filter=is_late & Q(critical=True)),
            late_count=Count("pk", filter=is_late),
            work=Sum("span"),
            done=Sum(F("span") * F("progress")),
        )
    }


def _firsts(rows: ActivitySet, order: tuple[Any, ...], count: int) -> dict[int, tuple[ActivityFact, ...]]:
    """Return the first ``count`` rows of every project in ``order``."""
    place = Window(RowNumber(), partition_by="project_id", order_by=list(order))
    listed = rows.annotate(place=place).filter(place__lte=count).order_by("project_id", "place")
    found: dict[int, list[ActivityFact]] = {}
    for project_id, *values in listed.values_list("project_id", *FACT):
        found.setdefault(project_id, []).append(ActivityFact(*values))
    return {pk: tuple(items) for pk, items in found.items()}


def _facts(
    options: dict[str, Any],
    counts: dict[str, Any],
    *,
    lowest: tuple[ActivityFact, ...],
    late: tuple[ActivityFact, ...],
    milestones: tuple[ActivityFact, ...],
) -> ScheduleFacts:
    work = counts.get("work") or 0
    return ScheduleFacts(
        activity_count=counts.get("activity_count", 0),
        open_count=counts.get("open_count", 0),
        start=options.get("start"),
        finish=options.get("finish"),
        must_finish_float=options.get("must_finish_float"),
        lowest=lowest[0] if lowest else None,
        critical_count=counts.get("critical_count", 0),
        critical_late=counts.get("critical_late", 0),
        late_count=counts.get("late_count", 0),
        late=late,
        milestones=milestones,
        percent_complete=round(counts["done"] / work, 2) if work else 0.0,
        minutes_per_day=options.get("calendar__minutes_per_day", MINUTES_PER_DAY),
    )
