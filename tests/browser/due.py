"""Make a stakeholder's digest due and tick: ``python -m tests.browser.due EMAIL`` prints the mails planned.

Runs on the database of a running instance, which its environment names. The window opens a week before the
tick, so that what was changed since counts as news.
"""

import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmo.settings")
django.setup()

from django.utils import timezone

from notifications.models import Message
from notifications.services.tick import tick
from stakeholders.models import DigestSubscription


def main(email: str) -> None:
    now = timezone.now()
    running = DigestSubscription.objects.filter(stakeholder__email=email)
    if not Message.objects.filter(recipient_email=email).exists():
        running.update(next_due_at=now - timedelta(minutes=1))
    before = Message.objects.filter(recipient_email=email).count()
    tick(now=now)
    print(Message.objects.filter(recipient_email=email).count() - before)


if __name__ == "__main__":
    main(sys.argv[1])
