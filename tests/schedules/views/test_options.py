"""Scheduling options on their page: saved, scheduled, undone; refused with a sentence."""

import pytest
from django.test import Client

from accounts.actors import Actor
from projects.models import Project
from schedules.services.history import undo
from tests.factories.schedules import DAY, by_code, make_net1

pytestmark = pytest.mark.django_db


def fields(project: Project, **changes: object) -> dict[str, object]:
    project.schedule.refresh_from_db()
    return {
        "version": project.schedule.version,
        "calendar": project.schedule.calendar_id,
        "schedule_from": "start",
        "critical_method": "total_float",
        "critical_days": "0",
        "honor_constraints": "on",
    } | changes


def test_a_float_limit_makes_more_critical_and_undo_takes_it_back(
    pm_client: Client, project: Project, actor: Actor
) -> None:
    make_net1(project, actor)
    url = f"/projects/{project.key}/schedule/options/"
    assert pm_client.post(url, fields(project, critical_days="4")).status_code == 303
    project.schedule.refresh_from_db()
    assert project.schedule.critical_limit == 4 * DAY
    assert by_code(project)["C"].critical
    undo(actor=actor, project=project)
    assert not by_code(project)["C"].critical
    project.schedule.refresh_from_db()
    assert project.schedule.critical_limit == 0


def test_from_the_finish_needs_a_finish(pm_client: Client, project: Project, actor: Actor) -> None:
    make_net1(project, actor)
    url = f"/projects/{project.key}/schedule/options/"
    answer = pm_client.post(url, fields(project, schedule_from="finish"))
    assert answer.status_code == 422
    assert "must-finish-by date" in answer.context["form"].errors["schedule_from"][0]


def test_a_stale_form_is_a_conflict(pm_client: Client, project: Project, actor: Actor) -> None:
    make_net1(project, actor)
    url = f"/projects/{project.key}/schedule/options/"
    stale = fields(project, critical_days="2")
    pm_client.post(url, fields(project, critical_days="1"))
    assert pm_client.post(url, stale).status_code == 409
