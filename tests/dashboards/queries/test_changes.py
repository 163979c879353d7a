"""What changed between two pictures, in words, worst first."""

from dashboards.queries.changes import changes_between
from tests.factories.dashboards import (
    FINISH,
    area,
    cost_line,
    make_picture,
    milestone,
    plan_time,
    risk_line,
    standard_days,
)

NBSP = "\u00a0"


def heads(before, after):
    changes = changes_between(before, after, standard_days)
    return [c.head.replace(", 2027", "").replace(NBSP, " ") for c in changes]


def test_the_same_picture_has_no_changes():
    full = make_picture(milestones=(milestone(1),), risks=(risk_line(1, 16, high=True),), cost=cost_line())
    assert heads(full, full) == []


def test_a_slip_is_told_in_working_days():
    # NET-1 with A 7 d: Thu Jan 28 → Mon Feb 1 is Fri and Mon = 2 working days
    feb1 = plan_time(2, 1)
    first, later = plan_time(1, 20), plan_time(1, 22)
    before = make_picture(milestones=(milestone(4, "Tested", first), milestone(5, date=FINISH)))
    after = make_picture(finish=feb1, milestones=(milestone(4, "Tested", later), milestone(5, date=feb1)))
    # "Pilot live" is the finish itself and is told once
    assert heads(before, after) == ["Finish Jan 28 → Feb 1 (+2 d)", "Tested Jan 20 → Jan 22 (+2 d)"]
    assert heads(after, before)[0] == "Finish Feb 1 → Jan 28 (\u22122 d)"
    assert [c.worse for c in changes_between(before, after, standard_days)] == [True, True]


def test_a_colour_comes_first_with_its_evidence():
    before = make_picture()
    after = make_picture(
        areas=(area("schedule", "red", "Float \u22122 d."), area("risk")), finish=FINISH + 480
    )
    changes = changes_between(before, after, standard_days)
    assert (changes[0].head, changes[0].detail) == ("Schedule Green → Red", "Float \u22122 d.")
    assert changes[0].worse
    assert not changes_between(after, before, standard_days)[0].worse


def test_a_milestone_reached_is_told_once():
    before = make_picture(milestones=(milestone(5),))
    after = make_picture(milestones=(milestone(5, done=True),))
    assert heads(before, after) == ["Pilot live reached Jan 28"]
    assert heads(after, after) == []


def test_risks_that_are_new_and_high_or_changed_or_gone():
    before = make_picture(risks=(risk_line(1, 9), risk_line(2, 16, high=True), risk_line(3, 20, high=True)))
    after = make_picture(risks=(risk_line(1, 16, high=True), risk_line(2, 6), risk_line(4, 15, high=True)))
    assert sorted(heads(before, after)) == [
        "R-1 API vendor slips rose 9 → 16",
        "R-2 API vendor slips fell 16 → 6",
        "R-3 API vendor slips is no longer open",
        "R-4 API vendor slips is new, score 15",
    ]


def test_a_new_low_risk_is_no_news():
    assert heads(make_picture(), make_picture(risks=(risk_line(9, 6),))) == []


def test_amounts_change_only_between_pictures_that_have_them():
    before, after = make_picture(cost=cost_line(eac=11_000_000)), make_picture(cost=cost_line())
    assert heads(before, after) == ["EAC 110,000 → 120,000"]
    assert heads(before.without_cost(), after.without_cost()) == []
    assert heads(before.without_cost(), after) == []


def test_progress_is_told_in_whole_percent():
    assert heads(make_picture(), make_picture(progress=20.4)) == []
    assert heads(make_picture(), make_picture(progress=35.0)) == ["Progress 20 % → 35 %"]
