"""Small Microsoft Project XML documents, written by hand."""

from typing import Any

NAMESPACE = "http://schemas.microsoft.com/project"
DAY = "<WorkingTimes>{}</WorkingTimes>"
TIMES = (
    "<WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime>"
    "<WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime>"
)
HOLIDAY = (
    "<Exceptions><Exception><Type>1</Type><Name>Holiday</Name><TimePeriod>"
    "<FromDate>2027-01-18T00:00:00</FromDate><ToDate>2027-01-18T23:59:00</ToDate></TimePeriod>"
    "<DayWorking>0</DayWorking></Exception></Exceptions>"
)


def tags(**values: Any) -> str:
    return "".join(f"<{name}>{value}</{name}>" for name, value in values.items())


def weekday(number: int, *, working: bool) -> str:
    times = f"<WorkingTimes>{TIMES}</WorkingTimes>" if working else ""
    return f"<WeekDay><DayType>{number}</DayType><DayWorking>{int(working)}</DayWorking>{times}</WeekDay>"


def calendar(uid: int = 1, name: str = "Standard", extra: str = HOLIDAY, parent: int = -1) -> str:
    """Monday to Friday, 8 hours, off on 18 January 2027; with a parent, only what ``extra`` says."""
    week = "".join(weekday(day, working=2 <= day <= 6) for day in range(1, 8)) if parent < 0 else ""
    base = tags(UID=uid, Name=name, IsBaseCalendar=int(parent < 0), BaseCalendarUID=parent)
    return f"<Calendar>{base}<WeekDays>{week}</WeekDays>{extra}</Calendar>"


def link(predecessor: int, kind: int = 1, lag: int = 0, lag_format: int = 7) -> str:
    """A PredecessorLink; kind 1 is finish to start, lag in tenths of a minute."""
    inner = tags(PredecessorUID=predecessor, Type=kind, CrossProject=0, LinkLag=lag, LagFormat=lag_format)
    return f"<PredecessorLink>{inner}</PredecessorLink>"


def task(uid: int, name: str, days: float = 0, *, extra: str = "", level: int = 1, **values: Any) -> str:
    given = {
        "UID": uid,
        "ID": uid,
        "Name": name,
        "OutlineLevel": level,
        "Duration": f"PT{round(days * 8)}H0M0S",
        "DurationFormat": 7,
        "ConstraintType": 0,
        "CalendarUID": -1,
    } | values
    return f"<Task>{tags(**given)}{extra}</Task>"


def document(tasks: str, *, calendars: str = "", rest: str = "", **header: Any) -> bytes:
    given = {
        "Title": "Plan",
        "StartDate": "2027-01-04T08:00:00",
        "ScheduleFromStart": 1,
        "CalendarUID": 1,
        "MinutesPerDay": 480,
        "MinutesPerWeek": 2400,
        "CurrencyCode": "EUR",
        "HonorConstraints": 1,
    } | header
    body = f"{tags(**given)}<Calendars>{calendars or calendar()}</Calendars><Tasks>{tasks}</Tasks>{rest}"
    return f'<?xml version="1.0"?><Project xmlns="{NAMESPACE}">{body}</Project>'.encode()


def net_1(**changed: str) -> bytes:
    """Return NET-1: A 5 d; B 10 d and C 4 d after A; D 3 d after B and after C + 2 d; M after D.

    With the holiday on 18 January: A Jan 4-8, B Jan 11-25, C Jan 11-14, D Jan 26-28, M Jan 28 17:00.
    """
    at = {
        "A": ("2027-01-04T08:00:00", "2027-01-08T17:00:00"),
        "B": ("2027-01-11T08:00:00", "2027-01-25T17:00:00"),
        "C": ("2027-01-11T08:00:00", "2027-01-14T17:00:00"),
        "D": ("2027-01-26T08:00:00", "2027-01-28T17:00:00"),
        "M": ("2027-01-28T17:00:00", "2027-01-28T17:00:00"),
    }
    when = {
        name: {"Start": start, "Finish": changed.get(name, finish)} for name, (start, finish) in at.items()
    }
    rows = [
        task(0, "Net", 18, level=0, Summary=1),
        task(1, "A", 5, **when["A"]),
        task(2, "B", 10, extra=link(1), **when["B"]),
        task(3, "C", 4, extra=link(1), **when["C"]),
        task(4, "D", 3, extra=link(2) + link(3, lag=9600), **when["D"]),
        task(5, "M", extra=link(4), Milestone=1, **when["M"]),
    ]
    return document("".join(rows), Title="Net", FinishDate="2027-01-28T17:00:00")
