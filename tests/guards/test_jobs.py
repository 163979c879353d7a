"""Every enqueued name is a registered task, called by keyword only."""

import inspect
import re

from celery import current_app
from django.conf import settings

from tests.guards.house import APPS, ROOT, sources


def test_every_enqueued_name_is_registered():
    calls = [
        (path, name)
        for path in sources(*APPS)
        for name in re.findall(r"enqueue\(\s*[\"']([\w.]+)[\"']", path.read_text())
    ]
    unknown = [f"{p.relative_to(ROOT)}: {n}" for p, n in calls if n not in current_app.tasks]
    upwards = [
        f"{p.relative_to(ROOT)}: {n}" for p, n in calls if p.relative_to(ROOT).parts[0] != n.split(".")[0]
    ]
    assert (unknown, upwards) == ([], [])


def test_the_timetable_names_registered_tasks():
    named = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert named <= set(current_app.tasks)


def test_tasks_take_ids_by_keyword():
    positional = [
        name
        for name, task in current_app.tasks.items()
        if not name.startswith("celery.")
        for parameter in inspect.signature(task.run).parameters.values()
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY
    ]
    assert positional == []
