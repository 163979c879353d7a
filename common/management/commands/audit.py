"""``manage.py audit verify``: check every audit chain."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.audit import broken_chains
from common.models import AuditEvent


class Command(BaseCommand):
    help = "Verify the hash chains of the audit trail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["verify"])

    def handle(self, *args: Any, **options: Any) -> None:
        broken = list(broken_chains())
        if broken:
            raise CommandError("\n".join(broken))
        self.stdout.write(f"{AuditEvent.objects.count()} events, every chain is whole.")
