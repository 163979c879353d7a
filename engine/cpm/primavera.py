"""Primavera P6's conventions: the network is one of *remaining* work.

Every activity, a completed one too, is in both passes with what is left of it, from the data
date on. As-late-as-possible activities then use up their free float, and level-of-effort
activities stretch between what they are linked to. Rules and reasons: ``docs/methods/cpm.md``.
"""

from __future__ import annotations

from engine.cpm.graph import Graph, Node
from engine.cpm.primavera_floats import assemble
from engine.cpm.primavera_passes import Context, run_backward, run_forward
from engine.cpm.primavera_shifts import move_as_late_as_possible, stretch_level_of_effort
from engine.cpm.result import ScheduleResult
from engine.plan import ActivityKind


def compute(graph: Graph) -> ScheduleResult:
    """Dates, floats and drivers of every activity of ``graph``."""
    plan = graph.plan
    data_date = plan.start if plan.data_date is None else max(plan.data_date, plan.start)
    nodes = graph.nodes.values()
    for node in nodes:
        node.duration = node.remaining
    worked = [node for node, closes in graph.order if not closes and takes_part(node)]
    context = Context(plan, data_date)
    run_forward(worked, context)
    finish = max((node.ef for node in worked), default=data_date)
    late_finish = finish if plan.must_finish_by is None else plan.must_finish_by
    run_backward(worked, context, late_finish)
    move_as_late_as_possible(worked, context, finish)
    stretch_level_of_effort([node for node in nodes if _stretches(node)], context, finish)
    _roll_up(graph)
    return assemble(graph, worked, context, finish)


def takes_part(node: Node) -> bool:
    """Whether ``node`` is in the passes: active, no summary, no level of effort."""
    return node.active and not node.children and not _stretches(node)


def _stretches(node: Node) -> bool:
    return node.activity.kind is ActivityKind.LEVEL_OF_EFFORT and not node.children


def _roll_up(graph: Graph) -> None:
    """Dates of summaries: the earliest and latest of what is under them."""
    for node, closes in graph.order:
        if closes:
            children = [child for child in node.children if child.active] or node.children
            node.es = min(child.es for child in children)
            node.ef = max(child.ef for child in children)
            node.ls = min(child.ls for child in children)
            node.lf = max(child.lf for child in children)
