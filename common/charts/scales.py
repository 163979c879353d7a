"""Where a value lies on paper, and which round values get a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps ``low``..``high`` onto ``start``..``end`` of the paper, linearly."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the paper coordinate of ``value``; everything lies at the start of an empty range."""
        span = self.high - self.low
        return self.start + (self.end - self.start) * (value - self.low) / span if span else self.start


def ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Return about ``wanted`` round values that enclose ``low``..``high``, zero kept when it is inside."""
    if high <= low:
        high = low + 1
    rough = (high - low) / wanted
    power = 10 ** floor(log10(rough))
    step = next(power * s for s in STEPS if power * s >= rough * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [step * n for n in range(first, last + 1)]


def months(first: date, last: date, most: int = 14) -> list[date]:
    """Return firsts of months from ``first`` to ``last``, thinned to at most ``most``."""
    found = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        day = date(year, month, 1)
        if first <= day <= last:
            found.append(day)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    every = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if len(found) <= most * n or n == 1200)
    return [day for day in found if (day.year * 12 + day.month - 1) % every == 0]


def spread(positions: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move ``positions`` apart until they are ``gap`` from each other, in order, inside ``low``..``high``."""
    order = sorted(range(len(positions)), key=lambda n: positions[n])
    moved = list(positions)
    edge = low
    for n in order:
        moved[n] = max(moved[n], edge)
        edge = moved[n] + gap
    edge = high
    for n in reversed(order):
        moved[n] = min(moved[n], edge)
        edge = moved[n] - gap
    return moved
