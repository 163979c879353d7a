"""The 5 × 5 matrix of probability and impact, with its risks and where their responses would move them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.charts.pen import CHARACTER, Chart, Medium, Pen, number

SIDE = 5
GAP = 2
FOOT = 24
PILL = 18
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RiskMark:
    """A risk in the matrix.

    Parameters
    ----------
    key
        What its pill says, e.g. ``"R-7"``.
    probability, impact
        From 1 to 5.
    after
        Probability and impact after its response, None without one.
    title
        Its name, for the table.
    url
        Where its pill leads on the page; empty for none.
    row
        Names the row of the page it belongs to: its link then opens in the side panel.
    """

    key: str
    probability: int
    impact: int
    after: Cell | None = None
    title: str = ""
    url: str = ""
    row: str = ""
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Sizes of the drawing."""

    left: float
    cell: float
    row: float

    def corner(self, probability: int, impact: int) -> tuple[float, float]:
        return self.left + (impact - 1) * self.cell, (SIDE - probability) * self.row

    def middle(self, probability: int, impact: int) -> tuple[float, float]:
        x, y = self.corner(probability, impact)
        return x + (self.cell - GAP) / 2, y + (self.row - GAP) / 2


def risk_matrix(
    risks: Sequence[RiskMark],
    *,
    label: str,
    probabilities: Sequence[str],
    impacts: Sequence[str],
    width: float = 420,
    row: float = 40,
    medium: Medium = Medium.PAGE,
    cell_url: Callable[[int, int], str] | None = None,
) -> Chart:
    """Draw the matrix; each cell carries its score, each risk a pill with its key.

    ``probabilities`` and ``impacts`` are the five words of each axis, from 1 to 5; ``cell_url`` is where
    the count of risks that find no room in their cell leads.
    """
    left = max(len(word) for word in probabilities) * CHARACTER + 10
    grid = Grid(left, (width - left) / SIDE, row)
    pen = Pen(medium)
    _cells(pen, grid, probabilities, impacts)
    places = _places(grid, risks)
    taken = {(risk.probability, risk.impact) for risk in risks}
    for risk in sorted(risks, key=lambda mark: mark.selected):
        if risk.after is not None and risk.key in places and risk.after != (risk.probability, risk.impact):
            _arrow(pen, places[risk.key], _end(grid, risk.after, taken), risk.selected)
    _pills(pen, grid, risks, places, cell_url)
    rows = tuple(_row(risk, probabilities, impacts) for risk in risks)
    headings = (_("Risk"), _("Probability"), _("Impact"), _("Score"), _("After response"))
    return Chart(pen.svg(width, SIDE * row + FOOT, label), label, headings, rows)


def band(score: int) -> str:
    """Return the fill of a score: 1–3, 4–6, 8–12, 15 and more."""
    return "m1" if score <= 3 else "m2" if score <= 6 else "m3" if score <= 12 else "m4"


def _cells(pen: Pen, grid: Grid, probabilities: Sequence[str], impacts: Sequence[str]) -> None:
    for probability in range(SIDE, 0, -1):
        for impact in range(1, SIDE + 1):
            x, y = grid.corner(probability, impact)
            score = probability * impact
            pen.rect((x, y), (grid.cell - GAP, grid.row - GAP), band(score), 3)
            pen.text((x + 5, y + 13), str(score), "ink-2")
        middle = grid.middle(probability, 1)[1]
        pen.text((grid.left - 8, middle + 4), str(probabilities[probability - 1]), anchor="end")
    for impact in range(1, SIDE + 1):
        place = (grid.middle(1, impact)[0], SIDE * grid.row + 15)
        pen.text(place, str(impacts[impact - 1]), anchor="middle")


def _pill_width(words: str) -> float:
    return len(words) * (CHARACTER + 0.4) + 12


def _slots(grid: Grid, cell: Cell, widest: float) -> list[tuple[float, float]]:
    """Return the middles that pills of a cell can take: beside the score, then the row below it."""
    x, y = grid.corner(*cell)
    right, low = x + grid.cell - GAP - 3, y + grid.row - GAP - 1 - PILL / 2
    high = y + 1 + PILL / 2
    if low - high < PILL:  # a cell too flat for two rows
        return [(right - widest / 2, (low + high) / 2)]
    below = [right - widest / 2] if grid.cell < 2 * widest + 8 else [right - widest / 2, x + 3 + widest / 2]
    return [(right - widest / 2, high), *((middle, low) for middle in below)]


def _places(grid: Grid, risks: Sequence[RiskMark]) -> dict[str, tuple[float, float]]:
    """Return the middle of each risk's pill; those that find no room in their cell are missing."""
    cells: dict[Cell, list[RiskMark]] = defaultdict(list)
    for risk in sorted(risks, key=lambda mark: not mark.selected):
        cells[risk.probability, risk.impact].append(risk)
    places = {}
    for cell, inside in cells.items():
        if len(inside) == 1:
            x, y = grid.middle(*cell)
            places[inside[0].key] = (x + 6, y + 1)
            continue
        slots = _slots(grid, cell, max(_pill_width(risk.key) for risk in inside))
        kept = inside if len(inside) <= len(slots) else inside[: len(slots) - 1]
        places |= {risk.key: slot for risk, slot in zip(kept, slots, strict=False)}
    return places


def _pills(
    pen: Pen,
    grid: Grid,
    risks: Sequence[RiskMark],
    places: dict[str, tuple[float, float]],
    cell_url: Callable[[int, int], str] | None,
) -> None:
    hidden: dict[Cell, int] = defaultdict(int)
    for risk in risks:
        if risk.key in places:
            title = f"{risk.key} {risk.title}".strip()
            _pill(pen, places[risk.key], risk.key, _link(risk.url, title, risk.row), risk.selected)
        else:
            hidden[risk.probability, risk.impact] += 1
    for cell, count in hidden.items():
        widest = max(_pill_width(r.key) for r in risks if (r.probability, r.impact) == cell)
        url = cell_url(*cell) if cell_url is not None else ""
        words = ngettext("%(n)s more risk", "%(n)s more risks", count) % {"n": count}
        _pill(pen, _slots(grid, cell, widest)[-1], f"+{count}", _link(url, words))


def _link(url: str, title: str, row: str = "") -> str:
    """Return the opening tag of a pill's link, empty without an address."""
    if not url:
        return ""
    beside = format_html(' data-panel data-of="{}"', row) if row else ""
    return format_html('<a href="{}"{}><title>{}</title>', url, beside, title)


def _pill(pen: Pen, at: tuple[float, float], words: str, link: str, selected: bool = False) -> None:
    width = _pill_width(words)
    x, y = number(at[0] - width / 2), number(at[1] - PILL / 2)
    box = f'<rect x="{x}" y="{y}" width="{number(width)}" height="{PILL}" rx="{PILL / 2}" stroke-width="1" '
    box += pen.ink("ink" if selected else "bg", "ink") + "/>"
    ink = pen.ink("bg" if selected else "ink")
    text = f'<text x="{number(at[0])}" y="{number(at[1] + 4)}" {ink} text-anchor="middle" font-weight="600">'
    mark = f"{box}{text}{conditional_escape(words)}</text>"
    pen.add(f"{link}{mark}</a>" if link and pen.medium is Medium.PAGE else mark)


def _end(grid: Grid, cell: Cell, taken: set[Cell]) -> tuple[float, float]:
    """Return where an arrow into ``cell`` ends: its middle, or beside the pills that lie there."""
    x, y = grid.corner(*cell)
    return (x + 10, y + grid.row - GAP - 9) if cell in taken else grid.middle(*cell)


def _arrow(pen: Pen, start: tuple[float, float], end: tuple[float, float], selected: bool) -> None:
    """Draw from a risk's pill to the cell its response would move it to."""
    (x1, y1), (x2, y2) = start, end
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    pen.line(start, end, "ink", 1.5 if selected else 1, "" if selected else "3 2")
    wings = [(x2 - 6 * ux - side * 3.5 * uy, y2 - 6 * uy + side * 3.5 * ux) for side in (1, -1)]
    pen.polyline([wings[0], (x2, y2), wings[1]], "ink", 1.5 if selected else 1)


def _row(risk: RiskMark, probabilities: Sequence[str], impacts: Sequence[str]) -> tuple[str, ...]:
    after = f"{risk.after[0] * risk.after[1]}" if risk.after is not None else ""
    score = str(risk.probability * risk.impact)
    words = (str(probabilities[risk.probability - 1]), str(impacts[risk.impact - 1]))
    return (f"{risk.key} {risk.title}".strip(), *words, score, after)
