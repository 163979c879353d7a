"""Make a plan and a person who may see it: ``python -m tests.browser.plans net1`` prints key and session.

Runs on the database of a running instance, which its environment names.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmo.settings")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils.crypto import get_random_string

from accounts.actors import SYSTEM
from accounts.models import Role, User
from projects.models import Membership, Portfolio, Project
from schedules.models import Activity, Baseline, BaselineActivity
from schedules.services.activities import NewActivity, add_activities
from tests.factories.gantt import make_large_plan
from tests.factories.schedules import DAY, at, day, make_holiday, make_net1, make_options


def net1(project: Project) -> None:
    make_net1(project, SYSTEM)


def empty(project: Project) -> None:
    """Nothing yet: for plans typed in by hand."""
    make_options(project)


def progress(project: Project) -> None:
    """NET-1, A 40 % done and a day after its baseline."""
    a = make_net1(project, SYSTEM)["A"]
    Activity.objects.filter(pk=a.pk).update(progress=40)
    baseline = Baseline.objects.create(project=project, number=0, name="v1 contract")
    shifted = {"start": a.start - 1440, "finish": a.finish - 1440}
    BaselineActivity.objects.create(baseline=baseline, activity=a, code="A", name="A", **shifted)


def markup(project: Project) -> None:
    """NET-1 with a name that is markup."""
    make_net1(project, SYSTEM)
    Activity.objects.filter(project=project, code="A").update(name='<img src=x onerror="document.title=1">')


def tree(project: Project) -> None:
    """A, B and C of NET-1 under a summary, with a milestone after it."""
    make_holiday(make_options(project).calendar, day("2027-01-18"), name="Holiday")
    rows = [
        NewActivity("Pilot core", "S"),
        NewActivity("Interface spec", "A", parent="S", duration=5 * DAY),
        NewActivity("Gateway firmware build", "B", parent="S", duration=10 * DAY, links=(("A", "FS", 0),)),
        NewActivity("Site survey", "C", parent="S", duration=4 * DAY, links=(("A", "FS", 0),)),
        NewActivity("Pilot live", "M", kind="finish_milestone", links=(("B", "FS", 0),)),
    ]
    add_activities(actor=SYSTEM, project=project, rows=rows)


def long(project: Project) -> None:
    """250 activities: more than one stretch of the list."""
    rows = [NewActivity(f"Step {n}", f"S{n}", duration=DAY) for n in range(250)]
    add_activities(actor=SYSTEM, project=project, rows=rows)


def large(project: Project) -> None:
    make_large_plan(project, 10_000, links=9_500)


PLANS = {make.__name__: make for make in (empty, net1, progress, markup, tree, long, large)}


def main(name: str) -> None:
    """Make the plan in a project of its own."""
    key = "G" + get_random_string(7, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    project = Project.objects.create(
        portfolio=Portfolio.objects.create(name=f"Portfolio {key}"),
        key=key,
        name="Plant gateway pilot",
        planned_start=at("2027-01-04 08:00"),
        data_date=at("2027-01-06 08:00"),
        must_finish_by=at("2027-01-29 17:00"),
    )
    PLANS[name](project)
    user = User.objects.create_user(f"{key.lower()}@example.org", name="Ana Ruiz")
    Membership.objects.create(user=user, project=project, role=Role.PROJECT_MANAGER)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print(json.dumps({"key": key, "session": session.session_key}))


if __name__ == "__main__":
    main(sys.argv[1])
