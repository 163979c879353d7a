"""The tree: order, levels and codes after every verb; what has no place is refused."""

import pytest

from accounts.actors import Actor
from common.errors import DomainError
from projects.models import Project
from schedules.models import Activity, Dependency
from schedules.services.activities import NewActivity, add_activities, add_activity, edit_activity
from schedules.services.outline import delete_activities, indent, move_activity, move_by, outdent
from tests.factories.schedules import DAY, by_code, make_net1

pytestmark = pytest.mark.django_db


def tree(project: Project) -> str:
    """Return the outline as "A B(C D) E"."""
    rows = Activity.objects.filter(project=project).in_outline_order()
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    text, level = "", 1
    for row in rows:
        text += "(" * (row.level - level) + ")" * (level - row.level)
        text += ("" if not text or text.endswith("(") else " ") + row.code
        level = row.level
    return text + ")" * (level - 1)


@pytest.fixture
def rows(project: Project, actor: Actor) -> dict[str, Activity]:
    add_activities(actor=actor, project=project, rows=[NewActivity(code, code) for code in "ABCDE"])
    return by_code(project)


def test_indent_puts_rows_under_the_one_above(
    project: Project, actor: Actor, rows: dict[str, Activity]
) -> None:
    indent(actor=actor, project=project, activities=[rows["B"].pk, rows["C"].pk])
    assert tree(project) == "A(B C) D E"
    stored = by_code(project)
    assert [stored[code].wbs for code in "ABCDE"] == ["1", "1.1", "1.2", "2", "3"]
    assert stored["A"].is_summary
    indent(actor=actor, project=project, activities=[rows["D"].pk])
    assert tree(project) == "A(B C D) E"
    with pytest.raises(DomainError) as refused:
        indent(actor=actor, project=project, activities=[rows["B"].pk])
    assert refused.value.code == "no_sibling_above"


def test_outdent_takes_the_rows_below_along_under_itself(
    project: Project, actor: Actor, rows: dict[str, Activity]
) -> None:
    indent(actor=actor, project=project, activities=[rows[code].pk for code in "BCD"])
    outdent(actor=actor, project=project, activities=[rows["C"].pk])
    assert tree(project) == "A(B) C(D) E"
    with pytest.raises(DomainError) as refused:
        outdent(actor=actor, project=project, activities=[rows["C"].pk])
    assert refused.value.code == "top_level"


def test_several_rows_outdent_in_their_order(
    project: Project, actor: Actor, rows: dict[str, Activity]
) -> None:
    indent(actor=actor, project=project, activities=[rows[code].pk for code in "BCD"])
    outdent(actor=actor, project=project, activities=[rows["B"].pk, rows["C"].pk])
    assert tree(project) == "A B C(D) E"


def test_move_by_keys_and_to_a_place(project: Project, actor: Actor, rows: dict[str, Activity]) -> None:
    move_by(actor=actor, project=project, activity=rows["A"].pk, step=1)
    assert tree(project) == "B A C D E"
    move_by(actor=actor, project=project, activity=rows["B"].pk, step=-1)
    assert tree(project) == "B A C D E"
    move_activity(actor=actor, project=project, activity=rows["E"].pk, parent=rows["A"].pk, after=None)
    assert tree(project) == "B A(E) C D"
    with pytest.raises(DomainError) as refused:
        move_activity(actor=actor, project=project, activity=rows["A"].pk, parent=rows["E"].pk, after=None)
    assert refused.value.code == "parent_circle"


def test_many_rows_put_into_one_gap_keep_their_order(
    project: Project, actor: Actor, rows: dict[str, Activity]
) -> None:
    for n in range(14):
        add_activity(actor=actor, project=project, name=f"n{n}", code=f"n{n}", after=rows["A"].pk)
    expected = " ".join(["A", *(f"n{n}" for n in reversed(range(14))), "B", "C", "D", "E"])
    assert tree(project) == expected


def test_delete_takes_children_and_links(project: Project, actor: Actor) -> None:
    rows = make_net1(project, actor)
    indent(actor=actor, project=project, activities=[rows["C"].pk])
    edit = delete_activities(actor=actor, project=project, activities=[rows["B"].pk])
    assert tree(project) == "A D M"
    assert edit.label == "Delete 2 Gateway firmware build"
    assert [str(link) for link in Dependency.objects.all()] == [f"{rows['D'].pk} FS {rows['M'].pk}"]
    assert by_code(project)["D"].start == by_code(project)["A"].start


def test_an_activity_cannot_go_under_what_it_waits_for(project: Project, actor: Actor) -> None:
    rows = make_net1(project, actor)
    with pytest.raises(DomainError) as refused:
        indent(actor=actor, project=project, activities=[rows["B"].pk])
    assert refused.value.code == "dependency_within_summary"
    assert "Interface spec" in refused.value.message
    assert "Gateway firmware build" in refused.value.message
    assert tree(project) == "A B C D M"


def test_a_summary_spans_its_activities_and_rolls_up_progress(project: Project, actor: Actor) -> None:
    rows = make_net1(project, actor)
    edit_activity(actor=actor, project=project, activity=rows["B"].pk, percent_complete=50.0)
    add_activity(actor=actor, project=project, name="Core", code="S")
    stored = by_code(project)
    for code in "ABCDM":
        move_activity(
            actor=actor,
            project=project,
            activity=stored[code].pk,
            parent=stored["S"].pk,
            after=stored[chr(ord(code) - 1)].pk
            if code in "BCD"
            else (stored["D"].pk if code == "M" else None),
        )
    summary = by_code(project)["S"]
    assert tree(project) == "S(A B C D M)"
    assert (summary.start, summary.finish) == (stored["A"].start, stored["M"].finish)
    assert summary.span == 18 * DAY  # Jan 4 to Jan 28: 19 weekdays less the holiday
    assert summary.progress == round(10 * 50 / 22, 2)  # 5 + 10 + 4 + 3 = 22 days, 5 of them done
    assert summary.critical
    with pytest.raises(DomainError) as refused:
        edit_activity(actor=actor, project=project, activity=summary.pk, duration=3 * DAY)
    assert (refused.value.code, refused.value.field) == ("summary_field", "duration")
