"""No model change without its migration."""

from django.core.management import call_command


def test_no_missing_migrations(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
