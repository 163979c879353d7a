"""A risk's history and its earlier values come from the audit trail."""

import pytest

from accounts.actors import user_actor
from risks.models import Risk
from risks.queries.history import fields_at, risk_history
from risks.services.register import close_risk, edit_risk
from tests.factories.projects import make_member
from tests.factories.risks import make_risk


def test_history_is_newest_first_with_names(project, actor):
    mei = make_member(project)
    risk = make_risk(project, 3, 3, actor=actor)
    edit_risk(actor=user_actor(mei), risk=risk, version=1, probability=4, owner=mei)
    close_risk(actor=actor, risk=risk, version=2, reason="Lab confirmed.")
    closed, edited, created = risk_history(risk)
    assert (created.action, created.actor) == ("risk.create", actor.user.name)
    assert (edited.actor, edited.version) == (mei.name, 2)
    changes = {c.field: (c.before, c.after) for c in edited.changes}
    assert changes == {"probability": (3, 4), "score": (9, 12), "owner": (None, mei.name)}
    assert (closed.action, closed.reason) == ("risk.close", "Lab confirmed.")


def test_values_as_they_were_at_a_version(project, actor):
    risk = make_risk(project, 2, 2, title="One")
    edit_risk(actor=actor, risk=risk, version=1, title="Two", impact=3)
    edit_risk(actor=actor, risk=risk, version=2, title="Three")
    assert fields_at(risk, 1) == {"title": "One", "impact": 2, "score": 4}
    assert fields_at(risk, 2) == {"title": "Two"}
    assert fields_at(Risk.objects.get(pk=risk.pk), 3) == {}


@pytest.mark.parametrize("rows", [1, 3])
def test_two_queries_whatever_the_number(project, actor, rows, django_assert_num_queries):
    risk = make_risk(project, actor=actor)
    for n in range(rows):
        edit_risk(actor=user_actor(make_member(project)), risk=risk, version=n + 1, title=f"Title {n}")
    with django_assert_num_queries(2):
        assert len(risk_history(risk)) == rows + 1
