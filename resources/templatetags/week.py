"""Working weeks and exceptions in words."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import template
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import localize
from django.utils.translation import gettext as _

from common.templatetags.plan import plan_date
from resources.models import CalendarException

register = template.Library()
Hours = tuple[tuple[int, int], ...]


def clock(minute: int) -> str:
    """Return a minute of the day as "8:00"."""
    return f"{minute // 60}:{minute % 60:02}"


def hours_words(hours: Any) -> str:
    """Return a day's hours: "8:00–12:00, 13:00–17:00"."""
    return ", ".join(f"{clock(start)}–{clock(end)}" for start, end in hours)


@register.simple_tag
def week_text(days: tuple[tuple[int, Hours], ...]) -> str:
    """Return the working days, those in a row with the same hours together: "Mon–Fri 8:00–12:00, …"."""
    parts = []
    for hours, group in groupby(days, key=lambda item: item[1]):
        for run in _runs([day for day, _hours in group]):
            names = str(WEEKDAYS_ABBR[run[0]])
            if len(run) > 1:
                names += f"–{WEEKDAYS_ABBR[run[-1]]}"
            parts.append(f"{names} {hours_words(hours)}")
    return "; ".join(parts) or _("no working time")


def _runs(days: list[int]) -> list[list[int]]:
    """Split days into stretches without a gap."""
    found: list[list[int]] = []
    for day in days:
        if found and found[-1][-1] == day - 1:
            found[-1].append(day)
        else:
            found.append([day])
    return found


@register.simple_tag
def hours(minutes: int) -> str:
    """Return minutes as hours without needless decimals: "8", "7.5"."""
    value = minutes / 60
    return str(int(value)) if value == int(value) else str(localize(round(value, 2)))


@register.simple_tag
def exception_text(item: CalendarException) -> str:
    """Return when an exception is, and its hours: "Jan 18, off", "Jan 18 – Jan 20, 8:00–12:00"."""
    dates = plan_date(item.first * 1440)
    if item.last != item.first:
        dates += f" – {plan_date(item.last * 1440)}"
    return f"{dates}, {hours_words(item.intervals) or _('off')}"
