"""What P6 computes after the passes: as late as possible, and level of effort."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.cpm.graph import Node
from engine.cpm.primavera_passes import FROM_FINISH, TO_START, Context, drives_nothing
from engine.cpm.result import Driver, DriverKind
from engine.cpm.walks import back
from engine.plan import ActivityKind, ConstraintKind


def move_as_late_as_possible(worked: Sequence[Node], context: Context, finish: int) -> None:
    """Let each use its free float: successors first, and they never move."""
    for node in reversed(worked):
        if node.activity.constraint is ConstraintKind.ALAP and not node.started:
            _move(node, context, finish)


def _move(node: Node, context: Context, finish: int) -> None:
    calendar = node.calendar
    late_finish: int | None = None
    late_start: int | None = None
    for link in node.successors:
        after = link.successor
        if drives_nothing(after):
            continue
        allowed = context.after(link, after.es if link.kind in TO_START else after.ef, -1)
        if link.kind in FROM_FINISH:
            late_finish = allowed if late_finish is None else min(late_finish, allowed)
        else:
            late_start = allowed if late_start is None else min(late_start, allowed)
    end = finish if late_finish is None else late_finish
    if calendar is not None:
        end = calendar.previous_finish(end)
    start = back(node, end)
    if late_start is not None:
        start = min(start, late_start)
    if node.activity.kind is ActivityKind.START_MILESTONE and calendar is not None:
        start = calendar.next_start(start)
    if start > node.es:
        node.es, node.ef = (
            start,
            start + node.duration if calendar is None else calendar.add(start, node.duration),
        )
        node.driver = Driver(DriverKind.AS_LATE_AS_POSSIBLE, start)


def stretch_level_of_effort(stretched: Iterable[Node], context: Context, finish: int) -> None:
    """Early and late dates of level of effort: from its earliest start link to its latest finish link."""
    for node in stretched:
        starts, finishes = _ends(node, context, late=False)
        node.es, node.ef = _span(node, min(starts, default=context.data_date), finishes)
        starts, finishes = _ends(node, context, late=True)
        node.ls, node.lf = _span(node, min(starts, default=node.es), finishes or [finish])
        node.driver = Driver(DriverKind.DATA_DATE, node.es)


def _span(node: Node, start: int, finishes: list[int]) -> tuple[int, int]:
    """A span on working time, at least as long as nothing."""
    end = max([start, *finishes])
    if node.calendar is None:
        return start, end
    start = node.calendar.next_start(start)
    return start, max(start, node.calendar.previous_finish(end))


def _ends(node: Node, context: Context, *, late: bool) -> tuple[list[int], list[int]]:
    """Instants its links set for the start and for the finish of a level-of-effort activity."""
    starts: list[int] = []
    finishes: list[int] = []
    for link in node.predecessors:
        other = link.predecessor
        begin, end = (other.ls, other.lf) if late else (other.es, other.ef)
        instant = context.after(link, end if link.kind in FROM_FINISH else begin)
        (starts if link.kind in TO_START else finishes).append(instant)
    for link in node.successors:
        other = link.successor
        begin, end = (other.ls, other.lf) if late else (other.es, other.ef)
        instant = context.after(link, begin if link.kind in TO_START else end, -1)
        (finishes if link.kind in FROM_FINISH else starts).append(instant)
    return starts, finishes
