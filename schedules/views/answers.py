"""How the schedule's pages answer an edit: changed rows, a toast, what can be undone."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.permissions import can
from common.errors import DomainError
from common.htmx import redirect_to
from projects.access import ProjectRequest
from schedules.queries.history import next_redo, next_undo
from schedules.queries.tree import CHUNK, TreeRow, rows, whole_plan
from schedules.services.plan import Edit
from schedules.services.sentences import edit_sentence

SINGLY = 300


def loaded_rows(request: ProjectRequest) -> int:
    """Return how many rows the reader's grid holds, at least one stretch."""
    given = request.POST.get("loaded", "") or request.GET.get("loaded", "")
    return max(int(given), CHUNK) if given.isdecimal() and len(given) < 7 else CHUNK


def grid_context(request: ProjectRequest, shown: list[TreeRow], last: int) -> dict[str, Any]:
    """Return what the grid's parts need besides its rows."""
    project = request.project
    whole = whole_plan(project)
    editable = can(request.actor, "schedule.edit", project)
    undo = next_undo(project.pk) if editable else None
    return {
        "project": project,
        "rows": shown,
        "whole": whole,
        "editable": editable,
        "undo": undo,
        "redo": next_redo(project.pk, undo) if editable else None,
        "more": last + 1 if whole.count > last else None,
        "chunk_end": last + CHUNK,
    }


def edited(request: ProjectRequest, edit: Edit, *also: int) -> HttpResponse:
    """Answer an edit: the rows that changed, or the whole grid if rows came, went or changed places.

    ``also`` names rows to send whether they changed or not, such as the one that was being edited.
    """
    if not request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return redirect_to(request, reverse("schedule", args=[request.project.key]))
    context = update_context(request, edit, *also)
    answer = render(request, "schedules/_grid_update.html", context)
    if context["alone"]:
        answer["HX-Reswap"] = "none"
    else:
        answer["HX-Retarget"], answer["HX-Reswap"] = "#rows", "innerHTML"
    return with_toast(request, answer, edit)


def update_context(request: ProjectRequest, edit: Edit, *also: int) -> dict[str, Any]:
    """Return what an update of the grid shows; ``alone`` if single rows are sent, not the whole grid."""
    last = loaded_rows(request)
    request.project.schedule = edit.plan.options
    changed = {pk for pk in edit.changed if edit.plan.activities[pk].sequence <= last} | set(also)
    whole_grid = edit.reordered or len(changed) > SINGLY
    shown: list[TreeRow] = []
    if whole_grid:
        shown = rows(request.project, last=last)
    elif changed:
        shown = rows(request.project, ids=changed)
    return grid_context(request, shown, last) | {"alone": not whole_grid}


def with_toast(request: ProjectRequest, answer: HttpResponse, edit: Edit) -> HttpResponse:
    """Say what the edit did, with a way back."""
    events: dict[str, Any] = {"plan-changed": {"touched": list(edit.touched)}}
    if edit.change_set is not None:
        undo = reverse("schedule_undo", args=[request.project.key])
        back = f"{undo}?set={edit.change_set.pk}" if edit.change_set.undone_at is None else ""
        events["toast"] = {"text": edit_sentence(edit), "undo": back}
    answer["HX-Trigger"] = json.dumps(events)
    return answer


def refused(request: ProjectRequest, error: DomainError) -> HttpResponse:
    """Answer an act that the plan refuses: nothing changes, a toast says why."""
    if not request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        messages.error(request, error.message)
        return redirect_to(request, reverse("schedule", args=[request.project.key]))
    answer = HttpResponse(status=204)
    answer["HX-Trigger"] = json.dumps({"toast": {"text": error.message, "error": True}})
    return answer
