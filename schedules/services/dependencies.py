"""Dependencies: add, edit, delete, and set all predecessors of an activity at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.actors import Actor
from common.errors import DomainError
from projects.models import Project
from schedules.queries.outline import ancestors
from schedules.queries.rows import ActivityRow, DependencyRow
from schedules.queries.wording import link_text
from schedules.services.outline import check_version, find
from schedules.services.plan import Edit, apply
from schedules.services.working_plan import WorkingPlan

MOST_LAG = 20_000 * 1440


@dataclass(frozen=True, slots=True)
class Link:
    """A predecessor as it is typed: its code, the type and the lag in minutes or percent."""

    code: str
    kind: str = "FS"
    lag: int = 0
    lag_unit: str = "working"


def add_dependency(
    *,
    actor: Actor,
    project: Project,
    predecessor: int,
    successor: int,
    kind: str = "FS",
    lag: int = 0,
    lag_unit: str = "working",
    reason: str = "",
) -> Edit:
    """Let ``successor`` wait for ``predecessor``.

    Raises
    ------
    DomainError
        ``dependency_cycle`` with the path named, ``dependency_twice``, ``dependency_on_itself``,
        ``dependency_within_summary``.
    """

    def change(work: WorkingPlan) -> str:
        before, after = find(work, predecessor), find(work, successor)
        _check_pair(work, before, after)
        _check_once(work, before, after, kind)
        work.add(DependencyRow(0, predecessor, successor, kind, _checked_lag(lag), lag_unit))
        return _("Link %(link)s to %(code)s") % {
            "link": link_text(before.code, kind, lag, lag_unit, work.rows.calendar_of(after).minutes_per_day),
            "code": after.code,
        }

    return apply(actor=actor, project=project, change=change, reason=reason)


def edit_dependency(
    *,
    actor: Actor,
    project: Project,
    dependency: int,
    kind: str,
    lag: int,
    lag_unit: str = "working",
    reason: str = "",
) -> Edit:
    """Change type and lag of a link.

    Raises
    ------
    DomainError
        ``dependency_cycle``, ``dependency_twice``, ``dependency_gone``.
    """

    def change(work: WorkingPlan) -> str:
        row = _find(work, dependency)
        before, after = find(work, row.predecessor_id), find(work, row.successor_id)
        if kind != row.kind:
            _check_once(work, before, after, kind)
        row = work.dependency(dependency)
        row.kind, row.lag, row.lag_unit = kind, _checked_lag(lag), lag_unit
        return _("Link %(link)s to %(code)s") % {
            "link": link_text(before.code, kind, lag, lag_unit, work.rows.calendar_of(after).minutes_per_day),
            "code": after.code,
        }

    return apply(actor=actor, project=project, change=change, reason=reason)


def delete_dependency(*, actor: Actor, project: Project, dependency: int, reason: str = "") -> Edit:
    """Take a link out."""

    def change(work: WorkingPlan) -> str:
        row = _find(work, dependency)
        before, after = find(work, row.predecessor_id), find(work, row.successor_id)
        work.remove("dependency", dependency)
        return _("Unlink %(before)s and %(after)s") % {"before": before.code, "after": after.code}

    return apply(actor=actor, project=project, change=change, reason=reason)


def set_predecessors(
    *,
    actor: Actor,
    project: Project,
    activity: int,
    links: Sequence[Link],
    version: int | None = None,
    reason: str = "",
) -> Edit:
    """Let the activity wait for exactly these predecessors.

    Raises
    ------
    DomainError
        As :func:`add_dependency`, and ``code_unknown``; the field is ``predecessors``.
    """

    def change(work: WorkingPlan) -> str:
        after = find(work, activity)
        check_version(after, version)
        replace_predecessors(work, after, links)
        return _("Predecessors of %(code)s") % {"code": after.code}

    return apply(actor=actor, project=project, change=change, reason=reason)


def replace_predecessors(work: WorkingPlan, after: ActivityRow, links: Sequence[Link]) -> None:
    """Take out the links that are not among ``links``, change those that differ, add the others."""
    codes = {row.code: row for row in work.rows.activities.values()}
    wanted: dict[tuple[int, str], Link] = {}
    for link in links:
        before = codes.get(link.code)
        if before is None:
            message = _("There is no activity %(code)s.") % {"code": link.code}
            raise DomainError("code_unknown", message, "predecessors")
        _check_pair(work, before, after)
        wanted[before.id, link.kind] = link
    existing = {
        (row.predecessor_id, row.kind): row
        for row in work.rows.dependencies.values()
        if row.successor_id == after.id
    }
    for pair in existing.keys() - wanted.keys():
        work.remove("dependency", existing[pair].id)
    for (predecessor, kind), link in wanted.items():
        if (predecessor, kind) not in existing:
            lag = _checked_lag(link.lag)
            work.add(DependencyRow(0, predecessor, after.id, kind, lag, link.lag_unit))
        else:
            row = work.dependency(existing[predecessor, kind].id)
            row.lag, row.lag_unit = _checked_lag(link.lag), link.lag_unit


def _find(work: WorkingPlan, key: int) -> DependencyRow:
    row = work.rows.dependencies.get(key)
    if row is None:
        raise DomainError("dependency_gone", _("This link is not in the plan any more."))
    return row


def _checked_lag(lag: int) -> int:
    if abs(lag) > MOST_LAG:
        raise DomainError("lag_range", _("A lag is at most 20,000 days."), "predecessors")
    return lag


def _check_pair(work: WorkingPlan, before: ActivityRow, after: ActivityRow) -> None:
    if before.id == after.id:
        message = _("%(name)s cannot wait for itself.") % {"name": after.name}
        raise DomainError("dependency_on_itself", message, "predecessors")
    rows = work.rows.activities
    if before.id in ancestors(rows, after) or after.id in ancestors(rows, before):
        message = _("%(before)s and %(after)s cannot be linked: one is the summary of the other.")
        names = {"before": before.name, "after": after.name}
        raise DomainError("dependency_within_summary", message % names, "predecessors")


def _check_once(work: WorkingPlan, before: ActivityRow, after: ActivityRow, kind: str) -> None:
    for row in work.rows.dependencies.values():
        if (row.predecessor_id, row.successor_id, row.kind) == (before.id, after.id, kind):
            message = _("%(before)s and %(after)s are linked %(kind)s already; edit that link.")
            names = {"before": before.code, "after": after.code, "kind": kind}
            raise DomainError("dependency_twice", message % names, "predecessors")
