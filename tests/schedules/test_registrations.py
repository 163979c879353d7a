"""A project comes with options and a calendar; its plan follows its dates."""

import pytest

from accounts.actors import Actor
from projects.models import Project
from projects.services.projects import create_project, edit_project
from resources.models import Calendar
from tests.factories.projects import make_portfolio
from tests.factories.schedules import at, make_net1, spans

pytestmark = pytest.mark.django_db


def test_a_new_project_has_options_and_a_standard_calendar(actor: Actor) -> None:
    project = create_project(
        actor=actor,
        portfolio=make_portfolio(),
        key="NEW1",
        name="New",
        planned_start=at("2027-01-04 08:00"),
    )
    assert project.schedule.calendar == Calendar.objects.get(project=project, name="Standard")


def test_the_plan_follows_the_planned_start(project: Project, actor: Actor) -> None:
    make_net1(project, actor)
    project.refresh_from_db()
    edit_project(actor=actor, project=project, version=project.version, planned_start=at("2027-01-05 08:00"))
    assert spans(project)["A"] == ("2027-01-05 08:00", "2027-01-11 17:00")
    assert spans(project)["M"] == ("2027-01-29 17:00", "2027-01-29 17:00")
