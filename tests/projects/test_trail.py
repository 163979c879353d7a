"""The audit page."""

from accounts.models import Role
from projects.services.projects import edit_project
from tests.factories.projects import make_member, make_project


def test_a_project_shows_its_own_events_only(actor, project, pm_client):
    edit_project(actor=actor, project=project, version=1, name="Renamed")
    other = make_project(name="Elsewhere")
    edit_project(actor=actor, project=other, version=1, name="Elsewhere two")
    page = pm_client.get(f"/projects/{project.key}/audit/").content.decode()
    assert "Renamed" in page
    assert actor.user.name in page
    assert "Elsewhere" not in page


def test_the_number_of_queries_does_not_grow(actor, project, pm_client, django_assert_max_num_queries):
    for number in range(3):
        edit_project(actor=actor, project=project, version=project.version, name=f"Name {number}")
    with django_assert_max_num_queries(12):
        pm_client.get(f"/projects/{project.key}/audit/")


def test_the_export_quotes_formulas(actor, project, pm_client):
    edit_project(actor=actor, project=project, version=1, name="=1+1")
    text = pm_client.get(f"/projects/{project.key}/audit/?format=csv").content.decode()
    assert "'=1+1" in text


def test_a_team_member_may_not_read_it(client, project):
    client.force_login(make_member(project, Role.TEAM_MEMBER))
    assert client.get(f"/projects/{project.key}/audit/").status_code == 403
