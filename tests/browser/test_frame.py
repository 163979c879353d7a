"""The frame of every page: keys, theme, rail, menu, messages, refused forms, small windows, contrast."""

import pytest
from playwright.sync_api import Page, expect

PHONE = {"width": 390, "height": 844}
THEME = "document.documentElement.dataset.theme ?? 'auto'"
CONTRAST = """() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const rgb = (colour) => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        return [...pen.getImageData(0, 0, 1, 1).data];
    };
    const light = ([r, g, b]) => {
        const part = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
        return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
    };
    const ground = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const colour = rgb(getComputedStyle(at).backgroundColor);
            if (colour[3] === 255) return colour;
        }
        return rgb("Canvas");
    };
    const low = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const words = walker.currentNode.data.trim();
        if (!words || !element.checkVisibility({ visibilityProperty: true })) continue;
        if (element.closest("svg, .visually-hidden, .skip, [disabled], option")) continue;
        const [a, b] = [light(rgb(getComputedStyle(element).color)), light(ground(element))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) low.push(`${ratio.toFixed(2)} ${element.className} ${words}`);
    }
    return low;
}"""


@pytest.fixture
def gallery(open_plan):
    return lambda **options: open_plan("net1", "/gallery/", **options)


def open_account_menu(page: Page) -> None:
    page.get_by_role("button", name="account").first.click()


def test_the_theme_is_chosen_in_the_menu_and_kept(gallery):
    page = gallery(color_scheme="light")
    white = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert white == "rgb(255, 255, 255)"
    open_account_menu(page)
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 18, 22)"
    page.reload()
    assert page.evaluate(THEME) == "dark"
    open_account_menu(page)
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Auto").click()
    assert page.evaluate(THEME) == "auto"
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == white


def test_the_side_bar_folds_to_a_rail_and_stays_folded(gallery):
    page = gallery()
    width = "document.querySelector('.side').offsetWidth"
    assert page.evaluate(width) == 200
    page.keyboard.press("[")
    assert page.evaluate(width) == 52
    page.reload()
    assert page.evaluate(width) == 52
    page.keyboard.press("[")
    assert page.evaluate(width) == 200


def test_j_and_k_choose_a_row_and_stop_at_the_ends(gallery):
    page = gallery()
    chosen = page.locator("[data-rows] [aria-selected=true] .c-name")
    expect(chosen).to_have_text("Orion customer portal")
    page.keyboard.press("j")
    expect(chosen).to_contain_text("Depot charging phase 2")
    for _ in range(5):
        page.keyboard.press("j")
    expect(chosen).to_have_text("Data lake retention")  # the total row is no row
    for _ in range(5):
        page.keyboard.press("k")
    expect(chosen).to_have_text("Orion customer portal")


def test_letters_in_a_field_are_letters(gallery):
    page = gallery()
    page.get_by_role("textbox", name="Activity").first.fill("")
    page.get_by_role("textbox", name="Activity").first.type("jk?[")
    assert page.get_by_role("textbox", name="Activity").first.input_value() == "jk?["
    assert page.evaluate("document.querySelector('.side').offsetWidth") == 200
    expect(page.locator("#keys")).to_be_hidden()


def test_the_question_mark_lists_the_keys_and_escape_closes(gallery):
    page = gallery()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys on this page")).to_be_visible()
    expect(page.locator("#keys")).to_contain_text("next and previous row")
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_the_list_of_keys_has_those_of_the_page_once_each(open_plan):
    page = open_plan("net1", "/projects/{key}/schedule/gantt/")
    page.wait_for_selector(".g-row")
    page.keyboard.press("?")
    listed = page.locator("#keys dt").all_inner_texts()
    assert {"← →", "+ −", "T", "G S"} <= {" ".join(keys.split()) for keys in listed}
    assert len(listed) == len(set(listed))


def test_g_and_a_letter_open_a_tab(open_plan):
    page = open_plan("net1", "/projects/{key}/schedule/gantt/")
    tab = page.locator("[data-go]").first
    letter, address = tab.get_attribute("data-go"), tab.get_attribute("href")
    page.wait_for_selector(".g-row")
    page.keyboard.press("g")
    page.keyboard.press(letter)
    page.wait_for_url(f"**{address}")


def test_t_shows_a_chart_as_its_numbers_and_back(gallery):
    page = gallery()
    figure = page.locator("[data-chart]").first
    expect(figure.locator(".numbers")).to_be_hidden()
    page.keyboard.press("t")
    expect(figure.locator(".numbers")).to_be_visible()
    expect(figure.locator(".drawing")).to_be_hidden()
    expect(figure.get_by_role("cell", name="30,000").first).to_be_visible()
    page.keyboard.press("t")
    expect(figure.locator(".drawing")).to_be_visible()


def test_a_menu_takes_the_focus_arrows_walk_and_escape_gives_it_back(gallery):
    page = gallery(reduced_motion="reduce")
    opener = page.get_by_role("button", name="Menu", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    focused = "document.activeElement.textContent.trim().split(' ')[0]"
    page.wait_for_function(f"{focused} === 'Why'")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "Move"
    page.keyboard.press("d")
    assert page.evaluate(focused) == "Delete"
    box = page.locator("#sample-menu").bounding_box()
    anchor = opener.bounding_box()
    assert box["y"] == pytest.approx(anchor["y"] + anchor["height"] + 6, abs=1)
    page.keyboard.press("Escape")
    expect(page.locator("#sample-menu")).to_be_hidden()
    assert page.evaluate(focused) == "Menu"


def test_a_dialog_starts_at_its_way_out(gallery):
    page = gallery()
    page.get_by_role("button", name="Dialog").click()
    expect(page.get_by_role("dialog", name="Delete activity C Site survey?")).to_be_visible()
    assert page.evaluate("document.activeElement.textContent").startswith("Keep it")
    page.keyboard.press("Escape")
    expect(page.locator("#sample-dialog")).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == "Dialog"


def test_a_tooltip_shows_on_focus_and_escape_hides_it(gallery):
    page = gallery()
    page.get_by_role("button", name="Menu", exact=True).focus()
    page.keyboard.press("Tab")
    expect(page.locator("#tip")).to_contain_text("Finish P80 Feb 11")
    page.keyboard.press("Escape")
    expect(page.locator("#tip")).to_be_hidden()


def test_a_refused_form_takes_the_focus_and_leads_to_its_fields(gallery):
    page = gallery()
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.locator(".error-summary").get_by_role("link", name="Duration").click()
    assert page.evaluate("document.activeElement.name") == "refused-duration"


def show_toast(page: Page, **detail: object) -> None:
    page.evaluate("d => document.dispatchEvent(new CustomEvent('toast', { detail: d }))", detail)


def test_a_message_is_undone_by_key_and_closed_by_f6(gallery):
    page = gallery()
    asked = []
    page.route("**/undo/", lambda route: (asked.append(route.request), route.fulfill(status=204)))
    show_toast(page, text="Applied: 4 activities moved.", undo="/undo/")
    toast = page.locator("#toasts .toast")
    expect(toast).to_have_attribute("role", "status")
    page.keyboard.press("F6")
    assert page.evaluate("document.activeElement.closest('.toast') !== null")
    page.keyboard.press("Control+z")
    page.wait_for_timeout(200)
    assert [request.method for request in asked] == ["POST"]
    assert "csrfmiddlewaretoken=" in asked[0].post_data


def test_an_error_stays_and_a_message_goes(gallery):
    page = gallery()
    page.clock.install()
    show_toast(page, text="Done.")
    show_toast(page, text="<b>Not saved</b>", error=True)
    page.clock.run_for(13_000)
    toasts = page.locator("#toasts .toast")
    expect(toasts).to_have_count(1)
    expect(toasts).to_have_attribute("role", "alert")
    expect(toasts).to_contain_text("<b>Not saved</b>")
    toasts.get_by_role("button", name="Close").click()
    expect(toasts).to_have_count(0)


def test_a_server_fault_is_told_and_what_was_typed_is_kept(gallery, faults):
    page = gallery()
    page.route("**/broken/", lambda route: route.fulfill(status=503, body="no"))
    page.get_by_role("textbox", name="Activity").first.fill("typed")
    page.evaluate("htmx.ajax('POST', '/broken/', { target: '#panel' }).catch(() => {})")
    expect(page.locator("#toasts .toast")).to_contain_text("it is our fault")
    assert page.get_by_role("textbox", name="Activity").first.input_value() == "typed"
    assert page.locator("#panel").inner_text() == ""
    faults[:] = [fault for fault in faults if "/broken/" not in fault]


def test_a_refusal_is_swapped_in(gallery):
    page = gallery()
    page.route("**/refused/", lambda route: route.fulfill(status=422, body="<p>Write a name.</p>"))
    page.evaluate("htmx.ajax('POST', '/refused/', { target: '#panel' })")
    expect(page.locator("#panel")).to_contain_text("Write a name.")
    expect(page.locator("#toasts .toast")).to_have_count(0)


def test_the_skip_link_leads_past_the_side_bar(gallery):
    page = gallery()
    page.locator("body").evaluate("body => { document.activeElement.blur(); body.focus(); }")
    page.evaluate("document.querySelector('.skip').focus()")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_reaches_the_contrast_of_wcag_aa(gallery, scheme):
    assert gallery(color_scheme=scheme).evaluate(CONTRAST) == []


def test_a_telephone_has_places_at_the_foot_and_rows_of_three_lines(gallery):
    page = gallery(viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    expect(page.locator(".side")).to_be_hidden()
    expect(page.get_by_role("button", name="More")).to_be_visible()
    row = page.locator("[data-rows] tbody tr").first
    parts = [row.locator(part).bounding_box()["y"] for part in (".c-name", ".c-evidence", "[data-label=CPI]")]
    assert parts == sorted(parts)
    assert parts[0] < parts[1] < parts[2]
    expect(row.locator("[data-label=CPI]")).to_be_visible()
    page.get_by_role("button", name="More").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
