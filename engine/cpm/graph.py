"""The plan laid out for the passes: nodes with their links, walks and place in the outline.

A summary is two places in the order: its *opening*, after which its children may start, and
its *closing*, after which what follows it may start. That is all the network knows of it, so
links on summaries need no case of their own and a cycle through one is found like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from engine.calendars import Calendar, CombinedCalendar
from engine.cpm.result import Driver
from engine.errors import CycleError
from engine.network import topological_order
from engine.plan import (
    Activity,
    ActivityKind,
    Assignment,
    Dependency,
    DependencyKind,
    LagUnit,
    Plan,
    Rules,
)


class Link:
    """A dependency between two nodes, with its lag in minutes."""

    __slots__ = ("elapsed", "kind", "lag", "predecessor", "source", "successor")

    def __init__(self, source: Dependency, predecessor: Node, successor: Node) -> None:
        self.source = source
        self.predecessor = predecessor
        self.successor = successor
        self.kind: DependencyKind = source.kind
        self.lag = source.lag
        unit = source.lag_unit
        self.elapsed = unit is LagUnit.ELAPSED or unit is LagUnit.ELAPSED_PERCENT
        if unit is LagUnit.PERCENT or unit is LagUnit.ELAPSED_PERCENT:
            self.lag = round(predecessor.activity.duration * source.lag / 100)
            self.elapsed = self.elapsed or predecessor.activity.elapsed


class Node:
    """An activity during a run: what is fixed about it, and the dates found so far.

    ``calendar`` is the one its dates are walked on (None: elapsed, around the clock);
    ``own_calendar`` the activity's or project's, on which float is counted. ``start_bound`` and
    ``finish_bound`` hold, in the forward pass, the latest instants asked for from before, and
    ``late_start_bound`` and ``late_finish_bound``, in the backward pass, the earliest from after.
    """

    __slots__ = (
        "active",
        "activity",
        "calendar",
        "children",
        "completed",
        "driver",
        "duration",
        "ef",
        "es",
        "finish_bound",
        "finish_driver",
        "late_finish_bound",
        "late_start_bound",
        "lf",
        "ls",
        "own_calendar",
        "parent",
        "pinned",
        "predecessors",
        "remaining",
        "start_bound",
        "start_driver",
        "started",
        "successors",
        "walks",
    )

    def __init__(self, activity: Activity, own_calendar: Calendar) -> None:
        self.activity = activity
        self.own_calendar = own_calendar
        self.calendar: Calendar | None = None if activity.elapsed else own_calendar
        self.walks: tuple[tuple[Calendar, int], ...] = ()
        self.duration = sum(activity.splits) if activity.splits else activity.duration
        self.remaining = _remaining(activity)
        self.parent: Node | None = None
        self.children: list[Node] = []
        self.predecessors: list[Link] = []
        self.successors: list[Link] = []
        self.active = activity.active
        self.started = activity.actual_start is not None
        self.completed = activity.actual_finish is not None
        self.es = self.ef = self.ls = self.lf = 0
        self.start_bound: int | None = None
        self.finish_bound: int | None = None
        self.start_driver: Driver | None = None
        self.finish_driver: Driver | None = None
        self.late_start_bound: int | None = None
        self.late_finish_bound: int | None = None
        self.driver: Driver | None = None
        self.pinned = False


@dataclass(slots=True)
class Graph:
    """A plan ready for the passes.

    Parameters
    ----------
    plan : Plan
        As given.
    nodes : dict of int to Node
        By activity id, in the order of the ids.
    order : list of (Node, bool)
        Every predecessor before its successors. The flag is True where a summary closes.
    """

    plan: Plan
    nodes: dict[int, Node]
    order: list[tuple[Node, bool]]


def _remaining(activity: Activity) -> int:
    """Minutes of work left: as given, or the share of the duration that is not complete."""
    if activity.actual_finish is not None:
        return 0
    if activity.remaining_duration is not None:
        return activity.remaining_duration
    return round(activity.duration * (100 - activity.percent_complete) / 100)


def build(plan: Plan) -> Graph:
    """Lay ``plan`` out; raises :class:`CycleError` if its dependencies go round in a circle."""
    nodes: dict[int, Node] = {}
    for activity in sorted(plan.activities, key=lambda activity: activity.id):
        own = plan.calendar if activity.calendar is None else plan.calendars[activity.calendar]
        nodes[activity.id] = Node(activity, own)
    for node in nodes.values():
        if node.activity.parent is not None:
            node.parent = nodes[node.activity.parent]
            node.parent.children.append(node)
    _set_inactive(nodes)
    _set_walks(plan, nodes)
    for source in _sorted_dependencies(plan):
        link = Link(source, nodes[source.predecessor], nodes[source.successor])
        if link.predecessor.active:
            link.successor.predecessors.append(link)
            if link.successor.active:
                link.predecessor.successors.append(link)
    return Graph(plan, nodes, _order(nodes))


def _sorted_dependencies(plan: Plan) -> list[Dependency]:
    """Dependencies in an order of their own; pairs linked once need no more than the pair."""
    pairs = {(link.successor, link.predecessor) for link in plan.dependencies}
    if len(pairs) == len(plan.dependencies):
        return sorted(plan.dependencies, key=attrgetter("successor", "predecessor"))
    return sorted(plan.dependencies, key=_link_key)


def _link_key(link: Dependency) -> tuple[int, int, str, int, str]:
    return link.successor, link.predecessor, link.kind.name, link.lag, link.lag_unit.name


def walk_calendar_of(plan: Plan, activity: Activity) -> Calendar | None:
    """The calendar the dates of ``activity`` are walked on; None: the clock."""
    own = plan.calendar if activity.calendar is None else plan.calendars[activity.calendar]
    node = Node(activity, own)
    _set_walks(plan, {activity.id: node})
    return node.calendar


def _set_inactive(nodes: dict[int, Node]) -> None:
    """What is under an inactive summary is inactive too."""
    for node in nodes.values():
        above = node.parent
        while node.active and above is not None:
            node.active, above = above.activity.active, above.parent


def _order(nodes: dict[int, Node]) -> list[tuple[Node, bool]]:
    """Topological order over openings and closings."""
    listed = list(nodes.values())
    opening = {node.activity.id: place for place, node in enumerate(listed)}
    closing = dict(opening)
    owners = [(node, False) for node in listed]
    for node in listed:
        if node.children:
            closing[node.activity.id] = len(owners)
            owners.append((node, True))
    edges: list[tuple[int, int]] = []
    for node in listed:
        own = node.activity.id
        edges += [(closing[link.predecessor.activity.id], opening[own]) for link in node.predecessors]
        for child in node.children:
            edges += ((opening[own], opening[child.activity.id]), (closing[child.activity.id], closing[own]))
        if node.children:
            edges.append((opening[own], closing[own]))
    order, cycle = topological_order(len(owners), edges)
    if cycle:
        _refuse_cycle([owners[place][0] for place in cycle])
    return [owners[place] for place in order]


def _refuse_cycle(nodes: list[Node]) -> None:
    """Raise the cycle's error: each activity once, the smallest id first and again last."""
    path: list[Node] = []
    for node in nodes:
        if not path or path[-1] is not node:
            path.append(node)
    if len(path) > 1 and path[0] is path[-1]:
        path.pop()
    first = min(range(len(path)), key=lambda place: path[place].activity.id)
    path = [*path[first:], *path[:first], path[first]]
    raise CycleError(
        [node.activity.id for node in path], [node.activity.name or str(node.activity.id) for node in path]
    )


def _set_walks(plan: Plan, nodes: dict[int, Node]) -> None:
    """Give activities with working resources the calendars their dates are walked on."""
    wanted = {node.activity.id for node in nodes.values() if _uses_resource_calendars(node.activity, plan)}
    resources = {
        item.id: item.calendar for item in plan.resources if item.works and item.calendar is not None
    }
    by_activity: dict[int, list[Assignment]] = {}
    for assignment in plan.assignments:
        if assignment.resource in resources and assignment.activity in wanted:
            by_activity.setdefault(assignment.activity, []).append(assignment)
    shared: dict[tuple[int, int | None], Calendar] = {}
    for activity_id, assignments in by_activity.items():
        node = nodes[activity_id]
        walks: list[tuple[Calendar, int]] = []
        for assignment in sorted(assignments, key=lambda item: item.resource):
            key = (resources[assignment.resource], node.activity.calendar)
            if key not in shared:
                shared[key] = _walk_calendar(plan, *key)
            walks.append(
                (shared[key], round(assignment.work * 100 / assignment.units) if assignment.units else 0)
            )
        _apply_walks(node, walks)


def _uses_resource_calendars(activity: Activity, plan: Plan) -> bool:
    if plan.options.rules is Rules.PRIMAVERA:
        return activity.kind is ActivityKind.RESOURCE_DEPENDENT
    return not activity.ignore_resource_calendars and not activity.elapsed


def _walk_calendar(plan: Plan, resource_calendar: int, activity_calendar: int | None) -> Calendar:
    """The resource's hours, within the activity's own calendar if it has one."""
    hours = plan.calendars[resource_calendar]
    if hours == plan.calendar:
        hours = plan.calendar
    if activity_calendar is None or plan.options.rules is Rules.PRIMAVERA:
        return hours
    own = plan.calendars[activity_calendar]
    if own == hours:
        return own
    both = CombinedCalendar((hours, own), every=True)
    return both if both.has_working_time() else own


def _apply_walks(node: Node, walks: list[tuple[Calendar, int]]) -> None:
    """One calendar: walk the stored duration on it. Several: walk every assignment on its own."""
    first = walks[0][0]
    if all(calendar == first for calendar, _ in walks):
        node.calendar = first
    else:
        node.walks = tuple(walks)
        node.calendar = CombinedCalendar([calendar for calendar, _ in walks], every=False)
