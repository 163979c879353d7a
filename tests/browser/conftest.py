"""A Throughline started the way a person starts it, and a Chromium that watches for faults."""

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from pmo.embedded.prepare import SIGN_INS
from tests.processes import Instance, start

HERE = Path(__file__).parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WINDOW = {"width": 1440, "height": 900}
SignIn = Callable[..., Page]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what drives a browser."""
    if HERE in item.path.parents:
        item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return a browser for the tests of one file.

    Playwright keeps an event loop running in this thread while it is open: Django has to be told that this is
    no asynchronous caller, and tests elsewhere that run a loop of their own need it closed again.
    """
    if CHROMIUM is None:
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(
            "Chromium is not installed"
        )
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def throughline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """Return a running instance with the demo: embedded, or on the given database and broker."""
    home = tmp_path_factory.mktemp("throughline")
    if not os.environ.get("DATABASE_URL"):
        yield from running(home)
        return
    with FreshDatabase(os.environ["DATABASE_URL"]) as url:
        yield from running(
            home, DATABASE_URL=url, REDIS_URL=os.environ["REDIS_URL"], SECRET_KEY=secrets.token_urlsafe(64)
        )


def running(home: Path, **variables: str) -> Iterator[Instance]:
    instance = start(home, DEMO="1", **variables)
    yield instance
    instance.end()


class FreshDatabase:
    """A new database on the server of ``url``, dropped at the end."""

    def __init__(self, url: str) -> None:
        self.name = f"throughline_browser_{os.getpid()}"
        parts = urlsplit(url)
        self.url = urlunsplit(parts._replace(path=f"/{self.name}"))
        self.server = urlunsplit(parts._replace(path="/postgres"))

    def execute(self, statement: str) -> None:
        connection = psycopg2.connect(self.server)
        connection.autocommit = True
        try:
            connection.cursor().execute(statement)
        finally:
            connection.close()

    def __enter__(self) -> str:
        self.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        self.execute(f"CREATE DATABASE {self.name}")
        return self.url

    def __exit__(self, *error: object) -> None:
        self.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


class Faults(list[str]):
    """What went wrong on a page: script errors, CSP violations, server errors, missing static files."""

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.append(f"script: {error}"))
        page.on("console", lambda message: self.note(message.type, message.text))
        page.on("response", self.judge)

    def note(self, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith("Failed to load resource"):  # judged by its status
            self.append(f"console: {text}")

    def judge(self, response: Response) -> None:
        missing = response.status == 404 and "/static/" in response.url
        if response.status >= 500 or missing:
            self.append(f"{response.status}: {response.url}")


@pytest.fixture
def faults() -> Iterator[Faults]:
    """Return the list of faults; what is in it at the end fails the test."""
    found = Faults()
    yield found
    assert not found, "\n".join(found)


@pytest.fixture
def new_page(chromium: Browser, throughline: Instance, faults: Faults) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page in a window of its own, watched for faults."""
    contexts: list[BrowserContext] = []

    def open_page(**options: object) -> Page:
        context = chromium.new_context(
            **{"base_url": throughline.address, "viewport": WINDOW, "locale": "en-GB"} | options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        faults.watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """Return an empty page of 1440×900."""
    return new_page()


@pytest.fixture(scope="session")
def sign_ins(throughline: Instance) -> dict[str, dict[str, str]]:
    """Return the demo's sign-ins by role, as ``make up`` prints them."""
    entries = json.loads((throughline.home / SIGN_INS).read_text())
    return {entry["role"].lower().replace(" ", "_"): entry for entry in entries}


@pytest.fixture(scope="session")
def sessions() -> dict[str, object]:
    """Return the signed-in browser states already made: signing in is limited in number and slow."""
    return {}


@pytest.fixture
def sign_in(new_page, sign_ins, sessions) -> SignIn:
    """Return a function that opens a page signed in as the demo's person with a role.

    ``sign_in("project_manager")``, also with a window size or colour scheme:
    ``sign_in("viewer", viewport={"width": 390, "height": 844}, color_scheme="dark")``.
    """

    def signed_in(role: str = "project_manager", **options: object) -> Page:
        if role not in sessions:
            page = new_page()
            fill_sign_in(page, sign_ins[role]["email"], sign_ins[role]["password"])
            sessions[role] = page.context.storage_state()
        return new_page(storage_state=sessions[role], **options)

    return signed_in


def fill_sign_in(page: Page, email: str, password: str) -> None:
    """Sign in by the form, and wait until it is left."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


@pytest.fixture
def open_plan(throughline: Instance, new_page: Callable[..., Page]) -> Callable[..., Page]:
    """Return a function that makes a plan in a new project and opens one of its pages as its manager.

    ``plan`` is a name of :mod:`tests.browser.plans`; ``{key}`` in ``path`` is the project's.
    """

    def open_page(plan: str, path: str, **options: object) -> Page:
        made = json.loads(throughline.run("tests.browser.plans", plan).splitlines()[-1])
        page = new_page(**options)
        cookie = {"name": "throughline", "value": made["session"], "url": throughline.address}
        page.context.add_cookies([cookie])
        page.goto(path.format(key=made["key"]))
        return page

    return open_page
