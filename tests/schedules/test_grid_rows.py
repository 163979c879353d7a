"""The grid's rows as written: what people typed is escaped, whatever it is."""

import pytest
from django.test import Client

from accounts.actors import Actor
from projects.models import Project
from schedules.services.activities import NewActivity, add_activities, edit_activity
from tests.factories.schedules import by_code

pytestmark = pytest.mark.django_db


def test_markup_in_names_ids_and_links_stays_text(pm_client: Client, project: Project, actor: Actor) -> None:
    bad = '"><img src=x onerror=1>'
    rows = [
        NewActivity(f"A {bad}", f"1{bad}"),
        NewActivity(f"B {{{{ name }}}} {{id}} {bad}", "2", links=((f"1{bad}", "FS", 0),)),
    ]
    add_activities(actor=actor, project=project, rows=rows)
    page = pm_client.get(f"/projects/{project.key}/schedule/").content.decode()
    assert "<img" not in page
    assert page.count("&lt;img src=x onerror=1&gt;") == 4
    assert "{{ name }} {id}" in page


def test_a_row_says_what_holds_it(pm_client: Client, project: Project, actor: Actor) -> None:
    add_activities(actor=actor, project=project, rows=[NewActivity("A", "A"), NewActivity("B", "B")])
    rows = by_code(project)
    edit_activity(actor=actor, project=project, activity=rows["A"].pk, mode="manual")
    edit_activity(actor=actor, project=project, activity=rows["B"].pk, active=False)
    page = pm_client.get(f"/projects/{project.key}/schedule/").content.decode()
    assert 'title="Pinned to typed dates"' in page
    assert page.count('class="inactive"') == 1
