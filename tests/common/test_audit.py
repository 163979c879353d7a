"""The audit trail: chained, verified, refused by the database when changed."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.actors import Actor
from common import audit
from common.models import AuditEvent
from projects.models import Project


def write(actor: Actor, project: Project, **kwargs: object) -> AuditEvent:
    with transaction.atomic():
        return audit.record(actor=actor, action="project.edit", obj=project, project_id=project.pk, **kwargs)


def test_events_form_a_chain(actor, project):
    first = write(actor, project, before={"name": "a"}, after={"name": "b"})
    second = write(actor, project, reason="because")
    assert (first.position, second.position) == (1, 2)
    assert second.previous == first.digest
    assert first.actor_id == actor.user.pk
    assert not list(audit.broken_chains())


def test_two_projects_have_two_chains(actor, project):
    write(actor, project)
    with transaction.atomic():
        other = audit.record(actor=actor, action="user.create", obj=actor.user)
    assert (other.chain, other.position) == ("site", 1)


@pytest.mark.parametrize(
    "statement", ["UPDATE common_auditevent SET reason = 'x'", "DELETE FROM common_auditevent"]
)
def test_the_database_refuses_to_change_an_event(actor, project, statement):
    write(actor, project)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEvent.objects.get().reason == ""


def test_a_changed_event_is_found(actor, project):
    event = write(actor, project)
    write(actor, project)
    forged = AuditEvent(**{f.name: getattr(event, f.name) for f in AuditEvent._meta.fields if f.name != "id"})
    forged.chain, forged.reason = "project:0", "forged"
    forged.save(force_insert=True)
    with pytest.raises(CommandError, match="event 1 does not fit"):
        call_command("audit", "verify")


def test_a_missing_end_is_found(actor, project):
    event = write(actor, project)
    audit.AuditChain.objects.filter(name=event.chain).update(length=3)
    assert list(audit.broken_chains()) == [f"{event.chain}: 2 events are missing at the end."]


@pytest.mark.django_db(transaction=False)
def test_changes_lists_only_what_differs(project):
    before, after = audit.changes(project, {"name": "New", "currency": project.currency})
    assert (before, after) == ({"name": project.name}, {"name": "New"})
