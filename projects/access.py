"""Access to pages of projects and portfolios: a foreign one answers like one that does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from accounts.access import SIGNED_IN, View, declare, sign_in_first
from accounts.middleware import ActorRequest
from accounts.permissions import can
from projects.models import Portfolio, Project


class ProjectRequest(ActorRequest):
    """A request inside a project, as views behind :func:`project_action` receive it."""

    project: Project


def project_action(action: str, *methods: str) -> Callable[[View], View]:
    """Resolve ``key`` to ``request.project`` and let those call the view who may do ``action`` there.

    Not visible: 404, the same as absent. Visible without the right: 403.
    The view is called as ``view(request, **rest)``, without ``key``. Methods default to GET and HEAD.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, key: str, **kwargs: Any) -> HttpResponse:
            answer = sign_in_first(request)
            if answer is not None:
                return answer
            actor = cast(ActorRequest, request).actor
            projects = Project.objects.visible_to(actor).select_related("portfolio", "programme", "manager")
            project = get_object_or_404(projects, key=key)
            if not can(actor, action, project):
                raise PermissionDenied
            cast(ProjectRequest, request).project = project
            return view(request, **kwargs)

        return declare(require_http_methods(list(methods or ("GET", "HEAD")))(checked), action)

    return decorate


class PortfolioRequest(ActorRequest):
    """A request inside a portfolio, as views behind :func:`portfolio_action` receive it."""

    portfolio: Portfolio


def portfolio_action(action: str, *methods: str) -> Callable[[View], View]:
    """Resolve ``portfolio_pk`` to ``request.portfolio``; otherwise as :func:`project_action`.

    With ``SIGNED_IN`` being able to see the portfolio is enough.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, portfolio_pk: int, **kwargs: Any) -> HttpResponse:
            answer = sign_in_first(request)
            if answer is not None:
                return answer
            actor = cast(ActorRequest, request).actor
            portfolio = get_object_or_404(Portfolio.objects.visible_to(actor), pk=portfolio_pk)
            if action != SIGNED_IN and not can(actor, action, portfolio):
                raise PermissionDenied
            cast(PortfolioRequest, request).portfolio = portfolio
            return view(request, **kwargs)

        return declare(require_http_methods(list(methods or ("GET", "HEAD")))(checked), action)

    return decorate
