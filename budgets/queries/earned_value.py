"""Planned, earned and actual value from a project's rows; ``docs/methods/evm-in-throughline.md`` says why."""

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from budgets.queries.rows import CostRows, LineRow
from engine.evm import Amounts, earned_by_percent, round_half_up


@dataclass(frozen=True, slots=True)
class Value:
    """The figures of an account or of a whole project, in minor units.

    Parameters
    ----------
    ev
        None if part of the budget is not tied to an activity and the project has no % complete.
    covered
        The part of BAC that is tied to activities.
    """

    bac: int = 0
    pv: int = 0
    ev: int | None = 0
    ac: int = 0
    covered: int = 0

    @property
    def amounts(self) -> Amounts | None:
        """Return the four amounts for :func:`engine.evm.measure`; None without an earned value."""
        return None if self.ev is None else Amounts(bac=self.bac, pv=self.pv, ev=self.ev, ac=self.ac)

    def __add__(self, other: "Value") -> "Value":
        return Value(
            bac=self.bac + other.bac,
            pv=self.pv + other.pv,
            ev=None if self.ev is None or other.ev is None else self.ev + other.ev,
            ac=self.ac + other.ac,
            covered=self.covered + other.covered,
        )


def values_by_account(rows: CostRows) -> dict[int, Value]:
    """Return what stands on each account itself, without the accounts under it."""
    lines: dict[int, list[LineRow]] = defaultdict(list)
    for line in rows.lines:
        lines[line.account].append(line)
    return {
        account: Value(
            bac=sum(line.amount for line in lines[account]),
            pv=planned_value(lines[account], rows.status_day),
            ev=earned_value(lines[account], rows.percent),
            ac=rows.spent.get(account, 0),
            covered=sum(line.amount for line in lines[account] if line.activity is not None),
        )
        for account in lines.keys() | rows.spent.keys()
    }


def total(values: Iterable[Value]) -> Value:
    """Return the sum; amounts add up to the unit, indices are never averaged."""
    return sum(values, start=Value())


def planned_value(lines: Iterable[LineRow], day: date) -> int:
    """Return what was planned up to and including ``day``: each month evenly over its calendar days."""
    months: dict[date, int] = defaultdict(int)
    for line in lines:
        months[line.period] += line.amount
    return sum(round_half_up(amount * elapsed_share(month, day)) for month, amount in months.items())


def elapsed_share(month: date, day: date) -> Fraction:
    """Return the share of the month that lies on or before ``day``: 0 to 1."""
    length = calendar.monthrange(month.year, month.month)[1]
    return min(Fraction(1), max(Fraction(0), Fraction((day - month).days + 1, length)))


def earned_value(lines: Iterable[LineRow], project_percent: float | None) -> int | None:
    """Return Σ budget × % complete: the activity's, or the project's for lines without an activity."""
    budgets: dict[int | None, int] = defaultdict(int)
    percents: dict[int | None, float | None] = {None: project_percent}
    for line in lines:
        budgets[line.activity] += line.amount
        if line.activity is not None:
            percents[line.activity] = line.percent
    earned = 0
    for activity, budget in budgets.items():
        percent = percents[activity]
        if percent is None:
            return None
        earned += earned_by_percent(budget, percent)
    return earned
