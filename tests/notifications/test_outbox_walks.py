"""Any order of claims, crashes, slow workers, recoveries and clicks: nothing lost, nothing twice.

Random walks (seeded) of two workers, a hop that can be asked for a Message-ID, time and an administrator.
"""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actors import SYSTEM
from common.errors import DomainError
from common.mailbox import mail_name
from notifications.models import Message, MessageState
from notifications.services import delivery
from notifications.services.hop import Answer
from notifications.services.outbox import cancel_message, queue_message, resend_message
from notifications.services.recovery import recover

WORKERS, MAILS, STEPS, WALKS = 2, 2, 30, 25
DONE = [MessageState.SENT, MessageState.CANCELLED]


class Walk:
    """One walk. A worker that is not idle is ``claimed`` (before the dot), ``answering`` or ``silent``."""

    def __init__(self, seed, box):
        self.random = random.Random(seed)
        self.box = box
        self.taken = Counter()
        self.held = []
        for number in range(MAILS):
            queue_message(
                dedupe_key=f"walk:{seed}:{number}",
                kind="notice",
                recipient_email="a@example.org",
                subject=f"{number}",
                text="t",
            )

    def step(self):
        acts = [self.time_passes, self.click]
        acts += [self.claim] * 3 * (len(self.held) < WORKERS) + [self.crash] * bool(self.held)
        acts += ([self.hand_over] * 3 + [self.refuse]) * bool(self.among("claimed"))
        acts += [self.hear] * bool(self.among("answering"))
        self.random.choice(acts)()

    def among(self, stage):
        return [entry for entry in self.held if entry[0] == stage]

    def release(self, stage):
        entry = self.random.choice(self.among(stage))
        self.held.remove(entry)
        return entry[1]

    def claim(self):
        message = delivery.claim(timezone.now())
        if message:
            self.held.append(("claimed", message))

    def hand_over(self, arrives=None):
        """Pass the fence and send the dot; the hop takes the mail or loses it."""
        message = self.release("claimed")
        if not delivery._mark_sending(message):
            return
        if self.random.random() < 0.7 if arrives is None else arrives:
            self.taken[message.message_id] += 1
            (self.box / mail_name(message.message_id)).touch()
            self.held.append(("answering", message))
        else:
            self.held.append(("silent", message))

    def hear(self):
        delivery.settle_sent(self.release("answering"), Answer(250, "taken"))

    def refuse(self):
        delivery._refused(self.release("claimed"), Answer(self.random.choice([None, 450]), "not now"))

    def crash(self):
        self.held.remove(self.random.choice(self.held))

    def time_passes(self):
        """Every lease is over and every back-off too, also of workers that live and are slow."""
        past = timezone.now() - timedelta(seconds=1)
        Message.objects.exclude(lease_until=None).update(lease_until=past)
        Message.objects.update(next_attempt_at=past)
        recover(now=timezone.now())

    def click(self):
        message = self.random.choice(list(Message.objects.all()))
        act = resend_message if self.random.random() < 0.8 else cancel_message
        try:
            act(actor=SYSTEM, message=message)
        except DomainError as error:
            assert error.code == "mail_state"

    def check(self):
        assert all(count == 1 for count in self.taken.values())
        sent = Message.objects.filter(state=MessageState.SENT).values_list("message_id", flat=True)
        assert set(sent) <= set(self.taken)

    def finish(self):
        """Let the dead be recovered and one sound worker go on: then everything is settled."""
        self.held.clear()
        for _ in range(2 * MAILS + 2):
            self.time_passes()
            self.claim()
            if self.held:
                self.hand_over(arrives=True)
            if self.held:
                self.hear()
        assert not Message.objects.exclude(state__in=DONE).exists()
        self.check()


@pytest.mark.parametrize("batch", range(3))
def test_in_any_order_nothing_is_lost_and_nothing_is_sent_twice(db, settings, tmp_path, batch):
    settings.EMAIL_HOP_KIND, settings.MAILBOX_DIR = "searchable", tmp_path
    for seed in range(batch * WALKS, (batch + 1) * WALKS):
        Message.objects.all().delete()
        walk = Walk(seed, tmp_path)
        for _ in range(STEPS):
            walk.step()
            walk.check()
        walk.finish()
