"""The register: filters, order, search, pages, who sees what, and a fixed number of queries."""

from datetime import date

import pytest
from django.http import QueryDict

from accounts.actors import user_actor
from accounts.models import Role
from common.charts.matrix import band
from risks.models import MATRIX, Risk, Status
from risks.queries.register import PAGE_SIZE, Choice, count_risks, list_risks, project_risks, visible_risks
from tests.factories.projects import make_member, make_project
from tests.factories.risks import make_risk

DAY = date(2027, 1, 20)


def titles(project, **choice) -> list[str]:
    return [r.title for r in list_risks(project_risks(project), Choice(**choice), DAY)]


def test_the_filters_and_their_figures(project):
    make_risk(project, 4, 4, title="High", review_date=date(2027, 1, 21))
    make_risk(project, 1, 1, title="Due", review_date=DAY)
    make_risk(project, 5, 5, title="Proposed", status=Status.PROPOSED)
    make_risk(project, 5, 5, title="Over", closed="Done.", review_date=DAY)
    make_risk(make_project(), 5, 5, title="Elsewhere")
    counts = count_risks(project_risks(project), DAY)
    assert (counts.open, counts.high, counts.review, counts.closed) == (3, 1, 1, 1)
    assert titles(project) == ["Proposed", "High", "Due"]
    assert titles(project, show="high") == ["High"]
    assert titles(project, show="review") == ["Due"]
    assert titles(project, show="closed") == ["Over"]


def test_every_order_both_ways_and_empty_values_last(project):
    ann, bob = make_member(project, user=None), make_member(project)
    type(ann).objects.filter(pk=ann.pk).update(name="Ann")
    type(bob).objects.filter(pk=bob.pk).update(name="Bob")
    make_risk(project, 1, 2, title="b", owner=ann, review_date=date(2027, 2, 1), strategy="avoid")
    make_risk(project, 1, 1, title="A", owner=bob, review_date=date(2027, 1, 1), strategy="transfer")
    make_risk(project, 1, 3, title="c")
    assert titles(project, sort="title") == ["A", "b", "c"]
    assert titles(project, sort="-title") == ["c", "b", "A"]
    assert titles(project, sort="number") == ["b", "A", "c"]
    assert titles(project, sort="score") == ["A", "b", "c"]
    assert titles(project, sort="owner") == ["b", "A", "c"]
    assert titles(project, sort="-owner") == ["A", "b", "c"]
    assert titles(project, sort="review") == ["A", "b", "c"]
    assert titles(project, sort="-review") == ["b", "A", "c"]
    assert titles(project, sort="-strategy")[:1] == ["A"] or titles(project, sort="-strategy")[0] == "A"


def test_of_equal_scores_the_graver_stands_first(project):
    make_risk(project, 4, 2, title="Likely")
    make_risk(project, 2, 4, title="Grave")
    assert titles(project) == ["Grave", "Likely"]


@pytest.mark.parametrize("text", ["R-2", "r-2", "2", "CERTIFICATE", "lab changed", "Ravi"])
def test_search(project, text):
    owner = make_member(project)
    type(owner).objects.filter(pk=owner.pk).update(name="Ravi Nair")
    make_risk(project, title="Other")
    make_risk(project, title="Firmware certificate", cause="The lab changed its profile.", owner=owner)
    assert titles(project, search=text) == ["Firmware certificate"]


def test_an_unknown_choice_falls_back():
    query = QueryDict("show=secret&sort=owner__password&page=-3&q=%20x%20")
    assert Choice.read(query) == Choice(search="x")
    assert Choice.read(QueryDict("show=closed&sort=-review&page=2")) == Choice("closed", "-review", "", 2)


def test_pages(project):
    for n in range(PAGE_SIZE + 1):
        make_risk(project, title=f"{n:03}")
    assert len(titles(project)) == PAGE_SIZE
    assert titles(project, page=2) == [f"{PAGE_SIZE:03}"]
    assert titles(project, page=99) == [f"{PAGE_SIZE:03}"]


def test_who_sees_which_risk(project, stranger):
    mine, foreign = make_risk(project), make_risk(make_project())
    for scope in (project, project.portfolio):
        person = user_actor(make_member(scope, Role.VIEWER))
        assert list(Risk.objects.visible_to(person)) == [mine]
    everywhere = user_actor(make_member(None, Role.AUDITOR))
    assert set(visible_risks(everywhere)) == {mine, foreign}
    assert not Risk.objects.visible_to(user_actor(stranger)).exists()


def test_archived_projects_are_not_in_the_list_of_all(project):
    make_risk(project)
    type(project).objects.filter(pk=project.pk).update(archived_at="2027-01-01T00:00Z")
    everywhere = user_actor(make_member(None, Role.AUDITOR))
    assert not visible_risks(everywhere).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_two_queries_whatever_the_number(project, rows, django_assert_num_queries):
    for _ in range(rows):
        make_risk(project, owner=make_member(project))
    with django_assert_num_queries(2):
        shown = [(r.project.key, r.owner.name) for r in list_risks(project_risks(project), Choice(), DAY)]
    assert len(shown) == rows


def test_the_bands_of_the_drawing_are_the_engines():
    shades = {"low": "m1", "moderate": "m2", "high": "m3", "extreme": "m4"}
    scores = {score for row in MATRIX.grid() for score in row}
    assert {score: band(score) for score in scores} == {s: shades[MATRIX.band(s).key] for s in scores}
