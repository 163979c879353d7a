"""Facts of many projects: right figures, two queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from risks.models import Kind, Status
from risks.queries.facts import RiskFacts, risk_facts, top_risks
from tests.factories.projects import make_member, make_project
from tests.factories.risks import make_risk

DAY = date(2027, 1, 20)
BEFORE = DAY - timedelta(days=1)


def test_the_figures_of_one_register(project):
    owner = make_member(project)
    make_risk(project, 4, 4, title="Low impact", response_due=BEFORE)
    top = make_risk(project, 4, 5, title="Grave", owner=owner, review_date=DAY)
    make_risk(project, 5, 5, title="Only proposed", status=Status.PROPOSED, response_due=DAY)
    make_risk(project, 5, 5, title="Happened", closed="It happened.", response_due=BEFORE)
    make_risk(project, 5, 5, title="Chance", kind=Kind.OPPORTUNITY)
    facts = risk_facts([project.pk], DAY)[project.pk]
    # open: all but the closed one; over the threshold of 15: the two active threats (16, 20)
    assert (facts.open_count, facts.over_threshold) == (4, 2)
    assert (facts.overdue_responses, facts.reviews_due) == (1, 1)
    # recorded: all five; unanswered: both threats over the threshold, none has a strategy
    assert (facts.recorded, facts.unanswered) == (5, 2)
    assert [(r.title, r.high) for r in facts.listed] == [
        ("Only proposed", False),
        ("Grave", True),
        ("Low impact", True),
    ]
    assert facts.top is not None
    assert (facts.top.title, facts.top.score) == ("Only proposed", 25)
    assert top.code == "R-2"
    assert [r.title for r in top_risks(project.pk, limit=2)] == ["Only proposed", "Chance"]


def test_the_highest_of_equal_scores_is_the_graver_then_the_older(project):
    owner = make_member(project)
    make_risk(project, 5, 4)
    make_risk(project, 4, 5, title="Graver", owner=owner)
    make_risk(project, 4, 5, title="Later")
    top = risk_facts([project.pk], DAY)[project.pk].top
    assert top is not None
    assert (top.code, top.title, top.owner) == ("R-2", "Graver", owner.name)


def test_the_threshold_is_the_projects_own(project):
    project.risk_threshold = 9
    project.save()
    make_risk(project, 3, 3)
    make_risk(project, 2, 4)
    assert risk_facts([project.pk], DAY)[project.pk].over_threshold == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_two_queries_whatever_the_number(db, rows):
    projects = [make_project() for _ in range(rows)]
    for project in projects:
        for n in range(rows):
            make_risk(project, n + 1, 5)
    empty = make_project()
    ids = [p.pk for p in (*projects, empty)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        facts = risk_facts(ids, DAY)
    assert len(queries) == 2
    assert facts[empty.pk] == RiskFacts()
    assert {facts[p.pk].top.score for p in projects} == {rows * 5}
