"""Draw SVG for the page (classes, so that it follows the theme) or for paper and mail (literal colours)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

FONT = "Inter, system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
TEXT_SIZE = 11
CHARACTER = 6.1  # mean width of a character at 11 px; labels are laid out with it
COLOURS = {
    "bg": "#ffffff",
    "ink": "#14181f",
    "ink-2": "#454d5b",
    "ink-3": "#5d6675",
    "line": "#e3e6eb",
    "line-2": "#cdd2db",
    "accent": "#3a52d6",
    "base": "#808999",
    "c-pv": "#6b7484",
    "c-ev": "#0b8377",
    "c-ac": "#a83c78",
    "c-1": "#4a63e0",
    "m1": "#e5f5ec",
    "m2": "#fdf0d9",
    "m3": "#fbdcc9",
    "m4": "#f4b9bb",
}


class Medium(Enum):
    """Where a drawing goes."""

    PAGE = "page"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, the sentence that states its finding, and its numbers as a table.

    Parameters
    ----------
    svg
        The drawing, with ``role="img"`` and the sentence as its label.
    label
        The sentence.
    headings, rows
        The same numbers in the same order, as text.
    """

    svg: SafeString
    label: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        return self.svg


def number(value: float) -> str:
    """Write a coordinate: at most one decimal, no trailing zero, no "-0"."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


class Pen:
    """Collects marks; colours are names of the token table."""

    def __init__(self, medium: Medium) -> None:
        self.medium = medium
        self.marks: list[str] = []

    def ink(self, fill: str = "none", stroke: str = "") -> str:
        """Return the attributes that colour a mark."""
        if self.medium is Medium.PAGE:
            names = [f"f-{fill}" if fill != "none" else "", f"s-{stroke}" if stroke else ""]
            classes = " ".join(name for name in names if name)
            return (f'class="{classes}"' if classes else "") + (' fill="none"' if fill == "none" else "")
        shown = f'fill="{COLOURS.get(fill, "none")}"'
        return f'{shown} stroke="{COLOURS[stroke]}"' if stroke else shown

    def add(self, markup: str) -> None:
        """Add a mark that is already markup."""
        self.marks.append(markup)

    def path(self, d: str, stroke: str, width: float = 1, dash: str = "", fill: str = "none") -> None:
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.add(f'<path d="{d}" {self.ink(fill, stroke)} stroke-width="{number(width)}"{dashes}/>')

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        stroke: str,
        width: float = 1,
        dash: str = "",
    ) -> None:
        d = f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}"
        self.path(d, stroke, width, dash)

    def polyline(
        self, points: Sequence[tuple[float, float]], stroke: str, width: float, dash: str = ""
    ) -> None:
        d = "L".join(f"{number(x)} {number(y)}" for x, y in points)
        self.path(f"M{d}", stroke, width, dash)

    def rect(self, at: tuple[float, float], size: tuple[float, float], fill: str, radius: float = 0) -> None:
        x, y, width, height = (number(value) for value in (*at, *size))
        corner = f' rx="{number(radius)}"' if radius else ""
        self.add(f'<rect x="{x}" y="{y}" width="{width}" height="{height}"{corner} {self.ink(fill)}/>')

    def circle(self, x: float, y: float, radius: float, fill: str) -> None:
        self.add(f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {self.ink(fill)}/>')

    def diamond(self, x: float, y: float, size: float, fill: str, stroke: str = "") -> None:
        """Draw a milestone: ``size`` from the middle to a corner."""
        d = f"M{number(x)} {number(y - size)}l{number(size)} {number(size)}l{number(-size)} {number(size)}"
        d += f"l{number(-size)} {number(-size)}z"
        self.add(f'<path d="{d}" {self.ink(fill, stroke)}' + (' stroke-width="1.3"/>' if stroke else "/>"))

    def text(
        self,
        at: tuple[float, float],
        words: str,
        fill: str = "ink-3",
        anchor: str = "",
        *,
        bold: bool = False,
        halo: bool = False,
    ) -> None:
        """Write ``words`` (escaped here) with their baseline at ``at``; a halo keeps lines off them."""
        extra = (f' text-anchor="{anchor}"' if anchor else "") + (' font-weight="600"' if bold else "")
        if halo:
            extra += ' paint-order="stroke" stroke-width="4" stroke-linejoin="round"'
        ink = self.ink(fill, "bg" if halo else "")
        x, y = number(at[0]), number(at[1])
        self.add(f'<text x="{x}" y="{y}" {ink}{extra}>{conditional_escape(words)}</text>')

    def svg(self, width: float, height: float, label: str) -> SafeString:
        """Return the whole drawing, labelled with its finding."""
        size = format_html('width="{}" height="{}"', number(width), number(height))
        box = format_html('viewBox="0 0 {} {}"', number(width), number(height))
        head = format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" class="chart" {} {} role="img" aria-label="{}" '
            'font-family="{}" font-size="{}">',
            size,
            box,
            label,
            FONT,
            TEXT_SIZE,
        )
        return mark_safe(head + "".join(self.marks) + "</svg>")  # every word in it went through escape


def table(chart: Chart) -> SafeString:
    """Return the chart's numbers as a table: first column text, the others right-aligned."""
    head = format_html_join(
        "", '<th scope="col"{}>{}</th>', ((_right(n), heading) for n, heading in enumerate(chart.headings))
    )
    rows = (
        format_html_join("", "<td{}>{}</td>", ((_right(n), cell) for n, cell in enumerate(row)))
        for row in chart.rows
    )
    body = format_html_join("", "<tr>{}</tr>", ((row,) for row in rows))
    return format_html('<table class="table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', head, body)


def _right(column: int) -> SafeString:
    return mark_safe(' class="num"') if column else mark_safe("")
