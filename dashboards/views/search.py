"""The palette's question and answer."""

from django.http import HttpResponse

from accounts.access import signed_in
from accounts.middleware import ActorRequest
from common.htmx import render_page
from dashboards.queries.search import search as search_for


@signed_in()
def search(request: ActorRequest) -> HttpResponse:
    question = request.GET.get("q", "").strip()
    context = {"question": question, "answer": search_for(request.actor, question)}
    return render_page(request, "dashboards/search.html", context, partials=("palette-results",))
