"""Installs the wheel as a stranger would, in an empty folder, and tries it (`.ci/run`, `make check-install`).

Builds the wheel, installs it into a fresh environment in another folder, imports a log, starts the dashboard and asks
it for every page that it offers. Needs a package index or pip's cache, and no browser.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.typing import Subprotocol

ROOT = Path(__file__).resolve().parents[1]
LOG = """Company,Role,Applied,Status,Response date
Akme,Analyst,2026-01-05,Rejected,2026-01-20
Borealis,Analyst,2026-01-12,Interview,2026-01-19
Cedar,Engineer,2026-02-02,No response,
"""
BINARIES = "Scripts" if os.name == "nt" else "bin"


def main() -> None:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="an empty folder ", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        command = installed(built(folder), folder / "environment")
        home = folder / "home"
        home.mkdir()
        environment = as_a_stranger(home)
        (home / "log.csv").write_text(LOG, encoding="utf-8")

        def run(*words: str) -> str:
            done = subprocess.run(
                [command, *words], cwd=home, env=environment, capture_output=True, encoding="utf-8", check=False
            )
            assert done.returncode == 0, f"steppingstone {' '.join(words)}: {done.stdout}{done.stderr}"
            return done.stdout

        print(run("import", "log.csv"))
        run("notebooks", "--copy-only")
        assert list((home / "steppingstone-notebooks").glob("*.ipynb")), "no notebook was copied"
        stores = list(home.rglob("live.duckdb"))
        assert [path.parent.name for path in stores] == ["store"], f"the store is in {stores}"
        print(f"The store is in {stores[0].parent.relative_to(home)} of the home folder.")
        with running(command, home, environment) as port:
            pages = asyncio.run(every_page(port))
        print(f"{len(pages)} pages answered: {', '.join(pages)}.")
    print(f"Installed and tried in {time.monotonic() - started:.0f} s.")


def built(folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")], cwd=ROOT, check=True
    )
    [wheel] = (folder / "dist").glob("*.whl")
    return wheel


def installed(wheel: Path, environment: Path) -> Path:
    """The command of a fresh environment that holds the wheel and what it asks for."""
    venv.create(environment, with_pip=True)
    python = environment / BINARIES / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", str(wheel)], check=True)
    return environment / BINARIES / "steppingstone"


def as_a_stranger(home: Path) -> dict[str, str]:
    """This environment for somebody whose home is empty and who set nothing."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("STEPPINGSTONE", "XDG", "PYTHON"))
    }
    return kept | {"HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home / "AppData" / "Local")}


@contextmanager
def running(command: Path, home: Path, environment: dict[str, str]) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = subprocess.Popen(
        [command, "run", "--headless", "--port", str(port)], cwd=home, env=environment, start_new_session=True
    )
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                assert server.poll() is None, "the dashboard ended"
                time.sleep(0.25)
        yield port
    finally:
        os.killpg(server.pid, signal.SIGTERM) if os.name == "posix" else server.terminate()
        server.wait(timeout=20)


async def every_page(port: int) -> list[str]:
    """The pages that the dashboard offers, each of which ran to its end without an error."""
    async with websockets.connect(
        f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=None
    ) as connection:
        pages = [page.url_pathname for message in await visit(connection, "") for page in message.navigation.app_pages]
        assert pages, "no page is offered"
        for page in pages[1:]:
            await visit(connection, page)
    return pages


async def visit(connection: websockets.ClientConnection, page: str) -> list[ForwardMsg]:
    """What a page sends until its run is over."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    await connection.send(asked.SerializeToString())
    messages: list[ForwardMsg] = []
    while not messages or messages[-1].WhichOneof("type") != "script_finished":
        frame = await asyncio.wait_for(connection.recv(), timeout=60)
        assert isinstance(frame, bytes)
        assert b"This page could not be shown" not in frame, f"{page or 'the first page'}: a fault of the program"
        messages.append(ForwardMsg.FromString(frame))
        element = messages[-1].delta.new_element
        assert element.WhichOneof("type") != "exception", f"{page}: {element.exception.message}"
    return messages


if __name__ == "__main__":
    main()
