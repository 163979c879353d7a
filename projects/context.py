"""What the frame of every signed-in page needs: actor and the navigation entries."""

from typing import Any

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the template context shared by all pages; no query unless the frame uses it."""
    actor = getattr(request, "actor", None)
    return {"actor": actor}
