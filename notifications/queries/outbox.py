"""The outbox as administrators see it."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Value, When

from notifications.models import Message, MessageState

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many mails stand in a state; the filter of the page."""

    state: str
    label: str
    count: int


def state_counts() -> list[StateCount]:
    """Return the states that occur, in the order a mail passes them; one query."""
    counts = dict(Message.objects.order_by().values_list("state").annotate(Count("pk")))
    return [StateCount(s.value, str(s.label), counts[s.value]) for s in MessageState if counts.get(s.value)]


def outbox_page(state: str, number: str | None) -> "Page[Message]":
    """Return one page of mails, newest first, without their texts; ``state`` empty: all.

    ``has_text`` says whether there is something left to send again.
    """
    has_text = Case(When(mime="", then=Value(False)), default=Value(True))
    messages = Message.objects.defer("mime").annotate(has_text=has_text).order_by("-pk")
    if state in MessageState.values:
        messages = messages.filter(state=state)
    return Paginator(messages, PAGE_SIZE).get_page(number)
