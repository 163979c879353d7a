"""MS Project's forward pass: early start and finish."""

from __future__ import annotations

from engine.cpm.graph import Graph, Node
from engine.cpm.result import Driver, DriverKind
from engine.cpm.walks import ahead, back, delayed, lagged
from engine.plan import DATED_CONSTRAINTS, ConstraintKind, DependencyKind, Options

FROM_FINISH = (DependencyKind.FS, DependencyKind.FF)
TO_START = (DependencyKind.FS, DependencyKind.SS)
NOT_EARLIER = (ConstraintKind.SNET, ConstraintKind.FNET)
MANDATORY = (
    ConstraintKind.MSO,
    ConstraintKind.MFO,
    ConstraintKind.START_ON,
    ConstraintKind.FINISH_ON,
    ConstraintKind.MANDATORY_START,
    ConstraintKind.MANDATORY_FINISH,
)
FINISH_CONSTRAINTS = (
    ConstraintKind.FNET,
    ConstraintKind.FNLT,
    ConstraintKind.MFO,
    ConstraintKind.FINISH_ON,
    ConstraintKind.MANDATORY_FINISH,
)
START_CONSTRAINTS = (
    ConstraintKind.SNET,
    ConstraintKind.MSO,
    ConstraintKind.START_ON,
    ConstraintKind.MANDATORY_START,
)


def run_forward(graph: Graph, origin: int) -> None:
    """Set early dates and drivers of every node, from ``origin`` where nothing else binds."""
    options = graph.plan.options
    for node, closes in graph.order:
        if closes:
            _roll_up(node)
        elif node.children:
            _gather(node)
            _open_summary(node)
        elif not node.pinned:
            _gather(node)
            _set_leaf(node, origin, options)


def _gather(node: Node) -> None:
    """Collect what summaries above and predecessors ask for: latest start and latest finish bound."""
    above = node.parent
    start = finish = None
    start_driver = finish_driver = None
    if above is not None:
        start, start_driver = above.start_bound, above.start_driver
        finish, finish_driver = above.finish_bound, above.finish_driver
    best_start = best_finish = None
    for link in node.predecessors:
        before = link.predecessor
        kind = link.kind
        instant = before.ef if kind in FROM_FINISH else before.es
        if link.lag:
            instant = lagged(link, instant, node.calendar)
        if kind in TO_START:
            if start is None or instant > start:
                start, best_start = instant, link
            continue
        if link.lag < 0 and not link.elapsed and node.calendar is not None:
            instant = node.calendar.previous_finish(instant)  # a lead lands on the start side
        if finish is None or instant > finish:
            finish, best_finish = instant, link
    if best_start is not None and start is not None:
        start_driver = Driver(DriverKind.DEPENDENCY, start, best_start.source)
    if best_finish is not None and finish is not None:
        finish_driver = Driver(DriverKind.DEPENDENCY, finish, best_finish.source, finish=True)
    node.start_bound, node.start_driver = start, start_driver
    node.finish_bound, node.finish_driver = finish, finish_driver


def _open_summary(node: Node) -> None:
    """What a summary itself asks of everything under it."""
    activity = node.activity
    if activity.manual and activity.manual_start is not None:
        node.start_bound = activity.manual_start
        node.start_driver = Driver(DriverKind.MANUAL_SUMMARY, activity.manual_start)
        node.finish_bound = node.finish_driver = None
        return
    moment = activity.constraint_date if activity.constraint in START_CONSTRAINTS else None
    if moment is not None and (node.start_bound is None or moment > node.start_bound):
        node.start_bound = moment
        node.start_driver = Driver(DriverKind.SUMMARY_CONSTRAINT, moment)


def _roll_up(node: Node) -> None:
    """Dates of a summary from its active children; a manual summary keeps its own."""
    activity = node.activity
    if activity.manual and activity.manual_start is not None and activity.manual_finish is not None:
        node.es, node.ef = activity.manual_start, activity.manual_finish
        node.driver = Driver(DriverKind.MANUAL, node.es)
        return
    children = [child for child in node.children if child.active] or node.children
    node.es = min(child.es for child in children)
    node.ef = max(child.ef for child in children)
    node.driver = Driver(DriverKind.CHILDREN, node.es)


def _set_leaf(node: Node, origin: int, options: Options) -> None:
    activity = node.activity
    if activity.external_start is not None and activity.external_finish is not None:
        node.es, node.ef = activity.external_start, activity.external_finish
        node.driver = Driver(DriverKind.EXTERNAL, node.es)
    elif activity.actual_start is not None:
        _set_started(node, activity.actual_start)
    elif activity.manual and activity.manual_start is not None and activity.manual_finish is not None:
        node.es, node.ef = activity.manual_start, activity.manual_finish
        node.driver = Driver(DriverKind.MANUAL, node.es)
    else:
        _set_automatic(node, origin, options)


def _set_started(node: Node, actual_start: int) -> None:
    """Progress: the actual start stands; the finish is actual, typed in, or start plus duration."""
    activity = node.activity
    node.es = actual_start
    node.driver = Driver(DriverKind.ACTUAL, actual_start)
    if activity.actual_finish is not None:
        node.ef = activity.actual_finish
    elif activity.manual and activity.manual_finish is not None:
        node.ef = activity.manual_finish
    else:
        node.ef = ahead(node, actual_start)
        if activity.resume is not None and not activity.splits:
            node.ef = max(node.ef, _resumed(node, activity.resume))


def _resumed(node: Node, resume: int) -> int:
    """Finish of the work that is left if it goes on at ``resume``."""
    return resume + node.remaining if node.calendar is None else node.calendar.add(resume, node.remaining)


def _set_automatic(node: Node, origin: int, options: Options) -> None:
    """Links and constraints, then levelling delay, then the next working time."""
    activity = node.activity
    start, driver = node.start_bound, node.start_driver
    if node.finish_bound is not None:
        derived = max(back(node, node.finish_bound), origin)
        if start is None or derived > start:
            start, driver = derived, node.finish_driver
    constrained = _constrained(node, start, origin, options)
    if constrained is not None:
        start, driver = constrained
    elif start is None:
        start, driver = origin, Driver(DriverKind.PROJECT_START, origin)
    calendar = node.calendar
    if activity.levelling_delay:
        start = delayed(node, start)
    node.driver = driver
    if calendar is None or not node.duration:
        node.es, node.ef = start, ahead(node, start)
    elif node.walks:
        node.es = calendar.next_start(start)
        node.ef = ahead(node, node.es)
    else:
        node.es, node.ef = calendar.place_after(start, node.duration)
    if driver is not None and driver.finish and not activity.levelling_delay:
        _keep_asked_finish(node, driver.instant)


def _keep_asked_finish(node: Node, asked: int) -> None:
    """A finish asked for stays as it is where it is the same working instant as the walk's."""
    if node.calendar is not None and asked > node.ef and node.calendar.between(node.ef, asked) == 0:
        node.ef = asked


def _constrained(node: Node, start: int | None, origin: int, options: Options) -> tuple[int, Driver] | None:
    """The start the activity's own constraint asks for, if it decides.

    The project start is only the default: a constraint earlier than it counts.
    """
    kind, moment = node.activity.constraint, node.activity.constraint_date
    if moment is None or kind not in DATED_CONSTRAINTS:
        return None
    to_finish = kind in FINISH_CONSTRAINTS
    wanted = back(node, moment) if to_finish else moment
    if kind in MANDATORY:
        decides = options.honor_constraints or start is None or wanted > start
    elif kind in NOT_EARLIER:
        decides = start is None or wanted > start
    else:
        decides = options.honor_constraints and wanted < (origin if start is None else start)
    return (wanted, Driver(DriverKind.CONSTRAINT, moment, finish=to_finish)) if decides else None
