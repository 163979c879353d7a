"""What the app fills in: its planner, its places, its check of the settings."""

import pytest

from common.navigation import places
from notifications.planning import planners
from notifications.registrations import check_hop_kind
from notifications.services.alert_mail import plan_alert_mails


def test_the_tick_plans_alerts():
    assert plan_alert_mails in list(planners)


def test_inbox_for_everybody_outbox_for_those_who_manage_it():
    rights = {place.key: place.action for place in places()}
    assert (rights["inbox"], rights["outbox"]) == ("", "outbox.manage")


@pytest.mark.parametrize("kind", ["idempotent", "searchable", "bare", "never-twice"])
def test_known_hops_pass(settings, kind):
    settings.EMAIL_HOP_KIND = kind
    assert check_hop_kind() == []


def test_an_unknown_hop_is_refused_with_the_words_that_are_known(settings):
    settings.EMAIL_HOP_KIND = "smart"
    (error,) = check_hop_kind()
    assert error.id == "notifications.E001"
    assert "idempotent, searchable, bare, never-twice" in error.msg
