"""A hint is sent after the commit, and a dead broker costs neither time nor an error."""

import time

import pytest
from celery import current_app
from django.db import transaction

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
