"""Actuals from a CSV file: previewed, posted whole or not at all, never twice."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from budgets.models import Actual, ActualImport
from budgets.services.actuals import edit_actual
from budgets.services.imports import discard_import, post_import, preview_import, read_import
from common.errors import DomainError
from common.models import AuditEvent
from tests.factories.budgets import make_account, make_actual, make_worked_activity

HEADER = "date;account;amount;reference;activity;description\n"
ROWS = "2027-01-05;1.1;1.200,50;R-1;;Cables\n2027-01-06;1.1;-20,00;R-2;W1;Credit\n"


@pytest.fixture
def account(project):
    return make_account(project, "1.1")


@pytest.fixture
def activity(project):
    return make_worked_activity(project, 0, code="W1")


def read(actor, project, text, name="jan.csv"):
    return read_import(actor=actor, project=project, file_name=name, content=text.encode())


def test_read_preview_post(actor, project, account, activity):
    batch = read(actor, project, HEADER + ROWS)
    preview = preview_import(batch)
    assert [p.row.amount for p in preview.new] == [120_050, -2_000]
    assert preview.total == 118_050
    assert preview.can_post
    assert not Actual.objects.exists()
    project.refresh_from_db()
    revision = project.revision
    assert post_import(actor=actor, batch=batch) == 2
    project.refresh_from_db()
    assert project.revision == revision + 1
    posted = Actual.objects.get(reference="R-2")
    assert (posted.amount, posted.activity, posted.source, posted.batch) == (-2_000, activity, "csv", batch)
    assert posted.description == "Credit"
    event = AuditEvent.objects.first()
    assert (event.action, event.after["rows"], event.after["amount"]) == ("actual_import.post", 2, 118_050)
    batch.refresh_from_db()
    assert (batch.state, batch.rows, bytes(batch.content)) == ("posted", 2, b"")


def test_confirming_twice_posts_once(actor, project, account, activity):
    batch = read(actor, project, HEADER + ROWS)
    stale = ActualImport.objects.get(pk=batch.pk)
    post_import(actor=actor, batch=batch)
    with pytest.raises(DomainError, match="already posted") as refused:
        post_import(actor=actor, batch=stale)
    assert refused.value.code == "import_posted"
    assert Actual.objects.count() == 2


def test_the_same_file_again_changes_nothing_and_says_so(actor, project, account, activity):
    post_import(actor=actor, batch=read(actor, project, HEADER + ROWS))
    again = read(actor, project, HEADER + ROWS, name="copy.csv")
    preview = preview_import(again)
    assert preview.posted_before.file_name == "jan.csv"
    assert not preview.can_post
    with pytest.raises(DomainError, match="already posted as jan"):
        post_import(actor=actor, batch=again)
    assert Actual.objects.count() == 2


def test_rows_posted_before_are_left_out(actor, project, account, activity):
    post_import(actor=actor, batch=read(actor, project, HEADER + ROWS))
    more = HEADER + ROWS + "2027-01-07;1.1;7;R-3;;\n"
    batch = read(actor, project, more)
    assert [p.double for p in preview_import(batch).rows] == ["Already posted.", "Already posted.", ""]
    assert post_import(actor=actor, batch=batch) == 1
    assert Actual.objects.count() == 3


def test_the_same_rows_in_another_dress_are_doubles_too(actor, project, account, activity):
    post_import(actor=actor, batch=read(actor, project, HEADER + ROWS))
    dressed = 'Date,Account,Amount,Reference\n05.01.2027,1.1,"1,200.50",R-1\n'
    batch = read(actor, project, dressed)
    assert not preview_import(batch).new
    with pytest.raises(DomainError, match="Every row of jan"):
        post_import(actor=actor, batch=batch)


def test_a_cost_typed_by_hand_is_recognised(actor, project, account):
    make_actual(account, 700, day=date(2027, 1, 5), reference="R-9")
    batch = read(actor, project, HEADER + "2027-01-05;1.1;7;R-9;;\n2027-01-05;1.1;7;R-8;;\n")
    assert [p.double for p in preview_import(batch).rows] == ["Already posted.", ""]


def test_one_reference_twice_in_the_file_is_posted_once(actor, project, account):
    batch = read(actor, project, HEADER + "2027-01-05;1.1;7;R-1;;\n2027-01-05;1.1;7,00;R-1;;\n")
    assert [p.double for p in preview_import(batch).rows] == ["", "The same as line 2."]
    assert post_import(actor=actor, batch=batch) == 1


def test_rows_without_a_reference_are_counted(actor, project, account):
    two = HEADER + "2027-01-05;1.1;7;;;\n2027-01-05;1.1;7;;;\n"
    assert post_import(actor=actor, batch=read(actor, project, two)) == 2
    three = two + "2027-01-05;1.1;7;;;\n"
    assert post_import(actor=actor, batch=read(actor, project, three)) == 1
    assert Actual.objects.count() == 3


def test_one_bad_line_posts_nothing(actor, project, account):
    batch = read(
        actor, project, HEADER + "2027-01-05;1.1;7;R-1;;\n2027-01-06;9.9;7;R-2;;\n2027-01-07;1.1;7;;X9;\n"
    )
    problems = preview_import(batch).problems
    assert [(p.line, p.sentence) for p in problems] == [
        (3, "There is no cost account “9.9”."),
        (4, "There is no activity “X9”."),
    ]
    with pytest.raises(DomainError, match="2 lines cannot be posted, so nothing is"):
        post_import(actor=actor, batch=batch)
    assert not Actual.objects.exists()
    make_account(project, "9.9")
    assert len(preview_import(batch).problems) == 1


def test_a_file_that_cannot_be_read_is_not_kept(actor, project):
    with pytest.raises(DomainError):
        read(actor, project, "nothing here")
    assert not ActualImport.objects.exists()


def test_a_new_file_replaces_the_persons_unposted_one(actor, project, account, activity):
    read(actor, project, HEADER + ROWS)
    read(actor, project, HEADER + ROWS + "2027-01-07;1.1;7;;;\n")
    assert ActualImport.objects.count() == 1


def test_discard(actor, project, account, activity):
    batch = read(actor, project, HEADER + ROWS)
    discard_import(actor=actor, batch=batch)
    assert not ActualImport.objects.exists()
    posted = read(actor, project, HEADER + ROWS)
    post_import(actor=actor, batch=posted)
    with pytest.raises(DomainError, match="A posted file stays"):
        discard_import(actor=actor, batch=posted)


def test_the_database_refuses_the_double_of_an_imported_cost(actor, project, account, activity):
    post_import(actor=actor, batch=read(actor, project, HEADER + ROWS))
    first, second = Actual.objects.order_by("pk")
    values = {"account": account, "date": second.date, "amount": second.amount, "reference": second.reference}
    with pytest.raises(IntegrityError), transaction.atomic():
        Actual.objects.filter(pk=first.pk).update(**values)
    with pytest.raises(DomainError, match="R-2 is already posted on that account"):
        edit_actual(actor=actor, actual=first, version=1, **values)
