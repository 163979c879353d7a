"""Alerts: raised with their cause, once a fact, acknowledged and resolved on the record."""

import pytest
from django.db import IntegrityError, transaction

from accounts.actors import SYSTEM
from common.errors import DomainError
from common.models import AuditEvent
from notifications.models import Alert, AlertState
from notifications.services.alerts import acknowledge_alert, raise_alert, resolve_alert
from tests.factories.notifications import make_alert, make_fact


def test_an_alert_is_raised_with_its_fact_and_an_event(project, manager, actor):
    alert = raise_alert(actor=actor, fact=make_fact(project, key="risk:1", owner=manager, effect="4 d"))
    assert (alert.state, alert.owner, alert.effect, alert.project_id) == ("open", manager, "4 d", project.pk)
    event = AuditEvent.objects.get()
    assert (event.action, event.chain, event.actor_id) == ("alert.raise", f"project:{project.pk}", manager.pk)


def test_it_goes_with_the_transaction_that_raised_it(project):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_alert(project)
        raise ZeroDivisionError
    assert not Alert.objects.exists()


def test_the_same_fact_raises_no_second_alert_but_is_brought_up_to_date(project):
    first = make_alert(project, key="risk:1", evidence="score 16", changed="was 9")
    again = make_alert(project, key="risk:1", evidence="score 20", changed="was 16")
    assert again.pk == first.pk
    assert (again.evidence, again.changed) == ("score 20", "was 9")
    assert AuditEvent.objects.filter(action="alert.raise").count() == 1


def test_after_resolution_the_same_fact_is_a_new_alert(project):
    first = make_alert(project, key="risk:1")
    assert resolve_alert(actor=SYSTEM, key="risk:1", reason="score 8")
    assert not resolve_alert(actor=SYSTEM, key="risk:1")
    assert make_alert(project, key="risk:1").pk != first.pk
    event = AuditEvent.objects.get(action="alert.resolve")
    assert (event.before, event.after, event.reason) == (
        {"state": "open"},
        {"state": "resolved"},
        "score 8",
    )


def test_an_acknowledged_alert_still_stands(project, manager, actor):
    alert = make_alert(project, key="risk:1")
    acknowledge_alert(actor=actor, alert=alert)
    assert make_alert(project, key="risk:1").pk == alert.pk
    alert.refresh_from_db()
    assert (alert.state, alert.acknowledged_by) == (AlertState.ACKNOWLEDGED, manager)
    assert AuditEvent.objects.filter(action="alert.acknowledge", actor_id=manager.pk).count() == 1
    assert resolve_alert(actor=SYSTEM, key="risk:1")


def test_an_alert_is_acknowledged_once(project, actor):
    alert = make_alert(project)
    acknowledge_alert(actor=actor, alert=alert)
    with pytest.raises(DomainError) as caught:
        acknowledge_alert(actor=actor, alert=alert)
    assert caught.value.code == "alert_state"


def test_the_database_refuses_a_second_standing_alert_of_a_key(project):
    alert = make_alert(project)
    alert.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        alert.save(force_insert=True)


def test_a_long_text_is_cut_and_never_loses_the_write(project):
    alert = make_alert(project, title="t" * 500, evidence="e" * 5000)
    assert (len(alert.title), alert.title[-1], len(alert.evidence)) == (200, "…", 500)


def test_an_unknown_kind_is_a_programming_error(project):
    with pytest.raises(KeyError):
        make_alert(project, kind="nobody.registered")
