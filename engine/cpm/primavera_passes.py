"""P6's forward and backward pass over remaining work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.calendars import Calendar
from engine.cpm.graph import Link, Node
from engine.cpm.result import Driver, DriverKind
from engine.cpm.walks import ahead, back
from engine.plan import ActivityKind, ConstraintKind, DependencyKind, LagCalendar, Plan, ProgressLogic

FROM_FINISH = (DependencyKind.FS, DependencyKind.FF)
TO_START = (DependencyKind.FS, DependencyKind.SS)
EARLY_STARTS = (ConstraintKind.SNET, ConstraintKind.START_ON, ConstraintKind.MSO)
EARLY_FINISHES = (ConstraintKind.FNET, ConstraintKind.FINISH_ON, ConstraintKind.MFO)
LATE_STARTS = (ConstraintKind.SNLT, ConstraintKind.START_ON, ConstraintKind.MSO)
LATE_FINISHES = (ConstraintKind.FNLT, ConstraintKind.FINISH_ON, ConstraintKind.MFO)


@dataclass(frozen=True, slots=True)
class Context:
    """What the passes need beside the nodes: the plan, and the date remaining work starts from."""

    plan: Plan
    data_date: int

    def lag_calendar(self, link: Link) -> Calendar | None:
        """The calendar on which the lag of ``link`` counts; None for around the clock."""
        choice = self.plan.options.lag_calendar
        if link.elapsed or choice is LagCalendar.ALWAYS:
            return None
        if choice is LagCalendar.PREDECESSOR:
            return link.predecessor.calendar
        return link.successor.calendar if choice is LagCalendar.SUCCESSOR else self.plan.calendar

    def lag(self, link: Link) -> int:
        """What is left of the lag of ``link`` at the data date."""
        before = link.predecessor.activity
        if not link.lag or before.actual_start is None:
            return link.lag
        since = before.actual_start
        if link.kind in FROM_FINISH:
            if before.actual_finish is None:
                return link.lag
            since = before.actual_finish
        calendar = self.lag_calendar(link)
        passed = self.data_date - since if calendar is None else calendar.between(since, self.data_date)
        return max(0, link.lag - max(0, passed))

    def after(self, link: Link, instant: int, sign: int = 1) -> int:
        """``instant`` moved by what is left of the lag of ``link`` (``sign`` -1: back)."""
        lag = sign * self.lag(link)
        if not lag:
            return instant
        calendar = self.lag_calendar(link)
        return instant + lag if calendar is None else calendar.add(instant, lag)


def drives_nothing(node: Node) -> bool:
    """Level of effort is computed after the passes and drives nothing."""
    return node.activity.kind is ActivityKind.LEVEL_OF_EFFORT or bool(node.children)


def constraints(node: Node) -> list[tuple[ConstraintKind, int]]:
    """The dated constraints that still bind: of a started activity only those on its finish."""
    activity = node.activity
    found = []
    for kind, moment in (
        (activity.constraint, activity.constraint_date),
        (activity.second_constraint, activity.second_constraint_date),
    ):
        if kind is None or moment is None or node.completed:
            continue
        on_start = kind in EARLY_STARTS or kind in LATE_STARTS or kind is ConstraintKind.MANDATORY_START
        if not (node.started and on_start):
            found.append((kind, moment))
    return found


def run_forward(worked: Iterable[Node], context: Context) -> None:
    """Early dates of remaining work, predecessors first."""
    for node in worked:
        _gather_forward(node, context)
        _constrain_forward(node)
        _set_early(node, context)


def _gather_forward(node: Node, context: Context) -> None:
    """Latest start that data date and links ask for, with what asked for it."""
    override = context.plan.options.progress_logic is ProgressLogic.PROGRESS_OVERRIDE and node.started
    start = context.data_date
    driver = Driver(DriverKind.DATA_DATE, start)
    if context.plan.data_date is None or context.plan.data_date <= context.plan.start:
        driver = Driver(DriverKind.PROJECT_START, start)
    resume = node.activity.resume
    if resume is not None and node.started and resume > start:
        start, driver = resume, Driver(DriverKind.ACTUAL, resume)
    for link in node.predecessors:
        before = link.predecessor
        if drives_nothing(before) or (override and not before.completed):
            continue
        asked = context.after(link, before.ef if link.kind in FROM_FINISH else before.es)
        to_start = link.kind in TO_START
        wanted = asked if to_start else _start_for(node, asked)
        if wanted > start:
            start = wanted
            driver = Driver(DriverKind.DEPENDENCY, asked, link.source, finish=not to_start)
    node.es, node.driver = start, driver


def _start_for(node: Node, finish: int) -> int:
    """Start that meets ``finish``, on working time."""
    start = back(node, finish)
    return node.calendar.next_start(start) if node.calendar is not None and node.duration else start


def _constrain_forward(node: Node) -> None:
    for kind, moment in constraints(node):
        if kind is ConstraintKind.MANDATORY_START:
            wanted, decides, to_finish = moment, True, False
        elif kind is ConstraintKind.MANDATORY_FINISH:
            wanted, decides, to_finish = _start_for(node, moment), True, True
        else:
            to_finish = kind in EARLY_FINISHES
            wanted = _start_for(node, moment) if to_finish else moment
            decides = (to_finish or kind in EARLY_STARTS) and wanted > node.es
        if decides:
            node.es, node.driver = wanted, Driver(DriverKind.CONSTRAINT, moment, finish=to_finish)


def _set_early(node: Node, context: Context) -> None:
    """Put the start on working time and walk what is left."""
    calendar = node.calendar
    if calendar is not None and not node.completed:
        milestone = node.activity.kind is ActivityKind.FINISH_MILESTONE
        if not (milestone and calendar.previous_finish(node.es) == node.es):
            node.es = calendar.next_start(node.es)
    node.ef = ahead(node, node.es)
    expected = expected_finish(node, context)
    if expected is not None:
        node.ef = expected if calendar is None else calendar.previous_finish(expected)


def has_expected_finish(node: Node, context: Context) -> bool:
    """Whether the activity is to finish when expected: open, and not as late as possible."""
    activity = node.activity
    expects = activity.expected_finish is not None and context.plan.options.use_expected_finish
    return expects and not node.completed and activity.constraint is not ConstraintKind.ALAP


def expected_finish(node: Node, context: Context) -> int | None:
    """The expected finish where it sets the early one: reachable, and no link pulls the finish."""
    expected = node.activity.expected_finish
    if expected is None or not has_expected_finish(node, context):
        return None
    pulled = any(link.kind not in TO_START for link in node.predecessors)
    return expected if expected >= node.es and not pulled else None


def run_backward(worked: Sequence[Node], context: Context, finish: int) -> None:
    """Late dates of remaining work, successors first, from ``finish`` where nothing else binds."""
    own_ends = context.plan.options.multiple_critical_paths
    for node in reversed(worked):
        open_end = node.ef if own_ends and not node.successors else finish
        late_finish, late_start = _gather_backward(node, context, open_end)
        for kind, moment in constraints(node):
            if kind in LATE_FINISHES:
                late_finish = min(late_finish, moment)
            elif kind is ConstraintKind.MANDATORY_FINISH:
                late_finish, late_start = moment, None
            elif kind in LATE_STARTS:
                late_start = moment if late_start is None else min(late_start, moment)
        _set_late(node, late_finish, late_start)
        for kind, moment in constraints(node):
            if kind is ConstraintKind.MANDATORY_START:
                node.ls, node.lf = moment, ahead(node, moment)


def _gather_backward(node: Node, context: Context, finish: int) -> tuple[int, int | None]:
    """Earliest late finish and late start that successors allow."""
    late_finish: int | None = None
    late_start: int | None = None
    for link in node.successors:
        after = link.successor
        if drives_nothing(after):
            continue
        allowed = context.after(link, after.ls if link.kind in TO_START else after.lf, -1)
        if link.kind in FROM_FINISH:
            late_finish = allowed if late_finish is None else min(late_finish, allowed)
        else:
            late_start = allowed if late_start is None else min(late_start, allowed)
    return finish if late_finish is None else late_finish, late_start


def _set_late(node: Node, late_finish: int, late_start: int | None) -> None:
    """Put the bounds on working time; a bound on the start holds where it is the earlier."""
    calendar = node.calendar
    if calendar is None or node.completed:
        node.lf = late_finish if late_start is None else min(late_finish, late_start + node.duration)
        node.ls = node.lf - node.duration
        return
    if node.activity.kind is ActivityKind.START_MILESTONE:
        bound = late_finish if late_start is None else min(late_finish, late_start)
        works = calendar.next_start(bound) == bound
        node.ls = node.lf = bound if works else calendar.previous_finish(bound)
        return
    node.lf = calendar.previous_finish(late_finish)
    node.ls = back(node, node.lf)
    if node.duration:
        node.ls = calendar.next_start(node.ls)
    if late_start is not None:
        start = (
            late_start
            if calendar.next_start(late_start) == late_start
            else calendar.previous_finish(late_start)
        )
        if start < node.ls:
            node.ls, node.lf = start, ahead(node, start)
