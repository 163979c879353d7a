"""Pages of the inbox, the outbox and the local mailbox."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import signed_in, site_action
from accounts.middleware import ActorRequest
from common.errors import DomainError
from common.htmx import error_toast, redirect_to, render_page, toast
from notifications.models import Message
from notifications.queries.inbox import inbox_page, my_alerts
from notifications.queries.mailbox import OpenedMail, mailbox_here, mailbox_page, open_mail
from notifications.queries.outbox import outbox_page, state_counts
from notifications.services.alerts import acknowledge_alert
from notifications.services.outbox import CANCELLABLE, RESENDABLE, cancel_message, resend_message

MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""What the HTML of a mail may do on its own URL: style itself and open links in a new tab."""


@signed_in()
def inbox(request: ActorRequest) -> HttpResponse:
    """Show what the person has been told: sentence, evidence, next step."""
    return render_page(
        request, "notifications/inbox.html", {"page": inbox_page(request.actor, request.GET.get("page"))}
    )


@signed_in("POST")
def alert_acknowledge(request: ActorRequest, pk: int) -> HttpResponse:
    """Take an alert on."""
    alert = get_object_or_404(my_alerts(request.actor), pk=pk)
    try:
        acknowledge_alert(actor=request.actor, alert=alert)
        toast(request, _("Acknowledged: %(title)s") % {"title": alert.title})
    except DomainError as error:
        error_toast(request, error.message)
    return redirect_to(request, reverse("inbox"))


@site_action("outbox.manage")
def outbox(request: ActorRequest) -> HttpResponse:
    """List mails with what became of them."""
    state = request.GET.get("state", "")
    context = {
        "page": outbox_page(state, request.GET.get("page")),
        "states": state_counts(),
        "state": state,
        "resendable": RESENDABLE,
        "cancellable": CANCELLABLE,
    }
    return render_page(request, "notifications/outbox.html", context)


@site_action("outbox.manage", "POST")
def message_resend(request: ActorRequest, pk: int) -> HttpResponse:
    """Send a mail at the next opportunity."""
    message = get_object_or_404(Message, pk=pk)
    try:
        resend_message(actor=request.actor, message=message)
        toast(request, _("Send again: %(subject)s") % {"subject": message})
    except DomainError as error:
        error_toast(request, error.message)
    return redirect_to(request, reverse("outbox"))


@site_action("outbox.manage", "POST")
def message_cancel(request: ActorRequest, pk: int) -> HttpResponse:
    """Never send a mail."""
    message = get_object_or_404(Message, pk=pk)
    try:
        cancel_message(actor=request.actor, message=message)
        toast(request, _("Cancelled: %(subject)s") % {"subject": message})
    except DomainError as error:
        error_toast(request, error.message)
    return redirect_to(request, reverse("outbox"))


@site_action("mailbox.view")
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the mails the local mailbox took."""
    if not mailbox_here():
        raise Http404
    return render_page(request, "notifications/mailbox.html", {"page": mailbox_page(request.GET.get("page"))})


@site_action("mailbox.view")
def mailbox_mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail: HTML part, text part, headers."""
    return render_page(request, "notifications/mailbox_mail.html", {"mail": _mail_or_404(name)})


@site_action("mailbox.view")
def mailbox_html(request: HttpRequest, name: str) -> HttpResponse:
    """Return the HTML part by itself, for the frame; it runs nothing and loads nothing."""
    html = _mail_or_404(name).html.replace("<head>", '<head><base target="_blank">', 1)
    headers = {"Content-Security-Policy": MAIL_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return HttpResponse(html, headers=headers)


def _mail_or_404(name: str) -> OpenedMail:
    mail = open_mail(name) if mailbox_here() else None
    if mail is None:
        raise Http404
    return mail
