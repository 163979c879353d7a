"""Filters and tags of every page: plan times, durations, money, icons and status shapes."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.charts.icons import ICONS, SHAPES
from common.money import MINUS, format_minor
from engine.calendars import from_minute

register = template.Library()

NBSP = "\u00a0"
MINUTES_PER_DAY = 480
WORDS = {
    "green": gettext_lazy("Green"),
    "amber": gettext_lazy("Amber"),
    "red": gettext_lazy("Red"),
    "none": gettext_lazy("Not assessed"),
    "withheld": gettext_lazy("Withheld"),
}
SECONDS = (
    (86_400, gettext_lazy("%(n)s d")),
    (3_600, gettext_lazy("%(n)s h")),
    (60, gettext_lazy("%(n)s min")),
)


def _moment(value: Any) -> date | datetime | None:
    """Return a plan time (minutes), a date or an instant as something with a day; None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return timezone.localtime(value) if timezone.is_aware(value) else value
    return value if isinstance(value, date) else from_minute(int(value))


@register.filter
def plan_date(value: Any) -> str:
    """Return "Jan 26", with the year when it is not the current one; "" for no date."""
    moment = _moment(value)
    if moment is None:
        return ""
    return date_format(moment, "M j" if moment.year == timezone.localdate().year else "M j, Y")


@register.filter
def plan_weekday(value: Any) -> str:
    """Return a deadline with its weekday: "Fri Jan 22"."""
    moment = _moment(value)
    return f"{date_format(moment, 'D')} {plan_date(value)}" if moment is not None else ""


@register.filter
def plan_datetime(value: Any) -> str:
    """Return "Jan 26, 17:00"."""
    moment = _moment(value)
    return f"{plan_date(value)}, {moment:%H:%M}" if isinstance(moment, datetime) else plan_date(value)


@register.filter
def iso_date(value: Any) -> str:
    """Return "2027-01-26", as inputs and files want it."""
    moment = _moment(value)
    return f"{moment:%Y-%m-%d}" if moment is not None else ""


def _number(value: float, places: int = 1) -> str:
    """Return ``value`` rounded, without trailing zeros, with a true minus sign."""
    rounded = round(abs(value), places)
    text = number_format(
        rounded, 0 if rounded == int(rounded) else places, use_l10n=True, force_grouping=True
    )
    return (MINUS if value < 0 and rounded else "") + text


@register.filter
def workdays(minutes: int | None, minutes_per_day: int = MINUTES_PER_DAY) -> str:
    """Return working minutes as days: "5 d", "2.5 d", "−4 d"; "" for none."""
    if minutes is None or minutes == "":
        return ""
    return f"{_number(minutes / (minutes_per_day or MINUTES_PER_DAY))}{NBSP}d"


@register.filter
def signed_workdays(minutes: int | None, minutes_per_day: int = MINUTES_PER_DAY) -> str:
    """Return a change in working days with its sign: "+2 d", "−1 d", "0 d"."""
    text = workdays(minutes, minutes_per_day)
    return f"+{text}" if text and (minutes or 0) > 0 and not text.startswith("0") else text


@register.filter
def money(minor: int | None, currency: str) -> str:
    """Return whole minor units as "120,000" (the currency stands in the header); "" for none."""
    return "" if minor is None or minor == "" else format_minor(int(minor), currency)


@register.filter
def percent(value: float | None, places: int = 0) -> str:
    """Return a number that is already in percent as "20 %"; "" for none."""
    return "" if value is None or value == "" else f"{_number(float(value), int(places))}{NBSP}%"


@register.filter
def grouped(value: int | None) -> str:
    """Return a whole number grouped by thousands: "10,020"."""
    return (
        ""
        if value is None or value == ""
        else number_format(int(value), 0, use_l10n=True, force_grouping=True)
    )


@register.filter
def index(value: float | None) -> str:
    """Return a performance index with two decimals, "n/a" when there is none."""
    return (
        _("n/a") if value is None or value == "" else number_format(round(float(value), 2), 2, use_l10n=True)
    )


@register.filter
def age(value: datetime | None) -> str:
    """Return how long ago an instant was: "4 min", "3 h", "2 d"; "now" under a minute."""
    if value is None:
        return ""
    seconds = int((timezone.now() - value).total_seconds())
    for size, words in SECONDS:
        if seconds >= size:
            return words % {"n": seconds // size}
    return _("now")


@register.simple_tag
def icon(name: str, label: str = "", classes: str = "") -> SafeString:
    """Draw an icon: decoration beside a word, or with ``label`` when it stands alone."""
    return _icon(name, str(label), classes)


@lru_cache(maxsize=512)
def _icon(name: str, label: str, classes: str) -> SafeString:
    body = mark_safe(ICONS[name])
    if label:
        return format_html(
            '<svg class="icon {}" viewBox="0 0 16 16" role="img" aria-label="{}">{}</svg>',
            classes,
            label,
            body,
        )
    return format_html('<svg class="icon {}" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', classes, body)


def _colour(value: Any) -> str:
    return str(value or "none")


@register.simple_tag
def shape(colour: str | None) -> SafeString:
    """Draw a status shape in the colour of its surroundings: place, not alarm."""
    kind = _colour(colour) if _colour(colour) in SHAPES else "none"
    markup = '<svg class="shape shape-{}" viewBox="0 0 12 12" aria-hidden="true">{}</svg>'
    return format_html(markup, kind, mark_safe(SHAPES[kind]))


@register.simple_tag
def status(colour: str | None, word: str = "") -> SafeString:
    """Write a status: shape and word, never the colour alone. Unknown colours read "Not assessed"."""
    key = _colour(colour) if _colour(colour) in WORDS else "none"
    kind = key if key in SHAPES else "none"
    markup = '<span class="rag rag-{}"><svg viewBox="0 0 12 12" aria-hidden="true">{}</svg>{}</span>'
    return format_html(markup, kind, mark_safe(SHAPES[kind]), word or WORDS[key])


@register.inclusion_tag("_components/status_pair.html")
def status_pair(declared: str | None, computed: str | None) -> dict[str, Any]:
    """Write both colours of a project: declared, then computed."""
    return {"declared": declared, "computed": computed}
