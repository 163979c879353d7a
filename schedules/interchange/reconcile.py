"""Our dates beside the file's: which rows differ, by how much, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from engine.calendars import Calendar
from engine.cpm import ScheduleResult, schedule
from schedules.interchange.engine_plan import engine_plan_of
from schedules.interchange.file_plan import FileActivity, FileDependency, FilePlan


@dataclass(frozen=True, slots=True)
class Difference:
    """A row whose computed dates are not the file's.

    ``cause`` is a stable word with ``detail`` for its sentence; ``shift`` is working minutes of finish;
    ``pin`` says that keeping the file's dates is the better choice. A summary cannot be pinned.
    """

    uid: int
    row: int
    name: str
    summary: bool
    file_start: int | None
    file_finish: int | None
    start: int
    finish: int
    shift: int
    cause: str
    detail: str = ""
    pin: bool = False


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The differences, and where the project finishes in the file and here."""

    differences: tuple[Difference, ...]
    compared: int
    file_finish: int | None
    finish: int


def reconcile(plan: FilePlan) -> Reconciliation:
    """Compute the plan's dates and hold them against the file's, to the minute.

    Raises
    ------
    engine.errors.EngineError
        If the plan cannot be scheduled: a cycle, a calendar without working time.
    """
    result = schedule(engine_plan_of(plan))
    book = _Book(plan, result)
    rows = [row for row in plan.activities if row.active and book.differs(row)]
    return Reconciliation(
        differences=tuple(book.difference(row) for row in rows),
        compared=sum(row.start is not None for row in plan.activities if row.active),
        file_finish=plan.finish,
        finish=result.finish,
    )


class _Book:
    """Looks rows, links and calendars up while causes are found."""

    def __init__(self, plan: FilePlan, result: ScheduleResult) -> None:
        self.plan, self.result = plan, result
        self.engine = engine_plan_of(plan)
        self.rows = {row.uid: row for row in plan.activities}
        self.links: dict[int, list[FileDependency]] = defaultdict(list)
        self.children: dict[int | None, list[int]] = defaultdict(list)
        for link in plan.dependencies:
            self.links[link.successor].append(link)
        for row in plan.activities:
            self.children[row.parent].append(row.uid)
        self.assigned = defaultdict(list)
        for assignment in plan.assignments:
            self.assigned[assignment.activity].append(assignment)

    def differs(self, row: FileActivity) -> bool:
        """Return whether start or finish is not the file's."""
        dates = self.result.activities[row.uid]
        if row.start is None or row.finish is None:
            return False
        return (dates.start, dates.finish) != (row.start, row.finish)

    def difference(self, row: FileActivity) -> Difference:
        """Return the row's difference with its cause."""
        dates = self.result.activities[row.uid]
        cause, detail = self._cause(row)
        file_finish = row.finish if row.finish is not None else dates.finish
        return Difference(
            uid=row.uid,
            row=row.row,
            name=row.name,
            summary=bool(self.children[row.uid]),
            file_start=row.start,
            file_finish=row.finish,
            start=dates.start,
            finish=dates.finish,
            shift=self._calendar(row).between(file_finish, dates.finish),
            cause=cause,
            detail=detail,
            pin=cause in {"split", "external", "overtime", "contour"},
        )

    def _calendar(self, row: FileActivity) -> Calendar:
        return self.engine.calendars.get(row.calendar or -1) or self.engine.calendar

    def _cause(self, row: FileActivity) -> tuple[str, str]:
        """Return the first cause that applies: what the file lacks, what we do otherwise, what drives it."""
        if self.children[row.uid]:
            return "rows_below", ""
        for find in (self._missing_calendar, self._by_itself, self._by_link, self._by_resource):
            found = find(row)
            if found:
                return found
        if self.plan.unsupported.get("cross_project_link"):
            return "external", ""
        return "stale", ""

    def _missing_calendar(self, row: FileActivity) -> tuple[str, str] | None:
        if row.calendar is not None and row.calendar not in self.engine.calendars:
            return "calendar_missing", str(row.calendar)
        return None

    def _by_itself(self, row: FileActivity) -> tuple[str, str] | None:
        if row.start is not None and row.finish is not None and not row.elapsed and not row.manual:
            worked = self._calendar(row).between(row.start, row.finish)
            own = not self.assigned[row.uid]
            if own and row.duration and worked > row.duration and row.percent_complete < 100:
                return "split", str(worked - row.duration)
        if row.levelling_delay:
            return "levelling_delay", str(row.levelling_delay)
        if row.manual:
            return "manual", ""
        return None

    def _by_link(self, row: FileActivity) -> tuple[str, str] | None:
        links = self._links_into(row)
        for link in links:
            if self.differs(self.rows[link.predecessor]):
                return "predecessor", self.rows[link.predecessor].name
        for link in links:
            if link.lag_unit == "percent":
                return "percent_lag", f"{link.lag} % · {self.rows[link.predecessor].name}"
        return None

    def _links_into(self, row: FileActivity) -> list[FileDependency]:
        """Return the links into the row and into every summary above it."""
        found, current = [], row
        seen: set[int] = set()
        while current.uid not in seen:
            seen.add(current.uid)
            found += self.links[current.uid]
            if current.parent is None:
                break
            current = self.rows[current.parent]
        return found

    def _by_resource(self, row: FileActivity) -> tuple[str, str] | None:
        assigned = self.assigned[row.uid]
        if any(a.overtime for a in assigned):
            return "overtime", ""
        if any(a.delay for a in assigned):
            return "assignment_delay", ""
        if len(assigned) > 1:
            return "contour", ""
        if row.start is not None and row.finish is not None and row.duration and assigned:
            return "resource_calendar", ""
        return None
