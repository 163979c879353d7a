"""Search over everything a person may open, and what they may do there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import User
from accounts.permissions import can, can_somewhere
from common.navigation import Command, commands, places, tabs
from common.registry import Openable, openable, openables
from projects.models import Membership, Project

PER_KIND = 5
PREFIXES = {"#": "activity", "!": "risk"}


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the palette."""

    icon: str
    title: SafeString
    context: str
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the palette shows for a question."""

    go_to: list[Hit]
    do: list[Hit]


def search(actor: Actor, question: str) -> Answer:
    """Return what ``question`` finds among objects, people, places and commands the actor may see.

    ``#`` asks for activities only, ``!`` for risks, ``@`` for people, ``>`` for commands. One query a
    kind of object.
    """
    question = " ".join(question.split())[:80]
    kind, words = question[:1], question[1:].split() if question[:1] in "#!@>" else question.split()
    if kind in PREFIXES:
        entry = openable(PREFIXES[kind])
        return Answer(_objects(actor, entry, words) if entry else [], [])
    if kind == "@":
        return Answer(_people(actor, words), [])
    if kind == ">":
        return Answer([], _commands(actor, words))
    found = [hit for entry in openables() for hit in _objects(actor, entry, words)] if words else []
    found = [*found, *_people(actor, words)] if words else found
    return Answer(_rank([*found, *_places(actor, words)], words), _commands(actor, words))


def _objects(actor: Actor, entry: Openable, words: list[str]) -> list[Hit]:
    rows = entry.model._default_manager.visible_to(actor)  # type: ignore[attr-defined]  # every openable has it
    for word in words:
        rows = rows.filter(_any(entry.search_fields, word))
    if any(f.name == "project" for f in entry.model._meta.fields):
        rows = rows.filter(project__archived_at=None).select_related("project")
    return [
        Hit(entry.icon, mark(row.title, words), _context(entry, row), row.get_absolute_url())
        for row in rows[:PER_KIND]
    ]


def _any(fields: tuple[str, ...], word: str) -> Q:
    query = Q()
    for field in fields:
        query |= Q(**{f"{field}__icontains": word})
    return query


def _context(entry: Openable, row: object) -> str:
    if entry.context is not None:
        return str(entry.context(row))
    project = getattr(row, "project", None)
    return f"{project.key}, {entry.kind}" if project is not None else str(entry.label)


def _people(actor: Actor, words: list[str]) -> list[Hit]:
    """Return people by name: all for those who manage people, else members where roles are the actor's."""
    if not words:
        return []
    if can(actor, "user.manage"):
        rows = User.objects.filter(is_active=True)
        for word in words:
            rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
        return [Hit("people", mark(u.name, words), u.email, reverse("site_people")) for u in rows[:PER_KIND]]
    members = Membership.objects.filter(project__in=Project.objects.allowing(actor, "member.manage").live())
    for word in words:
        members = members.filter(Q(user__name__icontains=word) | Q(user__email__icontains=word))
    found = {m.user_id: m for m in members.select_related("user", "project").order_by("-project")}
    return [_member(m, words) for m in list(found.values())[:PER_KIND]]


def _member(member: Membership, words: list[str]) -> Hit:
    assert member.project is not None
    where = f"{member.get_role_display()}, {member.project.key}"
    return Hit(
        "people", mark(member.user.name, words), where, reverse("project_people", args=[member.project.key])
    )


def _places(actor: Actor, words: list[str]) -> list[Hit]:
    shown = [p for p in places() if not p.action or can_somewhere(actor, p.action)]
    return [
        Hit(p.icon, mark(str(p.label), words), _("place"), reverse(p.url_name))
        for p in shown
        if _matches(str(p.label), words)
    ]


def _commands(actor: Actor, words: list[str]) -> list[Hit]:
    hits = [hit for c in commands() if not c.in_project for hit in _general(actor, c, words)]
    if words:
        projects = Project.objects.visible_to(actor).live()
        for word in words:
            projects = projects.filter(_any(("name", "key"), word))
        for project in projects[:2]:
            hits.extend(_in_project(actor, project, words))
    return hits[: 2 * PER_KIND]


def _general(actor: Actor, command: Command, words: list[str]) -> Iterator[Hit]:
    label = str(command.label)
    if _matches(label, words) and can_somewhere(actor, command.action):
        yield Hit(command.icon, mark(label, words), "", reverse(command.url_name))


def _in_project(actor: Actor, project: Project, words: list[str]) -> Iterator[Hit]:
    for command in commands():
        if command.in_project and can(actor, command.action, project):
            label = str(command.label) % {"project": project.name}
            yield Hit(command.icon, mark(label, words), "", reverse(command.url_name, args=[project.key]))
    for tab in tabs():
        if can(actor, tab.action, project):
            label = _("Open %(tab)s of %(project)s") % {"tab": tab.label, "project": project.name}
            yield Hit("chevron-right", mark(label, words), "", reverse(tab.url_name, args=[project.key]))


def _matches(label: str, words: list[str]) -> bool:
    return all(word.casefold() in label.casefold() for word in words)


def _rank(hits: list[Hit], words: list[str]) -> list[Hit]:
    """Put those whose title begins with what was typed first; otherwise keep the order of kinds."""
    start = " ".join(words).casefold()
    plain = [re.sub(r"<[^>]+>", "", hit.title).casefold() for hit in hits]
    order = sorted(range(len(hits)), key=lambda i: (not plain[i].startswith(start), i))
    return [hits[i] for i in order][:12]


def mark(text: str, words: list[str]) -> SafeString:
    """Return ``text`` escaped, with each place where a word occurs marked."""
    if not words:
        return format_html("{}", text)
    pattern = "(" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"
    parts = re.split(pattern, text, flags=re.IGNORECASE)
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", p) if i % 2 else p,) for i, p in enumerate(parts))
    )
