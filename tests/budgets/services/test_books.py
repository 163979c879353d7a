"""Accounts, lines and actuals by hand: saved with audit and revision, refused with a sentence."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from budgets.models import MAX_AMOUNT, Actual, BudgetLine, CostAccount
from budgets.services.accounts import create_account, delete_account, edit_account
from budgets.services.actuals import create_actual, delete_actual, edit_actual
from budgets.services.lines import create_line, delete_line, edit_line
from common.errors import Conflict, DomainError
from common.models import AuditEvent
from tests.factories.budgets import make_account, make_actual, make_line, make_worked_activity
from tests.factories.projects import make_project


def revision(project):
    project.refresh_from_db()
    return project.revision


def last_event(project):
    return AuditEvent.objects.filter(chain=f"project:{project.pk}").first()


def test_an_account_is_created_edited_and_deleted(actor, project):
    before = revision(project)
    account = create_account(actor=actor, project=project, code="1.1", name="Civil works", type="capex")
    event = last_event(project)
    assert (event.action, event.actor_id, event.after["code"]) == ("cost_account.create", actor.pk, "1.1")
    edit_account(actor=actor, account=account, version=1, code="1.1", name="Civil", type="capex")
    event = last_event(project)
    assert (event.action, event.before, event.after) == (
        "cost_account.edit",
        {"name": "Civil works"},
        {"name": "Civil"},
    )
    delete_account(actor=actor, account=account)
    assert last_event(project).action == "cost_account.delete"
    assert not CostAccount.objects.exists()
    assert revision(project) == before + 3


def test_a_line_is_created_edited_and_deleted(actor, project):
    account, activity = make_account(project), make_worked_activity(project, 0)
    before = revision(project)
    line = create_line(
        actor=actor, project=project, account=account, period=date(2027, 1, 20), amount=100, activity=activity
    )
    assert line.period == date(2027, 1, 1)
    event = last_event(project)
    assert (event.action, event.after["amount"], event.after["activity"]) == (
        "budget_line.create",
        100,
        activity.pk,
    )
    edit_line(actor=actor, line=line, version=1, account=account, period=date(2027, 2, 1), amount=-5)
    line.refresh_from_db()
    assert (line.period, line.amount, line.activity, line.version) == (date(2027, 2, 1), -5, None, 2)
    assert last_event(project).before == {"activity": activity.pk, "period": "2027-01-01", "amount": 100}
    delete_line(actor=actor, line=line)
    assert (last_event(project).action, last_event(project).before["amount"]) == ("budget_line.delete", -5)
    assert not BudgetLine.objects.exists()
    assert revision(project) == before + 3


def test_an_actual_is_created_edited_and_deleted(actor, project):
    account = make_account(project)
    before = revision(project)
    actual = create_actual(
        actor=actor, project=project, account=account, date=date(2027, 1, 5), amount=700, reference="R-1"
    )
    assert (actual.source, last_event(project).after["amount"]) == ("manual", 700)
    edit_actual(
        actor=actor,
        actual=actual,
        version=1,
        account=account,
        date=date(2027, 1, 5),
        amount=800,
        reference="R-1",
    )
    assert (last_event(project).before, last_event(project).after) == ({"amount": 700}, {"amount": 800})
    delete_actual(actor=actor, actual=actual)
    assert (last_event(project).action, last_event(project).before["amount"]) == ("actual.delete", 800)
    assert not Actual.objects.exists()
    assert revision(project) == before + 3


def test_an_edit_that_changes_nothing_writes_no_event(actor, project):
    actual = make_actual(make_account(project), 700)
    count = AuditEvent.objects.count()
    edit_actual(actor=actor, actual=actual, version=1, account=actual.account, date=actual.date, amount=700)
    assert AuditEvent.objects.count() == count


def test_somebody_elses_edit_is_not_overwritten(actor, project):
    actual = make_actual(make_account(project), 700)
    Actual.objects.filter(pk=actual.pk).update(amount=750, version=2)
    with pytest.raises(Conflict) as refused:
        edit_actual(
            actor=actor, actual=actual, version=1, account=actual.account, date=actual.date, amount=800
        )
    assert refused.value.current["amount"] == 750
    assert Actual.objects.get().amount == 750


def test_a_code_is_given_once_whatever_its_case(actor, project):
    make_account(project, "A-1")
    with pytest.raises(DomainError) as refused:
        create_account(actor=actor, project=project, code="a-1", name="x", type="opex")
    assert (refused.value.code, refused.value.field) == ("account_code_taken", "code")
    make_account(make_project(), "A-1")


def test_an_account_is_never_part_of_itself(actor, project):
    top = make_account(project, "1")
    middle = make_account(project, "1.1", parent=top)
    bottom = make_account(project, "1.1.1", parent=middle)
    for parent in (top, bottom):
        with pytest.raises(DomainError) as refused:
            edit_account(actor=actor, account=top, version=1, code="1", name="x", type="opex", parent=parent)
        assert refused.value.code == "account_cycle"
    with pytest.raises(DomainError) as refused:
        make_account(project, parent=make_account(make_project()))
    assert refused.value.code == "foreign_account"


def test_accounts_go_six_levels_deep(actor, project):
    parent = None
    for _ in range(6):
        parent = make_account(project, parent=parent)
    with pytest.raises(DomainError) as refused:
        make_account(project, parent=parent)
    assert refused.value.code == "account_depth"
    top = make_account(project, "T")
    make_account(project, "T.1", parent=top)
    with pytest.raises(DomainError) as refused:
        edit_account(
            actor=actor, account=top, version=1, code="T", name="x", type="opex", parent=parent.parent
        )
    assert refused.value.code == "account_depth"


def test_an_account_that_carries_something_stays(actor, project):
    account = make_account(project, "1")
    make_account(project, "1.1", parent=account)
    make_line(account, 5)
    make_actual(account, 5)
    with pytest.raises(DomainError) as refused:
        delete_account(actor=actor, account=account)
    assert refused.value.message == (
        "1 Account 1 still has 1 account under it, 1 budget line, 1 actual cost. Move or delete them first."
    )


@pytest.mark.parametrize(
    ("amount", "code"),
    [(0, "amount_zero"), (MAX_AMOUNT + 1, "amount_range"), (-MAX_AMOUNT - 1, "amount_range")],
)
def test_amounts_that_are_refused(actor, project, amount, code):
    account = make_account(project)
    with pytest.raises(DomainError) as refused:
        make_actual(account, amount)
    assert refused.value.code == code
    with pytest.raises(DomainError) as refused:
        make_line(account, amount)
    assert refused.value.code == code


def test_rows_of_another_project_are_refused(actor, project):
    other = make_project()
    foreign, mine = make_account(other), make_account(project)
    activity = make_worked_activity(other, 0)
    for place, code in (
        ({"account": foreign}, "foreign_account"),
        ({"activity": activity}, "foreign_activity"),
    ):
        values = {"account": mine, "amount": 5} | place
        with pytest.raises(DomainError) as refused:
            create_actual(actor=actor, project=project, date=date(2027, 1, 1), **values)
        assert refused.value.code == code
        with pytest.raises(DomainError) as refused:
            create_line(actor=actor, project=project, period=date(2027, 1, 1), **values)
        assert refused.value.code == code


def test_the_database_keeps_the_rules_too(project):
    account = make_account(project)
    rows = [
        BudgetLine(project=project, account=account, period=date(2027, 1, 2), amount=5),
        BudgetLine(project=project, account=account, period=date(2027, 1, 1), amount=0),
        Actual(project=project, account=account, date=date(2027, 1, 1), amount=MAX_AMOUNT + 1),
    ]
    for row in rows:
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_budget_and_cost_outlive_their_activity(project):
    account, activity = make_account(project), make_worked_activity(project, 50)
    line, actual = make_line(account, 5, activity=activity), make_actual(account, 5, activity=activity)
    activity.delete()
    line.refresh_from_db()
    actual.refresh_from_db()
    assert line.activity is actual.activity is None


def test_a_project_is_deleted_with_its_books(project):
    account = make_account(project)
    make_account(project, parent=account)
    make_line(account, 5)
    make_actual(account, 5)
    project.delete()
    assert not CostAccount.objects.exists()
