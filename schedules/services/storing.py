"""Write a changed plan: rows that came and went, then what differs in the others."""

from __future__ import annotations

from typing import Any

from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from common.editing import update_rows
from common.errors import DomainError
from schedules.models import Activity, Dependency, ScheduleOptions
from schedules.queries.rows import COMPUTED, inputs_of
from schedules.services.references import references_to
from schedules.services.working_plan import (
    ENDS,
    MODELS,
    OPTION_INPUTS,
    OPTIONS,
    Change,
    Key,
    WorkingPlan,
    computed_of,
)

REFERENCES = {
    "activity": ("parent_id",),
    "dependency": ("predecessor_id", "successor_id"),
    "assignment": ("activity_id",),
}


def store_rows(work: WorkingPlan) -> dict[Key, int]:
    """Delete and insert rows, so that new ones have ids; return temporary key → stored id."""
    for kind in ("dependency", "assignment", "activity"):
        table = work.table(kind)
        gone = [key for (k, key), row in work.originals.items() if k == kind and row and key not in table]
        if gone and kind == "activity":
            work.references = references_to(gone)
        if gone:
            _delete(kind, gone)
    new: dict[Key, int] = {}
    for kind in ("activity", "dependency", "assignment"):
        new |= _insert(work, kind)
        if kind == "activity" and new:
            _follow(work, new)
    return new


def _delete(kind: str, gone: list[int]) -> None:
    try:
        MODELS[kind].objects.filter(pk__in=gone).delete()
    except (ProtectedError, RestrictedError) as error:
        named = sorted({str(obj) for obj in _holders(error)})
        message = _("This cannot be deleted while it is named by: %(named)s.") % {"named": ", ".join(named)}
        raise DomainError("activity_in_use", message) from error


def _holders(error: ProtectedError | RestrictedError) -> set[Any]:
    return error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects


def _insert(work: WorkingPlan, kind: str) -> dict[Key, int]:
    """Insert the rows of a kind that were not there; restored ones keep their ids."""
    table = work.table(kind)
    keys = [key for (k, key), original in work.originals.items() if k == kind and original is None]
    restored = [key for key in keys if key > 0 and key in table]
    fresh = [key for key in keys if key < 0]
    for listed in (restored, fresh):
        made = MODELS[kind].objects.bulk_create([_instance(work, kind, key) for key in listed])
        if listed is fresh:
            stored = {(kind, key): row.pk for key, row in zip(listed, made, strict=True)}
    for (_kind, key), pk in stored.items():
        work.rename(kind, key, pk)
    return stored


def _instance(work: WorkingPlan, kind: str, key: int) -> Any:
    """Return the model instance of a row; a parent that has no id yet is written afterwards."""
    row = work.table(kind)[key]
    values = inputs_of(row)
    if kind == "activity":
        parent = values["parent_id"]
        values |= {"parent_id": parent if parent is None or parent > 0 else None, "version": row.version}
    return MODELS[kind](pk=key if key > 0 else None, project_id=work.rows.project.pk, **values)


def _follow(work: WorkingPlan, new: dict[Key, int]) -> None:
    """Let every row that refers to a new activity refer to its stored id."""
    for kind, names in REFERENCES.items():
        for row in work.table(kind).values():
            for name in names:
                pk = new.get(("activity", getattr(row, name) or 0))
                if pk is not None:
                    setattr(row, name, pk)


def store_dates(work: WorkingPlan, changes: list[Change], new: dict[Key, int]) -> frozenset[int]:
    """Update the rows of which anything differs; return the ids of such activities."""
    edits = [c for c in changes if c.kind == "activity"]
    columns = sorted({name for c in edits for name in (c.after if c.before else ("parent_id",))})
    touched = {new.get((c.kind, c.id), c.id) for c in edits}
    changed = []
    for key, row in work.rows.activities.items():
        if key in touched:
            row.version += 1
        elif work.dates_before.get(key) == computed_of(row):
            continue
        changed.append((*(getattr(row, name) for name in columns), *computed_of(row), row.version, key))
    update_rows(Activity, [*columns, *COMPUTED, "version"], changed)
    _store_dependencies(work, changes)
    _store_options(work, changes)
    return frozenset(values[-1] for values in changed)


def _store_dependencies(work: WorkingPlan, changes: list[Change]) -> None:
    edited = {c.id for c in changes if c.kind == "dependency" and c.before and c.after}
    rows = [
        (row.kind, row.lag, row.lag_unit, row.driving, key)
        for key, row in work.rows.dependencies.items()
        if key in edited or row.driving != work.driving_before.get(key, False)
    ]
    update_rows(Dependency, ["kind", "lag", "lag_unit", "driving"], rows)


def _store_options(work: WorkingPlan, changes: list[Change]) -> None:
    options = work.rows.options
    edited = any(c.kind == OPTIONS for c in changes)
    if not edited and work.ends_before == work.ends():
        return
    options.version += edited
    names = [*OPTION_INPUTS, *ENDS, "version"]
    ScheduleOptions.objects.filter(pk=options.pk).update(**{name: getattr(options, name) for name in names})
