"""The rows of the schedule's grid, put together in one go: a hundred are shown at once, a thousand follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.templatetags.plan import icon
from projects.models import Project
from schedules.queries.tree import TreeRow

register = template.Library()

ROW = (
    '<tr id="a{id}" data-id="{id}" data-level="{level}" aria-level="{shown_level}" aria-rowindex="{index}" '
    'tabindex="-1" aria-selected="false"{state}{oob}>'
    '<td class="key c-key"{code_cell}>{key}</td>'
    '<th scope="row" class="c-name" data-cell="name"><span class="tree-name indent-{indent}">{toggle}'
    '<a class="row-link" href="{base}{id}/" tabindex="-1" data-open>{name}</a>{note}</span></th>'
    '<td class="num"{duration_cell}{days_label}>{days}</td>'
    '<td class="num"{start_cell}>{start}</td>'
    '<td class="num">{finish}</td>'
    '<td class="num{tight}" data-label="{word_float}">{float}</td>'
    '<td class="num"{progress_cell}>{progress}</td>'
    '<td class="c-links" data-cell="predecessors">{predecessors}</td></tr>'
)
DRAWN_LEVELS = 7
GAP = '<span class="tree-gap"></span>'


@register.simple_tag
def grid_rows(project: Project, rows: Iterable[TreeRow], alone: Any = False) -> SafeString:
    """Render the rows; ``alone``: each takes the place of the one with its id, wherever that is."""
    words = {
        "base": reverse("activity_create", args=[project.key]),
        "oob": ' hx-swap-oob="true"' if alone else "",
        "word_float": escape(_("Float")),
    }
    days_label = f' data-label="{escape(_("Days"))}"'
    label = escape(_("Open or close"))
    toggle = (
        f'<button class="tree-toggle" type="button" tabindex="-1" aria-label="{label}">'
        f"{icon('chevron-down', '', 'icon-s')}</button>"
    )
    return SafeString("".join(_row(row, words, toggle, days_label) for row in rows))


def _row(row: TreeRow, words: dict[str, str], toggle: str, days_label: str) -> str:
    """Render one row; whatever people wrote is escaped, all else is a number or a word of ours."""
    leaf = not row.is_summary
    state = "" if row.active or row.is_summary else ' class="inactive"'
    return ROW.format(
        **words,
        id=row.id,
        level=row.level,
        shown_level=row.level + 1,
        index=row.sequence + 2,
        state=state if leaf else ' aria-expanded="true" class="summary"',
        indent=min(row.level - 1, DRAWN_LEVELS),
        key=escape(row.key),
        name=escape(row.name),
        toggle=GAP if leaf else toggle,
        note=_note(row.note) if row.note else "",
        code_cell=' data-cell="code"' if leaf else "",
        duration_cell=' data-cell="duration"' if leaf else "",
        progress_cell=' data-cell="progress"' if leaf else "",
        start_cell="" if row.done else ' data-cell="start"',
        days_label=days_label if row.days else "",
        days=escape(row.days),
        start=escape(row.start),
        finish=escape(row.finish),
        tight=" tight" if row.tight else "",
        float=escape(row.float),
        progress=escape(row.progress),
        predecessors=escape(row.predecessors),
    )


def _note(note: str) -> str:
    return f'<span class="tree-note" title="{escape(note)}">{icon("pin", note, "icon-s")}</span>'
