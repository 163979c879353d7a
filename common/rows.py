"""Write many rows of one table at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


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
