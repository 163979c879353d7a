"""Subscriptions: next due time in the reader's zone, changed, paused, ended once."""

from datetime import UTC, date, datetime

import pytest

from common.errors import Conflict, DomainError
from common.models import AuditEvent
from stakeholders.models import DigestSubscription
from stakeholders.services import subscriptions
from tests.factories.projects import make_project
from tests.factories.stakeholders import WEDNESDAY, make_stakeholder, make_subscription

MONDAYS = {"weekday": 0, "hour": 7, "minute": 30, "time_zone": "Europe/Berlin", "only_if_changed": True}


def subscribe(actor, stakeholder, **changed):
    return subscriptions.subscribe(
        actor=actor, stakeholder=stakeholder, values=MONDAYS | changed, now=WEDNESDAY
    )


def change(actor, subscription, version=None, **values):
    return subscriptions.change_subscription(
        actor=actor,
        subscription=subscription,
        values=values,
        version=version or subscription.version,
        now=WEDNESDAY,
    )


def test_the_first_digest_is_due_at_the_next_slot_in_the_readers_zone(actor, project):
    berlin = subscribe(actor, make_stakeholder(project))
    new_york = subscribe(actor, make_stakeholder(project), time_zone="America/New_York")
    assert berlin.next_due_at == datetime(2027, 1, 18, 6, 30, tzinfo=UTC)
    assert new_york.next_due_at == datetime(2027, 1, 18, 12, 30, tzinfo=UTC)
    assert AuditEvent.objects.filter(action="digest.subscribe").count() == 2


def test_without_an_address_there_is_no_digest(actor, project):
    with pytest.raises(DomainError, match="needs an email address"):
        subscribe(actor, make_stakeholder(project, email=""))


def test_a_second_subscription_is_refused_but_an_ended_one_starts_again(actor, project):
    dana = make_stakeholder(project)
    first = subscribe(actor, dana)
    with pytest.raises(DomainError, match="has a digest already"):
        subscribe(actor, dana)
    subscriptions.unsubscribe(actor=actor, subscription=first)
    again = subscribe(actor, dana, weekday=4)
    assert (again.pk, again.active, again.next_due_at.day) == (first.pk, True, 15)
    assert DigestSubscription.objects.get().active


def test_a_new_slot_moves_the_due_time_and_other_changes_do_not(actor, project):
    subscription = make_subscription(make_stakeholder(project))
    due = subscription.next_due_at
    change(actor, subscription, muted_until=date(2027, 2, 1))
    assert subscription.next_due_at == due
    change(actor, subscription, weekday=4, hour=16)
    subscription.refresh_from_db()
    assert subscription.next_due_at == datetime(2027, 1, 15, 15, 30, tzinfo=UTC)
    assert AuditEvent.objects.filter(action="digest.edit").count() == 2


def test_a_change_over_a_newer_version_is_refused(actor, project):
    subscription = make_subscription(make_stakeholder(project))
    change(actor, subscription, hour=9)
    with pytest.raises(Conflict):
        change(actor, DigestSubscription.objects.get(), version=1, hour=10)


def test_ending_twice_is_ending_once(actor, project):
    subscription = make_subscription(make_stakeholder(project))
    assert subscriptions.unsubscribe(actor=actor, subscription=subscription)
    assert not subscriptions.unsubscribe(actor=actor, subscription=subscription)
    assert AuditEvent.objects.filter(action="digest.unsubscribe").count() == 1


def test_due_leaves_out_the_ended_the_future_and_the_archived(project):
    due_at = datetime(2027, 1, 18, 6, 30, tzinfo=UTC)
    due = make_subscription(make_stakeholder(project))
    make_subscription(make_stakeholder(project), active=False)
    make_subscription(make_stakeholder(project), weekday=1)
    make_subscription(make_stakeholder(make_project(archived_at=due_at)))
    assert list(DigestSubscription.objects.due(due_at)) == [due]
    assert not DigestSubscription.objects.due(datetime(2027, 1, 18, 6, 29, tzinfo=UTC))
