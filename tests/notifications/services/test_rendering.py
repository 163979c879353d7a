"""Mails: both parts say the same, text is not escaped, dark mode and no images."""

from django.utils import timezone

from accounts.models import Invitation, Role, ScopeKind
from notifications.services.rendering import absolute, render_mail


def invitation():
    return Invitation(
        email="ravi@example.org", role=Role.TEAM_MEMBER, scope_kind=ScopeKind.SITE, expires_at=timezone.now()
    )


def test_an_invitation_says_the_same_in_both_parts():
    context = {
        "invitation": invitation(),
        "inviter": "Ana & Co <x>",
        "where": "Plant",
        "url": "https://x.example/a?b=1&c=2",
        "days": 14,
    }
    html, text = render_mail("emails/invitation", context)
    assert "Ana & Co <x> invites you to Plant" in text
    assert "Accept: https://x.example/a?b=1&c=2" in text
    assert "Ana &amp; Co &lt;x&gt; invites you to Plant" in html
    assert 'href="https://x.example/a?b=1&amp;c=2"' in html
    for words in ("Team member", "ravi@example.org", "14 days"):
        assert words in html
        assert words in text


def test_a_mail_follows_dark_mode_and_loads_nothing():
    html, text = render_mail("emails/account", {"title": "T", "paragraphs": ["One"], "note": "N"})
    assert "@media (prefers-color-scheme:dark)" in html
    assert ".m-card{background:#14181d !important}" in html
    assert not any(word in html for word in ("<img", "<script", "<link", "url(", "http"))
    assert "\n\n\n" not in text


def test_links_start_with_our_public_address(settings):
    settings.PUBLIC_URL = "https://plans.example.org"
    assert absolute("/inbox/") == "https://plans.example.org/inbox/"
