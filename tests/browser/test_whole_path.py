"""From a plan file to a stakeholder's mail: one model, one slip, and everybody is told the same."""

import re
import secrets
import time

import pytest
from playwright.sync_api import Page, expect

from tests.factories.mspdi import net_1

PROMISE = "2027-01-29"


@pytest.fixture
def reader() -> str:
    """Return the address of a stakeholder nobody else knows."""
    return f"dana-{secrets.token_hex(4)}@example.org"


def import_plan(page: Page, key: str) -> None:
    page.goto("/imports/new/")
    plan = {"name": "net.xml", "mimeType": "text/xml", "buffer": net_1()}
    page.set_input_files("input[type=file]", plan)
    page.get_by_role("button", name="Read file").click()
    page.get_by_label("Key", exact=True).fill(key)
    page.get_by_label("Name", exact=True).fill(f"Pilot {key}")
    page.get_by_role("button", name="Import 6 rows").click()
    page.get_by_role("link", name="Open project").click()
    page.wait_for_url(f"**/projects/{key}/")


def promise(page: Page, key: str) -> None:
    """Give the project the date it is judged by, and a day up to which progress is known."""
    page.goto(f"/projects/{key}/edit/")
    page.get_by_label("Must finish by").fill(PROMISE)
    page.get_by_label("Data date").fill(time.strftime("%Y-%m-%d"))
    page.get_by_role("button", name="Save project").click()
    page.wait_for_url(f"**/projects/{key}/")


def record_risk(page: Page, key: str) -> None:
    page.goto(f"/projects/{key}/risks/new/")
    page.get_by_label("Title").fill("Certificate re-test")
    page.get_by_label("Event").fill("The build fails its certificate.")
    page.locator("[name=probability]").select_option("4")
    page.locator("[name=impact]").select_option("4")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("R-1 saved.")).to_be_visible()


def subscribe(page: Page, key: str, email: str) -> None:
    page.goto(f"/projects/{key}/stakeholders/new/")
    page.get_by_label("Name", exact=True).fill("Dana Whitlock")
    page.get_by_label("Email", exact=False).first.fill(email)
    page.get_by_role("button", name="Add stakeholder").click()
    page.get_by_role("link", name="Start digest").first.click()
    page.get_by_label("Time of day").fill("07:30")
    page.get_by_role("button", name="Start digest").click()
    expect(page.get_by_text("07:30").first).to_be_visible()


def share(page: Page, key: str) -> str:
    page.goto(f"/projects/{key}/share/")
    page.get_by_label("For whom").fill("Dana")
    page.get_by_role("button", name="Make link").click()
    expect(page.get_by_text("Copy it now")).to_be_visible()
    found = re.search(r"/s/[\w-]{40,}/", page.content())
    assert found
    return found.group()


def slip(page: Page, key: str) -> None:
    """Change one duration: A takes 15 days instead of 5, ten working days more."""
    page.goto(f"/projects/{key}/schedule/")
    page.locator("#rows tr", has_text="A").first.locator("[data-cell=duration]").click()
    field = page.locator(".cell-form .cell-input")
    field.fill("15d")
    field.press("Enter")
    expect(page.locator("#rows tr").last).to_contain_text("Feb 11")


def wait_for_mail(admin: Page, email: str) -> None:
    """Open the newest mail to ``email`` in the mailbox, waiting until it has arrived."""
    admin.goto("/mailbox/")
    until = time.monotonic() + 40
    while not admin.locator("tr", has_text=email).count() and time.monotonic() < until:
        admin.wait_for_timeout(500)
        admin.reload()
    admin.locator("tr", has_text=email).get_by_role("link").first.click()


def test_from_a_plan_file_to_a_stakeholders_mail(throughline, sign_in, new_page, reader):
    key = "W" + secrets.token_hex(3).upper()
    page = sign_in("portfolio_manager")
    import_plan(page, key)
    promise(page, key)
    expect(page.get_by_text("Finish Jan 28, 2027 is 1 d before Jan 29, 2027.").first).to_be_visible()
    record_risk(page, key)
    page.goto("/inbox/")
    expect(page.get_by_text("Certificate re-test scores 16").first).to_be_visible()
    subscribe(page, key, reader)
    link = share(page, key)

    guest = new_page()
    guest.goto(link)
    expect(guest.get_by_role("heading", name=f"Pilot {key}")).to_be_visible()
    expect(guest.get_by_text("Finish Jan 28, 2027 is 1 d before Jan 29, 2027.").first).to_be_visible()

    slip(page, key)
    told = "Finish Feb 11, 2027 is 9 d past Jan 29, 2027; tolerance 5 d."
    page.goto(f"/projects/{key}/")
    expect(page.get_by_text(told).first).to_be_visible()
    guest.reload()
    expect(guest.get_by_text(told).first).to_be_visible()

    assert throughline.run("tests.browser.due", reader).split()[-1] == "1"
    assert throughline.run("tests.browser.due", reader).split()[-1] == "0"
    admin = sign_in("administrator")
    wait_for_mail(admin, reader)
    mail = admin.frame_locator("iframe")
    expect(mail.get_by_role("heading", name=f"Pilot {key} is red")).to_be_visible()
    expect(mail.locator("td").get_by_text(told).last).to_be_visible()

    page.goto(f"/projects/{key}/share/")
    page.get_by_role("button", name="Close").click()
    assert guest.goto(link).status == 410
    assert key not in guest.content()
