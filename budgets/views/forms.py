"""The one way the books' forms are shown and saved."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from budgets.forms import BookForm
from common.forms import conflict_rows, form_status, submit
from common.htmx import redirect_to, render_page
from projects.access import ProjectRequest


def suggestions(request: ProjectRequest) -> str:
    """Return the address that suggests activities while their ID is typed."""
    return reverse("budget_activities", args=[request.project.key])


def save_page(
    request: ProjectRequest,
    template: str,
    form: BookForm,
    act: Callable[[dict[str, Any]], Any],
    *,
    done: str,
    back: str,
    **context: Any,
) -> HttpResponse:
    """Show ``form``, or save it by ``act``, say ``done`` and go ``back``."""
    if submit(form, act) is not None:
        messages.success(request, done)
        return redirect_to(request, back)
    context |= {
        "project": request.project,
        "tab": "budget",
        "form": form,
        "back": back,
        "conflicts": conflict_rows(form),
    }
    return render_page(request, template, context, status=form_status(form))
