"""The S-curve: planned, earned and actual value, cumulative, at the end of every month."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from budgets.models import Actual
from budgets.queries.earned_value import elapsed_share
from budgets.queries.rows import CostRows, percent_of
from engine.calendars import from_minute
from engine.evm import round_half_up
from schedules.models import Activity


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Cumulative amounts at the end of ``day``; EV and AC are None after the status day."""

    day: date
    pv: int
    ev: int | None
    ac: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """When an activity was worked on, and how much of it is done: 0 to 1."""

    share: Fraction
    first: date
    last: date
    weight: int

    def at(self, day: date) -> Fraction:
        """Return what was done by the end of ``day``, taking it as done evenly from first to last."""
        length = (self.last - self.first).days + 1
        passed = (day - self.first).days + 1
        return self.share * min(Fraction(1), max(Fraction(0), Fraction(passed, length)))


def curve(rows: CostRows, ev: int | None) -> tuple[CurvePoint, ...]:
    """Return the points from the month before the first amount to the last one; two queries.

    Planned and actual value are exact at every point. Earned value is exact at the status day
    (``ev``); before it an activity is taken to have earned evenly since its actual start.
    """
    spent = _spent_by_month(rows)
    months = sorted({line.period for line in rows.lines} | set(spent))
    if not months:
        return ()
    earned = _earned_by_day(rows) if ev is not None else None
    planned: dict[date, int] = defaultdict(int)
    for line in rows.lines:
        planned[line.period] += line.amount
    points = []
    for day in _days(months[0], months[-1], rows.status_day):
        before = day <= rows.status_day
        reached = ev if day == rows.status_day else (earned(day) if earned else None)
        points.append(
            CurvePoint(
                day=day,
                pv=sum(round_half_up(a * elapsed_share(month, day)) for month, a in planned.items()),
                ev=reached if before else None,
                ac=sum(a for month, a in spent.items() if month <= day) if before else None,
            )
        )
    return tuple(points)


def _days(first: date, last: date, status_day: date) -> list[date]:
    """Return the day before the first month, every month's end, and the status day."""
    days = {first - timedelta(days=1)}
    month = first
    while month <= max(last, status_day.replace(day=1)):
        end = month.replace(day=monthrange(month.year, month.month)[1])
        days.add(end)
        month = end + timedelta(days=1)
    end_of_plan = last.replace(day=monthrange(last.year, last.month)[1])
    kept = {day for day in days if day <= max(end_of_plan, status_day)}
    return sorted(kept | {status_day} if status_day >= first else kept)


def _spent_by_month(rows: CostRows) -> dict[date, int]:
    """Return actual cost up to the status day by month."""
    posted = Actual.objects.filter(project=rows.project_id, date__lte=rows.status_day)
    spent: dict[date, int] = defaultdict(int)
    for day, amount in posted.order_by().values_list("date", "amount"):
        spent[day.replace(day=1)] += amount
    return spent


class _Earned:
    """Earned value by day, from when each activity was worked on."""

    def __init__(self, rows: CostRows, progress: dict[int, Progress]) -> None:
        self.budgets: dict[int | None, int] = defaultdict(int)
        for line in rows.lines:
            self.budgets[line.activity] += line.amount
        self.progress = progress
        self.weight = sum(item.weight for item in progress.values())

    def __call__(self, day: date) -> int:
        earned = Fraction(0)
        for activity, budget in self.budgets.items():
            if activity is None:
                done = sum((item.at(day) * item.weight for item in self.progress.values()), Fraction(0))
                earned += Fraction(budget) * done / (self.weight or 1)
            elif activity in self.progress:
                earned += budget * self.progress[activity].at(day)
        return round_half_up(earned)


def _earned_by_day(rows: CostRows) -> _Earned:
    tied = {line.activity for line in rows.lines if line.activity is not None}
    activities = Activity.objects.filter(project=rows.project_id, active=True).order_by()
    found: dict[int, Progress] = {}
    columns = ("pk", "is_summary", "span", "progress", "physical_percent")
    dates = ("start", "finish", "actual_start", "actual_finish")
    for pk, summary, span, progress, physical, *times in activities.values_list(*columns, *dates):
        counts = not summary
        if pk in tied or counts:
            share = Fraction(str(percent_of(progress, physical) if pk in tied else progress)) / 100
            first, last = _worked(rows.status_day, share, times)
            found[pk] = Progress(share, first, last, span if counts else 0)
    return _Earned(rows, found)


def _worked(status_day: date, share: Fraction, times: Iterable[int | None]) -> tuple[date, date]:
    """Return first and last day of work done: actual dates where given, else as planned up to now."""
    start, finish, actual_start, actual_finish = (
        None if time is None else from_minute(time).date() for time in times
    )
    last = min(actual_finish or (finish if share == 1 and finish else status_day), status_day)
    return min(actual_start or start or last, last), last
