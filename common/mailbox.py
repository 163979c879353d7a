"""How the local mailbox names the mails it keeps: the writer, the reader and the outbox agree here."""

import hashlib
import itertools
import os
import uuid
from collections.abc import Iterator
from pathlib import Path


def mail_name(message_id: str, copy: int = 1) -> str:
    """Return the file name of a mail: the SHA-256 of its Message-ID, and a number from the second copy on."""
    digest = hashlib.sha256(message_id.strip().strip("<>").encode()).hexdigest()
    return f"{digest}.eml" if copy == 1 else f"{digest}.{copy}.eml"


def holds(folder: Path, message_id: str) -> bool:
    """Return whether a mail with this Message-ID has been taken: what a searchable hop is asked."""
    return (folder / mail_name(message_id)).exists()


def kept_mails(folder: Path) -> list[Path]:
    """Return the files of all mails, newest first; a mail half written is not among them."""
    return sorted(folder.glob("*.eml"), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


def keep_mail(folder: Path, message_id: str, content: bytes) -> Path:
    """Write one mail so that it is there whole, also after a power cut, or not at all.

    A second mail with the same Message-ID is kept beside the first: a duplicate must be seen.
    """
    part = folder / f".{uuid.uuid4().hex}.part"
    with part.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path = next(path for path in _free_names(folder, message_id) if _link(part, path))
    part.unlink()
    _sync_folder(folder)
    return path


def _free_names(folder: Path, message_id: str) -> Iterator[Path]:
    return (folder / mail_name(message_id, copy) for copy in itertools.count(1))


def _link(part: Path, path: Path) -> bool:
    try:
        path.hardlink_to(part)
    except FileExistsError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
