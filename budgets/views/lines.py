"""Budget lines: list, create, edit, delete."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.forms import BudgetLineForm
from budgets.models import BudgetLine
from budgets.queries.books import filtered, lines_page
from budgets.services.lines import create_lines, delete_line, edit_line
from budgets.views.forms import save_page, suggestions
from common.htmx import redirect_to, render_page
from projects.access import ProjectRequest, project_action


@project_action("cost.view")
def budget_line_list(request: ProjectRequest) -> HttpResponse:
    chosen = filtered(request.project, request.GET.get("account", ""), request.GET.get("q", ""))
    page = lines_page(request.project, chosen, request.GET.get("page", "1"))
    context = {"project": request.project, "tab": "budget", "list": page, "chosen": chosen}
    return render_page(request, "budgets/budget_line_list.html", context)


@project_action("cost.edit", "GET", "POST")
def budget_line_create(request: ProjectRequest) -> HttpResponse:
    project = request.project
    given = {"account": request.GET.get("account")}
    form = BudgetLineForm(
        request.POST or None, project=project, suggestions=suggestions(request), initial=given
    )

    def act(data: dict[str, object]) -> list[BudgetLine]:
        data.pop("version")
        lines = create_lines(actor=request.actor, project=project, **data)  # type: ignore[arg-type]  # the form's shape
        messages.success(
            request,
            ngettext("%(n)d budget line created.", "%(n)d budget lines created.", len(lines))
            % {"n": len(lines)},
        )
        return lines

    return save_page(request, "budgets/budget_line_form.html", form, act, done="", back=_list(request))


@project_action("cost.edit", "GET", "POST")
def budget_line_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    line = _line(request, pk)
    form = BudgetLineForm(
        request.POST or None, project=request.project, suggestions=suggestions(request), instance=line
    )
    return save_page(
        request,
        "budgets/budget_line_form.html",
        form,
        lambda data: edit_line(actor=request.actor, line=line, **data),
        done=_("Budget line saved."),
        back=_list(request),
        line=line,
    )


@project_action("cost.edit", "POST")
def budget_line_delete(request: ProjectRequest, pk: int) -> HttpResponse:
    delete_line(actor=request.actor, line=_line(request, pk))
    messages.success(request, _("Budget line deleted."))
    return redirect_to(request, _list(request))


def _list(request: ProjectRequest) -> str:
    return reverse("budget_line_list", args=[request.project.key])


def _line(request: ProjectRequest, pk: int) -> BudgetLine:
    lines = BudgetLine.objects.visible_to(request.actor).select_related("project", "account", "activity")
    line: BudgetLine = get_object_or_404(lines, project=request.project, pk=pk)
    return line
