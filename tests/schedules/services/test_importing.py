"""From an uploaded file to a project, whole or not at all."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.actors import Actor, user_actor
from accounts.models import Role
from common.errors import DomainError
from common.models import AuditEvent
from engine.calendars import to_minute
from projects.models import Portfolio, Project
from resources.models import Calendar
from schedules.models import Activity, Baseline, Dependency, ImportState, Mode, PlanImport
from schedules.services.importing import import_plan, read_plan_file, suggested_key
from tests.factories.mspdi import calendar, document, link, net_1, tags, task
from tests.factories.projects import make_member, make_portfolio


def minute(text: str) -> int:
    return to_minute(datetime.fromisoformat(text))


@pytest.fixture
def portfolio(db) -> Portfolio:
    return make_portfolio()


@pytest.fixture
def overseer(portfolio) -> Actor:
    return user_actor(make_member(portfolio, Role.PORTFOLIO_MANAGER))


@pytest.fixture
def browser(overseer) -> Client:
    client = Client()
    client.force_login(overseer.user)
    return client


def upload(data: bytes, name: str = "plan.xml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "text/xml")


def read(actor, portfolio, data: bytes = b"") -> PlanImport:
    return read_plan_file(actor=actor, portfolio=portfolio, file=upload(data or net_1()))


def test_net_1_keeps_its_dates(overseer, portfolio):
    project = import_plan(actor=overseer, plan_import=read(overseer, portfolio), key="NET", name="Net")
    dates = {a.name: (a.start, a.finish, a.total_float) for a in Activity.objects.filter(project=project)}
    assert dates["B"] == (minute("2027-01-11T08:00"), minute("2027-01-25T17:00"), 0)
    assert dates["C"] == (minute("2027-01-11T08:00"), minute("2027-01-14T17:00"), 4 * 480)
    assert dates["M"][1] == minute("2027-01-28T17:00")
    assert Dependency.objects.filter(project=project).count() == 5
    assert Calendar.objects.filter(project=project).count() == 1
    event = AuditEvent.objects.get(action="plan_import.import")
    assert event.after["activities"] == 5


def test_everything_is_counted(overseer, portfolio):
    baseline = (
        "<Baseline>"
        + tags(Number=0, Start="2027-01-04T08:00:00", Finish="2027-01-04T17:00:00", Cost=5000)
        + "</Baseline>"
    )
    rows = (
        task(1, "S", Summary=1)
        + task(2, "a", 1, level=2, extra=baseline)
        + task(3, "b", 1, level=2, extra=link(2))
    )
    rest = (
        "<Resources><Resource>"
        + tags(UID=1, ID=1, Name="Ana", Type=1, CalendarUID=2)
        + "</Resource></Resources>"
        "<Assignments><Assignment>"
        + tags(TaskUID=2, ResourceUID=1, Units=1, Work="PT8H0M0S")
        + "</Assignment></Assignments>"
    )
    calendars = calendar() + calendar(2, "Ana", extra="", parent=1)
    found = read(overseer, portfolio, document(rows, calendars=calendars, rest=rest))
    project = import_plan(actor=overseer, plan_import=found, key="ALL", name="All")
    assert found.report["counts"] == {
        "calendars": 2,
        "activities": 3,
        "dependencies": 1,
        "assignments": 1,
        "resources": 1,
        "baselines": 1,
    }
    kept = Baseline.objects.get(project=project).activities.get()
    assert (kept.name, kept.finish, kept.cost) == ("a", minute("2027-01-04T17:00"), 5000)
    child = Calendar.objects.get(project=project, name="Ana")
    assert child.parent.name == "Standard"
    assert Activity.objects.get(project=project, name="S").is_summary


def test_a_pinned_row_keeps_the_files_dates(overseer, portfolio):
    found = read(overseer, portfolio, net_1(A="2027-01-07T17:00:00"))
    project = import_plan(actor=overseer, plan_import=found, key="PIN", name="Pin", pinned=[1])
    a = Activity.objects.get(project=project, name="A")
    b = Activity.objects.get(project=project, name="B")
    assert (a.mode, a.finish) == (Mode.MANUAL, minute("2027-01-07T17:00"))
    # B follows the pinned finish: Thu 7 Jan 17:00, so it starts on Fri 8 Jan
    assert b.start == minute("2027-01-08T08:00")
    assert found.report["pinned"] == [1]


def test_a_cycle_saves_nothing(overseer, portfolio):
    rows = task(1, "A", 1, extra=link(2)) + task(2, "B", 1, extra=link(1))
    with pytest.raises(DomainError, match="A → B → A"):
        read(overseer, portfolio, document(rows))
    assert not PlanImport.objects.exists()


def test_a_file_over_the_limit_is_not_read(overseer, portfolio, settings):
    settings.IMPORT_MAX_BYTES = 100
    with pytest.raises(DomainError) as caught:
        read(overseer, portfolio)
    assert caught.value.code == "file_too_large"


def test_a_plan_is_imported_once(overseer, portfolio):
    found = read(overseer, portfolio)
    import_plan(actor=overseer, plan_import=found, key="ONE", name="One")
    with pytest.raises(DomainError, match="meanwhile"):
        import_plan(actor=overseer, plan_import=found, key="TWO", name="Two")
    assert Project.objects.count() == 1


def test_a_taken_key_leaves_the_read_plan_waiting(overseer, portfolio, browser):
    import_plan(actor=overseer, plan_import=read(overseer, portfolio), key="NET", name="Net")
    found = read(overseer, portfolio)
    answer = browser.post(found.get_absolute_url(), {"key": "NET", "name": "Again"})
    assert answer.status_code == 422
    assert "taken" in answer.content.decode()
    found.refresh_from_db()
    assert found.state == ImportState.READ
    assert Project.objects.count() == 1


def test_the_pages_from_drop_to_report(browser, portfolio):
    answer = browser.post(
        "/imports/new/", {"file": upload(net_1(A="2027-01-07T17:00:00")), "portfolio": portfolio.pk}
    )
    assert answer.status_code == 303
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "We read 6 rows, 5 links, 1 calendar, 0 resources, 0 baselines." in page
    assert "saved without recalculating" in page
    found = PlanImport.objects.get()
    answer = browser.post(found.get_absolute_url(), {"key": "net", "name": "Net", "row-1": "pin"})
    assert answer.status_code == 303
    report = browser.get(answer.headers["Location"]).content.decode()
    assert "plan.xml is now Net" in report
    assert Activity.objects.get(name="A").mode == Mode.MANUAL
    found.refresh_from_db()
    assert found.plan == {}
    again = browser.post(
        "/imports/new/", {"file": upload(net_1(A="2027-01-07T17:00:00")), "portfolio": portfolio.pk}
    )
    assert "imported before, as Net" in browser.get(again.headers["Location"]).content.decode()


def test_a_refused_form_keeps_the_choices(browser, portfolio, overseer):
    found = read(overseer, portfolio, net_1(A="2027-01-07T17:00:00"))
    answer = browser.post(found.get_absolute_url(), {"key": "", "name": "Mine", "row-1": "pin"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="pin" checked' in page
    assert 'value="Mine"' in page


def test_cancelling_forgets_the_plan(browser, portfolio, overseer):
    found = read(overseer, portfolio)
    assert browser.post(f"/imports/{found.pk}/cancel/").status_code == 303
    found.refresh_from_db()
    assert (found.state, found.plan) == (ImportState.CANCELLED, {})
    assert "was not imported" in browser.get(found.get_absolute_url()).content.decode()


def test_somebody_elses_read_plan_is_not_there(portfolio, overseer):
    found = read(overseer, portfolio)
    other = Client()
    other.force_login(make_member(portfolio, Role.PORTFOLIO_MANAGER))
    assert other.get(found.get_absolute_url()).status_code == 404
    assert other.post(f"/imports/{found.pk}/cancel/").status_code == 404


def test_a_project_manager_may_not_import(client, project, manager):
    client.force_login(manager)
    assert client.get("/imports/new/").status_code == 403


@pytest.mark.parametrize("data", [b"nonsense", b"", net_1()[:1500], b"<html/>"])
def test_a_bad_file_gets_a_sentence_and_saves_nothing(browser, portfolio, data):
    answer = browser.post("/imports/new/", {"file": upload(data), "portfolio": portfolio.pk})
    assert answer.status_code == 422
    assert not PlanImport.objects.exists()


def test_suggested_keys_are_free(overseer, portfolio):
    assert suggested_key("Home move!") == "HOMEM"
    assert suggested_key("7") == "PLAN"
    import_plan(actor=overseer, plan_import=read(overseer, portfolio), key="HOMEM", name="x")
    assert suggested_key("Home move") == "HOMEM2"
