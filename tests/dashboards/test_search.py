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


def test_people_are_found_by_administrators_only(project, manager):
    admin = user_actor(make_member(None, Role.ADMINISTRATOR))
    assert titles(admin, f"@{manager.name}")[0]
    assert titles(user_actor(manager), f"@{manager.name}") == ([], [])


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
