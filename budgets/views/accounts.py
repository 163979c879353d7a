"""Cost accounts: create, edit, delete."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets.forms import CostAccountForm
from budgets.models import CostAccount
from budgets.services.accounts import create_account, delete_account, edit_account
from budgets.views.forms import save_page
from common.errors import DomainError
from common.htmx import redirect_to
from projects.access import ProjectRequest, project_action


@project_action("cost.edit", "GET", "POST")
def cost_account_create(request: ProjectRequest) -> HttpResponse:
    project = request.project
    form = CostAccountForm(request.POST or None, project=project)

    def act(data: dict[str, object]) -> CostAccount:
        data.pop("version")
        return create_account(actor=request.actor, project=project, **data)  # type: ignore[arg-type]  # the form's shape

    return save_page(
        request, "budgets/cost_account_form.html", form, act, done=_("Account created."), back=_home(request)
    )


@project_action("cost.edit", "GET", "POST")
def cost_account_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    account = _account(request, pk)
    form = CostAccountForm(request.POST or None, project=request.project, instance=account)
    return save_page(
        request,
        "budgets/cost_account_form.html",
        form,
        lambda data: edit_account(actor=request.actor, account=account, **data),
        done=_("Account saved."),
        back=_home(request),
        account=account,
    )


@project_action("cost.edit", "POST")
def cost_account_delete(request: ProjectRequest, pk: int) -> HttpResponse:
    account = _account(request, pk)
    try:
        delete_account(actor=request.actor, account=account)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect_to(request, reverse("cost_account_edit", args=[request.project.key, pk]))
    messages.success(request, _("Account deleted."))
    return redirect_to(request, _home(request))


def _home(request: ProjectRequest) -> str:
    return reverse("budget_detail", args=[request.project.key])


def _account(request: ProjectRequest, pk: int) -> CostAccount:
    accounts = CostAccount.objects.visible_to(request.actor).select_related("project", "parent")
    account: CostAccount = get_object_or_404(accounts, project=request.project, pk=pk)
    return account
