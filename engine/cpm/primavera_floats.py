"""P6's floats, the longest path, and the result."""

from __future__ import annotations

from collections.abc import Sequence

from engine.cpm.graph import Graph, Link, Node
from engine.cpm.primavera_passes import FROM_FINISH, TO_START, Context, drives_nothing, has_expected_finish
from engine.cpm.result import ActivityDates, Driver, DriverKind, ScheduleResult
from engine.cpm.walks import gap
from engine.plan import CriticalMethod, FloatMethod


def assemble(graph: Graph, worked: Sequence[Node], context: Context, finish: int) -> ScheduleResult:
    """Floats of every node and the ends of the project."""
    options = graph.plan.options
    by_path = options.critical_method is CriticalMethod.LONGEST_PATH
    longest = longest_path(worked, context)
    found: dict[int, ActivityDates] = {}
    for key, node in graph.nodes.items():
        starts, finishes = gap(node.own_calendar, node.es, node.ls), gap(node.own_calendar, node.ef, node.lf)
        total = min(starts, finishes)
        if options.float_method is not FloatMethod.SMALLEST:
            total = starts if options.float_method is FloatMethod.START else finishes
        on_path = key in longest
        decisive = on_path if by_path else total <= options.critical_limit
        activity = node.activity
        found[key] = ActivityDates(
            start=node.es if activity.actual_start is None else activity.actual_start,
            finish=node.ef if activity.actual_finish is None else activity.actual_finish,
            early_start=node.es,
            early_finish=node.ef,
            late_start=node.ls,
            late_finish=node.lf,
            start_float=starts,
            finish_float=finishes,
            total_float=total,
            free_float=_free(node, context, finish),
            critical=decisive and not node.completed,
            longest_path=on_path,
            driver=_driver(node, context),
        )
    start = min((found[node.activity.id].start for node in worked), default=graph.plan.start)
    return ScheduleResult(start=start, finish=finish, activities=found)


def _driver(node: Node, context: Context) -> Driver:
    if node.activity.actual_finish is not None and node.activity.actual_start is not None:
        return Driver(DriverKind.ACTUAL, node.activity.actual_start)
    return node.driver or Driver(DriverKind.CHILDREN if node.children else DriverKind.DATA_DATE, node.es)


def link_gap(link: Link, context: Context) -> int:
    """Working minutes by which ``link`` could be longer before its successor's early date moves."""
    before, after = link.predecessor, link.successor
    asked = context.after(link, before.ef if link.kind in FROM_FINISH else before.es)
    meets = after.es if link.kind in TO_START else after.ef
    return gap(before.own_calendar, asked, meets)


def _free(node: Node, context: Context, finish: int) -> int:
    """Smallest gap to a successor, lag included; an open end is free up to the project finish.

    An activity that is to finish when expected has none.
    """
    if has_expected_finish(node, context):
        return 0
    gaps = [link_gap(link, context) for link in node.successors if not drives_nothing(link.successor)]
    return min(gaps) if gaps else gap(node.own_calendar, node.ef, finish)


def longest_path(worked: Sequence[Node], context: Context) -> set[int]:
    """Ids on the longest path: what drives the last finish, link by link without a gap."""
    last = max((node.ef for node in worked), default=0)
    waiting = [node for node in worked if node.ef == last]
    found: set[int] = set()
    while waiting:
        node = waiting.pop()
        if node.activity.id in found:
            continue
        found.add(node.activity.id)
        waiting += [
            link.predecessor
            for link in node.predecessors
            if not drives_nothing(link.predecessor) and link_gap(link, context) <= 0
        ]
    return found
