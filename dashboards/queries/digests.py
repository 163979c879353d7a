"""What a reader is told of a project: what needs them, what changed since their last digest, the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from accounts.models import hash_secret
from accounts.permissions import can
from common.templatetags.plan import WORDS, plan_date
from dashboards.models import DigestIssue, Outcome
from dashboards.queries.changes import Change, changes_between
from dashboards.queries.home import NOW, SOON, Statement, statements
from dashboards.queries.picture import Picture
from dashboards.queries.status import for_reader, working_time
from engine.health import Colour
from projects.models import Project
from stakeholders.models import DigestSubscription, Stakeholder
from stakeholders.queries.register import reader_actor

ASKS, CHANGES, MILESTONES = 5, 8, 4


@dataclass(frozen=True, slots=True)
class Part:
    """One project's part of a digest for one reader.

    ``content`` is all that is shown, as plain words, and is kept unchanged; ``picture`` is what the
    next digest is compared with. Both hold only what the reader may see.
    """

    project: Project
    picture: Picture
    content: dict[str, Any]

    @property
    def is_news(self) -> bool:
        return bool(self.content["changes"] or self.content["asks"] or self.content["first"])


def part_for(
    subscription: DigestSubscription,
    full: Picture,
    as_of: date,
    *,
    last: DigestIssue | None,
    also_for: Actor | None = None,
) -> Part | None:
    """Return the part of ``subscription``'s project, or None if its reader has no access any more.

    Parameters
    ----------
    full
        The project's picture of ``as_of`` before any right is applied.
    last
        The last issue that was mailed to this reader, if any.
    also_for
        A second person who looks at it (preview, test mail): shown is only what both may see.
    """
    project, stakeholder = subscription.project, subscription.stakeholder
    reader = reader_actor(stakeholder)
    if not can(reader, "project.view", project):
        return None
    with translation.override(stakeholder.language):
        picture = for_reader(full, project, reader)
        before = Picture.from_json(last.picture) if last else None
        if also_for is not None:
            picture = for_reader(picture, project, also_for)
            before = for_reader(before, project, also_for) if before else None
        changes = changes_between(before, picture, working_time(project.pk)) if before else []
        asks = _asks(reader, project, picture, as_of)
        since = last.window_end.astimezone(ZoneInfo(subscription.time_zone)).date() if last else None
        return Part(project, picture, _content(project, picture, changes, asks, since))


def last_mailed(subscriptions: Sequence[DigestSubscription]) -> dict[int, DigestIssue]:
    """Return the newest mailed issue of each subscription; one query."""
    issues = DigestIssue.objects.filter(subscription__in=subscriptions, outcome=Outcome.MAILED)
    return {issue.subscription_id: issue for issue in issues.order_by("window_start", "pk")}


def issues_behind(secret: str) -> list[DigestIssue]:
    """Return the issues that the link in a mail opens, in the mail's order."""
    rows = DigestIssue.objects.filter(token_hash=hash_secret(secret), outcome=Outcome.MAILED)
    return list(rows.select_related("subscription__stakeholder", "subscription__project").order_by("pk"))


def mail_title(contents: Sequence[Mapping[str, Any]]) -> str:
    """Return title and subject: how many projects, and how many of them need the reader."""
    needing = sum(bool(content["asks"]) for content in contents)
    if len(contents) == 1:
        only = contents[0]
        words = {"project": only["project"], "colour": str(WORDS[only["colour"]]).lower()}
        text = _("%(project)s is %(colour)s and needs you") if needing else _("%(project)s is %(colour)s")
        return text % words
    reds = sum(content["colour"] == Colour.RED for content in contents)
    count = {"projects": len(contents), "needing": needing, "reds": reds}
    if needing:
        text = ngettext(
            "%(projects)s projects: %(needing)s needs you",
            "%(projects)s projects: %(needing)s need you",
            needing,
        )
        return text % count
    if reds:
        return _("%(projects)s projects: %(reds)s red") % count
    return _("%(projects)s projects: none is red") % count


def in_order(contents: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Return the projects as a mail shows them: what needs the reader, what changed, what did not."""
    changed = [c for c in contents if c["changes"] or c["first"]]
    return {
        "asking": [c for c in contents if c["asks"]],
        "changed": sorted(changed, key=lambda c: -c["attention"]),
        "unchanged": [c for c in contents if not (c["changes"] or c["first"])],
    }


def running_subscription(stakeholder: Stakeholder) -> DigestSubscription | None:
    """Return the stakeholder's subscription with what rendering needs; one query."""
    rows = DigestSubscription.objects.filter(stakeholder=stakeholder, active=True)
    return rows.select_related("stakeholder__user", "project").first()


def _asks(reader: Actor, project: Project, picture: Picture, as_of: date) -> list[Statement]:
    """Return what is asked of the reader; somebody without an account is asked nothing."""
    if reader.user is None:
        return []
    found = statements(reader, [project], {project.pk: picture}, as_of)
    return [
        s for s in found if s.urgency in (NOW, SOON) and (s.mine or can(reader, "schedule.edit", project))
    ]


def _content(
    project: Project,
    picture: Picture,
    changes: Sequence[Change],
    asks: Sequence[Statement],
    since: date | None,
) -> dict[str, Any]:
    because = picture.because
    return {
        "project": project.name,
        "key": project.key,
        "colour": picture.colour,
        "word": str(WORDS[picture.colour]),
        "area": because.label if because else "",
        "sentence": picture.sentence,
        "attention": picture.attention,
        "areas": [
            {"label": a.label, "colour": a.colour, "word": str(WORDS[a.colour]), "sentence": a.sentence}
            for a in picture.areas
            if a.colour in (Colour.RED, Colour.AMBER) and a is not because
        ],
        "first": since is None,
        "since": plan_date(since),
        "changes": [{"head": c.head, "detail": c.detail, "worse": c.worse} for c in changes[:CHANGES]],
        "more_changes": max(len(changes) - CHANGES, 0),
        "asks": [
            {"head": str(a.head), "why": a.why, "action": str(a.action), "url": a.url} for a in asks[:ASKS]
        ],
        "more_asks": max(len(asks) - ASKS, 0),
        "milestones": [
            {"name": m.name, "date": plan_date(m.date)} for m in picture.milestones if not m.done and m.date
        ][:MILESTONES],
        "data_date": plan_date(project.data_date),
    }
