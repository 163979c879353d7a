"""A picture keeps everything through JSON, and loses every amount for a reader without the cost right."""

import json
from datetime import date

from dashboards.queries.picture import Picture
from tests.factories.dashboards import area, cost_line, make_picture, milestone, plan_time, risk_line

RED_BY_COST = make_picture(
    areas=(
        area("schedule"),
        area("cost", "red", "EAC 120,000 is 20 % over BAC 100,000."),
        area("risk", "amber"),
    ),
    cost=cost_line(),
    milestones=(milestone(1), milestone(2, done=True)),
    risks=(risk_line(7, 16, high=True),),
)


def test_a_picture_survives_json():
    assert Picture.from_json(json.loads(json.dumps(RED_BY_COST.as_json()))) == RED_BY_COST
    plain = RED_BY_COST.without_cost()
    assert Picture.from_json(json.loads(json.dumps(plain.as_json()))) == plain


def test_the_overall_colour_is_the_worst_area_with_its_sentence():
    assert (RED_BY_COST.colour, RED_BY_COST.because.key) == ("red", "cost")
    assert RED_BY_COST.sentence == "EAC 120,000 is 20 % over BAC 100,000."


def test_without_the_cost_right_no_amount_and_no_colour_of_an_amount_is_left():
    plain = RED_BY_COST.without_cost()
    assert (plain.colour, plain.because.key) == ("amber", "risk")
    kept = json.dumps(plain.as_json())
    assert not any(amount in kept for amount in ("120,000", "100,000", "12000000", "10000000", "EAC"))
    assert plain.attention < RED_BY_COST.attention


def test_a_picture_fits_only_its_own_revision_day_and_language():
    fitting = {"revision": 1, "day": date(2027, 1, 18), "language": "en"}
    picture = make_picture()
    assert picture.fits(**fitting)
    for other in ({"revision": 2}, {"day": date(2027, 1, 19)}, {"language": "de"}):
        assert not picture.fits(**fitting | other)


def test_a_milestone_is_late_past_its_deadline_until_it_is_done():
    jan29 = plan_time(1, 29)
    assert not milestone(1, deadline=jan29).late
    assert not milestone(1, date=jan29, deadline=jan29).late
    assert milestone(1, date=jan29 + 1, deadline=jan29).late
    assert not milestone(1, date=jan29 + 1, deadline=jan29, done=True).late
    assert not milestone(1).late
