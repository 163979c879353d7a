"""A budget typed in, spent, imported and read, by pointer and by keyboard."""

import re
import secrets
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

LEDGER = "Datum;Konto;Betrag;Beleg\n05.10.2026;1.1;21.000,50;R-1\n31.12.2026;1.1;14.999,50;R-2\n"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def key(sign_in) -> str:
    """Return the key of a new project, in a portfolio of its own."""
    page: Page = sign_in("administrator")
    key = "B" + secrets.token_hex(3).upper()
    page.goto("/portfolios/new/")
    page.get_by_label("Name", exact=True).fill(f"Budget {key}")
    page.get_by_role("button", name="Create portfolio").click()
    page.goto("/projects/new/")
    page.get_by_label("Portfolio").select_option(label=f"Budget {key}")
    page.get_by_label("Key", exact=True).fill(key)
    page.get_by_label("Name", exact=True).fill(f"Depot {key}")
    page.get_by_label("Planned start").fill("2026-09-01")
    page.get_by_label("Data date").fill("2026-12-31")
    page.get_by_role("button", name="Create project").click()
    page.wait_for_url(re.compile(f"/projects/{key}/"))
    return key


def test_a_budget_from_the_first_account_to_the_figures(sign_in, key, tmp_path):
    page: Page = sign_in("administrator")
    page.goto(f"/projects/{key}/budget/")
    expect(page.get_by_role("heading", name="No budget yet")).to_be_visible()
    page.keyboard.press("n")
    page.get_by_label("Code").fill("1.1")
    page.get_by_label("Name", exact=True).fill("Civil works")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text("Account created.")).to_be_visible()
    add_lines(page, key)
    expect(page.get_by_text("10 lines, 100,000.00 EUR")).to_be_visible()
    import_ledger(page, key, tmp_path)
    expect(page.get_by_text("2 costs, 36,000.00 EUR")).to_be_visible()
    page.goto(f"/projects/{key}/budget/")
    figures_open_their_numbers(page)


def add_lines(page: Page, key: str) -> None:
    page.goto(f"/projects/{key}/budget/lines/")
    page.keyboard.press("n")
    page.get_by_label("Account", exact=True).select_option(label="1.1 Civil works")
    page.get_by_label("Amount, EUR").fill("1.000")
    page.get_by_label("Month", exact=True).fill("2026-09")
    page.get_by_label("Every month until").fill("2027-06")
    page.get_by_role("button", name="Create line").click()
    expect(page.get_by_text("“1.000” can be read in two ways.")).to_be_visible()
    page.get_by_label("Amount, EUR").fill("10,000")
    page.get_by_role("button", name="Create line").click()
    expect(page.get_by_text("10 budget lines created.")).to_be_visible()


def import_ledger(page: Page, key: str, folder: Path) -> None:
    """Import one file twice: the second time changes nothing and says so."""
    file = folder / "ledger.csv"
    file.write_text(LEDGER)
    for button in ("Post 2 costs", None):
        page.goto(f"/projects/{key}/budget/actuals/import/")
        page.get_by_label("CSV file").set_input_files(file)
        page.get_by_role("button", name="Read file").click()
        expect(page.get_by_role("heading", name="Import ledger.csv")).to_be_visible()
        if button is None:
            expect(page.get_by_text("Nothing is posted again.")).to_be_visible()
            expect(page.get_by_role("button", name=re.compile("^Post "))).to_have_count(0)
        else:
            page.keyboard.press("Control+Enter")
            expect(page.get_by_text("2 actual costs posted.")).to_be_visible()
    page.goto(f"/projects/{key}/budget/actuals/")


def figures_open_their_numbers(page: Page) -> None:
    expect(
        page.get_by_text("Nothing can be earned: the plan has no activity with a duration.").first
    ).to_be_visible()
    page.get_by_role("button", name="Formula of PV").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("40,000 of BAC 100,000 (40\u00a0%) by Dec 31, 2026")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("40,000 of BAC 100,000 (40\u00a0%) by Dec 31, 2026")).to_be_hidden()
    page.keyboard.press("t")
    expect(page.get_by_role("row", name=re.compile("2026-12-31 40,000"))).to_be_visible()


def test_on_a_telephone_nothing_is_wider_than_the_page(sign_in, key):
    page: Page = sign_in("administrator", viewport=PHONE)
    for place in ("", "lines/", "lines/new/", "actuals/", "actuals/new/", "actuals/import/"):
        page.goto(f"/projects/{key}/budget/{place}")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, place


def test_without_the_cost_right_there_is_no_budget(sign_in, key):
    page: Page = sign_in("viewer")
    answer = page.goto(f"/projects/{key}/budget/")
    assert answer is not None
    assert answer.status in (403, 404)
    assert "EUR" not in page.inner_text("body")
