"""Every view declares who may call it; the declaration is the check, and a guard reads it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.middleware import ActorRequest
from accounts.models import User
from accounts.permissions import can
from common.htmx import redirect_to

View = Callable[..., HttpResponse]
PUBLIC = "public"
SIGNED_IN = "signed in"


def declare(view: View, action: str) -> View:
    """Note on the view which action it needs (or ``"public"``, ``"signed in"``)."""
    view.access = action  # type: ignore[attr-defined]  # read by the access guard
    return view


def public(*methods: str) -> Callable[[View], View]:
    """Let anybody call the view; it must check its own secret, if it has one."""
    return lambda view: declare(require_http_methods(list(methods or ("GET", "HEAD")))(view), PUBLIC)


def sign_in_first(request: HttpRequest) -> HttpResponse | None:
    """Return the way to sign in (on the very first visit: to set up) without a session, else None."""
    if request.user.is_authenticated:
        return None
    if not User.objects.exists():
        return redirect_to(request, reverse("setup"))
    if request.headers.get("HX-Request"):
        return HttpResponse(
            status=204, headers={"HX-Redirect": redirect_to_login(request.path).headers["Location"]}
        )
    return redirect_to_login(request.get_full_path())


def signed_in(*methods: str) -> Callable[[View], View]:
    """Let every signed-in person call the view; what it shows is filtered by ``visible_to``."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return sign_in_first(request) or view(cast(ActorRequest, request), *args, **kwargs)

        return declare(require_http_methods(list(methods or ("GET", "HEAD")))(checked), SIGNED_IN)

    return decorate


def site_action(action: str, *methods: str) -> Callable[[View], View]:
    """Let those call the view who may do ``action`` on the whole organisation; 403 for others."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            answer = sign_in_first(request)
            if answer is not None:
                return answer
            if not can(cast(ActorRequest, request).actor, action):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return declare(require_http_methods(list(methods or ("GET", "HEAD")))(checked), action)

    return decorate
