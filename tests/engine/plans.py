"""Plans that several tests of the engine use, and how they write instants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from engine.calendars import Calendar, CalendarException, from_minute, to_minute
from engine.cpm import ScheduleResult
from engine.plan import Activity, ActivityKind, Dependency, Options, Plan, Rules

HOUR = 60
DAY = 480
A, B, C, D, M = 1, 2, 3, 4, 5
HOLIDAY = CalendarException(date(2027, 1, 18), date(2027, 1, 18), (), "Holiday")


def at(text: str) -> int:
    """'2027-01-04 08:00' as a plan instant."""
    return to_minute(datetime.fromisoformat(text))


def show(instant: int) -> str:
    """A plan instant as '01-04 08:00'."""
    return f"{from_minute(instant):%m-%d %H:%M}"


def early(result: ScheduleResult, activity: int) -> tuple[str, str]:
    """Early start and finish."""
    dates = result.activities[activity]
    return show(dates.early_start), show(dates.early_finish)


def late(result: ScheduleResult, activity: int) -> tuple[str, str]:
    """Late start and finish."""
    dates = result.activities[activity]
    return show(dates.late_start), show(dates.late_finish)


def plan_of(
    *activities: Activity,
    links: list[Dependency] | None = None,
    options: Options | None = None,
    **settings: object,
) -> Plan:
    """A plan from Monday 2027-01-04 08:00 on a five-day week of 8 hours, without holidays."""
    plan = Plan(
        start=at("2027-01-04 08:00"),
        calendar=Calendar.standard(),
        activities=activities,
        dependencies=links or [],
        options=options or Options(),
    )
    return replace(plan, **settings)  # type: ignore[arg-type]  # names of Plan's own fields


def p6(*activities: Activity, options: Options | None = None, **settings: object) -> Plan:
    """The same under P6's rules."""
    chosen = replace(options or Options(), rules=Rules.PRIMAVERA)
    return plan_of(*activities, options=chosen, **settings)  # type: ignore[arg-type]  # Plan's own fields


def floats(result: ScheduleResult, activity: int) -> tuple[int, int]:
    """Total and free float, in minutes."""
    dates = result.activities[activity]
    return dates.total_float, dates.free_float


def manual(number: int, start: str, finish: str, **settings: object) -> Activity:
    """An activity in manual mode."""
    return Activity(
        number,
        manual=True,
        manual_start=at(start),
        manual_finish=at(finish),
        **settings,  # type: ignore[arg-type]  # names of Activity's own fields
    )


def pilot(first_duration: int = 5 * DAY, rules: Rules = Rules.MS_PROJECT) -> Plan:
    """NET-1: A 5 d; B 10 d and C 4 d after A; D 3 d after B, and 2 d after C; M after D."""
    return plan_of(
        Activity(A, "A", duration=first_duration),
        Activity(B, "B", duration=10 * DAY),
        Activity(C, "C", duration=4 * DAY),
        Activity(D, "D", duration=3 * DAY),
        Activity(M, "M", kind=ActivityKind.FINISH_MILESTONE),
        links=[
            Dependency(A, B),
            Dependency(A, C),
            Dependency(B, D),
            Dependency(C, D, lag=2 * DAY),
            Dependency(D, M),
        ],
        options=Options(rules=rules),
        calendar=Calendar.standard([HOLIDAY]),
        data_date=at("2027-01-04 08:00"),
    )
