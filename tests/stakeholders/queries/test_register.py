"""The register as a person may see it, in the order of who to talk to."""

import pytest

from accounts.actors import user_actor
from accounts.models import Role
from accounts.permissions import can
from stakeholders.models import Stakeholder
from stakeholders.queries.register import private_notes, reader_actor, register
from tests.factories.projects import make_member, make_project, make_user
from tests.factories.stakeholders import make_stakeholder, make_subscription


def test_the_widest_gap_times_power_comes_first(project):
    make_stakeholder(project, name="At ease", engagement_current="supportive", power=5)
    make_stakeholder(project, name="Works council", engagement_current="unaware", power=4)
    make_stakeholder(project, name="Henrik Falk", engagement_current="resistant", power=4)
    rows = register(project)
    assert [r.stakeholder.name for r in rows] == ["Works council", "Henrik Falk", "At ease"]
    assert rows[0].cells == ("C", "", "", "D", "")
    assert rows[2].cells == ("", "", "", "CD", "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_is_one_query(project, django_assert_num_queries, count):
    for _ in range(count):
        make_subscription(make_stakeholder(project))
    with django_assert_num_queries(1):
        assert all(row.subscription for row in register(project))


def test_private_notes_are_none_without_their_right(project, actor):
    dana = make_stakeholder(project, private_notes="Leaves in May")
    viewer = user_actor(make_member(project, Role.VIEWER))
    private_viewer = user_actor(make_member(project, Role.VIEWER, private=True))
    assert private_notes(actor, dana) == "Leaves in May"
    assert private_notes(viewer, dana) is None
    assert private_notes(private_viewer, dana) == "Leaves in May"


def test_a_stranger_sees_no_stakeholder_and_a_share_link_sees_none(project, actor):
    dana = make_stakeholder(project)
    make_stakeholder(make_project())
    assert list(Stakeholder.objects.visible_to(actor)) == [dana]
    assert not Stakeholder.objects.visible_to(user_actor(make_user()))
    assert not Stakeholder.objects.visible_to(reader_actor(dana))


def test_a_reader_without_an_account_sees_the_plan_but_no_amounts(project, manager):
    reader = reader_actor(make_stakeholder(project))
    assert can(reader, "project.view", project)
    assert not can(reader, "cost.view", project)
    assert not can(reader, "project.view", make_project())
    own = make_stakeholder(project, user=manager, email=manager.email)
    assert can(reader_actor(own), "cost.view", project)


def test_a_mail_to_another_address_never_shows_what_the_account_sees(project, manager):
    other = make_stakeholder(project, user=manager, email="somebody.else@example.org")
    assert not can(reader_actor(other), "cost.view", project)
