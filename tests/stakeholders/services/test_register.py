"""The register: audited without personal data, private notes behind their own right, no lost update."""

import json

import pytest

from accounts.actors import SYSTEM, user_actor
from accounts.models import Role
from common.errors import Conflict, DomainError
from common.models import AuditEvent
from stakeholders.models import Stakeholder
from stakeholders.services import register
from tests.factories.projects import make_member, make_project
from tests.factories.stakeholders import make_stakeholder, make_subscription

VALUES = {
    "name": "Dana Whitlock",
    "email": "dana@example.org",
    "power": 5,
    "expectations": "Pilot live before the fair",
    "private_notes": "Leaves in May",
}


@pytest.fixture
def limited(project):
    """Return a project manager without the right to private notes."""
    return user_actor(make_member(project, Role.PROJECT_MANAGER))


def test_create_keeps_every_field_and_raises_the_revision(actor, project):
    dana = register.create_stakeholder(actor=actor, project=project, values=VALUES)
    stored = Stakeholder.objects.get(pk=dana.pk)
    assert {name: getattr(stored, name) for name in VALUES} == VALUES
    before = project.revision
    project.refresh_from_db()
    assert project.revision == before + 1


def test_the_trail_says_what_was_set_but_names_nobody(actor, project):
    dana = register.create_stakeholder(actor=actor, project=project, values=VALUES)
    changed = {"name": "Dana W.", "private_notes": "Stays", "power": 4}
    register.edit_stakeholder(actor=actor, stakeholder=dana, values=changed, version=dana.version)
    register.delete_stakeholder(actor=actor, stakeholder=dana)
    events = list(AuditEvent.objects.order_by("pk"))
    assert [e.action for e in events] == ["stakeholder.create", "stakeholder.edit", "stakeholder.delete"]
    assert (events[1].before["power"], events[1].after["power"]) == (5, 4)
    assert events[1].after["private_notes"] is True
    kept = json.dumps([[e.object_title, e.before, e.after, e.reason] for e in events])
    assert not any(word in kept for word in ("Dana", "dana@", "May", "Stays", "fair"))


def test_without_the_private_right_notes_cannot_be_written(limited, project):
    dana = make_stakeholder(project, private_notes="Leaves in May")
    with pytest.raises(DomainError, match="right of their own"):
        register.edit_stakeholder(
            actor=limited, stakeholder=dana, values={"private_notes": ""}, version=dana.version
        )
    register.edit_stakeholder(actor=limited, stakeholder=dana, values={"power": 1}, version=dana.version)
    dana.refresh_from_db()
    assert (dana.power, dana.private_notes) == (1, "Leaves in May")


def test_an_update_over_a_newer_version_is_refused_with_what_stands(actor, project):
    dana = make_stakeholder(project, power=2)
    mine = Stakeholder.objects.get(pk=dana.pk)
    register.edit_stakeholder(actor=actor, stakeholder=dana, values={"power": 4}, version=1)
    with pytest.raises(Conflict) as refused:
        register.edit_stakeholder(actor=actor, stakeholder=mine, values={"power": 1}, version=1)
    assert refused.value.current["power"] == 4
    assert AuditEvent.objects.filter(action="stakeholder.edit").count() == 1


def test_saving_nothing_new_leaves_no_trace(actor, project):
    dana = make_stakeholder(project, power=2)
    register.edit_stakeholder(actor=actor, stakeholder=dana, values={"power": 2}, version=dana.version)
    assert not AuditEvent.objects.exists()


def test_one_address_once_in_a_project(actor, project):
    make_stakeholder(project, email="dana@example.org")
    with pytest.raises(DomainError, match="has this address"):
        register.create_stakeholder(actor=actor, project=project, values=VALUES)
    register.create_stakeholder(actor=SYSTEM, project=make_project(), values=VALUES)


def test_the_address_of_a_running_digest_cannot_be_emptied(actor, project):
    dana = make_stakeholder(project)
    make_subscription(dana)
    with pytest.raises(DomainError, match="digest goes to this address"):
        register.edit_stakeholder(actor=actor, stakeholder=dana, values={"email": ""}, version=dana.version)


def test_delete_takes_the_subscription_along(actor, project):
    dana = make_stakeholder(project)
    make_subscription(dana)
    register.delete_stakeholder(actor=actor, stakeholder=dana)
    assert not Stakeholder.objects.exists()


def test_the_account_follows_the_address_and_nobody_chooses_it(actor, project):
    person, other = make_member(project), make_member(project)
    dana = register.create_stakeholder(
        actor=actor, project=project, values={"name": "Dana", "email": person.email}
    )
    assert dana.user == person
    register.edit_stakeholder(actor=actor, stakeholder=dana, values={"email": other.email}, version=1)
    assert Stakeholder.objects.get().user == other
    register.edit_stakeholder(actor=actor, stakeholder=dana, values={"email": ""}, version=2)
    assert Stakeholder.objects.get().user is None
