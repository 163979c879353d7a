"""What people type into a grid: "5d", "3 h", "2w", "5ed"; "A; B FS+2d"."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from resources.queries.calendars import WorkCalendar
from schedules.services.dependencies import Link

DURATION = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<elapsed>e)?"
    r"(?P<unit>months?|mo|minutes?|mins?|m|h|hrs?|hours?|d|days?|w|wks?|weeks?)?"
)
LINK = re.compile(
    r"(?P<code>.+?)(?:(?:\s+|(?<=\d))(?P<kind>FS|SS|FF|SF)\s*"
    r"(?P<lag>[+\-−]\s*\d+(?:\.\d+)?\s*(?:%|e?[a-z]*))?)?",
    re.IGNORECASE,
)
HALF_LINK = re.compile(r"\s(FS|SS|FF|SF)\s*[+\-−]", re.IGNORECASE)
LAG = re.compile(r"[+\-−]?\s*\d+(?:[.,]\d+)?\s*(?:%|e?[a-z]*)", re.IGNORECASE)
MOST_DAYS = 20_000
MONTH_DAYS = 20
ELAPSED = {"h": 60, "d": 1440, "w": 7 * 1440, "mo": 30 * 1440, "m": 1}


def parse_duration(text: str, calendar: WorkCalendar) -> tuple[int, bool]:
    """Return minutes, and whether they are elapsed time; a bare number is days.

    Raises
    ------
    ValidationError
        With the forms that are understood.
    """
    found = DURATION.fullmatch(text.strip().lower())
    if found is None:
        raise ValidationError(
            _("“%(text)s” is no duration. Write 5d, 3h, 30min, 2w, or 5ed for elapsed days."),
            params={"text": text},
            code="duration",
        )
    unit = _unit(found["unit"] or "d")
    size = ELAPSED[unit] if found["elapsed"] else _working(unit, calendar)
    minutes = round(float(found["number"].replace(",", ".")) * size)
    if minutes > MOST_DAYS * 1440:
        raise ValidationError(_("A duration is at most 20,000 days."), code="duration_range")
    return minutes, bool(found["elapsed"])


def _unit(word: str) -> str:
    """Return the short form; a bare m is minutes, as in other planning programs."""
    if word.startswith("mo"):
        return "mo"
    return word[0]


def _working(unit: str, calendar: WorkCalendar) -> int:
    sizes = {
        "m": 1,
        "h": 60,
        "d": calendar.minutes_per_day,
        "w": calendar.minutes_per_week,
        "mo": MONTH_DAYS * calendar.minutes_per_day,
    }
    return sizes[unit]


def parse_links(text: str, calendar: WorkCalendar) -> list[Link]:
    """Return the links of "A; B FS+2d, C SS-50%"; a code alone is finish to start.

    Raises
    ------
    ValidationError
        With the forms that are understood.
    """
    parts = [part.strip() for part in re.split(r"[;,]", text)]
    return [parse_link(part, calendar) for part in parts if part]


def parse_link(text: str, calendar: WorkCalendar) -> Link:
    """Return one link: "A", "A SS", "A FS+2d", "A FF-4h", "A FS+50%", "A FS+2ed"."""
    found = LINK.fullmatch(text.strip())
    if found is None or (not found["kind"] and HALF_LINK.search(found["code"])):
        raise ValidationError(
            _("“%(text)s” is no link. Write the ID, then FS, SS, FF or SF and a lag: A FS+2d."),
            params={"text": text},
            code="link",
        )
    kind = (found["kind"] or "FS").upper()
    lag, unit = parse_lag(found["lag"] or "", calendar)
    return Link(found["code"], kind, lag, unit)


def parse_lag(text: str, calendar: WorkCalendar) -> tuple[int, str]:
    """Return the lag of "+2d", "-4 h", "50%", "+2ed" with its unit; nothing is no lag.

    Raises
    ------
    ValidationError
        With the forms that are understood.
    """
    text = text.strip()
    if not text:
        return 0, "working"
    if not LAG.fullmatch(text):
        raise ValidationError(
            _("“%(text)s” is no lag. Write +2d, -4h, +50%%, or +2ed for elapsed days."),
            params={"text": text},
            code="lag",
        )
    sign = -1 if text[0] in "-−" else 1
    amount = text.lstrip("+-−").strip()
    if amount.endswith("%"):
        return sign * round(float(amount[:-1])), "percent"
    minutes, elapsed = parse_duration(amount, calendar)
    return sign * minutes, "elapsed" if elapsed else "working"
