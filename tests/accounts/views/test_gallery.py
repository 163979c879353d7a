from django.test import Client

from accounts.models import User


def test_the_gallery_needs_a_session(client: Client, stranger: User):
    answer = client.get("/gallery/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_every_part_is_on_the_page(pm_client: Client):
    page = pm_client.get("/gallery/").content.decode()
    for part in [
        "btn-primary",
        "rag-red",
        "error-summary",
        "data-rows",
        "progress",
        "toast",
        "menu",
        "dialog",
        "kpis",
    ]:
        assert part in page
    assert "style=" not in page
    assert page.count("<script") == page.count("<script src") + page.count('<script type="module" src')
