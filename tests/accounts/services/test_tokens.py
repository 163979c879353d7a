"""API tokens: made once, stored as a hash, revoked for good."""

import pytest

from accounts.actors import SYSTEM, token_actor, user_actor
from accounts.models import ApiToken, hash_secret
from accounts.services.tokens import MOST, create_token, revoke_token
from common.errors import DomainError
from common.models import AuditEvent
from tests.factories.api import make_api_client
from tests.factories.projects import make_user


def test_only_the_hash_of_the_secret_is_kept(db):
    actor = user_actor(make_user())
    token, secret = create_token(actor=actor, name="Export", read_only=True)
    stored = ApiToken.objects.get(pk=token.pk)
    assert stored.secret_hash == hash_secret(secret)
    assert len(secret) >= 43  # 256 bits in base64
    event = AuditEvent.objects.get(action="token.create")
    assert (event.chain, event.actor_id, event.after) == (
        "site",
        actor.pk,
        {"name": "Export", "read_only": True},
    )
    assert secret not in str(AuditEvent.objects.values_list())


def test_a_token_cannot_make_a_token(db):
    token, _secret = create_token(actor=user_actor(make_user()), name="One", read_only=False)
    for actor in (token_actor(token), SYSTEM):
        with pytest.raises(DomainError, match="Only a person"):
            create_token(actor=actor, name="Two", read_only=False)


def test_there_is_a_limit_that_counts_the_living(db):
    actor = user_actor(make_user())
    tokens = [create_token(actor=actor, name=f"T{n}", read_only=True)[0] for n in range(MOST)]
    with pytest.raises(DomainError, match="revoke one"):
        create_token(actor=actor, name="Too many", read_only=True)
    revoke_token(actor=actor, token=tokens[0])
    create_token(actor=actor, name="Fits again", read_only=True)


def test_revoked_means_refused_and_is_written_once(manager):
    client = make_api_client(manager)
    token = ApiToken.objects.get()
    assert client.get("/api/projects/").status_code == 200
    assert revoke_token(actor=user_actor(manager), token=token)
    assert not revoke_token(actor=user_actor(manager), token=token)
    answer = client.get("/api/projects/")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "authentication_failed")
    assert AuditEvent.objects.filter(action="token.revoke").count() == 1
