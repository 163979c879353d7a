"""Saving without losing anybody's update (``UPDATE … WHERE version``), and saving many rows at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models
from django.db.models import F
from django.utils.translation import gettext as _

from common.audit import changes
from common.errors import Conflict


def save_changes(
    obj: models.Model, new: Mapping[str, Any], *, version: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write the fields of ``new`` that differ, if the row still has ``version``.

    Parameters
    ----------
    obj
        A row with a ``version`` column; its attributes are updated too.
    new
        Field name → value.
    version
        The version the person saw.

    Returns
    -------
    The changed fields before and after; two empty dicts, and no query, if nothing differs.

    Raises
    ------
    Conflict
        If somebody saved the row since; ``current`` holds the fields of ``new`` as they stand now.
    """
    before, after = changes(obj, new)
    if not after and obj.version == version:  # type: ignore[attr-defined]  # every editable model has it
        return before, after
    rows = type(obj)._default_manager.filter(pk=obj.pk, version=version)
    if not rows.update(**{name: new[name] for name in after}, version=F("version") + 1):
        stored = type(obj)._default_manager.get(pk=obj.pk)
        message = _(
            "Somebody else saved this while you were editing. Nothing of yours is lost: choose below."
        )
        raise Conflict(message, {name: getattr(stored, name) for name in new} | {"version": stored.version})  # type: ignore[attr-defined]  # see above
    for name in after:
        setattr(obj, name, new[name])
    obj.version = version + 1  # type: ignore[attr-defined]  # see above
    return before, after


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set ``columns`` of many rows by their primary keys; one prepared statement run for all of them.

    Parameters
    ----------
    columns
        Database columns, e.g. ``"parent_id"``.
    rows
        Values in the order of the columns, the primary key last.
    """
    listed = [list(row) for row in rows]
    if not listed:
        return
    quote = connection.ops.quote_name
    for place, name in enumerate(columns):
        column = model._meta.get_field(name)
        if isinstance(column, models.JSONField):
            for row in listed:
                row[place] = column.get_db_prep_save(row[place], connection)
    assigned = ", ".join(f"{quote(name)} = %s" for name in columns)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    sql = " ".join(["UPDATE", table, "SET", assigned, "WHERE", key, "= %s"])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            from psycopg2.extras import execute_batch

            execute_batch(cursor.cursor, sql, listed, page_size=500)
        else:
            cursor.executemany(sql, listed)
