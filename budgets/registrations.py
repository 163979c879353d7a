"""What budgets fill into the lists declared lower."""

from django.utils.translation import gettext_lazy as _

from budgets.models import Actual, ActualImport, BudgetLine, CostAccount
from common.navigation import Command, Tab, register_command, register_tab
from common.registry import Openable, guard_values, register_openable

register_tab(
    Tab(key="budget", label=_("Budget"), url_name="budget_detail", order=40, action="cost.view", shortcut="b")
)
register_command(
    Command(
        key="actual_create",
        label=_("Post an actual cost in %(project)s"),
        url_name="actual_create",
        icon="plus",
        action="cost.edit",
        in_project=True,
    )
)
register_openable(Openable("cost_account", CostAccount, _("Cost accounts"), ("code", "name"), icon="money"))
for model in (BudgetLine, Actual, ActualImport):
    guard_values(model, "cost.view")
