"""The schedule's grid: a stretch of the tree, ready to be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import get_language

from common.templatetags.plan import plan_date
from projects.models import Project
from resources.models import MINUTES_PER_DAY
from schedules.models import Activity, Constraint, Dependency, Mode, ScheduleOptions
from schedules.queries.wording import days_text, lag_text

CHUNK = 100
DAY = 1440
LATEST = 10_000_000
FIELDS = (
    "pk",
    "parent_id",
    "sequence",
    "level",
    "wbs",
    "code",
    "name",
    "kind",
    "is_summary",
    "span",
    "elapsed",
    "start",
    "finish",
    "total_float",
    "critical",
    "progress",
    "active",
    "mode",
    "constraint",
    "constraint_date",
    "deadline",
    "actual_start",
    "actual_finish",
    "calendar__minutes_per_day",
)


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A row of the grid in the reader's words; ``note`` says what holds the activity where it is."""

    id: int
    level: int
    sequence: int
    key: str
    name: str
    is_summary: bool
    is_milestone: bool
    days: str
    start: str
    finish: str
    float: str
    tight: bool
    critical: bool
    progress: str
    predecessors: str
    active: bool
    done: bool
    note: str


@dataclass(frozen=True, slots=True)
class WholePlan:
    """The project's own line above the grid; times are words, empty without activities."""

    count: int
    days: str
    start: str
    finish: str
    float: str
    tight: bool
    critical_count: int


def rows(project: Project, *, first: int = 1, last: int = LATEST, ids: Iterable[int] = ()) -> list[TreeRow]:
    """Return the rows whose sequence lies from ``first`` to ``last``, or those with ``ids``; two queries."""
    chosen = Activity.objects.filter(project=project).in_outline_order()
    listed = list(ids)
    chosen = chosen.filter(pk__in=listed) if listed else chosen.filter(sequence__range=(first, last))
    found = list(chosen.values_list(*FIELDS))
    links = _predecessors(project, [values[0] for values in found])
    per_day = minutes_per_day(project)
    day = _day_words()
    return [_row(dict(zip(FIELDS, values, strict=True)), links, per_day, day) for values in found]


def _day_words() -> Callable[[int | None], str]:
    """Return what writes a plan time as a date for this reader, this year; days are written once."""
    language, year = get_language() or "", timezone.localdate().year
    return lambda minute: "" if minute is None else _day(minute // DAY, language, year)


@lru_cache(maxsize=20_000)
def _day(day: int, language: str, year: int) -> str:
    return plan_date(day * DAY)


def minutes_per_day(project: Project) -> int:
    """Return how long a day of the project's calendar is called."""
    options: ScheduleOptions | None = getattr(project, "schedule", None)
    return options.calendar.minutes_per_day if options else MINUTES_PER_DAY


def whole_plan(project: Project) -> WholePlan:
    """Return the line of the whole project; one query."""
    is_open = Q(is_summary=False, active=True, actual_finish=None)
    figures = Activity.objects.filter(project=project).aggregate(
        count=Count("pk"),
        float=Min("total_float", filter=is_open),
        critical_count=Count("pk", filter=is_open & Q(critical=True)),
        first=Min("start"),
    )
    options: ScheduleOptions | None = getattr(project, "schedule", None)
    per_day = minutes_per_day(project)
    least = figures["float"]
    return WholePlan(
        count=figures["count"],
        days=days_text(options.span, per_day) if options and options.span else "",
        start=plan_date(options.start) if options else "",
        finish=plan_date(options.finish) if options else "",
        float=days_text(least, per_day) if least is not None else "",
        tight=least is not None and least <= 0,
        critical_count=figures["critical_count"],
    )


def _predecessors(project: Project, ids: list[int]) -> dict[int, str]:
    """Return what each row waits for, as it is typed: "A; B FS+2 d"."""
    listed: dict[int, list[str]] = {}
    fields = ("successor_id", "predecessor__code", "kind", "lag", "lag_unit")
    links = Dependency.objects.filter(project=project, successor__in=ids).order_by("pk")
    per_day = minutes_per_day(project)
    for successor, code, kind, lag, unit in links.values_list(*fields):
        plain = kind == "FS" and not lag
        text = code if plain else f"{code} {kind}{lag_text(lag, unit, per_day)}"
        listed.setdefault(successor, []).append(text)
    return {pk: "; ".join(texts) for pk, texts in listed.items()}


def _row(values: dict[str, Any], links: dict[int, str], project_day: int, day: Any) -> TreeRow:
    per_day = values["calendar__minutes_per_day"] or project_day
    summary, milestone = values["is_summary"], "milestone" in values["kind"] and not values["is_summary"]
    left = values["total_float"]
    span_day = 1440 if values["elapsed"] and not summary else per_day
    return TreeRow(
        id=values["pk"],
        level=values["level"],
        sequence=values["sequence"],
        key=values["wbs"] if summary else values["code"],
        name=values["name"],
        is_summary=summary,
        is_milestone=milestone,
        days="" if milestone else days_text(values["span"], span_day) + (" e" if span_day != per_day else ""),
        start="" if values["kind"] == "finish_milestone" and milestone else day(values["start"]),
        finish="" if values["kind"] == "start_milestone" and milestone else day(values["finish"]),
        float=days_text(left, per_day) if left is not None and values["active"] else "",
        tight=left is not None and left <= 0 and values["actual_finish"] is None and values["active"],
        critical=values["critical"],
        progress=f"{round(values['progress'])}\u00a0%" if values["progress"] else "",
        predecessors=links.get(values["pk"], ""),
        active=values["active"],
        done=values["actual_finish"] is not None,
        note=_note(values, day),
    )


def _note(values: dict[str, Any], day: Any) -> str:
    """Return what else a person should know of the dates: pinned, held by a constraint, past a deadline."""
    parts = []
    if values["mode"] == Mode.MANUAL:
        parts.append(str(Mode.MANUAL.label))
    if values["constraint"] != Constraint.ASAP:
        label = str(Constraint(values["constraint"]).label)
        parts.append(f"{label} {day(values['constraint_date'])}".strip())
    if values["deadline"] is not None and (values["finish"] or 0) > values["deadline"]:
        parts.append(f"{Activity._meta.get_field('deadline').verbose_name} {day(values['deadline'])}")
    return ", ".join(parts)
