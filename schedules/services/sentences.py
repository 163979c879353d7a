"""What an edit did, in a sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.templatetags.plan import plan_date, signed_workdays
from schedules.services.plan import Edit


def edit_sentence(edit: Edit) -> str:
    """Return e.g. "A: 5 d → 7 d. 4 other activities moved. Finish Jan 28 → Feb 1 (+2 d)."."""
    undone = edit.change_set is not None and edit.change_set.undone_at is not None
    label = _("Undone: %(label)s") % {"label": edit.label} if undone else edit.label
    parts = [f"{label}."] if label else []
    others = sum(
        1
        for move in edit.moves
        if move.id not in edit.touched and not edit.plan.activities[move.id].is_summary
    )
    if others:
        words = ngettext("%(n)d other activity moved.", "%(n)d other activities moved.", others)
        parts.append(words % {"n": others})
    before, after = edit.ends_before[1], edit.plan.options.finish
    if before is not None and after is not None and before != after:
        calendar = edit.plan.calendar
        change = signed_workdays(calendar.hours.between(before, after), calendar.minutes_per_day)
        values = {"before": plan_date(before), "after": plan_date(after), "change": change}
        parts.append(_("Finish %(before)s → %(after)s (%(change)s).") % values)
    return " ".join(parts)
