"""Actual costs typed by hand: create, edit, delete. An imported one is edited and deleted the same way."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actors import Actor
from budgets.models import Actual, CostAccount, Source
from budgets.services.amounts import check_amount, check_place, plain
from common import audit
from common.editing import save_changes
from common.errors import DomainError
from projects.models import Project
from projects.services.revisions import raise_revision
from schedules.models import Activity


@transaction.atomic
def create_actual(
    *,
    actor: Actor,
    project: Project,
    account: CostAccount,
    date: date,
    amount: int,
    activity: Activity | None = None,
    reference: str = "",
    description: str = "",
) -> Actual:
    """Post ``amount`` (minor units) on the account; negative for a credit."""
    raise_revision(project.pk)
    check_place(project, account, activity)
    check_amount(amount)
    values = {
        "account": account,
        "activity": activity,
        "date": date,
        "amount": amount,
        "reference": reference,
        "description": description,
    }
    actual = Actual.objects.create(project=project, source=Source.MANUAL, **values)
    audit.record(actor=actor, action="actual.create", obj=actual, project_id=project.pk, after=plain(values))
    return actual


@transaction.atomic
def edit_actual(
    *,
    actor: Actor,
    actual: Actual,
    version: int,
    account: CostAccount,
    date: date,
    amount: int,
    activity: Activity | None = None,
    reference: str = "",
    description: str = "",
) -> Actual:
    """Change an actual cost."""
    raise_revision(actual.project_id)
    check_place(actual.project, account, activity)
    check_amount(amount)
    new = {
        "account": account,
        "activity": activity,
        "date": date,
        "amount": amount,
        "reference": reference,
        "description": description,
    }
    _check_once(actual, account, date, amount, reference)
    before, after = save_changes(actual, new, version=version)
    if after:
        audit.record(
            actor=actor,
            action="actual.edit",
            obj=actual,
            project_id=actual.project_id,
            before=before,
            after=after,
        )
    return actual


@transaction.atomic
def delete_actual(*, actor: Actor, actual: Actual) -> None:
    """Delete an actual cost; AC falls by its amount."""
    raise_revision(actual.project_id)
    before = {
        "account": actual.account_id,
        "activity": actual.activity_id,
        "date": actual.date,
        "amount": actual.amount,
        "reference": actual.reference,
        "description": actual.description,
    }
    audit.record(actor=actor, action="actual.delete", obj=actual, project_id=actual.project_id, before=before)
    actual.delete()


def _check_once(actual: Actual, account: CostAccount, date: date, amount: int, reference: str) -> None:
    """Refuse to turn an imported cost into the double of another imported one."""
    if actual.source != Source.CSV or not reference:
        return
    doubles = Actual.objects.filter(
        account=account, date=date, amount=amount, reference=reference, source=Source.CSV
    )
    if doubles.exclude(pk=actual.pk).exists():
        sentence = _("%(reference)s is already posted on that account with this date and amount.")
        raise DomainError("actual_double", sentence % {"reference": reference}, "reference")
