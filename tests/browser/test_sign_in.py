"""The first page anybody sees."""

import re

from playwright.sync_api import expect


def test_the_sign_in_page_renders(page):
    answer = page.goto("/accounts/login/")
    assert answer.status == 200
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    expect(page.get_by_role("heading", name=re.compile("sign in", re.I))).to_be_visible()
    expect(page.get_by_label(re.compile("email", re.I))).to_be_editable()
    expect(page.get_by_label("Password", exact=False)).to_be_editable()


def test_a_wrong_password_is_refused_and_the_address_kept(page):
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "nobody@example.org")
    page.fill("input[name=password]", "not the password")
    page.press("input[name=password]", "Enter")
    expect(page.get_by_text(re.compile("not correct", re.I))).to_be_visible()
    assert page.input_value("input[name=login]") == "nobody@example.org"
    assert page.input_value("input[name=password]") == ""


def test_a_page_that_needs_a_person_leads_to_the_sign_in_page(page):
    page.goto("/accounts/password/change/")
    page.wait_for_url(re.compile(r"/accounts/login/\?next=/accounts/password/change/"))
