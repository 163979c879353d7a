"""Error pages: the same words for absent and forbidden, and nothing that could fail again."""

from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from tests.factories.projects import make_project


def test_an_absent_and_a_foreign_page_answer_alike(pm_client: Client):
    foreign = make_project()
    absent = pm_client.get("/no/such/page/")
    hidden = pm_client.get(f"/projects/{foreign.key}/")
    assert absent.status_code == hidden.status_code == 404
    assert "There is no page here" in absent.content.decode()
    assert foreign.name not in hidden.content.decode()


def test_a_missing_page_needs_no_session(client: Client, db):
    page = client.get("/no/such/page/").content.decode()
    assert "There is no page here" in page
    assert "Search" not in page


def test_the_error_page_needs_no_context_and_no_database():
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "it is our fault" in page
    assert "Nothing was saved" in page
    assert "style=" not in page


def test_an_ended_link_names_nobody():
    page = render_to_string("410.html", {"title": "Dana Whitlock", "user": None})
    assert "This link has ended" in page
    assert "Dana" not in page


def test_a_stale_form_says_what_to_do(db):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 403
    assert "This form is too old" in answer.content.decode()
