"""``manage.py setup_code``: make the one-time code for the first visit."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from accounts.services.setup_codes import make_setup_code


class Command(BaseCommand):
    help = "Print a one-time code with which the first visit makes the administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bare", action="store_true", help="print the code alone, or nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        code = make_setup_code()
        if options["bare"]:
            self.stdout.write(code)
        elif code:
            self.stdout.write(
                f"Make the administrator at {settings.PUBLIC_URL}/setup/ with this code: {code}"
            )
        else:
            self.stdout.write("There is a user already; sign in, or have an administrator invite you.")
