"""Create, edit, close and reopen: rules, numbers, audit, revision, lost updates."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.actors import user_actor
from accounts.models import Role
from common.errors import Conflict, DomainError
from common.models import AuditEvent
from projects.models import Project
from risks.models import Kind, Risk, Status, Strategy
from risks.services.register import close_risk, edit_risk, reopen_risk
from tests.factories.projects import make_member, make_project
from tests.factories.risks import make_risk


def test_a_new_risk_has_the_next_number_a_score_and_an_audit_line(actor, project):
    make_risk(make_project())
    make_risk(project)
    before = Project.objects.get(pk=project.pk).revision
    risk = make_risk(project, 4, 4, actor=actor, title="Firmware certificate re-test", owner=actor.user)
    assert (risk.code, risk.score, risk.status, risk.author) == ("R-2", 16, Status.ACTIVE, actor.user)
    assert Project.objects.get(pk=project.pk).revision == before + 1
    event = AuditEvent.objects.get(object_kind="risk", object_id=risk.pk)
    assert (event.action, event.chain, event.actor_id) == ("risk.create", f"project:{project.pk}", actor.pk)
    assert event.after["score"] == 16
    assert event.after["owner"] == actor.pk


def test_a_team_member_records_a_proposal(project):
    member = user_actor(make_member(project, Role.TEAM_MEMBER))
    assert make_risk(project, actor=member, status=Status.ACTIVE).status == Status.PROPOSED


@pytest.mark.parametrize("field", ["probability", "impact", "target_probability", "target_impact"])
@pytest.mark.parametrize("level", [0, 6, -1])
def test_a_level_outside_the_scale_is_refused(project, field, level):
    values = {"probability": 3, "impact": 3, "target_probability": 1, "target_impact": 1} | {field: level}
    with pytest.raises(DomainError, match=f"a level from 1 to 5; {level} is outside") as refused:
        make_risk(project, **values)
    assert (refused.value.code, refused.value.field) == ("out_of_scale", field)
    assert not Risk.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"title": "  "}, "title_missing", "title"),
        ({"event": ""}, "event_missing", "event"),
        ({"percent": 101}, "out_of_scale", "percent"),
        ({"strategy": Strategy.EXPLOIT}, "strategy_of_other_kind", "strategy"),
        ({"kind": Kind.OPPORTUNITY, "strategy": Strategy.AVOID}, "strategy_of_other_kind", "strategy"),
        ({"target_impact": 2}, "target_incomplete", "target_probability"),
        ({"status": Status.CLOSED}, "not_an_opening", "status"),
    ],
)
def test_values_that_contradict_are_refused(project, values, code, field):
    with pytest.raises(DomainError) as refused:
        make_risk(project, **values)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert not Risk.objects.exists()


def test_the_owner_must_see_the_project(project, stranger):
    with pytest.raises(DomainError, match="somebody who can see this project"):
        make_risk(project, owner=stranger)
    elsewhere = make_member(make_project())
    with pytest.raises(DomainError):
        make_risk(project, owner=elsewhere)
    for scope in (project, project.portfolio, None):
        person = make_member(scope, Role.VIEWER)
        assert make_risk(project, owner=person).owner == person


def test_the_database_holds_the_scales(project):
    risk = make_risk(project)
    for wrong in ({"probability": 6}, {"impact": 0}, {"score": 26}, {"target_impact": 3}, {"percent": 101}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Risk.objects.filter(pk=risk.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Risk.objects.filter(pk=risk.pk).update(status=Status.CLOSED)


def test_an_edit_scores_again_and_keeps_before_and_after(actor, project):
    risk = make_risk(project, 3, 3)
    revision = Project.objects.get(pk=project.pk).revision
    edit_risk(actor=actor, risk=risk, version=1, probability=4, impact=4, review_date=date(2027, 1, 20))
    stored = Risk.objects.get(pk=risk.pk)
    assert (stored.score, stored.version) == (16, 2)
    event = AuditEvent.objects.filter(action="risk.edit").get()
    assert event.before == {"probability": 3, "impact": 3, "review_date": None, "score": 9, "version": 1}
    assert event.after["review_date"] == "2027-01-20"
    assert event.after["score"] == 16
    assert Project.objects.get(pk=project.pk).revision == revision + 1


def test_an_edit_that_changes_nothing_writes_nothing(actor, project):
    risk = make_risk(project)
    edit_risk(actor=actor, risk=risk, version=1, title=risk.title)
    assert Risk.objects.get(pk=risk.pk).version == 1
    assert AuditEvent.objects.filter(object_kind="risk").count() == 1


def test_a_refused_edit_saves_nothing(actor, project):
    risk = make_risk(project, 2, 2)
    with pytest.raises(DomainError):
        edit_risk(actor=actor, risk=risk, version=1, title="Other", impact=9)
    stored = Risk.objects.get(pk=risk.pk)
    assert (stored.title, stored.impact, stored.version) == ("Permit inspection rescheduled", 2, 1)


def test_the_second_of_two_edits_is_told_of_the_first(actor, project):
    risk = make_risk(project)
    edit_risk(actor=actor, risk=Risk.objects.get(pk=risk.pk), version=1, title="First")
    with pytest.raises(Conflict) as refused:
        edit_risk(actor=actor, risk=Risk.objects.get(pk=risk.pk), version=1, title="Second")
    assert refused.value.current["title"] == "First"
    assert refused.value.current["version"] == 2
    assert Risk.objects.get(pk=risk.pk).title == "First"


def test_closing_needs_a_reason_and_reopening_brings_it_back(actor, project):
    risk = make_risk(project)
    with pytest.raises(DomainError, match="Say why"):
        close_risk(actor=actor, risk=risk, version=1, reason="  ")
    with pytest.raises(DomainError):
        close_risk(actor=actor, risk=risk, version=1, reason="x", status=Status.ACTIVE)
    close_risk(actor=actor, risk=risk, version=1, reason="Lab confirmed.", status=Status.EXPIRED)
    stored = Risk.objects.get(pk=risk.pk)
    assert (stored.status, stored.closed_reason, stored.version) == ("expired", "Lab confirmed.", 2)
    assert stored.closed_at is not None
    event = AuditEvent.objects.get(action="risk.close")
    assert (event.reason, event.before["status"]) == ("Lab confirmed.", "active")
    with pytest.raises(DomainError, match="closed already"):
        close_risk(actor=actor, risk=stored, version=2, reason="Again")
    with pytest.raises(DomainError, match="Reopen it"):
        edit_risk(actor=actor, risk=stored, version=2, title="Late")
    reopen_risk(actor=actor, risk=stored, version=2)
    stored = Risk.objects.get(pk=risk.pk)
    assert (stored.status, stored.closed_reason, stored.closed_at) == ("active", "", None)
    with pytest.raises(DomainError, match="open already"):
        reopen_risk(actor=actor, risk=stored, version=3)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_numbers_are_given_once_to_many_at_a_time():
    project = make_project()

    def work(_n: int) -> None:
        try:
            make_risk(project, title="Race")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(20)))
    numbers = Risk.objects.filter(project=project).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, 21))
