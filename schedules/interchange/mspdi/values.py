"""Single values of an MSPDI document."""

from __future__ import annotations

import re
from datetime import datetime
from math import isfinite
from xml.etree.ElementTree import Element

from engine.calendars import to_minute

DURATION = re.compile(r"-?P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$")
CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?(?::|$)")
ELAPSED_FORMATS = {4, 6, 8, 10, 12, 36, 38, 40, 42, 44}
ESTIMATED_FORMATS = set(range(35, 45)) | {51, 52, 53}
PERCENT_FORMATS = {19, 51}
ELAPSED_PERCENT_FORMATS = {20, 52}
DAY = 1440


def text(element: Element, name: str, default: str = "") -> str:
    """Return the text of the child ``name``."""
    return (element.findtext(name) or default).strip()


def number(element: Element, name: str, default: int = 0) -> int:
    """Return the child ``name`` as a whole number; decimals are cut off."""
    value = text(element, name)
    try:
        return int(float(value)) if value else default
    except (ValueError, OverflowError):
        return default


def decimal(element: Element, name: str, default: float = 0.0) -> float:
    """Return the child ``name`` as a number; what is none, or not finite, is the default."""
    value = text(element, name)
    try:
        found = float(value) if value else default
    except ValueError:
        return default
    return found if isfinite(found) else default


def within(element: Element, name: str, low: int, high: int, default: int) -> int:
    """Return the child ``name`` as a whole number from ``low`` to ``high``, else the default."""
    found = number(element, name, default)
    return found if low <= found <= high else default


def flag(element: Element, name: str, *, default: bool = False) -> bool:
    """Return whether the child ``name`` is 1 or true."""
    value = text(element, name).lower()
    return default if not value else value in {"1", "true"}


def instant(element: Element, name: str) -> int | None:
    """Return the child ``name`` as a plan minute; "NA" and the program's null dates are None."""
    value = text(element, name)
    if not value or value == "NA" or value.startswith(("1984-01-01T00:00", "2149-12-31")):
        return None
    try:
        return to_minute(datetime.fromisoformat(value).replace(tzinfo=None))
    except ValueError:
        return None


def minutes(element: Element, name: str) -> int | None:
    """Return a duration such as ``PT8H0M0S`` in whole minutes, or None if there is none."""
    found = DURATION.match(text(element, name))
    if not found:
        return None
    days, hours, mins, seconds = found.groups()
    total = int(days or 0) * DAY + int(hours or 0) * 60 + int(mins or 0) + round(float(seconds or 0) / 60)
    return -total if found.group().startswith("-") else total


def clock(element: Element, name: str) -> int:
    """Return a time of day in minutes; seconds are dropped, and what is no time of day is 0."""
    found = CLOCK.match(text(element, name))
    return min(int(found[1]) * 60 + int(found[2] or 0), DAY) if found else 0
