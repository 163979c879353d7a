"""Who is told about a project's alerts."""

from django.utils import timezone

from accounts.models import Role
from projects.models import Project
from projects.queries.alert_readers import managed_by, managers_of
from tests.factories.projects import make_member, make_portfolio, make_project, make_user


def test_manager_and_members_with_the_role_each_once(db, django_assert_num_queries):
    both, named = make_user(), make_user()
    first, second = make_project(manager=both), make_project(manager=named)
    make_member(first, user=both)
    member = make_member(first)
    for role in (Role.TEAM_MEMBER, Role.VIEWER, Role.AUDITOR):
        make_member(first, role)
    with django_assert_num_queries(2):
        readers = managers_of([first.pk, second.pk])
    assert readers == {first.pk: [both, member], second.pk: [named]}
    assert managers_of([]) == {}


def test_nobody_inactive_and_nothing_archived(db):
    gone = make_user(is_active=False)
    project = make_project(manager=gone)
    make_member(project, user=gone)
    assert managers_of([project.pk]) == {}
    archived = make_project(manager=make_user())
    make_member(archived)
    Project.objects.filter(pk=archived.pk).update(archived_at=timezone.now())
    assert managers_of([archived.pk]) == {}


def test_the_projects_of_a_person_are_those_whose_readers_hold_them(db):
    person = make_user()
    led, named = make_project(), make_project(manager=person)
    make_member(led, user=person)
    make_member(make_project(), Role.VIEWER, user=person)
    make_member(make_portfolio(), Role.PORTFOLIO_MANAGER, user=person)
    make_project()
    assert set(managed_by(person).values_list("pk", flat=True)) == {led.pk, named.pk}
