"""API sign-in by token: ``Authorization: Bearer <token>``."""

from datetime import timedelta

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.actors import token_actor
from accounts.models import ApiToken, User, hash_secret

USED_GRAIN = timedelta(minutes=5)


class TokenAuthentication(BaseAuthentication):
    """Find the token by its hash; the request then acts for the token's owner."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != b"bearer":
            return None
        secret = words[1].decode("ascii", "replace") if len(words) == 2 else ""
        tokens = ApiToken.objects.select_related("user").filter(revoked_at=None, user__is_active=True)
        token = tokens.filter(secret_hash=hash_secret(secret)).first()
        if token is None:
            raise AuthenticationFailed("This token is unknown or was revoked.")
        now = timezone.now()
        if token.last_used_at is None or now - token.last_used_at > USED_GRAIN:
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
        request._request.actor = token_actor(token)  # type: ignore[attr-defined]  # declared by ActorRequest
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"
