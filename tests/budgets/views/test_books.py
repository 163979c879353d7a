"""Accounts, lines and actuals through their pages, and a CSV file from upload to posting."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from budgets.forms import AmountField
from budgets.models import Actual, ActualImport, BudgetLine, CostAccount
from tests.factories.budgets import make_account, make_actual, make_line, make_worked_activity
from tests.factories.projects import make_project

HEADER = b"date,account,amount,reference\n"


def url(project, name, *args):
    return reverse(name, args=[project.key, *args])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def upload(client, project, content, name="jan.csv"):
    return client.post(url(project, "actual_import"), {"file": SimpleUploadedFile(name, content)})


def test_an_account_from_first_to_last(pm_client, project):
    response = pm_client.post(
        url(project, "cost_account_create"), {"code": "1", "name": "Civil", "type": "capex", "parent": ""}
    )
    assert (response.status_code, said(response)) == (303, ["Account created."])
    account = CostAccount.objects.get()
    body = {"code": "1", "name": "Civil works", "type": "capex", "parent": "", "version": "1"}
    pm_client.post(url(project, "cost_account_edit", account.pk), body)
    account.refresh_from_db()
    assert account.name == "Civil works"
    pm_client.post(url(project, "cost_account_delete", account.pk))
    assert not CostAccount.objects.exists()


def test_an_account_in_use_is_kept_and_says_why(pm_client, project):
    account = make_account(project, "1")
    make_line(account, 5)
    response = pm_client.post(url(project, "cost_account_delete", account.pk))
    assert said(response) == ["1 Account 1 still has 1 budget line. Move or delete them first."]
    assert CostAccount.objects.exists()


def test_a_line_for_every_month(pm_client, project):
    account, activity = make_account(project), make_worked_activity(project, 0, code="A1")
    body = {
        "account": account.pk,
        "amount": "1,200.50",
        "period": "2026-11",
        "until": "2027-02",
        "activity": "A1",
    }
    response = pm_client.post(url(project, "budget_line_create"), body)
    assert said(response) == ["4 budget lines created."]
    lines = BudgetLine.objects.order_by("period")
    assert [line.period for line in lines] == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]
    assert {(line.amount, line.activity) for line in lines} == {(120_050, activity)}


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"amount": "0"}, "amount", "An amount of zero says nothing."),
        ({"amount": "a lot"}, "amount", "Write an amount in EUR with at most 2 decimals, such as 1200.50."),
        (
            {"amount": "1.005"},
            "amount",
            "“1.005” can be read in two ways. Write 1005, or give it its decimals.",
        ),
        ({"activity": "X"}, "activity", "The plan has no activity with the ID “X”."),
        ({"period": "soon"}, "period", "Write a month such as 2027-01."),
        ({"period": "1212-01"}, "period", "The month lies between 1984 and 2149."),
        ({"until": "2026-01"}, "until", "The last month lies before the first."),
        ({"until": "2140-01"}, "until", "At most 120 months at once."),
    ],
)
def test_a_line_that_is_refused_keeps_what_was_typed(pm_client, project, change, field, sentence):
    account = make_account(project)
    body = {"account": account.pk, "amount": "5", "period": "2026-11", "description": "kept"} | change
    response = pm_client.post(url(project, "budget_line_create"), body)
    assert response.status_code == 422
    assert response.context["form"].errors == {field: [sentence]}
    assert b'value="kept"' in response.content
    assert not BudgetLine.objects.exists()


def test_an_edited_line_shows_its_values_first(pm_client, project):
    line = make_line(make_account(project), 120_050, activity=make_worked_activity(project, 0, code="A1"))
    html = pm_client.get(url(project, "budget_line_edit", line.pk)).content.decode()
    for value in ('value="1200.50"', 'value="2026-09"', 'value="A1"'):
        assert value in html
    assert "Every month until" not in html
    body = {"account": line.account_id, "amount": "7", "period": "2026-10", "version": "1"}
    pm_client.post(url(project, "budget_line_edit", line.pk), body)
    line.refresh_from_db()
    assert (line.amount, line.period, line.activity) == (700, date(2026, 10, 1), None)
    pm_client.post(url(project, "budget_line_delete", line.pk))
    assert not BudgetLine.objects.exists()


def test_an_actual_from_first_to_last(pm_client, project):
    account = make_account(project)
    body = {"account": account.pk, "amount": "-12.5", "date": "2027-01-05", "reference": "R-1"}
    response = pm_client.post(url(project, "actual_create"), body)
    assert said(response) == ["Actual cost posted."]
    actual = Actual.objects.get()
    assert (actual.amount, actual.date, actual.reference) == (-1250, date(2027, 1, 5), "R-1")
    body |= {"amount": "13", "version": "1"}
    pm_client.post(url(project, "actual_edit", actual.pk), body)
    actual.refresh_from_db()
    assert actual.amount == 1300
    pm_client.post(url(project, "actual_delete", actual.pk))
    assert not Actual.objects.exists()


def test_a_stale_edit_is_shown_beside_what_stands(pm_client, project):
    actual = make_actual(make_account(project), 700)
    Actual.objects.filter(pk=actual.pk).update(amount=750, version=2)
    body = {"account": actual.account_id, "amount": "8", "date": "2026-12-01", "version": "1"}
    response = pm_client.post(url(project, "actual_edit", actual.pk), body)
    assert response.status_code == 409
    assert "7.50" in response.content.decode()
    assert Actual.objects.get().amount == 750


def test_foreign_choices_are_refused(pm_client, project):
    foreign = make_account(make_project())
    body = {"account": foreign.pk, "amount": "5", "date": "2027-01-05"}
    assert pm_client.post(url(project, "actual_create"), body).status_code == 422
    assert not Actual.objects.exists()


def test_a_file_from_upload_to_posting(pm_client, project):
    make_account(project, "1.1")
    response = upload(pm_client, project, HEADER + b"2027-01-05,1.1,12.50,R-1\n")
    batch = ActualImport.objects.get()
    assert response.headers["Location"] == url(project, "actual_import_detail", batch.pk)
    page = pm_client.get(response.headers["Location"]).content.decode()
    assert "Post 1 cost" in page
    assert not Actual.objects.exists()
    done = pm_client.post(url(project, "actual_import_detail", batch.pk))
    assert said(done) == ["1 actual cost posted."]
    assert Actual.objects.get().amount == 1250
    again = pm_client.post(url(project, "actual_import_detail", batch.pk))
    assert again.status_code == 422
    assert "jan.csv is already posted. Nothing was posted again." in again.content.decode()
    assert Actual.objects.count() == 1
    second = upload(pm_client, project, HEADER + b"2027-01-05,1.1,12.50,R-1\n", "other.csv")
    page = pm_client.get(second.headers["Location"]).content.decode()
    assert "posted this very file as jan.csv" in page
    assert "Post 1 cost" not in page


def test_a_file_with_problems_shows_them_by_line_and_posts_nothing(pm_client, project):
    make_account(project, "1.1")
    response = upload(pm_client, project, HEADER + b"2027-02-30,1.1,5,a\n2027-01-05,1.1,5.00,b\n")
    page = pm_client.get(response.headers["Location"])
    assert "1 line cannot be posted, so nothing is." in page.content.decode()
    assert "“2027-02-30” is not a day of the calendar." in page.content.decode()
    refused = pm_client.post(response.headers["Location"])
    assert refused.status_code == 422
    assert not Actual.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\x00\x01\x02", "This is not a text file."),
        (b"PK\x03\x04", "This is a workbook, not a CSV file."),
        (b"x" * 2_100_000, "The file is larger than 2 MB."),
    ],
    ids=["empty", "binary", "workbook", "large"],
)
def test_an_unreadable_file_gets_a_sentence(pm_client, project, content, sentence):
    response = upload(pm_client, project, content)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not ActualImport.objects.exists()


def test_no_file_at_all_gets_a_sentence(pm_client, project):
    response = pm_client.post(url(project, "actual_import"), {})
    assert response.status_code == 422
    assert "file" in response.context["form"].errors


def test_a_file_can_be_discarded(pm_client, project):
    make_account(project, "1.1")
    upload(pm_client, project, HEADER + b"2027-01-05,1.1,12.50,R-1\n")
    pm_client.post(url(project, "actual_import_discard", ActualImport.objects.get().pk))
    assert not ActualImport.objects.exists()


def test_an_export_comes_in_again_as_nothing_new(pm_client, project):
    account = make_account(project, "1.1")
    make_worked_activity(project, 0, code="W9")
    make_actual(account, 120_050, date(2027, 1, 5), reference="=R-1", description='@evil, "quoted"')
    make_actual(account, -2_000, date(2027, 1, 6))
    response = pm_client.get(url(project, "actual_export"))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[1] == '2027-01-05,1.1,1200.50,\'=R-1,,"\'@evil, ""quoted"""'
    assert lines[2] == "2027-01-06,1.1,-20.00,,,"
    preview = pm_client.get(upload(pm_client, project, response.content).headers["Location"]).context[
        "preview"
    ]
    assert len(preview.doubles) == 2
    assert not preview.new
    assert not preview.problems


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("1200", "EUR", 120_000),
        ("1,200", "EUR", 120_000),
        ("1200.5", "EUR", 120_050),
        ("1.200,50", "EUR", 120_050),
        ("12,5", "EUR", 1_250),
        ("EUR 7", "EUR", 700),
        ("7", "JPY", 7),
        ("1.234", "KWD", 1_234),
    ],
)
def test_amounts_as_people_type_them(typed, currency, minor):
    assert AmountField(currency=currency).clean(typed) == minor
