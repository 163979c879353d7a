"""Budget lines: create, edit, delete."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actors import Actor
from budgets.models import BudgetLine, CostAccount
from budgets.services.amounts import check_amount, check_place, plain
from common import audit
from common.editing import save_changes
from common.errors import DomainError
from projects.models import Project
from projects.services.revisions import raise_revision
from schedules.models import Activity

MAX_MONTHS = 120


@transaction.atomic
def create_lines(
    *,
    actor: Actor,
    project: Project,
    account: CostAccount,
    period: date,
    amount: int,
    until: date | None = None,
    activity: Activity | None = None,
    description: str = "",
) -> list[BudgetLine]:
    """Budget the same amount on every month from ``period`` to ``until``, both included."""
    months = months_between(period, until or period)
    if not months:
        raise DomainError("line_until", _("The last month lies before the first."), "until")
    if len(months) > MAX_MONTHS:
        sentence = _("At most %(months)d months at once.") % {"months": MAX_MONTHS}
        raise DomainError("line_until", sentence, "until")
    return [
        create_line(
            actor=actor,
            project=project,
            account=account,
            period=month,
            amount=amount,
            activity=activity,
            description=description,
        )
        for month in months
    ]


def months_between(first: date, last: date) -> list[date]:
    """Return the first day of every month from ``first`` to ``last``; none if ``last`` is earlier."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(start, end + 1)]


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
