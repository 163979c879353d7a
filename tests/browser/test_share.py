"""A share link as its giver and its guest see it."""

import re
import secrets

import pytest
from playwright.sync_api import Page, expect

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def guest_name() -> str:
    return f"Guest {secrets.token_hex(4)}"


def give(page: Page, key: str, name: str, *, amounts: bool = False) -> str:
    """Make a link by keyboard alone; return its address."""
    page.goto(f"/projects/{key}/")
    page.keyboard.press("s")
    page.wait_for_url(f"**/projects/{key}/share/")
    page.get_by_label("For whom").focus()
    page.keyboard.type(name)
    if amounts:
        page.get_by_label("Show amounts").check()
    page.keyboard.press("Control+Enter")
    field = page.get_by_label("Link", exact=True)
    expect(field).to_be_visible()
    return field.input_value()


def test_a_link_is_shown_once_copied_and_opened_without_an_account(sign_in, new_page, guest_name):
    page = sign_in("project_manager")
    link = give(page, "ORN", guest_name)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    page.goto("/projects/ORN/share/")
    expect(page.get_by_text(guest_name)).to_be_visible()
    assert link not in page.content()

    guest = new_page()
    answer = guest.goto(link)
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert guest.context.cookies() == []
    expect(guest.get_by_role("heading", name="Orion customer portal")).to_be_visible()
    expect(guest.get_by_text("tolerance 5 d").first).to_be_visible()
    expect(guest.get_by_text("Costs are not part of this share.")).to_be_visible()
    assert "EAC" not in guest.content()
    assert guest.locator("form, nav").count() == 0


def test_amounts_are_on_the_page_only_if_the_link_says_so(sign_in, new_page, guest_name):
    page = sign_in("project_manager")
    link = give(page, "DEP", guest_name, amounts=True)
    guest = new_page(viewport=PHONE, color_scheme="dark")
    guest.goto(link)
    expect(guest.get_by_text("EAC 120,000 is 20 % over BAC 100,000").first).to_be_visible()
    assert guest.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_closed_link_is_over_and_names_nobody(sign_in, new_page, guest_name):
    page = sign_in("project_manager")
    link = give(page, "MES", guest_name)
    guest = new_page()
    assert guest.goto(link).status == 200
    page.goto("/projects/MES/share/")
    row = page.locator("tr", has_text=guest_name)
    expect(row).to_contain_text("1")
    row.get_by_role("button", name=re.compile("Close")).click()
    expect(page.get_by_text(f"The link for {guest_name} is closed.")).to_be_visible()
    assert guest.goto(link).status == 410
    assert "Warehouse" not in guest.content()
    assert guest_name not in guest.content()


def test_a_viewer_cannot_share(sign_in):
    page = sign_in("viewer")
    page.goto("/projects/ORN/")
    expect(page.get_by_role("heading", name="Orion customer portal")).to_be_visible()
    assert page.get_by_role("link", name="Share").count() == 0
    assert page.goto("/projects/ORN/share/").status == 403
