import os

from common.mailbox import holds, keep_mail, kept_mails, mail_name


def test_the_name_is_the_hash_of_the_message_id():
    # printf 'a@b' | sha256sum
    assert mail_name("<a@b>") == "7508d8b5018ea640b85269861a101203f0c26900555268e930025dac844b0f35.eml"
    assert mail_name("<a@b>", 2).endswith("b0f35.2.eml")


def test_a_duplicate_is_kept_beside_the_first(tmp_path):
    first = keep_mail(tmp_path, "<a@b>", b"one")
    second = keep_mail(tmp_path, "<a@b>", b"two")
    third = keep_mail(tmp_path, "<a@b>", b"three")
    assert [path.read_bytes() for path in (first, second, third)] == [b"one", b"two", b"three"]
    assert [path.name for path in (first, second, third)] == [mail_name("<a@b>", n) for n in (1, 2, 3)]
    assert list(tmp_path.glob(".*")) == [], "nothing half written is left"


def test_newest_first_and_nothing_half_written(tmp_path):
    for number, name in enumerate(("<1@x>", "<2@x>", "<3@x>")):
        os.utime(keep_mail(tmp_path, name, b""), (number, number))
    (tmp_path / ".abc.part").write_bytes(b"half")
    assert [path.name for path in kept_mails(tmp_path)] == [mail_name(f"<{n}@x>") for n in (3, 2, 1)]


def test_what_was_not_taken_is_not_held(tmp_path):
    keep_mail(tmp_path, "<a@b>", b"one")
    assert holds(tmp_path, "<a@b>")
    assert not holds(tmp_path, "<a@c>")
