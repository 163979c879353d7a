"""The first visit makes the administrator."""

from django.contrib.auth import login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.access import public
from accounts.models import User
from common.forms import form_status, submit
from common.htmx import redirect_to, render_page
from projects.forms import SetupForm
from projects.services.accounts import use_setup_code
from projects.views.people import SESSION_BACKEND

TRIES, WINDOW = 10, 600


@public("GET", "HEAD", "POST")
def setup(request: HttpRequest) -> HttpResponse:
    if User.objects.exists():
        return redirect_to(request, "/")
    form = SetupForm(request.POST or None)
    if form.is_bound and not _may_try():
        form.add_error("code", _("Too many tries; wait ten minutes."))
        return render_page(request, "projects/setup.html", {"form": form}, status=429)
    user = submit(form, lambda d: use_setup_code(**d))
    if user:
        login(request, user, backend=SESSION_BACKEND)
        return redirect_to(request, "/")
    return render_page(request, "projects/setup.html", {"form": form}, status=form_status(form))


def _may_try() -> bool:
    """Count the tries of all visitors together: the code cannot be guessed from many addresses."""
    cache.add("setup-tries", 0, WINDOW)
    return cache.incr("setup-tries") <= TRIES
