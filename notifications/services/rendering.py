"""Turn a pair of templates into the HTML and the text part of a mail."""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string


def render_mail(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Return HTML and text of ``template`` (``"emails/alert"`` has an ``.html`` and a ``.txt``).

    Every template also gets ``site``, the address links start with.
    """
    values = {**context, "site": settings.PUBLIC_URL}
    html = render_to_string(f"{template}.html", values)
    return _tight(html), _paragraphs(render_to_string(f"{template}.txt", values))


def absolute(path: str) -> str:
    """Return the full address of a page of ours."""
    return f"{settings.PUBLIC_URL}{path}"


def _tight(html: str) -> str:
    """Return the HTML without indentation and empty lines: mails are cut off by size."""
    return "\n".join(line.strip() for line in html.splitlines() if line.strip()) + "\n"


def _paragraphs(text: str) -> str:
    """Return the text with at most one empty line between paragraphs, as templates cannot."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
