"""The rows earned value is computed from, for many projects at once in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, FloatField, Max, Q, Sum
from django.db.models.functions import Cast

from budgets.models import Actual, BudgetLine
from engine.calendars import from_minute
from projects.models import Project
from schedules.models import Activity


@dataclass(frozen=True, slots=True)
class LineRow:
    """One budget line: ``percent`` is that of its activity, None without one."""

    account: int
    activity: int | None
    period: date
    amount: int
    percent: float | None


@dataclass(frozen=True, slots=True)
class CostRows:
    """Everything of one project that its earned value depends on.

    Parameters
    ----------
    status_day
        The day up to and including which planned value and actual cost count.
    percent
        The project's % complete by working time; None while no activity has any.
    spent
        Actual cost by account, up to the status day.
    posted_to
        Day of the latest of them.
    """

    project_id: int
    status_day: date
    percent: float | None
    lines: tuple[LineRow, ...]
    spent: dict[int, int]
    posted_to: date | None


def load_rows(project_ids: Collection[int], as_of: date) -> dict[int, CostRows]:
    """Return the rows of every project; four queries whatever their number.

    ``as_of`` is the status day of projects without a data date.
    """
    days = status_days(project_ids, as_of)
    lines, percents, actuals = _lines(project_ids), _percents(project_ids), _actuals(days)
    return {
        pk: CostRows(
            project_id=pk,
            status_day=day,
            percent=percents.get(pk),
            lines=tuple(lines[pk]),
            spent={account: amount for account, amount, _last in actuals[pk]},
            posted_to=max((last for _account, _amount, last in actuals[pk]), default=None),
        )
        for pk, day in days.items()
    }


def status_days(project_ids: Collection[int], as_of: date) -> dict[int, date]:
    """Return each project's status day: that of its data date, else ``as_of``."""
    stored = Project.objects.filter(pk__in=project_ids).values_list("pk", "data_date")
    return {pk: as_of if minute is None else from_minute(minute).date() for pk, minute in stored}


def percent_of(progress: float, physical: float | None) -> float:
    """Return the % complete that earns: the physical one where it is given."""
    return progress if physical is None else physical


def _lines(project_ids: Collection[int]) -> dict[int, list[LineRow]]:
    found: dict[int, list[LineRow]] = defaultdict(list)
    rows = BudgetLine.objects.filter(project__in=project_ids).order_by("pk")
    columns = ("project_id", "account_id", "activity_id", "period", "amount")
    percents = ("activity__progress", "activity__physical_percent")
    for pk, account, activity, period, amount, progress, physical in rows.values_list(*columns, *percents):
        percent = None if activity is None else percent_of(progress, physical)
        found[pk].append(LineRow(account, activity, period, amount, percent))
    return found


def _percents(project_ids: Collection[int]) -> dict[int, float]:
    weight = Cast("span", FloatField())
    sums = (
        Activity.objects.leaves()
        .filter(project__in=project_ids, span__gt=0)
        .order_by()
        .values_list("project_id")
        .annotate(done=Sum(weight * F("progress")), all=Sum(weight))
    )
    return {pk: round(done / whole, 6) for pk, done, whole in sums}


def _actuals(days: dict[int, date]) -> dict[int, list[tuple[int, int, date]]]:
    by_day: dict[date, list[int]] = defaultdict(list)
    for pk, day in days.items():
        by_day[day].append(pk)
    posted = Q(pk__in=[])
    for day, projects in by_day.items():
        posted |= Q(project__in=projects, date__lte=day)
    sums = (
        Actual.objects.filter(posted)
        .order_by()
        .values_list("project_id", "account_id")
        .annotate(amount=Sum("amount"), last=Max("date"))
    )
    found: dict[int, list[tuple[int, int, date]]] = defaultdict(list)
    for pk, account, amount, last in sums:
        found[pk].append((account, int(amount), last))
    return found
