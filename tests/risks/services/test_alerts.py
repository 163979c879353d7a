"""The threshold's alert: one a crossing, in the write's own transaction, with its evidence."""

from datetime import date

import pytest

from common.errors import DomainError
from notifications.models import Alert, AlertState
from projects.services.projects import edit_project
from risks.models import Kind, Risk, Status, Strategy
from risks.services.register import close_risk, edit_risk, reopen_risk
from tests.factories.risks import make_risk


def standing() -> list[Alert]:
    return list(Alert.objects.standing())


def edit(actor, risk: Risk, **new) -> Risk:
    return edit_risk(actor=actor, risk=risk, version=risk.version, **new)


def test_a_score_at_the_threshold_raises_one_alert_with_its_evidence(actor, project):
    risk = make_risk(project, 3, 5, actor=actor, effect="B takes 5 to 15 d longer.", owner=actor.user)
    (alert,) = standing()
    # 3 × 5 = 15, exactly the threshold
    assert (alert.kind, alert.object_id, alert.project_id) == ("risk.score", risk.pk, project.pk)
    assert alert.title == "R-1 Permit inspection rescheduled scores 15"
    assert alert.evidence == (
        "Score 15 = probability 3 (Possible) × impact 5 (Severe); the project's threshold is 15."
    )
    assert (alert.effect, alert.owner) == ("B takes 5 to 15 d longer.", actor.user)
    assert alert.next_step == "Choose a response to R-1; it has none yet."
    assert alert.path == f"/projects/{project.key}/risks/1/"


def test_under_the_threshold_there_is_none(actor, project):
    make_risk(project, 2, 5, actor=actor)
    assert Alert.objects.count() == 0


def test_crossing_by_an_edit_says_what_it_was(actor, project):
    risk = make_risk(project, 3, 3, actor=actor)
    edit(actor, risk, probability=4, impact=4)
    (alert,) = standing()
    assert alert.changed == "was 9"
    assert alert.evidence.endswith("Before it was 9.")
    assert alert.next_step == "Name an owner for R-1."


def test_no_second_alert_until_the_state_changes(actor, project):
    risk = make_risk(project, 4, 4, actor=actor)
    edit(actor, risk, impact=5)
    edit(actor, risk, title="Other words")
    assert Alert.objects.count() == 1
    assert "Score 20" in standing()[0].evidence
    edit(actor, risk, probability=1)
    assert [a.state for a in Alert.objects.all()] == [AlertState.RESOLVED]
    edit(actor, risk, probability=4)
    assert Alert.objects.count() == 2
    assert len(standing()) == 1


def test_closing_resolves_and_reopening_raises_anew(actor, project):
    risk = make_risk(project, 5, 5, actor=actor)
    close_risk(actor=actor, risk=risk, version=risk.version, reason="Over.")
    assert not standing()
    reopen_risk(actor=actor, risk=risk, version=risk.version)
    assert len(standing()) == 1


def test_only_active_threats_raise_alerts(actor, project):
    proposed = make_risk(project, 5, 5, actor=actor, status=Status.PROPOSED)
    make_risk(project, 5, 5, actor=actor, kind=Kind.OPPORTUNITY)
    assert not standing()
    edit(actor, proposed, status=Status.ACTIVE)
    assert [a.object_id for a in standing()] == [proposed.pk]


def test_a_refused_write_leaves_no_alert(actor, project):
    with pytest.raises(DomainError):
        make_risk(project, 5, 5, actor=actor, target_impact=1)
    assert Alert.objects.count() == 0


def test_a_new_threshold_raises_and_resolves(actor, project):
    low, high = make_risk(project, 2, 4, actor=actor), make_risk(project, 4, 4, actor=actor)
    assert [a.object_id for a in standing()] == [high.pk]
    edit_project(actor=actor, project=project, version=project.version, risk_threshold=8)
    assert {a.object_id for a in standing()} == {low.pk, high.pk}
    edit_project(actor=actor, project=project, version=project.version, risk_threshold=20)
    assert not standing()


def test_the_next_step_is_the_response_with_its_date(actor, project):
    values = {"strategy": Strategy.REDUCE, "response": "Pre-test at the lab.", "owner": actor.user}
    make_risk(project, 4, 4, actor=actor, response_due=date(2027, 1, 12), **values)
    assert standing()[0].next_step == "Reduce: Pre-test at the lab (due Tue Jan 12, 2027)"
