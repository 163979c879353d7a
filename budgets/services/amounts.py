"""What every amount must keep to, whichever row it stands in."""

from typing import Any

from django.utils.translation import gettext as _

from budgets.models import MAX_AMOUNT, CostAccount
from common.errors import DomainError
from projects.models import Project
from schedules.models import Activity


def check_amount(amount: int) -> None:
    """Refuse an amount of zero or one too large to add up."""
    if amount == 0:
        raise DomainError("amount_zero", _("An amount of zero says nothing."), "amount")
    if abs(amount) > MAX_AMOUNT:
        raise DomainError("amount_range", _("The amount is larger than one row may hold."), "amount")


def check_place(project: Project, account: CostAccount, activity: Activity | None) -> None:
    """Refuse an account or an activity of another project."""
    if account.project_id != project.pk:
        raise DomainError("foreign_account", _("The account belongs to another project."), "account")
    if activity is not None and activity.project_id != project.pk:
        raise DomainError("foreign_activity", _("The activity belongs to another project."), "activity")


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return ``values`` for the audit trail: a row by its id."""
    return {name: getattr(value, "pk", value) for name, value in values.items()}
