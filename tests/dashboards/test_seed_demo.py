"""The demo: different health, each computed from its plan, risks and money, on whatever day it is seeded."""

import json
import stat
from datetime import date

import pytest
from django.core.management import call_command

from accounts.actors import SYSTEM
from accounts.models import Role, User
from common import audit
from dashboards.queries.status import project_status
from projects.models import Programme, Project
from schedules.services.activities import edit_activity
from stakeholders.models import DigestSubscription

EXPECTED = {
    "ORN": ("red", "schedule"),
    "DEP": ("red", "cost"),
    "GRD": ("red", "schedule"),
    "OCP": ("amber", "cost"),
    "HRX": ("amber", "freshness"),
    "GATE": ("green", "schedule"),
    "MES": ("green", "schedule"),
    "LAK": ("none", "schedule"),
}


@pytest.fixture
def home(settings, tmp_path, db):
    settings.PMO_HOME = tmp_path
    return tmp_path


@pytest.mark.parametrize(
    "day", ["2026-11-24", "2026-12-26", "2027-01-01", "2027-02-28", "2027-05-03", "2028-02-29"]
)
def test_health_is_what_it_should_be_on_every_day(home, day):
    call_command("seed_demo", day=date.fromisoformat(day))
    found = {}
    for project in Project.objects.all():
        status = project_status(project, date.fromisoformat(day), SYSTEM)
        found[project.key] = (status.colour, status.because.key)
    assert found == EXPECTED
    assert Programme.objects.count() == 3
    assert not list(audit.broken_chains())


def test_ev_1_has_its_numbers_and_net_1_its_length(home):
    call_command("seed_demo")
    cost = project_status(Project.objects.get(key="DEP"), date.today(), SYSTEM).picture.cost
    # EV-1: BAC 100,000, AC 36,000, EAC = 100,000 / (30,000 / 36,000) = 120,000
    assert (cost.bac, cost.ac, cost.eac) == (10_000_000, 3_600_000, 12_000_000)
    assert (round(cost.cpi, 4), round(cost.spi, 4)) == (0.8333, 0.75)
    gateway = Project.objects.get(key="GATE")
    assert gateway.activities.filter(critical=True).count() == 4
    assert gateway.activities.get(code="C").total_float == 4 * 480


def test_it_seeds_once_and_tells_the_sign_ins_to_nobody_else(home, capsys):
    call_command("seed_demo")
    file = home / "demo-signins.json"
    entries = json.loads(file.read_text())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {e["role"] for e in entries} == {str(role.label) for role in Role}
    assert all(User.objects.get(email=e["email"]).check_password(e["password"]) for e in entries)
    call_command("seed_demo")
    assert json.loads(file.read_text()) == entries
    assert Project.objects.count() == len(EXPECTED)
    assert User.objects.count() == len(Role)
    assert "there already" in capsys.readouterr().out


def test_one_duration_of_the_demo_changes_its_colour(home):
    call_command("seed_demo")
    gateway = Project.objects.get(key="GATE")
    row = gateway.activities.get(code="A")
    edit_activity(actor=SYSTEM, project=gateway, activity=row.pk, duration=7 * 480)
    changed = Project.objects.get(key="GATE")
    status = project_status(changed, date.today(), SYSTEM)
    assert (status.colour, status.because.rule) == ("amber", "past_promise")


def test_readers_are_subscribed_and_dana_gets_one_mail_for_three_projects(home):
    call_command("seed_demo")
    dana = DigestSubscription.objects.filter(stakeholder__name="Dana Whitlock")
    assert len(set(dana.values_list("next_due_at", flat=True))) == 1
    assert dana.count() == 3
