import pytest
from django.db import DatabaseError
from django.test import Client

from pmo import health


@pytest.fixture
def broker(monkeypatch):
    monkeypatch.setitem(health.CHECKS, "broker", lambda: True)


def test_live_needs_nothing():
    assert Client().get("/healthz/live").json() == {"live": True}


def test_ready_when_everything_is(db, broker):
    answer = Client().get("/healthz/ready")
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "migrations": True, "broker": True}


@pytest.mark.parametrize("part", ["database", "migrations", "broker"])
def test_not_ready_names_what_is_missing(db, broker, monkeypatch, caplog, part):
    def fails() -> bool:
        raise DatabaseError("connection refused by db.internal")

    monkeypatch.setitem(health.CHECKS, part, fails)
    answer = Client().get("/healthz/ready")
    assert answer.status_code == 503
    assert [name for name, fine in answer.json().items() if not fine] == [part]
    assert b"internal" not in answer.content, "no detail for strangers"
    caplog.clear()


def test_a_dead_broker_is_seen(db, settings, monkeypatch):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    health._broker.cache_clear()
    try:
        assert health._passes("broker", health.broker_answers) is False
    finally:
        health._broker.cache_clear()


def test_a_missing_migration_is_seen(db, monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    assert health.migrations_applied()
    monkeypatch.setattr(health, "_migrated", False)
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="accounts").first().delete()
    assert not health.migrations_applied()
