"""The budget page's reads: accounts that add up to the cent, the S-curve, the figures with their numbers."""

from datetime import date, datetime

import pytest

from budgets.queries.figures import figures
from budgets.queries.status import accounts_in_outline, evm_status
from engine.calendars import to_minute
from tests.factories.budgets import make_account, make_actual, make_ev_1, make_line, make_worked_activity
from tests.factories.projects import make_project

TODAY = date(2026, 12, 31)


def test_accounts_roll_up_and_add_up_to_the_cent(project):
    top = make_account(project, "1")
    first, second = make_account(project, "1.2", parent=top), make_account(project, "1.10", parent=top)
    other = make_account(project, "2")
    make_line(top, 1_01)
    make_line(first, 2_02)
    make_line(second, 3_03)
    make_line(other, 4_04)
    make_actual(second, 5_05)
    status = evm_status(project, TODAY)
    rows = [(r.account.code, r.depth, r.value.bac, r.value.ac, r.remaining) for r in status.accounts]
    assert rows == [
        ("1", 0, 606, 505, 101),
        ("1.2", 1, 202, 0, 202),
        ("1.10", 1, 303, 505, -202),
        ("2", 0, 404, 0, 404),
    ]
    tops = [r for r in status.accounts if r.depth == 0]
    assert (status.value.bac, status.value.ac) == (1010, 505)
    assert sum(r.value.bac for r in tops) == status.value.bac
    assert sum(r.remaining for r in tops) == status.remaining


def test_ev_1_by_account(project):
    status = evm_status(make_ev_1(project), TODAY)
    rows = {r.account.code: (r.value.bac, r.value.pv, r.value.ev, r.value.ac) for r in status.accounts}
    assert rows == {
        "1.1": (4_000_000, 1_600_000, 2_000_000, 2_100_050),
        "1.2": (6_000_000, 2_400_000, 1_000_000, 1_499_950),
    }
    assert status.health.colour == "red"


def test_the_curve_of_ev_1(project):
    points = {p.day: p for p in evm_status(make_ev_1(project), TODAY).points}
    assert min(points) == date(2026, 8, 31)
    assert (points[date(2026, 8, 31)].pv, points[date(2026, 8, 31)].ac) == (0, 0)
    assert points[date(2026, 10, 31)].pv == 2_000_000
    assert points[date(2026, 10, 31)].ac == 2_100_050
    now = points[date(2026, 12, 31)]
    assert (now.pv, now.ev, now.ac) == (4_000_000, 3_000_000, 3_600_000)
    assert (points[date(2027, 1, 31)].ev, points[date(2027, 1, 31)].ac) == (None, None)
    assert max(points) == date(2027, 6, 30)
    assert points[date(2027, 6, 30)].pv == 10_000_000
    # Both activities start on Sep 1: by Oct 31, 61 of 122 days, half of what is earned by Dec 31.
    assert points[date(2026, 10, 31)].ev == 1_500_000


def test_earned_before_the_status_day_follows_actual_dates(project):
    # Done from Sep 1 to Sep 30, so all of its 30.00 is earned by then; 12 of 30 days on Sep 12.
    project.data_date = to_minute(datetime(2026, 11, 30, 17))
    project.save()
    done = make_worked_activity(
        project,
        100,
        actual_start=to_minute(datetime(2026, 9, 1, 8)),
        actual_finish=to_minute(datetime(2026, 9, 30, 17)),
    )
    make_line(make_account(project), 3_000, date(2026, 9, 1), activity=done)
    points = {p.day: p.ev for p in evm_status(project, TODAY).points}
    assert points == {
        date(2026, 8, 31): 0,
        date(2026, 9, 30): 3_000,
        date(2026, 10, 31): 3_000,
        date(2026, 11, 30): 3_000,
    }


def test_no_amounts_no_curve(project):
    status = evm_status(project, TODAY)
    assert status.points == ()
    assert status.accounts == ()


def test_figures_show_their_own_numbers(project):
    status = evm_status(make_ev_1(project), TODAY)
    found = {f.key: f for f in figures(project, status.facts)}
    assert list(found) == ["eac", "cpi", "spi", "pv", "ev", "ac"]
    assert (found["cpi"].text, found["cpi"].formula) == ("0.83", "EV / AC")
    assert found["cpi"].working == "30,000 / 36,000 = 0.83"
    assert found["spi"].working == "30,000 / 40,000 = 0.75"
    assert found["eac"].working == "100,000 / 0.8333 = 120,000"
    assert found["pv"].working == "40,000 of BAC 100,000 (40\u00a0%) by Dec 31, 2026"
    assert found["ev"].working == ("30,000 of BAC 100,000 (30\u00a0%); 100,000 tied to activities, 0 not")
    assert found["ac"].working == "36,000 against BAC 100,000 (36\u00a0%); AC posted to Dec 31"
    assert not any(f.greyed for f in found.values())


def test_undefined_figures_say_why(project):
    found = {f.key: f for f in figures(project, evm_status(project, TODAY).facts)}
    assert {f.key: f.text for f in found.values() if f.text == "n/a"} == {
        "eac": "n/a",
        "cpi": "n/a",
        "spi": "n/a",
    }
    assert found["eac"].note == found["cpi"].note == found["spi"].note == "No budget lines yet."
    make_line(make_account(project), 100, date(2027, 3, 1), activity=make_worked_activity(project, 0))
    found = {f.key: f for f in figures(project, evm_status(project, TODAY).facts)}
    assert found["spi"].note == "Nothing was planned up to Dec 31, 2026."
    assert found["cpi"].note == "No actual cost posted yet."


def test_thin_coverage_greys_the_indices(project):
    account = make_account(project)
    make_line(account, 59_00, activity=make_worked_activity(project, 50))
    make_line(account, 41_00)
    make_actual(account, 60_00)
    found = {f.key: f for f in figures(project, evm_status(project, TODAY).facts)}
    assert found["cpi"].note == "Rough: 59\u00a0% of BAC is tied to activities, 60\u00a0% are wanted."
    assert found["spi"].greyed
    assert not found["ac"].greyed


def test_old_actuals_grey_the_cost_figures(project):
    make_ev_1(project)
    project.data_date = to_minute(datetime(2027, 2, 15, 17))
    project.save()
    found = {f.key: f for f in figures(project, evm_status(project, TODAY).facts)}
    assert found["cpi"].note == "Old: AC posted to Dec 31, 2026, 46\u00a0d before the status day."
    assert not found["spi"].greyed


@pytest.mark.parametrize("accounts", [1, 3])
def test_seven_queries_whatever_the_number_of_accounts(db, django_assert_num_queries, accounts):
    project = make_project()
    for _ in range(accounts):
        account = make_account(project)
        make_line(account, 100, activity=make_worked_activity(project, 50))
        make_actual(account, 60)
    with django_assert_num_queries(7):
        evm_status(project, TODAY)


def test_outline_sorts_codes_as_numbers(project):
    for code in ("10", "2", "A-1", "2.10", "2.9"):
        make_account(project, code)
    assert [a.code for a, _depth in accounts_in_outline(project)] == ["2", "2.9", "2.10", "10", "A-1"]
