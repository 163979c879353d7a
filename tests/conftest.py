"""What every test gets: no sockets but local ones, no ERROR logs, seeded randomness."""

import logging
import random
import socket
from collections.abc import Iterator

import pytest
from django.test import Client

from accounts.actors import Actor, user_actor
from accounts.models import Role, User
from projects.models import Project
from tests.factories.projects import make_member, make_project, make_user

LOCAL = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def seeded() -> None:
    random.seed(20270106)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOCAL:
            raise RuntimeError(f"a test reached for the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def no_error_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    errors = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.ERROR]
    assert not errors, errors


@pytest.fixture
def project(db: None) -> Project:
    return make_project()


@pytest.fixture
def manager(project: Project) -> User:
    """Return the project's manager, with every right."""
    return make_member(project, Role.PROJECT_MANAGER, cost=True, people=True, private=True)


@pytest.fixture
def actor(manager: User) -> Actor:
    return user_actor(manager)


@pytest.fixture
def pm_client(manager: User) -> Client:
    """Return a browserless client signed in as the project's manager."""
    client = Client()
    client.force_login(manager)
    return client


@pytest.fixture
def stranger(db: None) -> User:
    """Return a person without any role."""
    return make_user()
