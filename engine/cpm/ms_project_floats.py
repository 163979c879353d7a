"""MS Project's slack: total, free, and what is critical."""

from __future__ import annotations

from engine.cpm.graph import Graph, Node
from engine.cpm.ms_project_forward import FROM_FINISH, TO_START
from engine.cpm.result import ActivityDates, Driver, DriverKind
from engine.cpm.walks import gap, lagged
from engine.plan import ConstraintKind, CriticalMethod, Plan, ScheduleFrom


def dates_of(node: Node, plan: Plan, longest: set[int]) -> ActivityDates:
    """Assemble the result of one node; slack is counted on the activity's own calendar.

    ``longest`` holds the ids on the longest path.
    """
    activity = node.activity
    calendar = None if activity.elapsed else node.own_calendar
    start_float = gap(calendar, node.es, node.ls)
    finish_float = gap(calendar, node.ef, node.lf)
    total = 0 if node.completed else min(start_float, finish_float)
    if not node.completed and (node.started or activity.manual):
        total = finish_float
    late = plan.options.schedule_from is ScheduleFrom.FINISH and activity.constraint is ConstraintKind.ALAP
    late = late and not activity.manual and not node.started and not node.children
    placeholder = activity.manual and activity.estimated and not node.predecessors and not node.successors
    on_path = activity.id in longest
    by_path = plan.options.critical_method is CriticalMethod.LONGEST_PATH
    decisive = on_path if by_path else total <= plan.options.critical_limit
    return ActivityDates(
        start=node.ls if late else node.es,
        finish=node.lf if late else node.ef,
        early_start=node.es,
        early_finish=node.ef,
        late_start=node.ls,
        late_finish=node.lf,
        start_float=start_float,
        finish_float=finish_float,
        total_float=total,
        free_float=0 if node.completed else _free(node, total),
        critical=not node.completed and not placeholder and decisive,
        longest_path=on_path,
        driver=node.driver or Driver(DriverKind.PROJECT_START, plan.start),
    )


def _free(node: Node, total: int) -> int:
    """Smallest gap to an unfinished successor after its lag, at most the total, at least 0."""
    if total <= 0:
        return 0
    finish_limit: int | None = None
    start_limit: int | None = None
    for link in node.successors:
        after = link.successor
        if after.completed:
            continue
        asked = after.es if link.kind in TO_START else after.ef
        if link.lag:
            asked = lagged(link, asked, after.calendar, -1)
        if link.kind in FROM_FINISH:
            finish_limit = asked if finish_limit is None else min(finish_limit, asked)
        else:
            start_limit = asked if start_limit is None else min(start_limit, asked)
    calendar = None if node.activity.elapsed else node.own_calendar
    if finish_limit is not None:
        total = min(total, gap(calendar, node.ef, finish_limit))
    if start_limit is not None:
        total = min(total, gap(calendar, node.es, start_limit))
    return max(0, total)


def longest_path(graph: Graph) -> set[int]:
    """Ids on the longest path: what drives the last finish, link by link without a gap."""
    leaves = [node for node in graph.nodes.values() if node.active and not node.children]
    ends = [node for node in leaves if node.activity.external_start is None]
    last = max((node.ef for node in ends), default=0)
    waiting = [node for node in ends if node.ef == last]
    found: set[int] = set()
    while waiting:
        node = waiting.pop()
        if node.activity.id not in found:
            found.add(node.activity.id)
            waiting += _drivers(node)
    return found


def _drivers(node: Node) -> list[Node]:
    """Activities whose links to ``node``, or to a summary above it, leave no gap."""
    found: list[Node] = []
    if node.activity.manual or node.activity.external_start is not None:
        return found
    above: Node | None = node
    while above is not None and not above.activity.manual:
        for link in above.predecessors:
            before = link.predecessor
            from_finish = link.kind in FROM_FINISH
            asked = lagged(link, before.ef if from_finish else before.es, above.calendar)
            if gap(node.calendar, asked, node.es if link.kind in TO_START else node.ef) <= 0:
                found += _ends_of(before, from_finish=from_finish)
        above = above.parent
    return found


def _ends_of(node: Node, *, from_finish: bool) -> list[Node]:
    """The activity itself, or under a summary those that set its finish (or start)."""
    if not node.children:
        return [node]
    found: list[Node] = []
    for child in node.children:
        if child.active and (child.ef == node.ef if from_finish else child.es == node.es):
            found += _ends_of(child, from_finish=from_finish)
    return found
