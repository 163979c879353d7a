"""Earned value of projects: EV-1 to the digit, what counts up to the status day, what is undefined."""

from datetime import date, datetime

import pytest

from budgets.queries.facts import cost_facts
from engine.calendars import to_minute
from tests.factories.budgets import make_account, make_actual, make_ev_1, make_line, make_worked_activity
from tests.factories.projects import make_project

TODAY = date(2027, 1, 31)


def facts(project):
    return cost_facts([project.pk], TODAY)[project.pk]


def test_ev_1_typed_in(project):
    # PV: 4 whole months × 10,000. EV: 40,000 × 50 % + 60,000 × 16.67 %. AC: 21,000.50 + 14,999.50.
    # CPI 30/36, SPI 30/40, EAC 100,000 / (30/36) = 120,000.
    found = facts(make_ev_1(project))
    assert (found.bac, found.pv, found.ev, found.ac) == (10_000_000, 4_000_000, 3_000_000, 3_600_000)
    assert round(found.cpi, 4) == 0.8333
    assert found.spi == 0.75
    assert found.eac == 12_000_000
    performance = found.performance
    assert (performance.cv, performance.sv, performance.etc, performance.vac) == (
        -600_000,
        -1_000_000,
        8_400_000,
        -2_000_000,
    )
    assert (performance.eac_budget_rate, performance.eac_cpi_spi) == (10_600_000, 14_800_000)
    assert performance.tcpi_bac == 1.09375
    assert found.coverage == 1.0
    assert found.posted_to == date(2026, 12, 31)
    assert found.status_day == date(2026, 12, 31)


def test_the_month_of_the_status_day_counts_by_its_days(project):
    project.data_date = to_minute(datetime(2026, 12, 15, 17))
    project.save()
    make_line(make_account(project), 3_100, date(2026, 12, 1))
    # 15 of 31 days of 31.00: 15.00; the whole day of the data date counts, whatever its hour.
    assert facts(project).pv == 1_500
    project.data_date = to_minute(datetime(2026, 12, 15, 0))
    project.save()
    assert facts(project).pv == 1_500


def test_actuals_after_the_status_day_do_not_count(project):
    project.data_date = to_minute(datetime(2026, 12, 15, 17))
    project.save()
    account = make_account(project)
    make_actual(account, 100, date(2026, 12, 15))
    make_actual(account, 1_000, date(2026, 12, 16))
    found = facts(project)
    assert (found.ac, found.posted_to) == (100, date(2026, 12, 15))


def test_without_a_data_date_as_of_is_the_status_day(project):
    make_line(make_account(project), 3_100, date(2027, 1, 1))
    assert cost_facts([project.pk], date(2027, 1, 10))[project.pk].pv == 1_000


def test_budget_without_an_activity_earns_by_the_projects_percent(project):
    # 10 d at 50 % and 30 d at 10 %: 8 of 40 days done, 20 %. 1,000 of 5,000 tied at 50 % earn 500,
    # the other 4,000 earn 20 %: 800.
    account = make_account(project)
    half = make_worked_activity(project, 50, days=10)
    make_worked_activity(project, 10, days=30)
    make_worked_activity(project, 100, days=0, kind="finish_milestone")
    make_worked_activity(project, 100, days=99, active=False)
    make_line(account, 1_000, activity=half)
    make_line(account, 4_000)
    found = facts(project)
    assert found.ev == 1_300
    assert found.coverage == 0.2


def test_a_physical_percent_earns_instead_of_the_duration_percent(project):
    account = make_account(project)
    make_line(account, 1_000, activity=make_worked_activity(project, 50, physical_percent=20.0))
    assert facts(project).ev == 200


def test_undefined_is_none_never_zero_or_infinite(project):
    found = facts(project)
    assert (found.bac, found.pv, found.ev, found.ac) == (0, 0, 0, 0)
    assert found.cpi is found.spi is found.eac is found.coverage is found.posted_to is None
    account = make_account(project)
    make_line(account, 1_000)
    found = facts(project)
    assert found.ev is None
    assert found.performance is None


def test_projects_do_not_mix(project):
    make_ev_1(project)
    other = make_project()
    make_line(make_account(other), 7, date(2026, 1, 1), activity=make_worked_activity(other, 100))
    found = cost_facts([project.pk, other.pk], TODAY)
    assert found[project.pk].bac == 10_000_000
    assert (found[other.pk].bac, found[other.pk].pv, found[other.pk].ev) == (7, 7, 7)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_four_queries_whatever_the_number(db, django_assert_num_queries, count):
    projects = [make_ev_1(make_project()) for _ in range(count)]
    for number, project in enumerate(projects):
        project.data_date += 1440 * number
        project.save()
    with django_assert_num_queries(4):
        found = cost_facts([project.pk for project in projects], TODAY)
    assert {f.bac for f in found.values()} == {10_000_000}


def test_cents_add_up_exactly(project):
    # A third of 0.10 in each of three accounts: 31 days, status day 10: 10/31 of 10 cents = 3.2 -> 3.
    project.data_date = to_minute(datetime(2026, 12, 10, 17))
    project.save()
    for _ in range(3):
        make_line(make_account(project), 10, date(2026, 12, 1))
    assert facts(project).pv == 9
