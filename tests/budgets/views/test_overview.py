"""The budget page: EV-1 with its formulas, totals to the cent, and nothing at all without the cost right."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actors import user_actor
from accounts.models import Role
from budgets.models import Actual, ActualImport, BudgetLine, CostAccount
from tests.factories.budgets import (
    make_account,
    make_actual,
    make_ev_1,
    make_import,
    make_line,
    make_worked_activity,
)
from tests.factories.projects import make_member, make_project


def page(client, project, name="budget_detail", *args, **query):
    return client.get(reverse(name, args=[project.key, *args]), query)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_ev_1_on_the_page(pm_client, project):
    response = page(pm_client, make_ev_1(project))
    text = text_of(response)
    assert response.status_code == 200
    assert "EAC 120,000 is 20 % over BAC 100,000; tolerance 10 %. CPI 0.83, AC posted to Dec 31." in text
    for working in ("30,000 / 36,000 = 0.83", "30,000 / 40,000 = 0.75", "100,000 / 0.8333 = 120,000"):
        assert working in text
    assert "AC + BAC − EV the rest goes to plan 106,000" in text
    assert "CPI × SPI cost and time both hold 148,000" in text
    assert "TCPI = (BAC − EV) / (BAC − AC) 1.09" in text
    assert "Total EUR 100,000 40,000 30,000 36,000 64,000 −6,000 −10,000 0.83 0.75" in text
    assert "Status date Dec 31" in text
    assert "100 % of BAC tied to activities" in text


def test_the_chart_and_its_table_hold_the_same_numbers(pm_client, project):
    response = page(pm_client, make_ev_1(project))
    chart = response.context["chart"]
    assert chart.headings == ("Day", "PV", "EV", "AC", "EAC")
    assert ("2026-12-31", "40,000", "30,000", "36,000", "36,000") in chart.rows
    assert ("2027-06-30", "100,000", "", "", "120,000") in chart.rows
    assert 'role="img"' in chart.svg


def test_undefined_reads_n_a_and_says_why(pm_client, project):
    make_line(make_account(project), 100)
    text = text_of(page(pm_client, project))
    assert "n/a" in text
    assert "Nothing can be earned: the plan has no activity with a duration." in text


def test_an_empty_budget_says_what_to_do(pm_client, project):
    assert "New account" in text_of(page(pm_client, project))


def test_a_reader_with_the_cost_right_sees_no_way_to_change(project):
    viewer = client_of(make_member(project, Role.VIEWER, cost=True))
    make_ev_1(project)
    for name in ("budget_detail", "budget_line_list", "actual_list"):
        text = text_of(page(viewer, project, name))
        assert "100,000" in text or "36,000" in text
        assert "New " not in text
        assert "Import" not in text


READ = ["budget_detail", "budget_line_list", "actual_list", "actual_export"]
WRITE = [
    "budget_activities",
    "cost_account_create",
    "budget_line_create",
    "actual_create",
    "actual_import",
]
ROWS = {
    "cost_account_edit": CostAccount,
    "cost_account_delete": CostAccount,
    "budget_line_edit": BudgetLine,
    "budget_line_delete": BudgetLine,
    "actual_edit": Actual,
    "actual_delete": Actual,
    "actual_import_detail": ActualImport,
    "actual_import_discard": ActualImport,
}
POST_ONLY = {"cost_account_delete", "budget_line_delete", "actual_delete", "actual_import_discard"}


def call(client, project, name):
    make_account(project, "1")
    arguments = [project.key]
    if name in ROWS:
        account = make_account(project)
        make_line(account, 100)
        make_actual(account, 100)
        make_import(project)
        arguments.append(ROWS[name].objects.filter(project=project).first().pk)
    url = reverse(name, args=arguments)
    return client.post(url) if name in POST_ONLY else client.get(url)


@pytest.mark.parametrize("name", [*READ, *WRITE, *ROWS])
@pytest.mark.parametrize("role", [Role.PROJECT_MANAGER, Role.VIEWER, Role.AUDITOR])
def test_without_the_cost_right_every_page_is_refused(project, role, name):
    assert call(client_of(make_member(project, role)), project, name).status_code == 403


@pytest.mark.parametrize("name", [*WRITE, *ROWS])
def test_seeing_amounts_is_not_changing_them(project, name):
    viewer = client_of(make_member(project, Role.VIEWER, cost=True))
    assert call(viewer, project, name).status_code == 403
    assert CostAccount.objects.filter(project=project).exists()


@pytest.mark.parametrize("name", [*READ, *WRITE, *ROWS])
def test_a_foreign_project_is_not_there(project, stranger, name):
    assert call(client_of(stranger), project, name).status_code == 404


@pytest.mark.parametrize("name", ROWS)
def test_a_row_of_another_project_is_not_there(pm_client, project, name):
    other = make_project()
    account = make_account(other)
    make_line(account, 100)
    make_actual(account, 100)
    make_import(other)
    url = reverse(name, args=[project.key, ROWS[name].objects.filter(project=other).first().pk])
    response = pm_client.post(url) if name in POST_ONLY else pm_client.get(url)
    assert response.status_code == 404
    assert ROWS[name].objects.filter(project=other).exists()


def test_visible_to_demands_the_cost_right(project, actor):
    account = make_account(project)
    make_line(account, 1)
    make_actual(account, 1)
    blind = user_actor(make_member(project, Role.PROJECT_MANAGER))
    for model in (CostAccount, BudgetLine, Actual):
        assert model.objects.visible_to(actor).count() == 1
        assert model.objects.visible_to(blind).count() == 0


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["budget_detail", "budget_line_list", "actual_list"])
def test_query_counts_do_not_grow(pm_client, project, django_assert_max_num_queries, rows, name):
    for _ in range(rows):
        account = make_account(project)
        make_line(account, 100, activity=make_worked_activity(project, 50))
        make_actual(account, 60, activity=make_worked_activity(project, 50))
    with django_assert_max_num_queries(13):
        page(pm_client, project, name)


def test_a_number_leads_to_its_rows(pm_client, project):
    top = make_account(project, "1")
    part, other = make_account(project, "1.1", parent=top), make_account(project, "2")
    make_actual(part, 1_00, date(2027, 1, 1), reference="PART")
    make_actual(other, 2_00, date(2027, 1, 1), reference="OTHER")
    text = text_of(page(pm_client, project, "actual_list", account=top.pk))
    assert "PART" in text
    assert "OTHER" not in text
    assert "1 cost, 1.00 EUR" in text
    assert "OTHER" in text_of(page(pm_client, project, "actual_list", account="nonsense"))


def test_lists_are_paged(pm_client, project):
    account = make_account(project)
    for number in range(51):
        make_actual(account, 100 + number, date(2027, 1, 1), reference=f"N-{number}")
    first = page(pm_client, project, "actual_list")
    assert "1 to 50 of 51" in text_of(first)
    last = page(pm_client, project, "actual_list", page=2)
    assert "N-0" in text_of(last)
    assert page(pm_client, project, "actual_list", page="nonsense").status_code == 200


def test_suggestions_while_typing(pm_client, project):
    make_worked_activity(project, 0, code="A10", name="Integration")
    make_worked_activity(make_project(), 0, code="A11", name="Integration elsewhere")
    response = page(pm_client, project, "budget_activities", activity="integ")
    assert response.content.decode().split() == ["<option", 'value="A10">Integration</option>']


@pytest.mark.parametrize("query", [{}, {"format": "csv"}])
def test_the_audit_trail_withholds_amounts_without_the_cost_right(project, pm_client, query):
    account = make_account(project)
    make_line(account, 1_234_56, description="ducts")
    make_actual(account, 7_654_32, reference="R-77")
    blind = client_of(make_member(project, Role.PROJECT_MANAGER))
    seen = page(pm_client, project, "project_audit", **query).content.decode()
    hidden = page(blind, project, "project_audit", **query).content.decode()
    for secret in ("123456", "765432", "ducts", "R-77"):
        assert secret in seen
        assert secret not in hidden
    assert "actual.create" in hidden


def test_without_the_cost_right_there_is_no_tab_and_no_hit(project):
    make_ev_1(project)
    for sees, expected in ((True, True), (False, False)):
        client = client_of(make_member(project, Role.PROJECT_MANAGER, cost=sees))
        overview = client.get(project.get_absolute_url()).content.decode()
        assert (reverse("budget_detail", args=[project.key]) in overview) == expected
        found = client.get(reverse("search"), {"q": "Account 1.1"}).content.decode()
        assert (f"?account={CostAccount.objects.get(code='1.1').pk}" in found) == expected
