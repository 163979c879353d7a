"""The database itself refuses to change or delete an audit event."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = [
    f"""CREATE TRIGGER audit_event_no_{verb} BEFORE {verb} ON common_auditevent
    BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END"""
    for verb in ("update", "delete")
]
POSTGRES = [
    """CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'audit events are append-only'; END $$""",
    """CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON common_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()""",
]
SQLITE_UNDO = ["DROP TRIGGER audit_event_no_update", "DROP TRIGGER audit_event_no_delete"]
POSTGRES_UNDO = [
    "DROP TRIGGER audit_event_append_only ON common_auditevent",
    "DROP FUNCTION audit_event_refuse()",
]


def _run(editor: BaseDatabaseSchemaEditor, sqlite: list[str], postgres: list[str]) -> None:
    for statement in sqlite if editor.connection.vendor == "sqlite" else postgres:
        editor.execute(statement)


def protect(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _run(editor, SQLITE, POSTGRES)


def unprotect(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _run(editor, SQLITE_UNDO, POSTGRES_UNDO)


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
