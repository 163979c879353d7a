"""A sink as the next hop, and mails to send."""

from collections.abc import Callable, Iterator

import pytest

from notifications.models import Message, MessageKind
from notifications.services.outbox import queue_message
from tests.notifications.sink import Sink


@pytest.fixture
def sink(settings) -> Iterator[Sink]:
    server = Sink()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_SSL = "127.0.0.1", server.port, False
    settings.EMAIL_HOST_USER, settings.EMAIL_TIMEOUT, settings.EMAIL_LEASE = "", 5, 30
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def mail(db: None) -> Callable[..., Message]:
    """Return a function that queues a mail."""

    def queue(key: str = "test:1", to: str = "dana@example.org", **fields: object) -> Message:
        content = {"subject": "Subject", "text": "First\n.dot\nlast\n", "html": "<p>First</p>"} | fields
        return queue_message(dedupe_key=key, kind=MessageKind.NOTICE, recipient_email=to, **content)

    return queue
