"""Put the actor on the request, and keep signed-in pages out of caches."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.actors import NOBODY, Actor, user_actor
from accounts.models import User

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class ActorRequest(HttpRequest):
    """A request with its actor, as every view after :class:`ActorMiddleware` receives it."""

    actor: Actor


class ActorMiddleware:
    """Set ``request.actor``; add ``no-store`` and a permissions policy to the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.actor = user_actor(user) if isinstance(user, User) else NOBODY  # type: ignore[attr-defined]  # declared by ActorRequest
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response
