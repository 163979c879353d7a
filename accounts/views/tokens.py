"""A person's API tokens: make one (its secret is shown once), revoke one."""

from django import forms
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.access import signed_in
from accounts.middleware import ActorRequest
from accounts.models import ApiToken
from accounts.services.tokens import create_token, revoke_token
from common.forms import form_status, submit
from common.htmx import redirect_to, render_page, toast


class TokenForm(forms.Form):
    """What a new token is for and whether it may write."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("What uses it, such as “Nightly export”."),
        error_messages={"required": _("Say what uses the token.")},
    )
    read_only = forms.BooleanField(
        label=_("Read only"),
        required=False,
        initial=True,
        help_text=_("Every write is refused, whatever your roles allow."),
    )


@signed_in("GET", "HEAD", "POST")
def token_list(request: ActorRequest) -> HttpResponse:
    """List the person's tokens; after making one, show its secret this one time."""
    form = TokenForm(request.POST or None)
    made = submit(form, lambda d: create_token(actor=request.actor, **d))
    context = {
        "form": TokenForm() if made else form,
        "made": made[0] if made else None,
        "secret": made[1] if made else "",
        "tokens": _own(request).order_by(F("revoked_at").desc(nulls_first=True), "-pk")[:100],
        "api_url": request.build_absolute_uri("/api/"),
    }
    return render_page(
        request, "accounts/token_list.html", context, status=200 if made else form_status(form)
    )


@signed_in("POST")
def token_revoke(request: ActorRequest, pk: int) -> HttpResponse:
    """Revoke one of the person's own tokens."""
    token = get_object_or_404(_own(request), pk=pk)
    if revoke_token(actor=request.actor, token=token):
        toast(request, _t("Token “%(name)s” revoked.") % {"name": token.name})
    return redirect_to(request, reverse("token_list"))


def _own(request: ActorRequest) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(user=request.actor.user)
