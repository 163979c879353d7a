"""Facts of many projects: figures by hand, and the same five queries for one and for many."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actors import Actor
from projects.models import Project
from projects.services.projects import edit_project
from schedules.queries.facts import milestones, schedule_facts
from schedules.services.activities import edit_activity
from tests.factories.projects import make_project
from tests.factories.schedules import DAY, at, make_net1

pytestmark = pytest.mark.django_db
DAY_1 = date(2027, 1, 4)


def test_net1_in_figures(project: Project, actor: Actor) -> None:
    rows = make_net1(project, actor)
    edit_activity(actor=actor, project=project, activity=rows["A"].pk, percent_complete=100.0)
    edit_activity(actor=actor, project=project, activity=rows["C"].pk, percent_complete=50.0)
    facts = schedule_facts([project.pk], DAY_1)[project.pk]
    assert (facts.activity_count, facts.open_count) == (5, 4)
    assert (facts.start, facts.finish) == (at("2027-01-04 08:00"), at("2027-01-28 17:00"))
    assert facts.must_finish_float is None
    assert facts.critical_count == 3  # B, D, M
    assert (facts.lowest_float, facts.lowest_float_activity) == (0, "Gateway firmware build")
    assert facts.late_count == 0
    assert [item.code for item in facts.milestones] == ["M"]
    assert facts.percent_complete == round((5 * 100 + 4 * 50) / 22, 2)
    assert facts.minutes_per_day == DAY


def test_the_promise_is_measured_in_working_time(project: Project, actor: Actor) -> None:
    make_net1(project, actor)
    for promise, days in (("2027-02-02 17:00", 3), ("2027-01-26 17:00", -2)):
        project.refresh_from_db()
        edit_project(actor=actor, project=project, version=project.version, must_finish_by=at(promise))
        assert schedule_facts([project.pk], DAY_1)[project.pk].must_finish_float == days * DAY


def test_late_is_measured_at_the_data_date(project: Project, actor: Actor) -> None:
    """On Jan 13 A should have ended, B and C should have begun; D and M are not due."""
    rows = make_net1(project, actor)
    assert schedule_facts([project.pk], date(2027, 1, 13))[project.pk].late_count == 3
    edit_activity(actor=actor, project=project, activity=rows["C"].pk, percent_complete=1.0)
    project.refresh_from_db()
    edit_project(actor=actor, project=project, version=project.version, data_date=at("2027-01-13 08:00"))
    facts = schedule_facts([project.pk], date(2030, 1, 1))[project.pk]
    assert [item.code for item in facts.late] == ["A", "B"]
    assert (facts.late_count, facts.critical_late) == (2, 2)
    assert facts.late_critical_name == "Interface spec"


def test_an_empty_project_has_no_figures(project: Project) -> None:
    facts = schedule_facts([project.pk], DAY_1)[project.pk]
    assert (facts.activity_count, facts.finish, facts.lowest, facts.percent_complete) == (0, None, None, 0.0)


@pytest.mark.parametrize("count", [1, 3])
def test_five_queries_whatever_the_number(actor: Actor, count: int) -> None:
    projects = [make_project() for _n in range(count)]
    for item in projects:
        make_net1(item, actor)
    with CaptureQueriesContext(connection) as captured:
        found = schedule_facts([item.pk for item in projects], DAY_1)
    assert len(captured) == 5
    assert [facts.finish for facts in found.values()] == [at("2027-01-28 17:00")] * count
    assert [m.code for listed in milestones(found).values() for m in listed] == ["M"] * count
