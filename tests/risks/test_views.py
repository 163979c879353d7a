"""The register's pages: what they show to whom, what they refuse, and how two savers meet."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actors import user_actor
from accounts.models import Role, User
from risks.models import Risk, Status
from risks.services.register import edit_risk
from tests.factories.projects import make_member, make_project
from tests.factories.risks import make_risk

PANEL = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "panel"}


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(**fields: object) -> dict[str, object]:
    return {
        "title": "Firmware certificate re-test",
        "kind": "threat",
        "event": "The build fails.",
        "probability": 4,
        "impact": 4,
        "status": "active",
    } | fields


@pytest.fixture
def base(project) -> str:
    return f"/projects/{project.key}/risks/"


def text(response) -> str:
    return unescape(response.content.decode())


def test_the_register_shows_rows_figures_heat_map_and_the_first_risk(pm_client, project, base):
    make_risk(project, 4, 4, title="Certificate", target_probability=2, target_impact=3)
    make_risk(project, 1, 2, title="Leave in training week")
    page = text(pm_client.get(base))
    assert "2 open, 1 active at or over the threshold of 15" in page
    assert "2 open risks; the highest score is 16: R-1 Certificate." in page
    assert "Scores 16, threshold 15, and has no response." in page
    assert page.index(">Certificate</a>") < page.index(">Leave in training week</a>")
    assert '<tr data-of="1" aria-selected="true">' in page


def test_the_address_chooses_filter_order_cell_and_selected_risk(pm_client, project, base):
    make_risk(project, 4, 4, title="Certificate")
    make_risk(project, 2, 2, title="Permit")
    make_risk(project, 2, 2, title="Gone", closed="Over.")
    assert ">Permit</a>" not in text(pm_client.get(base, {"show": "high"}))
    assert ">Gone</a>" in text(pm_client.get(base, {"show": "closed"}))
    assert ">Certificate</a>" not in text(pm_client.get(base, {"cell": "2x2"}))
    page = text(pm_client.get(base, {"sort": "score", "risk": "2"}))
    assert '<tr data-of="2" aria-selected="true">' in page
    assert 'aria-sort="ascending"' in page
    assert 'href="?sort=-score&risk=2"' in page


def test_an_empty_register_offers_the_first_risk_to_those_who_may(pm_client, project, base):
    assert "Record the first risk" in text(pm_client.get(base))
    viewer = sign_in(make_member(project, Role.VIEWER))
    page = text(viewer.get(base))
    assert "No risks recorded yet" in page
    assert "Record the first risk" not in page


def test_the_panel_is_one_risk_with_its_history_and_the_renewed_heat_map(pm_client, project, base, actor):
    risk = make_risk(project, 3, 3, title="Certificate", cause="The lab changed its profile.", actor=actor)
    edit_risk(actor=actor, risk=risk, version=1, probability=4, impact=4)
    answer = pm_client.get(f"{base}1/", **PANEL)
    page = text(answer)
    assert "<html" not in page
    assert "The lab changed its profile." in page
    assert "score 9 → 16" in page
    assert 'id="heat_map" hx-swap-oob' in page
    assert "HX-Target" in answer.headers["Vary"]
    assert "<html" in text(pm_client.get(f"{base}1/"))
    assert "<html" in text(pm_client.get(f"{base}1/", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="other"))


def test_only_those_who_may_edit_get_the_acts(project, base):
    make_risk(project)
    for role, shown in ((Role.PROJECT_MANAGER, True), (Role.TEAM_MEMBER, False), (Role.VIEWER, False)):
        client = sign_in(make_member(project, role))
        assert (f"{base}1/edit/" in text(client.get(f"{base}1/"))) == shown, role
        assert (client.get(f"{base}1/edit/").status_code == 200) == shown, role
    member = sign_in(make_member(project, Role.TEAM_MEMBER))
    assert (
        member.post(f"{base}1/close/", {"status": "closed", "reason": "x", "version": 1}).status_code == 403
    )
    assert Risk.objects.get().is_open


def test_a_new_risk_is_saved_and_shown(pm_client, project, base, manager):
    answer = pm_client.post(f"{base}new/", typed(owner=manager.pk, percent=30, review_date="2027-01-20"))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{base}1/")
    risk = Risk.objects.get()
    assert (risk.score, risk.percent, str(risk.review_date), risk.owner) == (16, 30, "2027-01-20", manager)
    assert "R-1 saved." in text(pm_client.get(f"{base}1/"))


def test_a_team_member_proposes(project, base):
    member = sign_in(make_member(project, Role.TEAM_MEMBER))
    assert 'name="status"' not in text(member.get(f"{base}new/"))
    member.post(f"{base}new/", typed())
    assert Risk.objects.get().status == Status.PROPOSED


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"probability": 6}, "6 is outside the scale; choose a level from 1 to 5."),
        ({"impact": 0}, "0 is outside the scale; choose a level from 1 to 5."),
        ({"impact": ""}, "Choose a level from 1 to 5."),
        ({"event": " "}, "Say what may happen."),
        ({"target_impact": 3}, "Give both levels expected after the response, or neither."),
        ({"strategy": "exploit"}, "Exploit does not answer this kind of risk; choose one of Avoid, Reduce"),
        ({"review_date": "soon"}, "Write a date such as 2027-01-20."),
    ],
)
def test_what_is_refused_says_so_beside_the_field_and_keeps_the_rest(pm_client, base, wrong, sentence):
    answer = pm_client.post(f"{base}new/", typed(cause="The lab changed.") | wrong)
    page = text(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert "Not saved. 1 field needs you." in page
    assert "The lab changed." in page
    assert not Risk.objects.exists()


def test_a_foreign_owner_is_refused(pm_client, base, stranger):
    answer = pm_client.post(f"{base}new/", typed(owner=stranger.pk))
    assert answer.status_code == 422
    assert "The owner must be somebody who can see this project." in text(answer)
    assert stranger.name not in text(answer)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (
            {"probability": 3, "impact": 5, "status": "active"},
            "At or over the threshold of 15: saving raises",
        ),
        ({"probability": 3, "impact": 4, "status": "active"}, "Under the threshold of 15"),
        ({"probability": 5, "impact": 5, "status": "proposed"}, "only active threats raise an alert"),
        ({"probability": 9, "impact": 5, "status": "active"}, "Choose probability and impact"),
    ],
)
def test_the_effect_of_saving_is_shown_before(pm_client, base, sent, sentence):
    htmx = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "risk_effect"}
    page = text(pm_client.get(f"{base}new/", sent, **htmx))
    assert sentence in page
    assert "<form" not in page


def test_an_edit_that_ends_the_alert_says_so(pm_client, project, base):
    make_risk(project, 4, 4)
    htmx = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "risk_effect"}
    sent = {"probability": 1, "impact": 1, "status": "active"}
    assert "saving ends its alert" in text(pm_client.get(f"{base}1/edit/", sent, **htmx))
    assert "its alert stands" in text(pm_client.get(f"{base}1/edit/"))


@pytest.fixture
def clash(project, base, actor) -> Risk:
    """Mei changed title and category while version 1 was being edited elsewhere."""
    risk = make_risk(project, 3, 3, title="Customs", actor=actor)
    mei = make_member(project)
    User.objects.filter(pk=mei.pk).update(name="Mei Lin")
    edit_risk(actor=user_actor(mei), risk=risk, version=1, title="Border", category="external")
    return risk


MINE = {
    "title": "Late units",
    "event": "The inspection is moved.",
    "impact": 5,
    "probability": 3,
    "version": 1,
}


def test_a_lost_update_becomes_a_table_of_fields(pm_client, base, clash):
    answer = pm_client.post(f"{base}1/edit/", typed(**MINE))
    page = text(answer)
    assert answer.status_code == 409
    assert "Mei Lin saved this risk while you were editing" in page
    assert "you started from version 1" in page
    assert "1 of 3 fields needs your choice." in page
    for words in ("Customs", "Late units", "Border", "You both changed it. Choose one."):
        assert words in page
    assert "Only you changed it" in page
    assert "Only Mei Lin changed it" in page
    assert Risk.objects.get().title == "Border"


def test_the_merged_version_takes_each_choice(pm_client, base, clash):
    choices = {"take-title": "theirs", "take-impact": "mine", "take-category": "theirs", "clash": "title"}
    answer = pm_client.post(f"{base}1/edit/", typed(**MINE) | choices | {"version": 2, "started": 1})
    assert answer.status_code == 303
    risk = Risk.objects.get()
    assert (risk.title, risk.impact, risk.category, risk.version) == ("Border", 5, "external", 3)


def test_a_clash_without_a_choice_is_asked_again(pm_client, base, clash):
    sent = typed(**MINE) | {"version": 2, "started": 1, "clash": "title", "take-impact": "mine"}
    answer = pm_client.post(f"{base}1/edit/", sent)
    assert answer.status_code == 409
    assert "You both changed it. Choose one." in text(answer)
    assert Risk.objects.get().version == 2


def test_all_of_mine_can_be_taken(pm_client, base, clash):
    sent = typed(**MINE) | {"version": 2, "started": 1, "clash": "title", "all": "mine"}
    assert pm_client.post(f"{base}1/edit/", sent).status_code == 303
    risk = Risk.objects.get()
    assert (risk.title, risk.category) == ("Late units", "")


def test_closing_and_reopening(pm_client, project, base):
    make_risk(project)
    refused = pm_client.post(f"{base}1/close/", {"status": "expired", "reason": " ", "version": 1})
    assert refused.status_code == 422
    assert "Say why the risk is closed." in text(refused)
    sent = {"status": "expired", "reason": "Lab confirmed.", "version": 1}
    assert pm_client.post(f"{base}1/close/", sent).status_code == 303
    page = text(pm_client.get(f"{base}1/"))
    assert "expired: Lab confirmed." in page
    assert pm_client.get(f"{base}1/edit/").status_code == 303
    assert pm_client.post(f"{base}1/reopen/", {"version": 1}).status_code == 303
    assert not Risk.objects.get().is_open
    pm_client.post(f"{base}1/reopen/", {"version": 2})
    assert Risk.objects.get().is_open


def test_closing_what_somebody_changed_asks_again_and_keeps_the_words(pm_client, base, clash):
    sent = {"status": "occurred", "reason": "It happened on Monday.", "version": 1}
    answer = pm_client.post(f"{base}1/close/", sent)
    page = text(answer)
    assert answer.status_code == 409
    assert "Not closed. Mei Lin saved version 2 of R-1 after you opened this page." in page
    assert "It happened on Monday." in page
    assert 'name="version" value="2"' in page
    assert Risk.objects.get().is_open
    assert pm_client.post(f"{base}1/close/", sent | {"version": 2}).status_code == 303
    assert Risk.objects.get().status == Status.OCCURRED


def test_an_edit_of_a_risk_closed_meanwhile_keeps_what_was_typed(pm_client, project, base):
    make_risk(project, closed="Over.")
    answer = pm_client.post(f"{base}1/edit/", typed(title="Words of an hour", version=1))
    page = text(answer)
    assert answer.status_code == 422
    assert "R-1 is closed. Reopen it to change it." in page
    assert "Words of an hour" in page
    assert pm_client.get(f"{base}1/close/").status_code == 303


def test_closing_can_be_undone(pm_client, project, base):
    make_risk(project)
    pm_client.post(f"{base}1/close/", {"status": "closed", "reason": "Over.", "version": 1})
    page = text(pm_client.get(f"{base}1/"))
    assert f'action="{base}1/reopen/?version=2"' in page
    pm_client.post(f"{base}1/reopen/?version=1")
    assert "nothing was done" in text(pm_client.get(f"{base}1/"))
    pm_client.post(f"{base}1/reopen/?version=2")
    assert Risk.objects.get().is_open


def test_the_list_of_all_projects_holds_what_the_person_sees(pm_client, project):
    make_risk(project, title="Mine")
    make_risk(make_project(), title="Foreign")
    page = text(pm_client.get("/risks/"))
    assert ">Mine</a>" in page
    assert "Foreign" not in page
    assert "No risk here fits" in text(pm_client.get("/risks/", {"q": "Foreign"}))
    assert "<b>1</b>" in page


def test_late_reviews_and_responses_are_named(pm_client, project, base):
    yesterday = timezone.localdate() - timedelta(days=1)
    make_risk(project, title="Late response", response_due=yesterday)
    make_risk(project, title="Late review", review_date=yesterday)
    page = text(pm_client.get(base))
    assert "The response was due" in page
    assert "Review due" in page


@pytest.mark.parametrize("address", ["/projects/{key}/risks/", "/risks/", "/projects/{key}/risks/1/"])
def test_the_number_of_queries_does_not_grow(pm_client, project, django_assert_max_num_queries, address):
    counts = []
    for rows in (1, 3):
        while Risk.objects.count() < rows:
            make_risk(project, 4, 4, owner=make_member(project), target_probability=1, target_impact=1)
        with django_assert_max_num_queries(20) as queries:
            pm_client.get(address.format(key=project.key))
        counts.append(len(queries))
    assert counts[0] == counts[1]
