"""Status from a real plan: colours with their numbers, rights applied, stored or computed alike."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actors import SYSTEM, share_actor, user_actor
from accounts.models import Role, ScopeKind, ShareLink
from dashboards.queries.status import compute_pictures, current_pictures, project_status
from dashboards.services.snapshots import refresh_snapshots
from projects.models import Project, Snapshot
from schedules.services.activities import edit_activity
from schedules.services.plan import reschedule
from tests.factories.budgets import make_ev_1
from tests.factories.projects import make_member, make_project
from tests.factories.risks import make_risk
from tests.factories.schedules import DAY, at, make_net1

JAN6 = date(2027, 1, 6)


@pytest.fixture
def net1(project, actor):
    """Return NET-1 promised for Jan 29, with a tolerance of two working days."""
    Project.objects.filter(pk=project.pk).update(
        must_finish_by=at("2027-01-29 17:00"), time_tolerance=2, data_date=at("2027-01-04 08:00")
    )
    project.refresh_from_db()
    make_net1(project, actor)
    return fresh(project)


def fresh(project):
    return Project.objects.get(pk=project.pk)


def resize(project, actor, code, days):
    row = project.activities.get(code=code)
    edit_activity(actor=actor, project=project, activity=row.pk, version=row.version, duration=days * DAY)
    return fresh(project)


def plain(text):
    return text.replace("\u00a0", " ").replace(", 2027", "")


def schedule_of(project, actor=SYSTEM):
    area = project_status(project, JAN6, actor).picture.area("schedule")
    return area.colour, plain(area.sentence)


def test_one_duration_changes_colour_and_sentence(net1, actor):
    assert schedule_of(net1) == ("green", "Finish Jan 28 is 1 d before Jan 29.")
    # A 7 d: Feb 1 is Mon, one working day past Fri Jan 29, tolerance 2
    assert schedule_of(resize(net1, actor, "A", 7)) == (
        "amber",
        "Finish Feb 1 is 1 d past Jan 29, inside tolerance 2 d.",
    )
    # A 8 d: Feb 2, exactly at the tolerance; A 9 d: Feb 3, past it
    assert schedule_of(resize(net1, actor, "A", 8))[0] == "amber"
    assert schedule_of(resize(net1, actor, "A", 9)) == (
        "red",
        "Finish Feb 3 is 3 d past Jan 29; tolerance 2 d.",
    )
    assert schedule_of(resize(net1, actor, "A", 5))[0] == "green"


def test_a_deadline_that_cannot_be_met_is_red_whatever_the_finish(net1, actor):
    row = net1.activities.get(code="C")
    edit_activity(
        actor=actor,
        project=net1,
        activity=row.pk,
        version=row.version,
        deadline=at("2027-01-13 17:00"),
    )
    assert schedule_of(fresh(net1)) == ("red", "Float \u22121 d on Site survey; finish Jan 28.")


def test_a_project_without_a_plan_is_not_assessed(project):
    status = project_status(project, JAN6, SYSTEM)
    assert (status.colour, plain(status.picture.sentence)) == ("none", "No activity is planned yet.")


def test_critical_work_that_is_late_at_the_data_date_is_amber(net1, actor):
    Project.objects.filter(pk=net1.pk).update(must_finish_by=None)
    reschedule(actor=actor, project=fresh(net1))
    Project.objects.filter(pk=net1.pk).update(data_date=at("2027-01-11 08:00"))
    colour, sentence = schedule_of(fresh(net1))
    assert (colour, sentence) == (
        "amber",
        "Critical activity Interface spec is late at the data date; finish Jan 28.",
    )


def test_risk_turns_red_without_and_amber_with_a_response(net1):
    make_risk(net1, 2, 3)
    assert project_status(fresh(net1), JAN6, SYSTEM).picture.area("risk").colour == "green"
    high = make_risk(net1, 4, 4, title="API vendor slips")
    area = project_status(fresh(net1), JAN6, SYSTEM).picture.area("risk")
    assert area.colour == "red"
    assert area.sentence == ("R-2 API vendor slips scores 16 and has no response; threshold 15.")
    type(high).objects.filter(pk=high.pk).update(strategy="reduce")
    answered = project_status(fresh(net1), JAN6, SYSTEM).picture.area("risk")
    assert (answered.colour, answered.rule) == ("amber", "high")


def test_freshness_counts_from_the_data_date(net1):
    # cadence 7 d: 10 days is fresh, 11 is more than one and a half cadences
    assert project_status(net1, date(2027, 1, 14), SYSTEM).picture.area("freshness").colour == "green"
    stale = project_status(net1, date(2027, 1, 15), SYSTEM).picture.area("freshness")
    assert (stale.colour, plain(stale.sentence)) == (
        "amber",
        "Data date Jan 4 is 11 days old; updates are due every 7 days.",
    )


def test_cost_is_there_only_with_its_right(project, actor):
    make_ev_1(project)
    viewer = user_actor(make_member(project, Role.VIEWER))
    link = share_actor(ShareLink(scope_kind=ScopeKind.PROJECT, scope_id=project.pk, shows_cost=False))
    seen = project_status(fresh(project), date(2027, 4, 30), actor).picture
    assert seen.cost.eac == 12_000_000
    assert seen.area("cost").colour == "red"
    for reader in (viewer, link):
        hidden = project_status(fresh(project), date(2027, 4, 30), reader).picture
        assert hidden.cost is None
        assert hidden.area("cost") is None
        assert not any("EAC" in area.sentence for area in hidden.areas)
    shown = share_actor(ShareLink(scope_kind=ScopeKind.PROJECT, scope_id=project.pk, shows_cost=True))
    assert project_status(fresh(project), date(2027, 4, 30), shown).picture.cost.eac == 12_000_000


def test_a_snapshot_is_read_while_it_fits_and_ignored_once_it_does_not(net1, actor):
    refresh_snapshots(projects=[net1], day=JAN6)
    assert current_pictures([net1], JAN6)[net1.pk] == compute_pictures([net1], JAN6)[net1.pk]
    marked = Snapshot.objects.get()
    marked.status["picture"]["activities"] = 4711
    marked.save()
    assert current_pictures([net1], JAN6)[net1.pk].activities == 4711
    assert current_pictures([net1], date(2027, 1, 7))[net1.pk].activities == 5
    changed = resize(net1, actor, "A", 7)
    assert current_pictures([changed], JAN6)[net1.pk].finish == at("2027-02-01 17:00")
    refresh_snapshots(projects=[changed], day=JAN6)
    assert Snapshot.objects.get().status["picture"]["finish"] == at("2027-02-01 17:00")


def test_changes_count_from_the_snapshot_a_week_ago(net1, actor):
    refresh_snapshots(projects=[net1], day=date(2026, 12, 30))
    changed = resize(net1, actor, "A", 7)
    refresh_snapshots(projects=[changed], day=date(2027, 1, 4))
    status = project_status(changed, JAN6, actor)
    assert status.since == date(2026, 12, 30)
    heads = [plain(c.head) for c in status.changes]
    assert heads[:2] == ["Schedule Green → Amber", "Finish Jan 28 → Feb 1 (+2 d)"]
    assert project_status(net1, date(2026, 12, 30), actor).since is None


@pytest.mark.parametrize("rows", [1, 3])
def test_pictures_of_many_take_a_fixed_number_of_queries(actor, rows):
    for _ in range(rows):
        project = make_project()
        make_net1(project, SYSTEM)
        make_risk(project, 4, 4)
    projects = list(Project.objects.all())
    with CaptureQueriesContext(connection) as queries:
        compute_pictures(projects, JAN6)
    assert len(queries) == 12


def test_reading_writes_nothing(net1, actor):
    with CaptureQueriesContext(connection) as queries:
        project_status(net1, JAN6, actor)
    assert not [q for q in queries if not q["sql"].startswith("SELECT")]
