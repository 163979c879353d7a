"""Durations, lags and links in words, as the grid shows them and people type them."""

from __future__ import annotations

from django.utils import formats
from django.utils.translation import gettext as _

from common.templatetags.plan import plan_datetime

ELAPSED_DAY = 1440


def duration_text(minutes: int, minutes_per_day: int, *, elapsed: bool = False) -> str:
    """Return e.g. "5 d", "1.5 d", "3 h", "20 min"; elapsed time as "5 ed", "3 eh"."""
    day = ELAPSED_DAY if elapsed else minutes_per_day
    prefix = "e" if elapsed else ""
    if minutes * 4 % day == 0:
        return f"{number(minutes / day)} {prefix}d"
    if minutes % 60 == 0:
        return f"{minutes // 60} {prefix}h"
    return f"{minutes} {prefix}min"


def days_text(minutes: int, minutes_per_day: int) -> str:
    """Return a span in days without the unit: "4", "-2", "0.25"."""
    return number(round(minutes / minutes_per_day, 2)).replace("-", "−")


def number(value: float) -> str:
    """Return a number without needless decimals, in the reader's format."""
    whole = int(value)
    return str(whole) if whole == value else formats.localize(round(value, 2))


def lag_text(lag: int, unit: str, minutes_per_day: int) -> str:
    """Return e.g. "+2 d", "-4 h", "+5 ed", "+50 %"; empty without lag."""
    if not lag:
        return ""
    sign = "+" if lag > 0 else "-"
    if unit == "percent":
        return f"{sign}{abs(lag)} %"
    return sign + duration_text(abs(lag), minutes_per_day, elapsed=unit == "elapsed")


def link_text(code: str, kind: str, lag: int, unit: str, minutes_per_day: int) -> str:
    """Return a link as it is typed: "A FS+2 d"."""
    return f"{code} {kind}{lag_text(lag, unit, minutes_per_day)}"


def minute_text(minute: int | None) -> str:
    """Return a plan instant with its time: "Jan 22, 17:00"."""
    return plan_datetime(minute) if minute is not None else _("none")
