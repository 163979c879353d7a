"""MS Project's conventions: one run of the passes.

Early dates forward, late dates backward; then what is scheduled as late as possible takes its
late dates and the forward pass is run again, so that what follows it moves too. The rules and
their reasons are in ``docs/methods/cpm.md``.
"""

from __future__ import annotations

from engine.cpm.graph import Graph
from engine.cpm.ms_project_backward import run_backward
from engine.cpm.ms_project_floats import dates_of, longest_path
from engine.cpm.ms_project_forward import run_forward
from engine.cpm.result import Driver, DriverKind, ScheduleResult
from engine.plan import ConstraintKind, ScheduleFrom


def compute(graph: Graph) -> ScheduleResult:
    """Dates, floats and drivers of every activity of ``graph``."""
    plan = graph.plan
    if plan.options.schedule_from is ScheduleFrom.FINISH:
        return _from_finish(graph)
    run_forward(graph, plan.start)
    finish = project_finish(graph)
    run_backward(graph, finish)
    if _pin_late(graph):
        run_forward(graph, plan.start)
    return _result(graph, plan.start, finish)


def project_finish(graph: Graph) -> int:
    """Latest early finish of what is active and not external; the project start if there is none."""
    ends = [node.ef for node in graph.nodes.values() if node.active and node.activity.external_start is None]
    return max(ends, default=graph.plan.start)


def _from_finish(graph: Graph) -> ScheduleResult:
    """Mirror: late dates from the given finish, then early dates from the start."""
    plan = graph.plan
    finish = plan.start if plan.finish is None else plan.finish
    run_forward(graph, plan.start)
    run_backward(graph, finish)
    return _result(graph, plan.start, finish)


def _pin_late(graph: Graph) -> bool:
    """Move what is as late as possible to its late dates; whether anything was."""
    found = False
    for node in graph.nodes.values():
        late = node.activity.constraint is ConstraintKind.ALAP and node.active and not node.children
        if late and not node.started and not node.activity.manual:
            node.es, node.ef, node.pinned, found = node.ls, node.lf, True, True
            node.driver = Driver(DriverKind.AS_LATE_AS_POSSIBLE, node.ls)
    return found


def _result(graph: Graph, start: int, finish: int) -> ScheduleResult:
    longest = longest_path(graph)
    found = {key: dates_of(node, graph.plan, longest) for key, node in graph.nodes.items()}
    leaves = (key for key, node in graph.nodes.items() if node.active and not node.children)
    begin = min((found[key].start for key in leaves), default=start)
    return ScheduleResult(start=begin, finish=finish, activities=found)
