"""The driving chain in sentences: NET-1's, and one sentence for each thing that can decide a date."""

import pytest
from django.test import Client

from accounts.actors import Actor
from projects.models import Project
from schedules.models import Activity
from schedules.queries.why import Why, why
from schedules.services.activities import NewActivity, add_activities, edit_activity
from schedules.services.dependencies import Link, set_predecessors
from tests.factories.schedules import DAY, at, by_code, make_net1

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(project: Project, actor: Actor) -> dict[str, Activity]:
    return make_net1(project, actor)


def ask(project: Project, code: str) -> Why:
    found = why(project, project.schedule, by_code(project)[code])
    assert found is not None
    return found


def plain(text: str) -> str:
    """Return the text without the year, which is shown when it is not the current one."""
    return text.replace(", 2027", "").replace("\xa0", " ")


def test_the_chain_of_d_is_b_then_a(project: Project, rows: dict[str, Activity]) -> None:
    found = ask(project, "D")
    assert [plain(step.title) for step in found.steps] == [
        "D starts Tue Jan 26",
        "B runs Jan 11 to Jan 25",
        "A runs Jan 4 to Jan 8",
    ]
    assert plain(found.steps[0].reasons[0]) == "because B Gateway firmware build ends Mon Jan 25 (FS+0)."
    assert plain(found.steps[1].reasons[-1]) == (
        "10 working days in 15 calendar days: 2 weekends (4 days) and 1 holiday (Jan 18 Holiday)."
    )
    assert plain(found.steps[2].reasons[0]) == "It starts with the project, Mon Jan 4."
    assert plain(found.whole).endswith("3 weekends (6 days) and 1 holiday (Jan 18 Holiday).")
    assert all(step.critical for step in found.steps)


CAUSES = [
    ({"constraint": "SNET", "constraint_date": at("2027-01-20 08:00")}, "start no earlier than Wed Jan 20"),
    ({"mode": "manual"}, "pinned as typed"),
    ({"percent_complete": 10.0}, "actual date"),
    ({"constraint": "ALAP"}, "as late as possible"),
]


@pytest.mark.parametrize(("fields", "words"), CAUSES)
def test_each_cause_has_its_sentence(
    project: Project, actor: Actor, rows: dict[str, Activity], fields: dict, words: str
) -> None:
    edit_activity(actor=actor, project=project, activity=rows["C"].pk, **fields)
    assert words in plain(ask(project, "C").steps[0].reasons[0])


def test_a_lag_is_named_and_a_start_link_says_starts(
    project: Project, actor: Actor, rows: dict[str, Activity]
) -> None:
    links = [Link("C", "SS", 12 * DAY)]
    set_predecessors(actor=actor, project=project, activity=rows["D"].pk, links=links)
    reason = plain(ask(project, "D").steps[0].reasons[0])
    assert reason == "because C Site survey starts Mon Jan 11 (SS+12 d)."


def test_a_long_chain_is_cut_but_keeps_its_origin(project: Project, actor: Actor) -> None:
    rows = [
        NewActivity(f"Step {n}", f"S{n}", duration=DAY, links=((f"S{n - 1}", "FS", 0),) if n else ())
        for n in range(20)
    ]
    add_activities(actor=actor, project=project, rows=rows)
    found = ask(project, "S19")
    assert [plain(step.title)[:4].strip() for step in found.steps] == [f"S{n}" for n in range(19, 12, -1)]
    assert found.more == 12  # S12 to S1
    assert found.origin is not None
    assert plain(found.origin.title).startswith("S0 runs Jan 4")


def test_the_page_loads_it(pm_client: Client, project: Project, rows: dict[str, Activity]) -> None:
    page = pm_client.get(f"/projects/{project.key}/activities/{rows['D'].pk}/why/").content.decode()
    assert "because B Gateway firmware build ends" in page
    assert "<html" not in page
