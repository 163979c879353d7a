"""A hint is sent once after the commit, and a dead broker costs neither time nor an error."""

import time

import pytest
from celery import current_app
from django.db import connection, transaction

from common.jobs import enqueue


@pytest.fixture
def dead_broker(monkeypatch):
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)


def test_a_dead_broker_holds_nobody_up(dead_broker, caplog, db, django_capture_on_commit_callbacks):
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        enqueue("notifications.drain")
    assert time.monotonic() - began < 1
    assert "broker unreachable, notifications.drain waits for the poll" in caplog.text


def test_a_rolled_back_write_sends_no_hint(db, django_capture_on_commit_callbacks):
    with (
        django_capture_on_commit_callbacks() as hints,
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
    ):
        enqueue("notifications.drain")
        raise ZeroDivisionError
    assert hints == []


def hints():
    return [hook.args for _savepoints, hook, *_robust in connection.run_on_commit]


def test_hints_that_are_alike_are_given_once_a_transaction(db):
    for project_id in (1, 2, 1, 1):
        enqueue("dashboards.refresh", project_id=project_id)
    assert hints() == [("dashboards.refresh", {"project_id": 1}), ("dashboards.refresh", {"project_id": 2})]


def test_a_hint_that_was_rolled_back_does_not_stand_for_a_later_one(db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue("dashboards.refresh", project_id=1)
        raise ZeroDivisionError
    enqueue("dashboards.refresh", project_id=1)
    assert hints() == [("dashboards.refresh", {"project_id": 1})]
