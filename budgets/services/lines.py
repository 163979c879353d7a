"""Budget lines: create, edit, delete."""

from datetime import date

from django.db import transaction

from accounts.actors import Actor
from budgets.models import BudgetLine, CostAccount
from budgets.services.amounts import check_amount, check_place, plain
from common import audit
from common.editing import save_changes
from projects.models import Project
from projects.services.revisions import raise_revision
from schedules.models import Activity


@transaction.atomic
def create_line(
    *,
    actor: Actor,
    project: Project,
    account: CostAccount,
    period: date,
    amount: int,
    activity: Activity | None = None,
    description: str = "",
) -> BudgetLine:
    """Budget ``amount`` (minor units) on the account for the month that holds ``period``."""
    raise_revision(project.pk)
    check_place(project, account, activity)
    check_amount(amount)
    values = {
        "account": account,
        "activity": activity,
        "period": period.replace(day=1),
        "amount": amount,
        "description": description,
    }
    line = BudgetLine.objects.create(project=project, **values)
    audit.record(
        actor=actor, action="budget_line.create", obj=line, project_id=project.pk, after=plain(values)
    )
    return line


@transaction.atomic
def edit_line(
    *,
    actor: Actor,
    line: BudgetLine,
    version: int,
    account: CostAccount,
    period: date,
    amount: int,
    activity: Activity | None = None,
    description: str = "",
) -> BudgetLine:
    """Change a budget line."""
    raise_revision(line.project_id)
    check_place(line.project, account, activity)
    check_amount(amount)
    new = {
        "account": account,
        "activity": activity,
        "period": period.replace(day=1),
        "amount": amount,
        "description": description,
    }
    before, after = save_changes(line, new, version=version)
    if after:
        audit.record(
            actor=actor,
            action="budget_line.edit",
            obj=line,
            project_id=line.project_id,
            before=before,
            after=after,
        )
    return line


@transaction.atomic
def delete_line(*, actor: Actor, line: BudgetLine) -> None:
    """Delete a budget line; BAC falls by its amount."""
    raise_revision(line.project_id)
    before = {
        "account": line.account_id,
        "activity": line.activity_id,
        "period": line.period,
        "amount": line.amount,
        "description": line.description,
    }
    audit.record(
        actor=actor, action="budget_line.delete", obj=line, project_id=line.project_id, before=before
    )
    line.delete()
