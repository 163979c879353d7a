"""One way to answer a page and its parts."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    partials: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """Render the whole page, or the one listed partial that an HTMX request targets.

    A partial's name is the id of its element on the page. Only names in ``partials`` are ever
    rendered, whatever the client asks for.
    """
    target = request.htmx.target if request.htmx and not request.htmx.boosted else None  # type: ignore[attr-defined]  # set by HtmxMiddleware
    name = f"{template}#{target}" if target in partials else template
    response = render(request, name, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def redirect_to(request: HttpRequest, url: str) -> HttpResponse:
    """Send the browser to ``url`` after a write: 303 for a form, ``HX-Redirect`` for an HTMX request."""
    if request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponse(status=303, headers={"Location": url})


def toast(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """Say on the next full page what was done; ``undo_url`` takes the POST that undoes it."""
    messages.success(request, text, extra_tags=undo_url)


def error_toast(request: HttpRequest, text: str) -> None:
    """Say on the next full page what failed; it stays until it is closed."""
    messages.error(request, text)


def with_toast(response: HttpResponse, text: str, *, undo_url: str = "", error: bool = False) -> HttpResponse:
    """Say ``text`` when an HTMX request gets ``response``."""
    event = {"toast": {"text": str(text), "undo": undo_url, "error": error}}
    response.headers["HX-Trigger"] = json.dumps(event)
    return response
