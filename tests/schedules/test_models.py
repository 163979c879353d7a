"""What the database itself refuses, and who sees which rows."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.actors import Actor, user_actor
from accounts.models import User
from projects.models import Project
from schedules.models import Activity, Baseline, BaselineActivity, Dependency
from tests.factories.projects import make_project
from tests.factories.schedules import link, make_activity, make_options

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields",
    [
        {"duration": -1},
        {"percent_complete": 101},
        {"constraint": "SNET"},
        {"actual_finish": 5},
        {"mode": "manual", "manual_start": 9, "manual_finish": 8},
        {"mode": "manual"},
    ],
)
def test_an_impossible_activity_is_refused(project: Project, fields: dict) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_activity(project, **fields)


def test_a_code_is_unique_in_its_project_only(project: Project) -> None:
    make_activity(project, code="A")
    make_activity(make_project(), code="A")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_activity(project, code="A")


def test_two_kinds_of_link_between_a_pair_but_each_once(project: Project) -> None:
    first, second = make_activity(project), make_activity(project)
    link(first, second, "SS")
    link(first, second, "FF")
    with pytest.raises(IntegrityError), transaction.atomic():
        link(first, second, "SS", lag=60)
    with pytest.raises(IntegrityError), transaction.atomic():
        link(first, first)


def test_rows_are_visible_with_their_project(project: Project, actor: Actor, stranger: User) -> None:
    mine = make_activity(project)
    foreign = make_activity(make_project())
    dependency = link(mine, make_activity(project))
    assert mine in Activity.objects.visible_to(actor)
    assert foreign not in Activity.objects.visible_to(actor)
    assert list(Dependency.objects.visible_to(actor)) == [dependency]
    assert not Activity.objects.visible_to(user_actor(stranger)).exists()


def test_a_baseline_row_cannot_be_changed_but_goes_with_its_project(project: Project) -> None:
    activity = make_activity(project)
    baseline = Baseline.objects.create(project=project, number=0, name="v1")
    row = BaselineActivity.objects.create(baseline=baseline, activity=activity, code="A", name="A", start=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        BaselineActivity.objects.filter(pk=row.pk).update(start=2)
    activity.delete()
    row.refresh_from_db()
    assert row.start == 1
    baseline.delete()
    assert not BaselineActivity.objects.exists()


def test_options_come_with_a_standard_calendar_once(project: Project) -> None:
    options = make_options(project)
    assert make_options(project).pk == options.pk
    assert options.calendar.project == project
    assert options.calendar.week["0"] == [[480, 720], [780, 1020]]
    assert options.calendar.week["5"] == []
    assert options.calendar.minutes_per_day == 480
