"""Calendars: week, exceptions, recurring exceptions and other work weeks, expanded to dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from schedules.interchange.file_plan import FileCalendar, FileException
from schedules.interchange.mspdi.values import DAY, clock, flag, instant, number, text

EPOCH_DAY = date(2000, 1, 1)
LONGEST = 3653  # days a recurring exception is expanded at most
DAILY, YEARLY, YEARLY_NTH, MONTHLY, MONTHLY_NTH, WEEKLY = 1, 2, 3, 4, 5, 6
ANY_DAY, WEEKDAY, WEEKEND, FIRST_NAMED, LAST = 0, 1, 2, 3, 4

Hours = tuple[tuple[int, int], ...]


def read_calendar(element: Element) -> FileCalendar:
    """Return one ``Calendar`` element."""
    parent = number(element, "BaseCalendarUID", -1)
    week, old_exceptions = _week(element.find("WeekDays"))
    listed = element.findall("Exceptions/Exception")
    exceptions = [e for item in listed for e in _exception(item)] if listed else old_exceptions
    other_weeks = [e for item in element.findall("WorkWeeks/WorkWeek") for e in _work_week(item)]
    return FileCalendar(
        uid=number(element, "UID"),
        name=text(element, "Name"),
        parent=parent if parent >= 0 and not flag(element, "IsBaseCalendar") else None,
        week=week,
        exceptions=(*other_weeks, *exceptions),
    )


def _week(element: Element | None) -> tuple[dict[str, Hours], list[FileException]]:
    """Return the week and the exceptions of the older notation (day type 0 with a period)."""
    week: dict[str, Hours] = {}
    exceptions = []
    for day in element if element is not None else ():
        kind = number(day, "DayType")
        if 1 <= kind <= 7:
            week[str((kind - 2) % 7)] = _hours(day)
        elif day.find("TimePeriod") is not None:
            span = _span(day)
            if span:
                exceptions.append(FileException(*span, intervals=_hours(day)))
    return week, exceptions


def _hours(element: Element) -> Hours:
    if not flag(element, "DayWorking"):
        return ()
    spans = []
    for item in element.findall("WorkingTimes/WorkingTime"):
        start, end = clock(item, "FromTime"), clock(item, "ToTime") or DAY
        if start < end:
            spans.append((start, end))
    return tuple(sorted(spans))


def _span(element: Element) -> tuple[int, int] | None:
    period = element.find("TimePeriod")
    if period is None:
        return None
    first, last = instant(period, "FromDate"), instant(period, "ToDate")
    return (first // DAY, max(first, last) // DAY) if first is not None and last is not None else None


def _work_week(element: Element) -> Iterator[FileException]:
    """Yield another work week day by day, as exceptions."""
    span = _span(element)
    week, _none = _week(element.find("WeekDays"))
    if span is None or not week:
        return
    for day in range(span[0], min(span[1], span[0] + LONGEST) + 1):
        weekday = str((EPOCH_DAY + timedelta(days=day)).weekday())
        if weekday in week:
            yield FileException(day, day, text(element, "Name"), week[weekday])


def _exception(element: Element) -> Iterator[FileException]:
    span = _span(element)
    if span is None:
        return
    name, hours = text(element, "Name"), _hours(element)
    kind, period = number(element, "Type", DAILY), max(number(element, "Period", 1), 1)
    if kind == DAILY and period == 1:
        yield FileException(*span, name, hours)
        return
    limit = number(element, "Occurrences") if flag(element, "EnteredByOccurrences") else LONGEST
    for number_of, day in enumerate(_recurring(element, kind, period, *span)):
        if number_of >= limit:
            return
        yield FileException(day, day, name, hours)


def _recurring(element: Element, kind: int, period: int, first: int, last: int) -> Iterator[int]:
    """Yield the plan days on which a recurring exception falls."""
    mask, month = number(element, "DaysOfWeek"), number(element, "Month") + 1
    start = EPOCH_DAY + timedelta(days=first)
    for day in range(first, min(last, first + LONGEST) + 1):
        when = EPOCH_DAY + timedelta(days=day)
        months = (when.year - start.year) * 12 + when.month - start.month
        weeks = (day - first + start.weekday()) // 7
        if kind == DAILY:
            falls = (day - first) % period == 0
        elif kind == WEEKLY:
            falls = weeks % period == 0 and bool(mask & (1 << (when.weekday() + 1) % 7))
        elif kind in (MONTHLY, MONTHLY_NTH):
            falls = months % period == 0 and _on_day(element, when, nth=kind == MONTHLY_NTH)
        elif kind in (YEARLY, YEARLY_NTH):
            falls = when.month == month and _on_day(element, when, nth=kind == YEARLY_NTH)
        else:
            falls = False
        if falls:
            yield day


def _on_day(element: Element, when: date, *, nth: bool) -> bool:
    """Return whether a date is the month's day, or its first to last named one."""
    if not nth:
        return when.day == number(element, "MonthDay")
    item, position = number(element, "MonthItem"), number(element, "MonthPosition")
    if not _is_item(when, item):
        return False
    ahead = (when + timedelta(days=d) for d in range(1, 32))
    if position == LAST:
        return not any(d.month == when.month and _is_item(d, item) for d in ahead)
    earlier = sum(_is_item(when.replace(day=d), item) for d in range(1, when.day))
    return earlier == position


def _is_item(when: date, item: int) -> bool:
    if item == ANY_DAY:
        return True
    if item in (WEEKDAY, WEEKEND):
        return (when.weekday() < 5) == (item == WEEKDAY)
    return (when.weekday() + 1) % 7 == item - FIRST_NAMED
