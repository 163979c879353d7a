"""The risk register in a real browser: recorded, alerted, moved through by keys, saved by two at once."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def window(throughline, chromium, faults):
    """Return a function that opens a window of a new project's manager; ``window.path`` is the register."""
    made = json.loads(throughline.run("tests.browser.plans", "net1").splitlines()[-1])
    contexts = []

    def open_window(width=1440, height=900, scheme="light") -> Page:
        context = chromium.new_context(
            base_url=throughline.address, viewport={"width": width, "height": height}, color_scheme=scheme
        )
        context.add_cookies([{"name": "throughline", "value": made["session"], "url": throughline.address}])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        faults.watch(page)
        return page

    open_window.path = f"/projects/{made['key']}/risks/"
    yield open_window
    for context in contexts:
        context.close()


def record(page: Page, path: str, title: str, probability: str, impact: str, after: str = "") -> None:
    page.goto(f"{path}new/")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Event").fill(f"{title} happens.")
    page.locator("[name=probability]").select_option(probability)
    page.locator("[name=impact]").select_option(impact)
    for name, level in zip(("target_probability", "target_impact"), after, strict=False):
        page.locator(f"[name={name}]").select_option(level)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(re.compile(r"R-\d+ saved\."))).to_be_visible()


def test_the_first_risk_by_keyboard_with_its_effect_and_its_alert(window):
    page = window()
    page.goto(window.path)
    expect(page.get_by_role("heading", name="No risks recorded yet")).to_be_visible()
    page.keyboard.press("n")
    page.get_by_label("Title").fill("Firmware certificate re-test")
    page.locator("[name=probability]").select_option("4")
    page.locator("[name=impact]").select_option("4")
    expect(page.get_by_text("4 × 4 = 16")).to_be_visible()
    expect(page.get_by_text("saving raises an alert")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_text("Say what may happen.")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Firmware certificate re-test")
    page.get_by_label("Event").fill("The build fails and must be tested again.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("R-1 saved.")).to_be_visible()
    expect(page.get_by_text("registered with score 16")).to_be_visible()
    page.goto("/inbox/")
    expect(page.get_by_text("R-1 Firmware certificate re-test scores 16").first).to_be_visible()


def test_keys_and_pills_show_risks_beside_the_register(window):
    page = window()
    record(page, window.path, "Certificate", "4", "4", after="23")
    record(page, window.path, "Customs", "3", "4")
    record(page, window.path, "Leave in training week", "1", "2")
    page.goto(window.path)
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Certificate happens.")
    page.keyboard.press("j")
    expect(panel).to_contain_text("Customs happens.")
    expect(page).to_have_url(re.compile(r"\?risk=2$"))
    page.keyboard.press("k")
    expect(panel).to_contain_text("Certificate happens.")
    page.locator("#heat_map a", has_text="R-3").click()
    expect(panel).to_contain_text("Leave in training week happens.")
    expect(page.locator("tr[aria-selected=true]")).to_contain_text("Leave in training week")
    page.keyboard.press("t")
    expect(page.get_by_role("cell", name="R-2 Customs")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.get_by_role("link", name="High 1").click()
    expect(page.locator("tbody tr[data-of]")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="R-1 Certificate")).to_be_visible()


def test_two_people_save_the_same_risk(window):
    mine, theirs = window(), window()
    record(mine, window.path, "Customs", "3", "3")
    for page in (mine, theirs):
        page.goto(f"{window.path}1/edit/")
    theirs.get_by_label("Title").fill("Border")
    theirs.get_by_label("Category").select_option(label="External")
    theirs.keyboard.press("Control+Enter")
    expect(theirs.get_by_text("R-1 saved.")).to_be_visible()
    mine.get_by_label("Title").fill("Late units")
    mine.locator("[name=impact]").select_option("5")
    mine.keyboard.press("Control+Enter")
    expect(mine.get_by_role("heading", name="saved this risk while you were editing")).to_be_visible()
    expect(mine.get_by_text("1 of 3 fields needs your choice.")).to_be_visible()
    mine.keyboard.press("Control+Enter")
    expect(mine.get_by_role("heading", name="saved this risk while you were editing")).to_be_visible()
    mine.get_by_role("radio", name="Late units").check()
    mine.keyboard.press("Control+Enter")
    expect(mine.get_by_role("heading", name="R-1 Late units")).to_be_visible()
    expect(mine.get_by_text("External.")).to_be_visible()
    expect(mine.get_by_text("3 Possible")).to_be_visible()
    expect(mine.get_by_text("5 Severe")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_telephone_a_risk_is_a_page(window, scheme):
    page = window(390, 844, scheme)
    name = "Operators on leave in training week, with a name longer than anybody would wish a name to be"
    record(page, window.path, name, "4", "4", after="11")
    page.goto(window.path)
    expect(page.locator("#panel")).to_be_hidden()
    assert page.evaluate(OVERFLOW) == 0
    page.locator("tbody tr").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    assert page.evaluate(OVERFLOW) == 0
    page.get_by_role("link", name="Close risk").click()
    page.get_by_label("Reason").fill("Lab confirmed.")
    page.get_by_role("button", name="Close risk").click()
    expect(page.get_by_text("closed: Lab confirmed.")).to_be_visible()
