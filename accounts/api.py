"""How the API knows who calls, and how its description says so."""

from typing import Any, cast

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from accounts.actors import Actor
from accounts.middleware import ActorRequest
from accounts.permissions import Scoped, can


def actor_of(request: Request) -> Actor:
    """Return who calls: the token's owner by way of the token, or the signed-in person."""
    return cast(ActorRequest, request._request).actor


def require(request: Request, action: str, obj: Scoped) -> Actor:
    """Return who calls, or answer 403 if ``action`` on ``obj`` is not theirs."""
    actor = actor_of(request)
    if not can(actor, action, obj):
        raise PermissionDenied
    return actor


class TokenScheme(OpenApiAuthenticationExtension):
    """The OpenAPI description of :class:`accounts.authentication.TokenAuthentication`."""

    target_class = "accounts.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
