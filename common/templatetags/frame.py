"""Tags of the frame around every page: the places of the side bar, which of them is open, query strings."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django_htmx.jinja import htmx_script as htmx_tag

register = template.Library()

BOTTOM_PLACES = 4


@register.simple_tag
def htmx_library() -> SafeString:
    """Return the script tag of htmx 2, as django-htmx ships it."""
    return mark_safe(str(htmx_tag(version=2)))


@register.simple_tag
def kept(name: str) -> SafeString:
    """Render a part of the frame that is the same for everybody, once a language.

    The part gets no context: nothing of a person, a request or a project can be in it.
    """
    return _kept(name, get_language() or "")


@lru_cache(maxsize=64)
def _kept(name: str, language: str) -> SafeString:
    return render_to_string(name)


@register.simple_tag(takes_context=True)
def side_places(context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the places the reader may open; the one whose address starts the page's own is current.

    A page may name its place itself (``place`` in its context), as a project's pages do.
    """
    shown = [{"place": place, "url": reverse(place.url_name)} for place in context.get("places", [])]
    current = context.get("place") or _by_address(context, shown)
    for number, entry in enumerate(shown):
        entry["current"] = entry["place"].key == current
        entry["bottom"] = number < BOTTOM_PLACES
        count = entry["place"].count
        entry["count"] = count(context["actor"]) if count else 0
    return shown


def _by_address(context: dict[str, Any], shown: list[dict[str, Any]]) -> str:
    """Return the key of the place with the longest address that the page's own starts with."""
    request = context.get("request")
    path = request.path if request is not None else ""
    fitting = [e for e in shown if path == e["url"] or (e["url"] != "/" and path.startswith(e["url"]))]
    if path.startswith("/projects/") and not fitting:
        return "projects"
    return max(fitting, key=lambda e: len(e["url"]))["place"].key if fitting else ""


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: Any) -> str:
    """Return the page's query string with ``changes``; an empty value takes a parameter away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return "?" + query.urlencode()


@register.simple_tag
def wrong_fields(form: Any) -> list[Any]:
    """Return the form's fields that have errors, in the order of the page."""
    return [field for field in form if field.errors]
