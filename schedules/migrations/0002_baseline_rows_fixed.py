"""The database itself refuses to change a baseline's rows."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = [
    """CREATE TRIGGER baseline_row_no_update BEFORE UPDATE ON schedules_baselineactivity
    BEGIN SELECT RAISE(ABORT, 'a baseline does not change'); END"""
]
POSTGRES = [
    """CREATE FUNCTION baseline_row_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a baseline does not change'; END $$""",
    """CREATE TRIGGER baseline_row_fixed BEFORE UPDATE ON schedules_baselineactivity
    FOR EACH ROW EXECUTE FUNCTION baseline_row_refuse()""",
]
SQLITE_UNDO = ["DROP TRIGGER baseline_row_no_update"]
POSTGRES_UNDO = [
    "DROP TRIGGER baseline_row_fixed ON schedules_baselineactivity",
    "DROP FUNCTION baseline_row_refuse()",
]


def _run(editor: BaseDatabaseSchemaEditor, sqlite: list[str], postgres: list[str]) -> None:
    for statement in sqlite if editor.connection.vendor == "sqlite" else postgres:
        editor.execute(statement)


def protect(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _run(editor, SQLITE, POSTGRES)


def unprotect(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _run(editor, SQLITE_UNDO, POSTGRES_UNDO)


class Migration(migrations.Migration):
    dependencies = [("schedules", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
