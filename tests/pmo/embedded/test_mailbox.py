import pytest
from aiosmtpd.smtp import Envelope

from common.mailbox import holds
from pmo.embedded.mailbox import Keeper, delivered, message_id


def envelope(content: bytes) -> Envelope:
    result = Envelope()
    result.mail_from = "a@example.org"
    result.rcpt_tos = ["b@example.org", "c@example.org"]
    result.original_content = content
    return result


def test_the_envelope_stands_on_top():
    mail = delivered(envelope(b""), b"Subject: x\r\n\r\nHi\r\n")
    assert mail == (
        b"Return-Path: <a@example.org>\r\nDelivered-To: b@example.org\r\nDelivered-To: c@example.org\r\n"
        b"Subject: x\r\n\r\nHi\r\n"
    )


def test_a_mail_without_message_id_is_named_by_its_content():
    assert message_id(b"Subject: a\r\n\r\n") != message_id(b"Subject: b\r\n\r\n")
    assert message_id(b"Message-ID: <q@x>\r\n\r\n") == "<q@x>"


async def answer(folder, content: bytes) -> str:
    return await Keeper(folder).handle_DATA(None, None, envelope(content))


def test_250_means_it_is_there(tmp_path):
    import asyncio

    assert asyncio.run(answer(tmp_path, b"Message-ID: <q@x>\r\n\r\nHi")).startswith("250")
    assert holds(tmp_path, "<q@x>")


def test_a_full_or_missing_disk_is_a_451(tmp_path):
    import asyncio

    assert asyncio.run(answer(tmp_path / "gone", b"Message-ID: <q@x>\r\n\r\nHi")).startswith("451")


@pytest.mark.parametrize("given", ["q@x", "<q@x>", " <q@x> "])
def test_brackets_and_spaces_do_not_matter(tmp_path, given):
    import asyncio

    asyncio.run(answer(tmp_path, b"Message-ID: <q@x>\r\n\r\nHi"))
    assert holds(tmp_path, given)
