"""Outlook's archives (`.pst`, `.ost`), read in a process of its own with the extra `outlook`.

The library that opens them is young and written in C: should a damaged archive end it, or make it ask for memory
without end, the program goes on. Run as a script it imports nothing of this package.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MEMORY = 1_000_000_000
KEPT = 400_000
LENGTH = 8
"""Bytes before each mail that hold its length."""


def mails_of_archive(path: Path) -> Iterator[Any]:
    """The mails of an archive. Raises NothingToImport without the extra, and where the archive can't be read."""
    from analytics.errors import NothingToImport
    from analytics.mailbox.splitting import RawMail
    from analytics.wording import numbers

    if find_spec("pypff") is None:
        raise NothingToImport(
            f"{path.name} is an archive of Outlook, for which a part of the program is not installed.",
            "Install it with pip install 'steppingstone[outlook]', or drag the mails from Outlook into a folder.",
        )
    with subprocess.Popen([sys.executable, "-P", __file__, str(path)], stdout=subprocess.PIPE) as reading:
        assert reading.stdout is not None
        read = 0
        while size := reading.stdout.read(LENGTH):
            yield RawMail(path.name, read, reading.stdout.read(int.from_bytes(size)))
            read += 1
    if reading.returncode:
        raise NothingToImport(
            f"{path.name} could be read to its mail {numbers.number(read)} only; the archive may be damaged.",
            "Nothing was stored. Export the mails from Outlook once more.",
        )


def _mails(folder: Any) -> Iterator[bytes]:
    for number in range(folder.number_of_sub_messages):
        with contextlib.suppress(OSError, UnicodeError):
            mail = folder.get_sub_message(number)
            headers = (mail.transport_headers or f"Subject: {mail.subject or ''}\nDate: {mail.delivery_time}\n").strip()
            kept = [
                line
                for line in headers.replace("\r\n", "\n").split("\n")
                if not line.lower().startswith(("content-type", "content-transfer-encoding", "mime-version"))
            ]
            body = mail.plain_text_body or mail.html_body or b""
            kind = "plain" if mail.plain_text_body else "html"
            text = body if isinstance(body, bytes) else body.encode("utf-8", "replace")
            head = "\n".join([*kept, f"Content-Type: text/{kind}", "Content-Transfer-Encoding: 8bit"])
            yield head.encode("utf-8", "replace") + b"\n\n" + text[:KEPT]
    for number in range(folder.number_of_sub_folders):
        yield from _mails(folder.get_sub_folder(number))


def _limit() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    import pypff

    _limit()
    archive: Any = pypff.file()  # type: ignore[attr-defined,unused-ignore]
    archive.open(sys.argv[1])
    for mail in _mails(archive.get_root_folder()):
        sys.stdout.buffer.write(len(mail).to_bytes(LENGTH) + mail)
