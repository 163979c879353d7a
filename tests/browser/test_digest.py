"""A digest: started, previewed, tested, mailed, read in the browser and ended by its reader."""

import re
import secrets
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def reader() -> str:
    return f"reader-{secrets.token_hex(4)}@example.org"


def add_reader(page: Page, key: str, email: str) -> None:
    """Put somebody on the register and start their digest, by keyboard where a key is printed."""
    page.goto(f"/projects/{key}/stakeholders/")
    page.keyboard.press("n")
    page.wait_for_url(f"**/projects/{key}/stakeholders/new/")
    page.get_by_label("Name", exact=True).fill(f"Reader {email}")
    page.get_by_label("Email", exact=False).first.fill(email)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name=f"Reader {email}")).to_be_visible()
    page.keyboard.press("d")
    page.wait_for_url("**/digest/")
    page.get_by_label("Weekday").select_option(label="Friday")
    page.get_by_label("Time of day").fill("16:05")
    page.get_by_label("Time zone").fill("America/New_York")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Friday, 16:05")).to_be_visible()


def open_mail(admin: Page, email: str, subject: str) -> None:
    """Open the mail in the mailbox, waiting until it has arrived."""
    admin.goto("/mailbox/")
    row = admin.locator("tr", has_text=email).filter(has_text=subject)
    until = time.monotonic() + 40
    while not row.count() and time.monotonic() < until:
        admin.wait_for_timeout(500)
        admin.reload()
    row.first.get_by_role("link").first.click()


def test_a_time_zone_that_does_not_exist_is_named_and_the_rest_kept(sign_in, reader):
    page = sign_in("project_manager")
    add_reader(page, "HRX", reader)
    page.get_by_role("link", name="Change").click()
    page.get_by_label("Time zone").fill("Nowhere")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Nowhere is not a time zone")).to_be_visible()
    assert page.get_by_label("Time of day").input_value() == "16:05"


def test_preview_sends_nothing_and_the_test_comes_to_who_asks(sign_in, sign_ins, reader):
    page = sign_in("project_manager")
    add_reader(page, "OCP", reader)
    page.keyboard.press("p")
    page.wait_for_url("**/digest/preview/")
    expect(page.get_by_role("heading", name="OCPP 2.1 certification is green")).to_be_visible()
    assert "EAC" not in page.content(), "the reader has no account, so no amount is previewed"
    page.get_by_role("button", name="Send test").click()
    expect(page.get_by_text("A test mail is on its way to")).to_be_visible()
    admin = sign_in("administrator")
    open_mail(admin, sign_ins["project_manager"]["email"], "Test: OCPP 2.1 certification is green")
    assert admin.locator("tr", has_text=reader).count() == 0


def test_the_reader_opens_the_copy_and_ends_the_digest(throughline, sign_in, new_page, reader):
    add_reader(sign_in("project_manager"), "GRD", reader)
    assert throughline.run("tests.browser.due", reader).split()[-1] == "1"
    assert throughline.run("tests.browser.due", reader).split()[-1] == "0"
    admin = sign_in("administrator")
    open_mail(admin, reader, "Grid connection wave 2 is red")
    mail = admin.frame_locator("iframe")
    copy = mail.get_by_role("link", name="See it in the browser").first.get_attribute("href")

    guest = new_page()
    guest.goto(urlsplit(copy).path)  # planned by another process, which does not know the instance's port
    expect(guest.get_by_role("heading", name="Grid connection wave 2 is red")).to_be_visible()
    expect(guest.get_by_text(re.compile("on Permit hearing")).first).to_be_visible()
    guest.get_by_role("link", name="Unsubscribe").click()
    expect(guest.get_by_role("heading", name="End this digest?")).to_be_visible()
    guest.get_by_role("button", name="Unsubscribe").click()
    expect(guest.get_by_role("heading", name="The digest has ended")).to_be_visible()
    assert throughline.run("tests.browser.due", reader).split()[-1] == "0"
