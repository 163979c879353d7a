"""The look of a mail: inline styles for every program, classes for the reader's dark mode."""

from dataclasses import dataclass

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

FONT = "-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif"


@dataclass(frozen=True, slots=True)
class Look:
    """Inline style in light, and what dark mode changes of it."""

    light: str
    dark: str


def _text(size: str, colour: str, dark: str, weight: int = 400, more: str = "") -> Look:
    return Look(f"font:{weight} {size} {FONT};color:{colour};{more}", f"color:{dark}")


LOOKS = {
    "page": Look("margin:0;padding:0;background:#edeff3", "background:#0a0c0f"),
    "card": Look("background:#ffffff;border-radius:8px", "background:#14181d"),
    "rule": Look("border-top:1px solid #e3e6eb;font-size:0;line-height:0", "border-color:#262d36"),
    "title": _text("22px/28px", "#14181f", "#e9ecf1", 600, "margin:0;letter-spacing:-0.01em"),
    "heading": _text("18px/24px", "#14181f", "#e9ecf1", 600, "margin:0"),
    "section": _text("13px/20px", "#14181f", "#e9ecf1", 600, "margin:0"),
    "strong": _text("14px/21px", "#14181f", "#e9ecf1", 600),
    "text": _text("14px/21px", "#14181f", "#e9ecf1"),
    "quiet": _text("14px/21px", "#454d5b", "#b4bcc8"),
    "faint": _text("14px/21px", "#5d6675", "#929cab"),
    "label": _text("13px/21px", "#5d6675", "#929cab"),
    "foot": _text("12px/19px", "#5d6675", "#929cab"),
    "link": Look("color:#3a52d6;text-decoration:none", "color:#98a9ff"),
    "button": _text(
        "14px/20px",
        "#ffffff",
        "#ffffff",
        600,
        "display:inline-block;padding:9px 22px;border-radius:6px;background:#3a52d6;text-decoration:none",
    ),
    "red": _text("14px/21px", "#ad1f2b", "#ff8e90", 600),
    "amber": _text("14px/21px", "#7d4a00", "#f1b550", 600),
    "green": _text("14px/21px", "#0a6b43", "#5ccb94", 600),
    "none": _text("14px/21px", "#5d6675", "#929cab", 600),
}
DARK_BUTTON = "background:#4a60e0"
SHAPES = {"red": "■", "amber": "▲", "green": "●", "none": "○"}


@register.simple_tag
def look(name: str, more: str = "") -> SafeString:
    """Write class and inline style of a part: ``<td {% look "text" %}>``; ``more`` adds declarations."""
    return format_html(
        'class="m-{}" style="{}"', name, mark_safe(LOOKS[name].light + (";" + more if more else ""))
    )


@register.simple_tag
def look_style(name: str) -> SafeString:
    """Write only the declarations of a part, for an element that has a class of its own."""
    return mark_safe(LOOKS[name].light)


@register.simple_tag
def dark_styles() -> SafeString:
    """Write the rules that dark mode changes."""
    rules = [f".m-{name}{{{entry.dark} !important}}" for name, entry in LOOKS.items()]
    rules.append(f".m-button{{{DARK_BUTTON} !important}}")
    return mark_safe("".join(rules))


@register.simple_tag
def shape(colour: str) -> str:
    """Write the shape of a colour, so that the colour never stands alone."""
    return SHAPES[colour]
