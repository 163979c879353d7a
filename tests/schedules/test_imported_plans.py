"""Plans other programs wrote, edited here: every act comes back exactly by undo, scheduling is stable."""

from pathlib import Path

import pytest
from django.conf import settings

from accounts.actors import Actor
from common.errors import DomainError
from projects.models import Project
from schedules.interchange.child import read_file
from schedules.models import Activity
from schedules.services.activities import add_activity, edit_activity
from schedules.services.history import undo
from schedules.services.import_rows import store_plan
from schedules.services.outline import delete_activities, indent, move_by, outdent
from schedules.services.plan import reschedule
from tests.factories.projects import make_project
from tests.schedules.services.test_history import state

pytestmark = pytest.mark.django_db
FILES = sorted((Path(settings.BASE_DIR).parent / "shared/data/schedules/files").glob("*.xml"))
ACTS = {
    "longer": lambda common, pk: edit_activity(**common, activity=pk, name="Other", deadline=14_300_000),
    "started": lambda common, pk: edit_activity(**common, activity=pk, percent_complete=50.0),
    "indent": lambda common, pk: indent(**common, activities=[pk]),
    "outdent": lambda common, pk: outdent(**common, activities=[pk]),
    "down": lambda common, pk: move_by(**common, activity=pk, step=1),
    "add": lambda common, pk: add_activity(**common, name="New", parent=pk),
    "delete": lambda common, pk: delete_activities(**common, activities=[pk]),
}


@pytest.mark.skipif(not FILES, reason="the plans of other programs are not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_act_on_an_imported_plan_is_undone_exactly(path: Path, actor: Actor) -> None:
    plan = read_file(path)
    finish = plan.finish if plan.from_finish else None
    project: Project = make_project(planned_start=plan.start, must_finish_by=finish)
    store_plan(project=project, plan=plan, pinned=frozenset(), taken_by=actor.user)
    reschedule(actor=actor, project=project)
    before = state(project)
    assert reschedule(actor=actor, project=project).changed == frozenset()
    common = {"actor": actor, "project": project}
    pks = list(Activity.objects.filter(project=project).in_outline_order().values_list("pk", flat=True))
    done = 0
    for pk in pks[:: max(len(pks) // 4, 1)]:
        for act in ACTS.values():
            try:
                edit = act(common, pk)
            except DomainError:
                continue
            if edit.change_set is not None:
                done += 1
                undo(**common)
            assert state(project) == before
    assert done >= 4
