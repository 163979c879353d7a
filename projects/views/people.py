"""People: roles in a project, a portfolio and the whole organisation, and invitations."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from accounts.access import public, signed_in, site_action
from accounts.middleware import ActorRequest
from accounts.models import Invitation, User, hash_secret
from common.errors import DomainError
from common.forms import form_status, submit
from common.htmx import redirect_to, render_page
from projects.access import PortfolioRequest, ProjectRequest, portfolio_action, project_action
from projects.forms import InviteForm, NewPersonForm, ProfileForm, RoleForm
from projects.queries.members import invitations_in, members_of, scope_title
from projects.services.accounts import edit_profile
from projects.services.members import (
    RIGHTS,
    Scope,
    accept_invitation,
    invite_person,
    remove_membership,
    roles_for,
    set_membership,
    withdraw_invitation,
)

SESSION_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@project_action("member.manage", "GET", "POST")
def project_people(request: ProjectRequest) -> HttpResponse:
    return _people(request, request.project, {"project": request.project, "tab": "people"})


@portfolio_action("member.manage", "GET", "POST")
def portfolio_people(request: PortfolioRequest) -> HttpResponse:
    return _people(request, request.portfolio, {"portfolio": request.portfolio})


@site_action("user.manage", "GET", "POST")
def site_people(request: ActorRequest) -> HttpResponse:
    return _people(request, None, {})


@project_action("member.manage", "GET", "POST")
def project_member(request: ProjectRequest, pk: int) -> HttpResponse:
    return _member(request, request.project, pk, {"project": request.project, "tab": "people"})


@portfolio_action("member.manage", "GET", "POST")
def portfolio_member(request: PortfolioRequest, pk: int) -> HttpResponse:
    return _member(request, request.portfolio, pk, {"portfolio": request.portfolio})


@site_action("user.manage", "GET", "POST")
def site_member(request: ActorRequest, pk: int) -> HttpResponse:
    return _member(request, None, pk, {})


@project_action("member.manage", "POST")
def project_invitation_withdraw(request: ProjectRequest, pk: int) -> HttpResponse:
    return _withdraw(request, request.project, pk)


@portfolio_action("member.manage", "POST")
def portfolio_invitation_withdraw(request: PortfolioRequest, pk: int) -> HttpResponse:
    return _withdraw(request, request.portfolio, pk)


@site_action("user.manage", "POST")
def site_invitation_withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    return _withdraw(request, None, pk)


@public("GET", "HEAD", "POST")
def invitation_accept(request: HttpRequest, secret: str) -> HttpResponse:
    invitation = Invitation.objects.filter(secret_hash=hash_secret(secret)).first()
    if invitation is None or not invitation.is_open(timezone.now()):
        return render_page(request, "projects/invitation_over.html", {}, status=410)
    known = User.objects.filter(email=invitation.email, is_active=True).first()
    if known is not None:
        return _accept_known(request, invitation, known)
    form = NewPersonForm(request.POST or None, email=invitation.email)
    user = submit(form, lambda d: accept_invitation(invitation=invitation, user=None, **d))
    if user:
        login(request, user, backend=SESSION_BACKEND)
        return redirect_to(request, "/")
    context = {"form": form, "invitation": invitation, "where": scope_title(invitation)}
    return render_page(request, "projects/invitation_accept.html", context, status=form_status(form))


@signed_in("GET", "POST")
def profile(request: ActorRequest) -> HttpResponse:
    user = request.actor.user
    assert user is not None
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    saved = submit(form, lambda d: edit_profile(actor=request.actor, user=user, **d))
    if saved:
        return redirect_to(request, reverse("profile"))
    return render_page(request, "projects/profile.html", {"form": form}, status=form_status(form))


def _people(request: ActorRequest, scope: Scope, context: dict[str, object]) -> HttpResponse:
    form = InviteForm(request.POST or None, actor=request.actor, scope=scope)
    if submit(form, lambda d: invite_person(actor=request.actor, scope=scope, **d)):
        return redirect_to(request, request.path)
    context |= {
        "form": form,
        "scope": scope,
        "members": members_of(scope),
        "invitations": invitations_in(scope),
        "base": request.path,
        "givable": {role.value for role in roles_for(request.actor, scope)},
    }
    return render_page(request, "projects/people.html", context, status=form_status(form))


def _member(request: ActorRequest, scope: Scope, pk: int, context: dict[str, object]) -> HttpResponse:
    membership = get_object_or_404(members_of(scope), pk=pk)
    people = request.path.rsplit("/", 2)[0] + "/"
    given = {"role": membership.role} | {name: getattr(membership, name) for name in RIGHTS}
    form = RoleForm(request.POST or None, actor=request.actor, scope=scope, initial=given)

    def act(data: dict[str, object]) -> bool:
        if "remove" in request.POST:
            remove_membership(actor=request.actor, membership=membership, scope=scope)
            return True
        rights = {name: bool(data.get(name, getattr(membership, name))) for name in RIGHTS}
        set_membership(
            actor=request.actor, user=membership.user, scope=scope, role=str(data["role"]), **rights
        )
        return True

    if submit(form, act):
        return redirect_to(request, people)
    context |= {"form": form, "scope": scope, "membership": membership, "people": people}
    return render_page(request, "projects/member.html", context, status=form_status(form))


def _withdraw(request: ActorRequest, scope: Scope, pk: int) -> HttpResponse:
    invitation = get_object_or_404(invitations_in(scope), pk=pk)
    withdraw_invitation(actor=request.actor, invitation=invitation, scope=scope)
    return redirect_to(request, request.path.split("invitations/")[0])


def _accept_known(request: HttpRequest, invitation: Invitation, known: User) -> HttpResponse:
    """Let a person who has an account take the role after signing in as that person."""
    context = {"invitation": invitation, "where": scope_title(invitation), "known": known}
    if request.method != "POST":
        return render_page(request, "projects/invitation_accept.html", context)
    if request.user.pk != known.pk:
        raise Http404
    try:
        accept_invitation(invitation=invitation, user=known)
    except DomainError as error:
        context["error"] = error.message
        return render_page(request, "projects/invitation_accept.html", context, status=422)
    return redirect_to(request, "/")
