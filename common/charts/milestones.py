"""The milestones of a project on one line: baseline hollow, forecast solid, today marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.charts.pen import Chart, Medium, Pen
from common.charts.scales import Scale, months

HEIGHT = 66
LINE = 44
DIAMOND = 6.5
EDGE = 12


@dataclass(frozen=True, slots=True)
class MilestoneMark:
    """A milestone: where the baseline had it, where it is forecast, whether it is reached."""

    name: str
    forecast: date
    baseline: date | None = None
    done: bool = False


def milestone_strip(
    milestones: Sequence[MilestoneMark],
    *,
    today: date,
    label: str,
    width: float = 880,
    medium: Medium = Medium.PAGE,
) -> Chart:
    """Draw the strip; a line joins a milestone's baseline with its forecast."""
    pen = Pen(medium)
    days = [today, *(m.forecast for m in milestones), *(m.baseline for m in milestones if m.baseline)]
    first, last = min(days) - timedelta(days=3), max(days) + timedelta(days=3)
    x = Scale(first.toordinal(), last.toordinal(), EDGE, width - EDGE)
    _months(pen, x, first, last)
    pen.line((EDGE, LINE), (width - EDGE, LINE), "line-2", 1.5)
    _today(pen, x, today)
    for milestone in milestones:
        _mark(pen, x, milestone)
    rows = tuple(_row(milestone) for milestone in milestones)
    headings = (_("Milestone"), _("Baseline"), _("Forecast"), _("State"))
    return Chart(pen.svg(width, HEIGHT, label), label, headings, rows)


def _months(pen: Pen, x: Scale, first: date, last: date) -> None:
    room = max(2, int((x.end - x.start) // 60))
    for number, day in enumerate(months(first, last, room)):
        at = x.at(day.toordinal())
        pen.line((at, 4), (at, HEIGHT - 2), "line")
        words = date_format(day, "M Y" if number == 0 or day.month == 1 else "M")
        if at < x.end - len(words) * 6:
            pen.text((at + 4, 13), words)


def _today(pen: Pen, x: Scale, today: date) -> None:
    at = x.at(today.toordinal())
    pen.line((at, 20), (at, HEIGHT - 4), "accent", 1.5)
    left = at > x.end - 40
    words = _("today")
    pen.text((at - 4 if left else at + 4, HEIGHT - 3), words, "accent", anchor="end" if left else "")


def _mark(pen: Pen, x: Scale, milestone: MilestoneMark) -> None:
    at = x.at(milestone.forecast.toordinal())
    if milestone.baseline is not None and not milestone.done and milestone.baseline != milestone.forecast:
        planned = x.at(milestone.baseline.toordinal())
        pen.line((planned, LINE), (at, LINE), "ink", 1.5)
        pen.diamond(planned, LINE, DIAMOND - 1.5, "bg", "ink-2")
    pen.diamond(at, LINE, DIAMOND, "c-ev" if milestone.done else "ink")


def _row(milestone: MilestoneMark) -> tuple[str, ...]:
    planned = f"{milestone.baseline:%Y-%m-%d}" if milestone.baseline else _("n/a")
    return (
        milestone.name,
        planned,
        f"{milestone.forecast:%Y-%m-%d}",
        _("Done") if milestone.done else _("Open"),
    )
