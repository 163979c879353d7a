"""Two projects that know nothing of each other, with one of everything, for the access matrix.

A new route adds its line to ``ARGUMENTS`` (how to fill its address from a :class:`Side`) and, if it
opens a new kind of object, makes one in :func:`make_side`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Invitation, Role, ScopeKind, User, hash_secret, new_secret
from projects.models import Membership, Portfolio, Programme, Project
from tests.factories.budgets import make_account, make_actual, make_import, make_line
from tests.factories.projects import make_member, make_portfolio, make_programme, make_project
from tests.factories.risks import make_risk
from tests.factories.schedules import link, make_activity, make_calendar, make_holiday
from tests.factories.share_links import make_share_link
from tests.factories.stakeholders import make_stakeholder, make_subscription

PROJECT_ROLES = [Role.PROJECT_MANAGER, Role.TEAM_MEMBER, Role.VIEWER, Role.AUDITOR]


@dataclass
class Side:
    """One portfolio with one project, everything in it, and a person for every role."""

    portfolio: Portfolio
    programme: Programme
    project: Project
    people: dict[str, User] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)


def make_side() -> Side:
    portfolio = make_portfolio()
    programme = make_programme(portfolio)
    project = make_project(portfolio, programme=programme)
    side = Side(portfolio, programme, project)
    for role in PROJECT_ROLES:
        side.people[role] = make_member(project, role)
    side.people[Role.PORTFOLIO_MANAGER] = make_member(portfolio, Role.PORTFOLIO_MANAGER)
    side.things["member"] = Membership.objects.get(user=side.people[Role.VIEWER])
    side.things["portfolio_member"] = Membership.objects.get(user=side.people[Role.PORTFOLIO_MANAGER])
    side.things["risk"] = make_risk(project)
    side.things["account"] = account = make_account(project)
    side.things["budget_line"] = make_line(account, 100)
    side.things["actual"] = make_actual(account, 100)
    side.things["actual_import"] = make_import(project)
    side.things["stakeholder"] = make_stakeholder(project)
    make_subscription(side.things["stakeholder"])
    side.things["share_link"] = make_share_link(project, side.people[Role.PROJECT_MANAGER])[0]
    side.things |= make_plan(project)
    side.things["invitation"] = make_invitation(side, ScopeKind.PROJECT, project.pk)
    side.things["portfolio_invitation"] = make_invitation(side, ScopeKind.PORTFOLIO, portfolio.pk)
    return side


def make_plan(project: Project) -> dict[str, Any]:
    """Two linked activities, the second behind another one, and a calendar with an exception."""
    first, second = make_activity(project), make_activity(project)
    calendar = make_calendar(project)
    return {
        "first_activity": first,
        "activity": second,
        "dependency": link(first, second),
        "calendar": calendar,
        "exception": make_holiday(calendar, 9879),
    }


def make_invitation(side: Side, kind: str, scope_id: int | None) -> Invitation:
    return Invitation.objects.create(
        email="guest@example.org",
        role=Role.VIEWER,
        scope_kind=kind,
        scope_id=scope_id,
        secret_hash=hash_secret(new_secret()),
        invited_by=side.people[Role.PROJECT_MANAGER],
        expires_at=timezone.now() + timedelta(days=1),
    )


def in_project(**things: str) -> Callable[[Side], dict[str, Any]]:
    """Address with the project's key and the pk of the named things: ``in_project(pk="member")``."""
    return lambda side: {"key": side.project.key} | {a: side.things[t].pk for a, t in things.items()}


def in_portfolio(**things: str) -> Callable[[Side], dict[str, Any]]:
    return lambda side: (
        {"portfolio_pk": side.portfolio.pk} | {a: side.things[t].pk for a, t in things.items()}
    )


def of(**things: str) -> Callable[[Side], dict[str, Any]]:
    return lambda side: {a: side.things[t].pk for a, t in things.items()}


def risk_number(side: Side) -> dict[str, Any]:
    return {"key": side.project.key, "number": side.things["risk"].number}


def nothing(side: Side) -> dict[str, Any]:
    return {}


ARGUMENTS: dict[str, Callable[[Side], dict[str, Any]]] = {
    # budgets
    "budget_detail": in_project(),
    "budget_activities": in_project(),
    "cost_account_create": in_project(),
    "cost_account_edit": in_project(pk="account"),
    "cost_account_delete": in_project(pk="account"),
    "budget_line_list": in_project(),
    "budget_line_create": in_project(),
    "budget_line_edit": in_project(pk="budget_line"),
    "budget_line_delete": in_project(pk="budget_line"),
    "actual_list": in_project(),
    "actual_create": in_project(),
    "actual_export": in_project(),
    "actual_import": in_project(),
    "actual_import_detail": in_project(pk="actual_import"),
    "actual_import_discard": in_project(pk="actual_import"),
    "actual_edit": in_project(pk="actual"),
    "actual_delete": in_project(pk="actual"),
    # schedules
    "gantt": in_project(),
    "gantt_data": in_project(),
    # risks
    "risk_list": in_project(),
    "risk_create": in_project(),
    "risk_detail": risk_number,
    "risk_edit": risk_number,
    "risk_close": risk_number,
    "risk_reopen": risk_number,
    "site_risks": nothing,
    "api_project-list": nothing,
    "api_project-detail": in_project(),
    "api_health-list": nothing,
    "api_health-detail": in_project(),
    "api_activity-list": nothing,
    "api_activity-detail": of(pk="activity"),
    "api_dependency-list": nothing,
    "api_dependency-detail": of(pk="dependency"),
    "api_risk-list": nothing,
    "api_risk-detail": of(pk="risk"),
    "api_risk-close": of(pk="risk"),
    # notifications
    "inbox": nothing,
    "outbox": nothing,
    # stakeholders
    "stakeholder_list": in_project(),
    "stakeholder_create": in_project(),
    "stakeholder_detail": in_project(pk="stakeholder"),
    "stakeholder_edit": in_project(pk="stakeholder"),
    "stakeholder_delete": in_project(pk="stakeholder"),
    "digest_edit": in_project(pk="stakeholder"),
    "digest_end": in_project(pk="stakeholder"),
    # schedules
    "schedule": in_project(),
    "schedule_undo": in_project(),
    "schedule_redo": in_project(),
    "schedule_options": in_project(),
    "activity_create": in_project(),
    "activity_detail": in_project(pk="activity"),
    "activity_why": in_project(pk="activity"),
    "activity_edit": in_project(pk="activity"),
    "activity_indent": in_project(pk="activity"),
    "activity_outdent": in_project(pk="activity"),
    "activity_move": in_project(pk="activity"),
    "activity_delete": in_project(pk="activity"),
    "activity_cell": lambda side: in_project(pk="activity")(side) | {"column": "name"},
    "dependency_create": in_project(pk="activity"),
    "dependency_edit": in_project(pk="activity", link="dependency"),
    "dependency_delete": in_project(pk="activity", link="dependency"),
    # resources
    "calendar_list": in_project(),
    "calendar_create": in_project(),
    "calendar_edit": in_project(pk="calendar"),
    "calendar_delete": in_project(pk="calendar"),
    "calendar_exception_create": in_project(pk="calendar"),
    "calendar_exception_delete": in_project(pk="calendar", exception="exception"),
    # dashboards
    "digest_preview": in_project(pk="stakeholder"),
    "digest_test": in_project(pk="stakeholder"),
    "share_list": in_project(),
    "share_revoke": in_project(pk="share_link"),
    "home": nothing,
    "portfolio": nothing,
    "project_list": nothing,
    "project_overview": in_project(),
    "search": nothing,
    # accounts
    "gallery": nothing,
    # schedules
    "plan_import_create": nothing,
    # projects
    "portfolio_create": nothing,
    "portfolio_detail": in_portfolio(),
    "portfolio_edit": in_portfolio(),
    "portfolio_people": in_portfolio(),
    "portfolio_member": in_portfolio(pk="portfolio_member"),
    "portfolio_invitation_withdraw": in_portfolio(pk="portfolio_invitation"),
    "programme_create": in_portfolio(),
    "programme_detail": lambda side: {"pk": side.programme.pk},
    "programme_edit": lambda side: {"pk": side.programme.pk},
    "project_create": nothing,
    "project_edit": in_project(),
    "project_archive": in_project(),
    "project_restore": in_project(),
    "project_people": in_project(),
    "project_member": in_project(pk="member"),
    "project_invitation_withdraw": in_project(pk="invitation"),
    "project_audit": in_project(),
    "site_people": nothing,
    "site_audit": nothing,
    "profile": nothing,
    "token_list": nothing,
}
OWN_TESTS: set[str] = {
    "plan_import",
    "plan_import_cancel",
    "site_member",
    "site_invitation_withdraw",
    "token_revoke",
    "alert_acknowledge",
    "message_resend",
    "message_cancel",
    "mailbox",
    "mailbox_mail",
    "mailbox_html",
}
"""Routes whose objects belong to the whole organisation or one person; their app's own tests cover them."""
