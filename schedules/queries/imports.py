"""A read plan in words: counts, differences with their causes, what has no place here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from schedules.models import PlanImport

DAY = 480
DIFFERENCES_SHOWN = 500


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A row of the differences table; ``close``: the days are equal, so times are shown."""

    uid: int
    row: int
    name: str
    summary: bool
    file_start: int | None
    file_finish: int | None
    start: int
    finish: int
    shift: str
    cause: str
    pin: bool
    close: bool


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """What the reconcile page shows."""

    rows: int
    summaries: int
    milestones: int
    links: int
    link_kinds: str
    calendars: int
    resources: int
    assignments: int
    baselines: int
    same: int
    differences: list[DifferenceRow]
    more: int
    unsupported: list[tuple[str, int, str]]
    file_finish: int | None
    finish: int
    earlier: list[PlanImport]


def read_plan(plan_import: PlanImport, actor: Actor, chosen: Mapping[int, bool] | None = None) -> ReadPlan:
    """Return the page's content; ``chosen`` are the pins of a form that was refused."""
    plan, found = plan_import.plan, plan_import.reconciliation
    minutes = plan["minutes_per_day"] or DAY
    differences = [_difference(item, minutes, chosen or {}) for item in found["differences"]]
    parents = {row["parent"] for row in plan["activities"]}
    kinds = Counter(link["kind"] for link in plan["dependencies"])
    earlier = PlanImport.objects.visible_to(actor).filter(
        file_hash=plan_import.file_hash, project__isnull=False
    )
    return ReadPlan(
        rows=len(plan["activities"]) + plan["has_summary_row"],
        summaries=sum(row["uid"] in parents for row in plan["activities"]) + plan["has_summary_row"],
        milestones=sum(row["milestone"] for row in plan["activities"]),
        links=len(plan["dependencies"]),
        link_kinds=", ".join(f"{count} {kind}" for kind, count in kinds.most_common()),
        calendars=len(plan["calendars"]),
        resources=len(plan["resources"]),
        assignments=len(plan["assignments"]),
        baselines=len({item["baseline"] for item in plan["baselines"]}),
        same=found["compared"] - len(differences),
        differences=differences[:DIFFERENCES_SHOWN],
        more=max(len(differences) - DIFFERENCES_SHOWN, 0),
        unsupported=unsupported_rows(plan["unsupported"]),
        file_finish=found["file_finish"],
        finish=found["finish"],
        earlier=list(earlier.select_related("project")),
    )


def _difference(item: Mapping[str, Any], minutes: int, chosen: Mapping[int, bool]) -> DifferenceRow:
    days = [item[name] // 1440 for name in ("file_start", "start", "file_finish", "finish")]
    return DifferenceRow(
        uid=item["uid"],
        row=item["row"],
        name=item["name"],
        summary=item["summary"],
        file_start=item["file_start"],
        file_finish=item["file_finish"],
        start=item["start"],
        finish=item["finish"],
        shift=shift_text(item["shift"], minutes),
        cause=cause_sentence(item["cause"], item["detail"], minutes),
        pin=chosen.get(item["uid"], item["pin"]),
        close=days[0] == days[1] and days[2] == days[3],
    )


def shift_text(shift: int, minutes: int) -> str:
    """Return a shift of the finish: "+2 d", "−3 h", "0 d"."""
    if abs(shift) >= minutes or not shift:
        text = f"{round(shift / minutes, 2):+g} d" if shift else "0 d"
    else:
        text = f"{round(shift / 60, 1):+g} h"
    return text.replace("-", "−")


def cause_sentence(cause: str, detail: str, minutes: int) -> str:
    """Return why a row's dates are not the file's."""
    days = f"{int(detail) / minutes:g} d" if detail.lstrip("-").isdigit() else ""
    sentences = {
        "rows_below": _("Follows from the rows below it"),
        "calendar_missing": _("Its calendar is missing from the file; the project's is used"),
        "split": _("Interrupted for %(days)s in the file; here it runs through") % {"days": days},
        "levelling_delay": _("Levelling delay stored in the file"),
        "manual": _("Manually scheduled; its dates contradict each other"),
        "predecessor": _("Follows from “%(name)s”, whose dates differ") % {"name": detail},
        "percent_lag": _("Lag in percent: %(detail)s") % {"detail": detail},
        "overtime": _("Overtime work shortens it in the file; here the duration counts"),
        "assignment_delay": _("An assignment starts later than the activity"),
        "contour": _("Several resources with their own calendars or work contours"),
        "resource_calendar": _("The assigned resource's calendar gives other dates"),
        "external": _("A link from another file is missing"),
        "stale": _("The file's dates do not follow from its own network: saved without recalculating"),
    }
    return str(sentences.get(cause, cause))


def unsupported_rows(found: Mapping[str, int]) -> list[tuple[str, int, str]]:
    """Return (item, count, what becomes of it) for everything that has no place here."""
    words = {
        "blank_row": (_("Blank rows"), _("left out")),
        "cross_project_link": (_("Links from other files"), _("left out; add them by hand")),
        "custom_field": (_("Custom fields"), _("kept as notes on each activity")),
        "elapsed_percent_lag": (_("Lags in elapsed percent"), _("kept as working percent")),
        "fixed_cost": (_("Fixed costs of activities"), _("left out; enter them as budget lines")),
        "hyperlink": (_("Hyperlinks"), _("left out")),
        "link_to_missing_row": (_("Links to rows that are not in the file"), _("left out")),
        "merged_assignment": (_("Second assignments of a resource"), _("added to the first")),
        "outline_code": (_("Outline codes"), _("left out")),
        "recurring": (_("Recurring activities"), _("kept as a summary with its occurrences")),
        "repeated_link": (_("Repeated links"), _("kept once")),
        "resource_custom_field": (_("Custom fields of resources"), _("left out")),
        "resource_rate": (_("Resource rates"), _("left out")),
        "subproject": (_("Inserted projects"), _("kept as one activity with its dates")),
        "timephased_work": (_("Work by day"), _("left out; totals are kept")),
        "work_contour": (_("Work contours"), _("left out; totals are kept")),
    }
    rows = [(words.get(name, (name, _("left out"))), count) for name, count in found.items()]
    return [(item, count, fate) for (item, fate), count in rows]


def summary_sentence(plan: ReadPlan) -> str:
    """Return "We read 172 rows, 127 links, …"."""
    parts = [
        ngettext("%(n)d row", "%(n)d rows", plan.rows) % {"n": plan.rows},
        ngettext("%(n)d link", "%(n)d links", plan.links) % {"n": plan.links},
        ngettext("%(n)d calendar", "%(n)d calendars", plan.calendars) % {"n": plan.calendars},
        ngettext("%(n)d resource", "%(n)d resources", plan.resources) % {"n": plan.resources},
        ngettext("%(n)d baseline", "%(n)d baselines", plan.baselines) % {"n": plan.baselines},
    ]
    return _("We read %(parts)s. Nothing is saved yet.") % {"parts": ", ".join(parts)}
