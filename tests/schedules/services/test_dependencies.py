"""Links: their effect on dates, and what is refused with which words."""

import pytest

from accounts.actors import Actor
from common.errors import DomainError
from projects.models import ChangeSet, Project
from schedules.models import Dependency
from schedules.services.dependencies import (
    Link,
    add_dependency,
    delete_dependency,
    edit_dependency,
    set_predecessors,
)
from tests.factories.schedules import DAY, by_code, make_net1, spans

pytestmark = pytest.mark.django_db


def test_a_cycle_is_refused_with_its_path_by_names(project: Project, actor: Actor) -> None:
    rows = make_net1(project, actor)
    with pytest.raises(DomainError) as refused:
        add_dependency(actor=actor, project=project, predecessor=rows["D"].pk, successor=rows["A"].pk)
    assert refused.value.code == "dependency_cycle"
    assert refused.value.field == "predecessors"
    assert (
        "Interface spec → Gateway firmware build → Integration test → Interface spec" in refused.value.message
    )
    assert Dependency.objects.count() == 5
    assert ChangeSet.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "lag", "start"),
    [
        ("FS", DAY, "2027-01-19 08:00"),  # C ends Thu Jan 14; Fri Jan 15 is the lag, Jan 18 is off
        ("SS", DAY, "2027-01-12 08:00"),  # C starts Jan 11
        ("FF", -DAY, "2027-01-11 08:00"),  # ends Jan 13 at the latest: 3 d before that is Jan 11
        ("SF", 2 * DAY, "2027-01-08 08:00"),  # must end when C started plus 2 d, Jan 12 17:00
    ],
)
def test_each_type_with_lag_places_the_successor(
    project: Project, actor: Actor, kind: str, lag: int, start: str
) -> None:
    rows = make_net1(project, actor)
    set_predecessors(actor=actor, project=project, activity=rows["D"].pk, links=[Link("C", kind, lag)])
    assert spans(project)["D"][0] == start


def test_percent_and_elapsed_lags(project: Project, actor: Actor) -> None:
    rows = make_net1(project, actor)
    links = [Link("C", "FS", 50, "percent")]  # half of 4 d after Jan 14: Jan 15 and 19
    set_predecessors(actor=actor, project=project, activity=rows["D"].pk, links=links)
    assert spans(project)["D"][0] == "2027-01-20 08:00"
    links = [Link("C", "FS", 2 * 1440, "elapsed")]  # Sat Jan 16 17:00, and Jan 18 is off
    set_predecessors(actor=actor, project=project, activity=rows["D"].pk, links=links)
    assert spans(project)["D"][0] == "2027-01-19 08:00"


def test_a_link_is_edited_and_deleted(project: Project, actor: Actor) -> None:
    rows = make_net1(project, actor)
    link = Dependency.objects.get(predecessor=rows["A"], successor=rows["B"])
    edit = edit_dependency(actor=actor, project=project, dependency=link.pk, kind="SS", lag=DAY)
    assert edit.label == "Link A SS+1 d to B"
    assert spans(project)["B"][0] == "2027-01-05 08:00"
    delete_dependency(actor=actor, project=project, dependency=link.pk)
    assert spans(project)["B"][0] == "2027-01-04 08:00"
    with pytest.raises(DomainError) as refused:
        delete_dependency(actor=actor, project=project, dependency=link.pk)
    assert refused.value.code == "dependency_gone"


def test_what_cannot_be_linked(project: Project, actor: Actor) -> None:
    rows = make_net1(project, actor)
    common = {"actor": actor, "project": project}
    tries = {
        "dependency_on_itself": {"predecessor": rows["A"].pk, "successor": rows["A"].pk},
        "dependency_twice": {"predecessor": rows["A"].pk, "successor": rows["B"].pk},
        "activity_gone": {"predecessor": 987654, "successor": rows["B"].pk},
        "lag_range": {"predecessor": rows["A"].pk, "successor": rows["D"].pk, "lag": 10**9},
    }
    for code, pair in tries.items():
        with pytest.raises(DomainError) as refused:
            add_dependency(**common, **pair)
        assert refused.value.code == code
    with pytest.raises(DomainError) as refused:
        set_predecessors(**common, activity=rows["D"].pk, links=[Link("Z")])
    assert refused.value.message == "There is no activity Z."
    assert Dependency.objects.count() == 5


def test_setting_predecessors_keeps_links_that_stay(project: Project, actor: Actor) -> None:
    rows = make_net1(project, actor)
    kept = Dependency.objects.get(predecessor=rows["B"], successor=rows["D"])
    edit = set_predecessors(
        actor=actor, project=project, activity=rows["D"].pk, links=[Link("B", "FS", DAY), Link("A")]
    )
    assert edit.change_set is not None
    links = Dependency.objects.filter(successor=rows["D"]).order_by("pk")
    assert [(link.predecessor.code, link.lag) for link in links] == [("B", DAY), ("A", 0)]
    assert links[0].pk == kept.pk
    assert by_code(project)["D"].start is not None
