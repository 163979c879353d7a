"""Make and revoke API tokens."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import ApiToken, hash_secret, new_secret
from common import audit
from common.errors import DomainError

MOST = 20


def create_token(*, actor: Actor, name: str, read_only: bool) -> tuple[ApiToken, str]:
    """Make a token for the person; the secret is returned once and stored only as its hash.

    Raises
    ------
    DomainError
        ``not_a_person`` or ``too_many_tokens``.
    """
    if actor.user is None or actor.token is not None:
        raise DomainError("not_a_person", _("Only a person in the browser can make a token."))
    mine = ApiToken.objects.filter(user=actor.user, revoked_at=None)
    if mine.count() >= MOST:
        message = _("You have %(most)s tokens already; revoke one that is not used any more.")
        raise DomainError("too_many_tokens", message % {"most": MOST})
    secret = new_secret()
    with transaction.atomic():
        token = ApiToken.objects.create(
            user=actor.user, name=name, read_only=read_only, secret_hash=hash_secret(secret)
        )
        after = {"name": name, "read_only": read_only}
        audit.record(actor=actor, action="token.create", obj=token, after=after)
    return token, secret


def revoke_token(*, actor: Actor, token: ApiToken) -> bool:
    """Make the token useless from now on; return whether it was of use until now."""
    with transaction.atomic():
        revoked = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
        if revoked:
            audit.record(actor=actor, action="token.revoke", obj=token, before={"name": token.name})
    return bool(revoked)
