"""Every address × every role × own, foreign, mixed: generated from the URLconf.

A view declares who may call it (``view.access``); here the declaration is held against what happens.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey, Model
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.access import PUBLIC, SIGNED_IN
from accounts.actors import user_actor
from accounts.models import Role, User
from accounts.permissions import can, can_somewhere
from tests.factories.projects import make_member
from tests.guards.world import ARGUMENTS, OWN_TESTS, PROJECT_ROLES, Side, make_side

NOT_OURS = ("accounts/", "api/schema")
REFUSED = {403, 404}
BODY_IDS = [
    "account",
    "activity",
    "calendar",
    "manager",
    "owner",
    "parent",
    "portfolio",
    "predecessor",
    "programme",
    "stakeholder",
    "successor",
    "user",
]


def routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + str(entry.pattern)
        if path.startswith(NOT_OURS):
            continue
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, path)
        elif "format" not in path:
            yield path, entry


ALL = {p.name or path: p for path, p in routes()}
CHECKED = sorted(name for name in ALL if name in ARGUMENTS)


def access_of(name: str) -> Any:
    callback = ALL[name].callback
    return getattr(callback, "access", None) or getattr(getattr(callback, "cls", None), "access", None)


def test_every_route_declares_who_may():
    assert [name for name in ALL if access_of(name) is None and not name.startswith("api-root")] == []


def test_every_route_is_in_the_matrix(db):
    """A public route checks its own secret and has tests of its own; all others are listed."""
    missing = [
        name
        for name in ALL
        if name not in ARGUMENTS and name not in OWN_TESTS and access_of(name) not in (PUBLIC, None)
    ]
    assert missing == []


def call(
    client: Client, name: str, arguments: dict[str, Any], body: dict[str, Any] | None = None
) -> HttpResponse:
    url = reverse(name, kwargs=arguments)
    if body is None:
        response = client.get(url)
        if response.status_code != 405:
            return response
    return client.post(url, body or {}, **({"content_type": "application/json"} if is_api(name) else {}))


def is_api(name: str) -> bool:
    return hasattr(ALL[name].callback, "cls")


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def action_of(name: str) -> str:
    access = access_of(name)
    if isinstance(access, dict):
        actions = ALL[name].callback.actions
        return str(access[actions.get("get") or actions.get("post")])
    return str(access)


def allowed(user: User, name: str, side: Side) -> bool:
    action, actor = action_of(name), user_actor(user)
    if action == SIGNED_IN:
        return True
    arguments = ARGUMENTS[name](side)
    if not arguments:
        return (
            can_somewhere(actor, action) if action == "project.create" or is_api(name) else can(actor, action)
        )
    return can(actor, action, side.portfolio if "portfolio_pk" in arguments else side.project)


@pytest.fixture(scope="module")
def sides(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Side, Side]]:
    """Make both sides once; every test works on them inside a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_side(), make_side()
        transaction.set_rollback(True)


@pytest.fixture
def own(sides: tuple[Side, Side], django_db_blocker: Any) -> Iterator[Side]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield sides[0]
        transaction.set_rollback(True)


@pytest.fixture
def foreign(own: Side, sides: tuple[Side, Side]) -> Side:
    return sides[1]


@pytest.mark.parametrize("name", CHECKED)
def test_own_project(own, name):
    side = own
    admin = make_member(None, Role.ADMINISTRATOR, cost=True, people=True, private=True)
    for role, person in {**side.people, Role.ADMINISTRATOR: admin}.items():
        with transaction.atomic():
            response = call(sign_in(person), name, ARGUMENTS[name](side))
            transaction.set_rollback(True)
        expected = allowed(User.objects.get(pk=person.pk), name, side)
        assert response.status_code < 500, (role, response.status_code)
        assert (response.status_code not in REFUSED) == expected, (role, response.status_code)


@pytest.mark.parametrize("name", CHECKED)
def test_foreign_project(own, foreign, name):
    arguments = ARGUMENTS[name](foreign)
    if not arguments:
        return
    for role in (*PROJECT_ROLES, Role.PORTFOLIO_MANAGER):
        response = call(sign_in(own.people[role]), name, arguments)
        assert response.status_code == 404, (role, response.status_code)
        absent = {k: "NOSUCH" if k == "key" else 999_999 for k in arguments}
        assert call(sign_in(own.people[role]), name, absent).content == response.content, role


@pytest.mark.parametrize("name", CHECKED)
def test_own_parent_with_foreign_child(own, foreign, name):
    mine, theirs = ARGUMENTS[name](own), ARGUMENTS[name](foreign)
    scope = {"key", "portfolio_pk"}
    if not (scope & mine.keys() and mine.keys() - scope):
        return
    mixed = {k: mine[k] if k in scope else theirs[k] for k in mine}
    person = make_member(own.portfolio, Role.PORTFOLIO_MANAGER, cost=True, people=True, private=True)
    if mixed == mine:
        return
    assert call(sign_in(person), name, mixed).status_code == 404


@pytest.mark.parametrize("name", CHECKED)
def test_without_signing_in(own, name):
    response = call(Client(), name, ARGUMENTS[name](own))
    assert response.status_code in ({401, 403} if is_api(name) else {302, 303}), response.status_code
    if not is_api(name):
        assert "/accounts/login/" in response.headers["Location"]


@pytest.mark.parametrize("name", CHECKED)
def test_foreign_ids_in_body_and_query(own, foreign, name):
    """Whatever ids a person sends, no row of the own project ends up pointing into a foreign one."""
    ids = {thing: row.pk for thing, row in foreign.things.items() if hasattr(row, "pk")}
    ids |= {
        "portfolio": foreign.portfolio.pk,
        "programme": foreign.programme.pk,
        "project": foreign.project.pk,
    }
    ids |= {"manager": foreign.people[Role.VIEWER].pk, "parent": ids.get("activity", 0)}
    body = {word: ids.get(word, ids.get("activity", 0)) for word in BODY_IDS} | {"name": "x", "title": "x"}
    person = sign_in(own.people[Role.PROJECT_MANAGER])
    assert call(person, name, ARGUMENTS[name](own), body).status_code < 500
    url = reverse(name, kwargs=ARGUMENTS[name](own))
    assert foreign.project.name not in person.get(url, body).content.decode()
    assert list(crossings()) == []


def crossings() -> Iterator[str]:
    """Yield every row that points at a row of another project."""
    for model in apps.get_models():
        if not any(f.name == "project" for f in model._meta.fields):
            continue
        links = [f for f in model._meta.fields if isinstance(f, ForeignKey) and f.name != "project"]
        inward = [f for f in links if any(g.name == "project" for g in f.related_model._meta.fields)]
        for row in model._default_manager.select_related(*[f.name for f in inward]) if inward else []:
            yield from _crossing(row, inward)


def _crossing(row: Model, links: list[ForeignKey]) -> Iterator[str]:
    for link in links:
        target = getattr(row, link.name)
        if target is not None and target.project_id not in (None, row.project_id):
            yield f"{row._meta.label} {row.pk} points by {link.name} into project {target.project_id}"
