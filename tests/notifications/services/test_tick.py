"""The tick: every planner runs, whatever one of them does."""

import pytest
from django.utils import timezone

from notifications import tasks
from notifications.models import Message
from notifications.planning import planners
from notifications.services.tick import tick


@pytest.fixture
def plan(monkeypatch):
    """Return a function that replaces the registered planners."""

    def replace(*entries):
        monkeypatch.setattr(planners, "_entries", list(entries))

    return replace


def test_a_failing_planner_stops_no_other_and_keeps_nothing(plan, mail):
    def fails(now):
        mail("half")
        raise ZeroDivisionError

    def works(now):
        mail("whole")

    plan(fails, works)
    with pytest.raises(ZeroDivisionError):
        tick(now=timezone.now())
    assert list(Message.objects.values_list("dedupe_key", flat=True)) == ["whole"]


def test_recovery_runs_after_a_failing_planner(plan, mail):
    message = mail()
    Message.objects.update(state="claimed", lease_token="x", lease_until=timezone.now())

    def fails(now):
        raise LookupError

    plan(fails)
    with pytest.raises(LookupError):
        tick(now=timezone.now())
    message.refresh_from_db()
    assert message.state == "ready"


def test_the_tasks_run_twice_with_one_mail(plan, mail, sink):
    plan(lambda now: mail("digest:1:2027-W01"))
    for _ in range(2):
        tasks.tick()
        tasks.drain()
    assert len(sink.taken) == 1


def test_both_tasks_are_registered_under_the_names_the_timetable_uses(settings):
    named = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {tasks.tick.name, tasks.drain.name} <= named
