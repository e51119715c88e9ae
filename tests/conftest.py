"""What several tests need: a running dashboard, a browser that notices who it talks to, the shared logs."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("browser") and CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium was found; browser tests need one"))
        if item.get_closest_marker("shared") and not (ROOT.parent / "shared").exists():
            item.add_marker(pytest.mark.skip(reason="there are no shared logs here"))


@dataclass
class Dashboard:
    """A dashboard that runs on a store of its own."""

    url: str
    store: Path


def opened_page(name: str, store: Path, monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    """A page of the dashboard on a store, as AppTest shows it; `address` is what stands behind the question mark."""
    monkeypatch.setenv("STEPPINGSTONE_STORE", str(store))
    monkeypatch.chdir(ROOT)
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    page.switch_page(f"pages/{name}.py")
    for parameter, value in address.items():
        page.query_params[parameter] = value
    page.run()
    assert not page.exception
    return page


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as response:
            return bool(response.status == 200)
    except OSError:
        return False


AS_THE_COMMAND_DOES = ["pages/frame/serve.py"]
PLAIN_STREAMLIT = ["-m", "streamlit", "run", "app.py"]


def serve(store: Path, folder: Path, headless: bool = True, start: list[str] | None = None) -> Iterator[Dashboard]:
    """Starts a fresh server for the store, waits until it answers, and stops it."""
    port = free_port()
    options = [f"--server.port={port}", f"--server.headless={str(headless).lower()}"]
    with (folder / "server.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [sys.executable, *(start or AS_THE_COMMAND_DOES), *options],
            cwd=ROOT,
            env={**os.environ, "STEPPINGSTONE_STORE": str(store)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            for _ in range(240):
                if answers(url):
                    break
                time.sleep(0.25)
            yield Dashboard(url, store)
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture
def dashboard(tmp_path: Path) -> Iterator[Dashboard]:
    """A fresh dashboard on an empty store."""
    yield from serve(tmp_path / "store", tmp_path)


@dataclass
class Watched:
    """A browser page and every request of it that left this machine."""

    page: Any
    outside: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium: Any) -> Iterator[Watched]:
    """A browser page that fails the test if anything is fetched from outside this machine."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)  # a slow machine is no fault
    watched = Watched(context.new_page())

    def note(request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")):
            watched.outside.append(request.url)

    watched.page.on("request", note)
    yield watched
    context.close()
    assert watched.outside == []
