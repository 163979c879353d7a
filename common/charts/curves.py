"""Cumulative curves over time (planned, earned, actual) and the sparkline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.charts.pen import CHARACTER, Chart, Medium, Pen
from common.charts.scales import Scale, months, spread, ticks

Points = Sequence[tuple[date, float]]
TOP, BOTTOM, RIGHT = 22, 26, 12
LABEL_GAP = 14
STROKES = {"c-pv": (2, "6 4"), "c-ev": (2.6, ""), "c-ac": (2.2, ""), "forecast": (2.2, "2 4")}


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a chart.

    Parameters
    ----------
    name
        Written at the line's end, with its last value.
    points
        Day and value, in the order of the days.
    colour
        ``"c-pv"``, ``"c-ev"``, ``"c-ac"`` or ``"forecast"`` (the colour of ``c-ac``, dotted).
    """

    name: str
    points: Points
    colour: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The paper of a chart and its two scales."""

    width: float
    height: float
    x: Scale
    y: Scale
    values: tuple[float, ...]


def curves(
    lines: Sequence[Curve],
    *,
    label: str,
    write: Callable[[float], str],
    data_date: date | None = None,
    width: float = 720,
    height: float = 280,
    medium: Medium = Medium.PAGE,
) -> Chart:
    """Draw cumulative curves with their values at the end and the data date as a dashed line.

    Parameters
    ----------
    lines
        At least one curve with a point; curves without points are left out.
    label
        The sentence that states the finding.
    write
        Turns a value into text for the axis, the ends and the table.
    """
    shown = [line for line in lines if line.points]
    pen = Pen(medium)
    if shown:
        frame = _frame(shown, write, width, height)
        _grid(pen, frame, write)
        if data_date is not None:
            _data_date(pen, frame, data_date)
        for line in shown:
            _curve(pen, frame, line)
        _ends(pen, frame, shown, write)
    headings, rows = _numbers(shown, write)
    return Chart(pen.svg(width, height, label), label, headings, rows)


def _frame(lines: Sequence[Curve], write: Callable[[float], str], width: float, height: float) -> Frame:
    values = [value for line in lines for _day, value in line.points]
    days = [day.toordinal() for line in lines for day, _value in line.points]
    marks = ticks(min(0, *values), max(values))
    left = 8 + max(len(write(mark)) for mark in marks) * CHARACTER
    x = Scale(min(days), max(days), left, width - RIGHT)
    y = Scale(marks[0], marks[-1], height - BOTTOM, TOP)
    return Frame(width, height, x, y, tuple(marks))


def _grid(pen: Pen, frame: Frame, write: Callable[[float], str]) -> None:
    for value in frame.values:
        y = frame.y.at(value)
        pen.line((frame.x.start, y), (frame.x.end, y), "line" if value else "line-2")
        pen.text((frame.x.start - 8, y + 4), write(value), anchor="end")
    first, last = date.fromordinal(int(frame.x.low)), date.fromordinal(int(frame.x.high))
    room = max(2, int((frame.x.end - frame.x.start) // 52))
    for number, day in enumerate(months(first, last, room)):
        words = date_format(day, "M Y" if number == 0 or day.month == 1 else "M")
        pen.text((frame.x.at(day.toordinal()), frame.height - 8), words, anchor="middle")


def _data_date(pen: Pen, frame: Frame, day: date) -> None:
    x = min(max(frame.x.at(day.toordinal()), frame.x.start), frame.x.end)
    pen.line((x, TOP - 8), (x, frame.y.start), "ink-2", dash="3 3")
    right = x > (frame.x.start + frame.x.end) / 2
    words = _("Data date %(day)s") % {"day": date_format(day, "M j")}
    pen.text((x - 5 if right else x + 5, TOP - 8), words, "ink-2", anchor="end" if right else "")


def _curve(pen: Pen, frame: Frame, line: Curve) -> None:
    points = [(frame.x.at(day.toordinal()), frame.y.at(value)) for day, value in line.points]
    thick, dash = STROKES[line.colour]
    colour = "c-ac" if line.colour == "forecast" else line.colour
    if len(points) > 1:
        pen.polyline(points, colour, thick, dash)
    pen.circle(*points[-1], 3.4, colour)


def _ends(pen: Pen, frame: Frame, lines: Sequence[Curve], write: Callable[[float], str]) -> None:
    """Write each curve's name and last value at its end, moved apart where they would touch."""
    ends = [(frame.x.at(line.points[-1][0].toordinal()), frame.y.at(line.points[-1][1])) for line in lines]
    wanted = [y - 8 if x > frame.x.end - 90 else y + 4 for x, y in ends]
    placed = spread(wanted, LABEL_GAP, TOP - 6, frame.y.start - 4)
    for line, (x, _y), y in zip(lines, ends, placed, strict=True):
        left = x > frame.x.end - 90
        words = f"{line.name} {write(line.points[-1][1])}"
        at = (x - 7 if left else x + 8, y)
        pen.text(at, words, "ink", anchor="end" if left else "", bold=True, halo=True)


def _numbers(
    lines: Sequence[Curve], write: Callable[[float], str]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    days = sorted({day for line in lines for day, _value in line.points})
    known = [dict(line.points) for line in lines]
    rows = tuple(
        (f"{day:%Y-%m-%d}", *(write(values[day]) if day in values else "" for values in known))
        for day in days
    )
    return (_("Day"), *(line.name for line in lines)), rows


def sparkline(
    values: Sequence[float],
    *,
    label: str,
    write: Callable[[float], str] = str,
    width: float = 72,
    height: float = 20,
    colour: str = "c-1",
    medium: Medium = Medium.PAGE,
) -> Chart:
    """Draw one small line, a dot on its last value; nothing but the label for fewer than two values."""
    pen = Pen(medium)
    if len(values) > 1:
        x = Scale(0, len(values) - 1, 3, width - 4)
        y = Scale(min(values), max(values), height - 4, 4)
        points = [(x.at(n), y.at(value) if y.high > y.low else height / 2) for n, value in enumerate(values)]
        pen.polyline(points, colour, 1.5)
        pen.circle(*points[-1], 2.4, colour)
    rows = tuple((str(n + 1), write(value)) for n, value in enumerate(values))
    return Chart(pen.svg(width, height, label), label, (_("No."), _("Value")), rows)
