"""A whole MSPDI document, read as a stream."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from schedules.interchange.file_plan import (
    FileActivity,
    FileAssignment,
    FileBaselineRow,
    FileCalendar,
    FileDependency,
    FilePlan,
    FileResource,
    ImportProblem,
)
from schedules.interchange.mspdi.calendars import read_calendar
from schedules.interchange.mspdi.rows import (
    read_activity,
    read_assignment,
    read_baselines,
    read_links,
    read_resource,
)
from schedules.interchange.mspdi.values import DAY, decimal, flag, instant, number, text, within

NAMESPACE = "http://schemas.microsoft.com/project"
MAX_ROWS = 100_000
UNASSIGNED = -65535
SECTIONS = {"Calendar", "Task", "Resource", "Assignment"}
FIRST_UNBOUND_VERSION = 16
NOT_PROJECT = (
    "This is XML, but not a Microsoft Project plan. In Microsoft Project choose Save as, type XML format."
)


class _Collector:
    """Takes the elements of the document one by one, in any order."""

    def __init__(self) -> None:
        self.calendars: list[FileCalendar] = []
        self.activities: list[FileActivity] = []
        self.dependencies: list[FileDependency] = []
        self.resources: list[FileResource] = []
        self.assignments: list[FileAssignment] = []
        self.baselines: list[FileBaselineRow] = []
        self.unsupported: Counter[str] = Counter()
        self.names: dict[str, str] = {}
        self.has_summary_row = False
        self._above: list[tuple[int, int]] = []

    def take(self, element: Element) -> None:
        """Take one Calendar, Task, Resource or Assignment element."""
        getattr(self, f"_take_{element.tag.lower()}")(element)

    def _take_calendar(self, element: Element) -> None:
        if not flag(element, "IsBaselineCalendar"):
            self.calendars.append(read_calendar(element))

    def _take_task(self, element: Element) -> None:
        level = number(element, "OutlineLevel")
        if flag(element, "IsNull"):
            self.unsupported["blank_row"] += 1
            return
        if level == 0 and number(element, "ID") == 0:
            self.has_summary_row = True
            return
        if len(self.activities) >= MAX_ROWS:
            raise ImportProblem(f"The plan has more than {MAX_ROWS:,} rows; split it into several files.")
        while self._above and self._above[-1][0] >= level:
            self._above.pop()
        parent = self._above[-1][1] if self._above else None
        row = read_activity(element, parent, self.names)
        self._above.append((level, row.uid))
        self.activities.append(row)
        self.dependencies.extend(read_links(element))
        self.baselines.extend(read_baselines(element))
        self._count_unsupported(element)

    def _count_unsupported(self, element: Element) -> None:
        links = element.findall("PredecessorLink")
        found = {
            "cross_project_link": sum(flag(item, "CrossProject") for item in links),
            "elapsed_percent_lag": sum(number(item, "LagFormat") in (20, 52) for item in links),
            "custom_field": len(element.findall("ExtendedAttribute")),
            "outline_code": len(element.findall("OutlineCode")),
            "subproject": int(flag(element, "IsSubproject")),
            "fixed_cost": int(decimal(element, "FixedCost") != 0),
            "hyperlink": int(bool(text(element, "Hyperlink") or text(element, "HyperlinkAddress"))),
            "recurring": int(flag(element, "Recurring")),
        }
        self.unsupported.update({name: count for name, count in found.items() if count})

    def _take_resource(self, element: Element) -> None:
        if flag(element, "IsNull") or number(element, "UID") == 0:
            return
        self.resources.append(read_resource(element))
        rated = any(decimal(element, name) for name in ("StandardRate", "OvertimeRate", "CostPerUse"))
        if rated:
            self.unsupported["resource_rate"] += 1
        if element.find("ExtendedAttribute") is not None:
            self.unsupported["resource_custom_field"] += 1

    def _take_assignment(self, element: Element) -> None:
        if number(element, "ResourceUID", UNASSIGNED) in (UNASSIGNED, 0):
            return
        self.assignments.append(read_assignment(element))
        if number(element, "WorkContour"):
            self.unsupported["work_contour"] += 1
        if element.find("TimephasedData") is not None:
            self.unsupported["timephased_work"] += 1


def read_mspdi(stream: IO[bytes]) -> FilePlan:
    """Read an MSPDI document.

    Raises
    ------
    ImportProblem
        If it is no XML, is cut off, holds entity declarations, or is not a Microsoft Project plan.
    """
    collector = _Collector()
    header = Element("Project")
    try:
        for element in _elements(stream, header, collector):
            collector.take(element)
    except DefusedXmlException as error:
        raise ImportProblem(
            "The file declares XML entities, which no plan needs and some attacks use; it was not read."
        ) from error
    except ParseError as error:
        line, column = error.position
        raise ImportProblem(
            f"The file is not whole XML: reading stopped at line {line}, column {column}. "
            "Save it again from Microsoft Project."
        ) from error
    return _plan(header, collector)


def _elements(stream: IO[bytes], header: Element, collector: _Collector) -> Iterator[Element]:
    """Yield the rows; header values are put into ``header``, read rows are freed at once."""
    path: list[str] = []
    root: Element | None = None
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if root is None:
                root = element
                if element.tag not in ("Project", f"{{{NAMESPACE}}}Project"):
                    raise ImportProblem(NOT_PROJECT)
            element.tag = element.tag.rpartition("}")[2]
            path.append(element.tag)
            continue
        path.pop()
        if len(path) == 2 and element.tag in SECTIONS:
            yield element
            element.clear()
        elif len(path) == 2 and element.tag == "ExtendedAttribute":
            name = text(element, "Alias") or text(element, "FieldName")
            collector.names[text(element, "FieldID")] = name
        elif len(path) == 1 and not len(element):
            header.append(element)


def _plan(header: Element, found: _Collector) -> FilePlan:
    start = instant(header, "StartDate")
    if start is None:
        starts = [row.start for row in found.activities if row.start is not None]
        if not starts:
            raise ImportProblem("The plan has neither a start date nor an activity with one.")
        start = min(starts)
    if not found.activities:
        raise ImportProblem("The plan has no activity.")
    per_day = within(header, "MinutesPerDay", 1, DAY, 480)
    known = {row.uid for row in found.activities}
    links = [d for d in found.dependencies if {d.predecessor, d.successor} <= known]
    missing = len(found.dependencies) - len(links)
    if missing:
        found.unsupported["link_to_missing_row"] += missing
    return FilePlan(
        title=text(header, "Title") or text(header, "Name"),
        start=start,
        has_summary_row=found.has_summary_row,
        finish=instant(header, "FinishDate"),
        status_date=instant(header, "StatusDate"),
        from_finish=not flag(header, "ScheduleFromStart", default=True),
        calendar=number(header, "CalendarUID", -1),
        minutes_per_day=per_day,
        minutes_per_week=within(header, "MinutesPerWeek", 1, 7 * DAY, 2400),
        critical_limit=number(header, "CriticalSlackLimit") * per_day,
        honor_constraints=flag(header, "HonorConstraints", default=True),
        multiple_critical_paths=flag(header, "MultipleCriticalPaths"),
        late_bound_by_manual_summary=_bound(header),
        currency=text(header, "CurrencyCode"),
        calendars=tuple(found.calendars),
        activities=tuple(_unique(found.activities)),
        dependencies=tuple(links),
        resources=tuple(found.resources),
        assignments=tuple(a for a in found.assignments if a.activity in known),
        baselines=tuple(found.baselines),
        unsupported=dict(sorted(found.unsupported.items())),
    )


def _bound(header: Element) -> bool:
    """Return whether the saving version bounds the children of a manual summary by its finish."""
    version = text(header, "BuildNumber").partition(".")[0]
    return version.isdigit() and int(version) < FIRST_UNBOUND_VERSION


def _unique(rows: list[FileActivity]) -> Iterator[FileActivity]:
    """Yield the rows with row numbers made unique, in the file's order."""
    seen: set[int] = set()
    for row in rows:
        number_of = row.row
        while number_of in seen:
            number_of += 100_000
        seen.add(number_of)
        yield row if number_of == row.row else replace(row, row=number_of)
