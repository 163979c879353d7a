"""Rows of the plan: tasks with their links and baselines, resources, assignments."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from schedules.interchange.file_plan import (
    FileActivity,
    FileAssignment,
    FileBaselineRow,
    FileDependency,
    FileResource,
)
from schedules.interchange.mspdi.values import (
    ELAPSED_FORMATS,
    ELAPSED_PERCENT_FORMATS,
    PERCENT_FORMATS,
    decimal,
    flag,
    instant,
    minutes,
    number,
    text,
)

CONSTRAINTS = ("ASAP", "ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT")
LINK_KINDS = ("FF", "FS", "SF", "SS")
RESOURCE_TYPES = {0: "material", 1: "labour", 2: "cost"}
NOTES_LIMIT = 20_000


def read_activity(element: Element, parent: int | None, names: dict[str, str]) -> FileActivity:
    """Return one ``Task`` element; ``names`` are the aliases of custom fields."""
    constraint = CONSTRAINTS[number(element, "ConstraintType") % len(CONSTRAINTS)]
    date = instant(element, "ConstraintDate")
    manual = flag(element, "Manual")
    return FileActivity(
        uid=number(element, "UID"),
        row=number(element, "ID"),
        name=text(element, "Name") or f"Row {number(element, 'ID')}",
        parent=parent,
        wbs=text(element, "WBS"),
        summary=flag(element, "Summary"),
        milestone=flag(element, "Milestone"),
        start=instant(element, "Start"),
        finish=instant(element, "Finish"),
        duration=max(minutes(element, "Duration") or 0, 0),
        elapsed=number(element, "DurationFormat") in ELAPSED_FORMATS,
        estimated=flag(element, "Estimated"),
        remaining_duration=minutes(element, "RemainingDuration"),
        calendar=_calendar(element),
        resource_calendar_ignored=flag(element, "IgnoreResourceCalendar"),
        manual=manual,
        manual_start=(instant(element, "ManualStart") or instant(element, "Start")) if manual else None,
        manual_finish=(instant(element, "ManualFinish") or instant(element, "Finish")) if manual else None,
        active=flag(element, "Active", default=True),
        external=flag(element, "ExternalTask"),
        recurring=flag(element, "Recurring"),
        constraint=constraint if date is not None or constraint in ("ASAP", "ALAP") else "ASAP",
        constraint_date=date,
        deadline=instant(element, "Deadline"),
        actual_start=instant(element, "ActualStart"),
        actual_finish=instant(element, "ActualFinish"),
        percent_complete=min(max(decimal(element, "PercentComplete"), 0.0), 100.0),
        physical_percent=min(max(decimal(element, "PhysicalPercentComplete"), 0.0), 100.0),
        stop=instant(element, "Stop"),
        resume=instant(element, "Resume"),
        levelling_delay=number(element, "LevelingDelay") // 10,
        priority=number(element, "Priority", 500),
        notes=_notes(element, names),
    )


def read_links(element: Element) -> Iterator[FileDependency]:
    """Yield the links into one ``Task`` element; those to other files are left out."""
    for item in element.findall("PredecessorLink"):
        if flag(item, "CrossProject"):
            continue
        lag, form = number(item, "LinkLag"), number(item, "LagFormat", 7)
        unit = "working"
        if form in PERCENT_FORMATS | ELAPSED_PERCENT_FORMATS:
            unit = "percent"
        else:
            lag, unit = round(lag / 10), "elapsed" if form in ELAPSED_FORMATS else "working"
        yield FileDependency(
            predecessor=number(item, "PredecessorUID"),
            successor=number(element, "UID"),
            kind=LINK_KINDS[number(item, "Type", 1) % len(LINK_KINDS)],
            lag=lag,
            lag_unit=unit,
        )


def read_baselines(element: Element) -> Iterator[FileBaselineRow]:
    """Yield what each baseline holds of one ``Task`` element."""
    for item in element.findall("Baseline"):
        start, finish = instant(item, "Start"), instant(item, "Finish")
        if start is None and finish is None:
            continue
        yield FileBaselineRow(
            baseline=number(item, "Number"),
            activity=number(element, "UID"),
            start=start,
            finish=finish,
            duration=minutes(item, "Duration"),
            work=minutes(item, "Work"),
            cost=round(decimal(item, "Cost")),
        )


def read_resource(element: Element) -> FileResource:
    """Return one ``Resource`` element."""
    return FileResource(
        uid=number(element, "UID"),
        name=text(element, "Name") or f"Resource {number(element, 'ID')}",
        type=RESOURCE_TYPES.get(number(element, "Type", 1), "labour"),
        max_units=max(decimal(element, "MaxUnits", 1.0) * 100, 0.0),
        calendar=_calendar(element),
    )


def read_assignment(element: Element) -> FileAssignment:
    """Return one ``Assignment`` element."""
    return FileAssignment(
        activity=number(element, "TaskUID"),
        resource=number(element, "ResourceUID"),
        units=max(decimal(element, "Units", 1.0) * 100, 0.0),
        work=max(minutes(element, "Work") or 0, 0),
        overtime=minutes(element, "OvertimeWork") or 0,
        delay=number(element, "Delay") // 10,
    )


def _calendar(element: Element) -> int | None:
    uid = number(element, "CalendarUID", -1)
    return uid if uid >= 0 else None


def _notes(element: Element, names: dict[str, str]) -> str:
    """Return the notes, with custom fields a line each below them."""
    lines = [text(element, "Notes")]
    for item in element.findall("ExtendedAttribute"):
        value = text(item, "Value")
        if value:
            lines.append(f"{names.get(text(item, 'FieldID'), 'Custom field')}: {value}")
    return "\n".join(line for line in lines if line)[:NOTES_LIMIT]
