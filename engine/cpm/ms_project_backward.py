"""MS Project's backward pass: late start and finish."""

from __future__ import annotations

from engine.cpm.graph import Graph, Node
from engine.cpm.ms_project_forward import FINISH_CONSTRAINTS, FROM_FINISH, MANDATORY, NOT_EARLIER, TO_START
from engine.cpm.walks import ahead, back, delayed, lagged
from engine.plan import DATED_CONSTRAINTS, Options


def run_backward(graph: Graph, finish: int) -> None:
    """Set late dates of every node, from the project ``finish`` where nothing else binds."""
    options = graph.plan.options
    for node, closes in reversed(graph.order):
        if closes:
            _gather(node)
            _close_summary(node, options)
        elif node.children:
            _roll_up(node)
        else:
            _gather(node)
            _set_leaf(node, finish, options)


def _gather(node: Node) -> None:
    """Collect what summaries above and successors allow: earliest late finish and late start bound."""
    above = node.parent
    start = above.late_start_bound if above is not None else None
    finish = above.late_finish_bound if above is not None else None
    for link in node.successors:
        after = link.successor
        if after.completed:
            continue
        instant = _late_start_for_predecessors(after) if link.kind in TO_START else after.lf
        if link.lag:
            instant = lagged(link, instant, after.calendar, -1)
        if link.kind in FROM_FINISH:
            if finish is None or instant < finish:
                finish = instant
        elif start is None or instant < start:
            start = instant
    node.late_start_bound, node.late_finish_bound = start, finish


def _late_start_for_predecessors(node: Node) -> int:
    """Late start as predecessors see it: of the remaining work, before any levelling delay."""
    activity = node.activity
    if node.children or node.activity.external_start is not None:
        return node.ls
    start = node.ls
    if node.started:
        calendar = node.calendar
        start = node.lf - node.remaining if calendar is None else calendar.add(node.lf, -node.remaining)
    return delayed(node, start, -1) if activity.levelling_delay else start


def _close_summary(node: Node, options: Options) -> None:
    """What a summary itself allows everything under it."""
    if (
        options.late_bound_by_manual_summary
        and node.activity.manual
        and node.activity.manual_finish is not None
    ):
        node.late_finish_bound, node.late_start_bound = node.activity.manual_finish, None


def _roll_up(node: Node) -> None:
    """Late dates of a summary from its children; a manual child counts with its early dates."""
    children = [child for child in node.children if child.active] or node.children
    node.ls = min(child.es if child.activity.manual else child.ls for child in children)
    node.lf = max(child.ef if child.activity.manual else child.lf for child in children)
    if node.activity.manual:
        node.ls, node.lf = max(node.es, node.ls), max(node.ef, node.lf)


def _set_leaf(node: Node, finish: int, options: Options) -> None:
    activity = node.activity
    if node.completed or activity.external_start is not None:
        node.ls, node.lf = node.es, node.ef
        return
    bound = finish if node.late_finish_bound is None else node.late_finish_bound
    if options.multiple_critical_paths and node.late_finish_bound is None and node.late_start_bound is None:
        bound = node.ef
    if node.late_start_bound is not None and not activity.manual and not node.started:
        bound = min(bound, ahead(node, node.late_start_bound))
    if activity.deadline is not None:
        bound = min(bound, activity.deadline)
    if activity.manual:
        _set_manual(node, bound)
        return
    bound = _constrain(node, bound, options)
    calendar = node.calendar
    if calendar is None or not node.duration:
        node.ls, node.lf = back(node, bound), bound
    elif node.walks:
        node.ls = back(node, calendar.previous_finish(bound))
        node.lf = min(calendar.previous_finish(bound), ahead(node, node.ls))
    else:
        node.ls, node.lf = calendar.place_before(bound, node.duration)
    if node.started:
        node.ls = node.es


def _set_manual(node: Node, bound: int) -> None:
    """A manual activity's late dates: unsnapped, and never earlier than the dates typed in."""
    node.ls = max(back(node, bound), node.es)
    node.lf = max(bound, node.ef)


def _constrain(node: Node, bound: int, options: Options) -> int:
    """Apply the activity's own constraint to its late finish."""
    activity = node.activity
    kind, moment = activity.constraint, activity.constraint_date
    if moment is None or node.started or kind not in DATED_CONSTRAINTS:
        return bound
    wanted = moment if kind in FINISH_CONSTRAINTS else ahead(node, moment)
    if kind in MANDATORY and options.honor_constraints:
        return wanted
    return bound if kind in NOT_EARLIER else min(bound, wanted)
