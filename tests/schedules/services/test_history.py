"""Undo and redo bring every row back exactly, deleted ones and links included."""

from typing import Any

import pytest

from accounts.actors import Actor
from common.errors import Conflict, DomainError
from common.models import AuditEvent
from projects.models import Project
from resources.models import Resource
from schedules.models import Activity, Assignment, Dependency
from schedules.services.activities import add_activity, edit_activity
from schedules.services.dependencies import Link, add_dependency, delete_dependency, set_predecessors
from schedules.services.history import redo, undo
from schedules.services.outline import delete_activities, indent, move_by, outdent
from tests.factories.budgets import make_account, make_line
from tests.factories.schedules import DAY, by_code, make_net1

pytestmark = pytest.mark.django_db


def state(project: Project) -> list[list[dict[str, Any]]]:
    """Return every row of the plan as stored, but for the versions."""
    return [
        [
            {name: value for name, value in row.items() if name != "version"}
            for row in model.objects.filter(project=project).order_by("pk").values()
        ]
        for model in (Activity, Dependency, Assignment)
    ]


def edits(actor: Actor, project: Project, rows: dict[str, Activity]) -> dict[str, Any]:
    """Return one act of every kind."""
    common = {"actor": actor, "project": project}
    return {
        "edit": lambda: edit_activity(**common, activity=rows["A"].pk, duration=7 * DAY, name="Spec"),
        "progress": lambda: edit_activity(**common, activity=rows["A"].pk, percent_complete=100.0),
        "add": lambda: add_activity(**common, name="Between", after=rows["A"].pk),
        "delete": lambda: delete_activities(**common, activities=[rows["B"].pk, rows["A"].pk]),
        "indent": lambda: indent(**common, activities=[rows["C"].pk]),
        "move": lambda: move_by(**common, activity=rows["A"].pk, step=2),
        "link": lambda: add_dependency(**common, predecessor=rows["B"].pk, successor=rows["C"].pk, kind="SS"),
        "unlink": lambda: delete_dependency(**common, dependency=Dependency.objects.first().pk),
        "predecessors": lambda: set_predecessors(
            **common, activity=rows["D"].pk, links=[Link("A", "SS", DAY), Link("B", "FS", -DAY)]
        ),
    }


@pytest.mark.parametrize("name", list(edits(None, None, {})))  # type: ignore[arg-type]  # names only
def test_undo_and_redo_restore_every_row(project: Project, actor: Actor, name: str) -> None:
    rows = make_net1(project, actor)
    resource = Resource.objects.create(project=project, name="Ravi")
    Assignment.objects.create(project=project, activity=rows["B"], resource=resource, work=600)
    before = state(project)
    edits(actor, project, rows)[name]()
    after = state(project)
    assert after != before
    undo(actor=actor, project=project)
    assert state(project) == before
    redo(actor=actor, project=project)
    assert state(project) == after


def test_sets_are_undone_and_redone_in_order(project: Project, actor: Actor) -> None:
    rows = make_net1(project, actor)
    add_activity(actor=actor, project=project, name="Extra", parent=rows["B"].pk, code="E")
    edit_activity(actor=actor, project=project, activity=by_code(project)["E"].pk, duration=2 * DAY)
    outdent(actor=actor, project=project, activities=[by_code(project)["E"].pk])
    last = state(project)
    for _step in range(4):
        undo(actor=actor, project=project)
    assert not by_code(project)
    with pytest.raises(DomainError, match="nothing to undo"):
        undo(actor=actor, project=project)
    for _step in range(4):
        redo(actor=actor, project=project)
    assert state(project) == last
    with pytest.raises(DomainError, match="nothing to redo"):
        redo(actor=actor, project=project)


def test_a_new_edit_ends_what_could_be_redone(project: Project, actor: Actor) -> None:
    rows = make_net1(project, actor)
    edit_activity(actor=actor, project=project, activity=rows["A"].pk, duration=7 * DAY)
    undo(actor=actor, project=project)
    edit_activity(actor=actor, project=project, activity=rows["A"].pk, duration=6 * DAY)
    with pytest.raises(DomainError):
        redo(actor=actor, project=project)
    undo(actor=actor, project=project)
    undo(actor=actor, project=project)
    assert not by_code(project)


def test_the_undo_of_a_toast_is_refused_once_something_came_after(project: Project, actor: Actor) -> None:
    rows = make_net1(project, actor)
    first = edit_activity(actor=actor, project=project, activity=rows["A"].pk, duration=7 * DAY)
    edit_activity(actor=actor, project=project, activity=rows["C"].pk, duration=9 * DAY)
    assert first.change_set is not None
    with pytest.raises(Conflict, match="C: 4 d → 9 d"):
        undo(actor=actor, project=project, expected=first.change_set.pk)
    assert by_code(project)["A"].duration == 7 * DAY


def test_undo_and_redo_are_audited(project: Project, actor: Actor) -> None:
    rows = make_net1(project, actor)
    edit_activity(actor=actor, project=project, activity=rows["A"].pk, duration=7 * DAY, reason="late")
    undo(actor=actor, project=project)
    redo(actor=actor, project=project)
    actions = list(AuditEvent.objects.values_list("action", flat=True)[:3])
    assert actions == ["schedule.redo", "schedule.undo", "schedule.edit"]


def test_undoing_a_delete_gives_budget_lines_their_activity_back(project: Project, actor: Actor) -> None:
    rows = make_net1(project, actor)
    account = make_account(project)
    line = make_line(account, 100, activity=rows["B"])
    moved_on = make_line(account, 200, activity=rows["B"])
    delete_activities(actor=actor, project=project, activities=[rows["B"].pk])
    line.refresh_from_db()
    assert line.activity is None
    type(moved_on).objects.filter(pk=moved_on.pk).update(activity=rows["C"])
    undo(actor=actor, project=project)
    for row in (line, moved_on):
        row.refresh_from_db()
    assert (line.activity, moved_on.activity) == (rows["B"], rows["C"])
    redo(actor=actor, project=project)
    undo(actor=actor, project=project)
    line.refresh_from_db()
    assert line.activity == rows["B"]
