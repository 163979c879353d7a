"""The palette finds what its reader may open, and nothing else."""

from accounts.actors import user_actor
from accounts.models import Role
from dashboards.queries.search import mark, search
from tests.factories.projects import make_member, make_project


def titles(actor, question):
    answer = search(actor, question)
    return [hit.title for hit in answer.go_to], [hit.title for hit in answer.do]


def test_finds_own_and_hides_foreign(actor, project):
    make_project(name="Project foreign")
    found, do = titles(actor, "project")
    assert any(project.name.split()[-1] in t for t in found)
    assert not any("foreign" in t for t in [*found, *do])


def test_offers_what_the_person_may_do(actor, project):
    _found, do = titles(actor, project.name)
    assert any(t.startswith("Edit") for t in do)
    viewer = user_actor(make_member(project, Role.VIEWER))
    _found, do = titles(viewer, project.name)
    assert not any(t.startswith("Edit") for t in do)


def test_administrators_find_everybody(project, stranger):
    admin = user_actor(make_member(None, Role.ADMINISTRATOR))
    found = search(admin, f"@{stranger.name}").go_to
    assert found[0].context == stranger.email


def test_managers_find_the_members_of_their_projects(actor, project, stranger):
    member = make_member(project, Role.VIEWER)
    elsewhere = make_member(make_project(), Role.VIEWER)
    found = search(actor, f"@{member.name}").go_to
    assert [(hit.context, hit.url) for hit in found] == [
        (f"Viewer, {project.key}", f"/projects/{project.key}/people/")
    ]
    assert titles(actor, f"@{elsewhere.name}") == ([], [])
    assert titles(actor, f"@{stranger.email}") == ([], [])


def test_others_find_nobody(project, manager):
    viewer = user_actor(make_member(project, Role.VIEWER))
    assert titles(viewer, f"@{manager.name}") == ([], [])


def test_marks_escape():
    assert mark("<b>Gate", ["gate"]) == "&lt;b&gt;<mark>Gate</mark>"


def test_page_and_palette(pm_client, project):
    page = pm_client.get("/search/", {"q": project.key})
    assert project.key in page.content.decode()
    part = pm_client.get(
        "/search/", {"q": project.key}, headers={"HX-Request": "true", "HX-Target": "palette-results"}
    )
    assert "<html" not in part.content.decode()
    assert project.key in part.content.decode()
