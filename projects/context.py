"""What the frame of every signed-in page needs: the actor and the places to go."""

from typing import Any

from django.http import HttpRequest

from accounts.permissions import can_somewhere
from common.navigation import places


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the template context shared by all pages; one query (the person's grants), once a request."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.user is None:
        return {"actor": actor, "places": []}
    shown = [p for p in places() if not p.action or can_somewhere(actor, p.action)]
    return {"actor": actor, "places": shown}
