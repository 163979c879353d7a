"""Rows of other apps that name an activity: let go when it is deleted, taken up again by undo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import SET_NULL, Model

from schedules.models import Activity

References = dict[str, dict[str, int]]


def _columns() -> Iterator[tuple[str, type[Model], str]]:
    """Yield the columns that are emptied when their activity is deleted: stable name, model, field."""
    for relation in Activity._meta.related_objects:
        model = relation.related_model
        if relation.on_delete is SET_NULL and not isinstance(model, str):
            column = relation.field.name
            yield f"{model._meta.label_lower}.{column}", model, column


def references_to(activities: Sequence[int]) -> References:
    """Return which rows name one of the activities: column → row id → activity id."""
    found: References = {}
    for name, model, column in _columns():
        rows = model._default_manager.filter(**{f"{column}__in": activities})
        pairs = {str(pk): target for pk, target in rows.order_by("pk").values_list("pk", f"{column}_id")}
        if pairs:
            found[name] = pairs
    return found


def take_up(references: Mapping[str, Mapping[str, Any]]) -> None:
    """Let the rows name their activities again, where they still name none."""
    for name, model, column in _columns():
        for pk, target in references.get(name, {}).items():
            rows = model._default_manager.filter(pk=int(pk), **{f"{column}__isnull": True})
            rows.update(**{f"{column}_id": target})
