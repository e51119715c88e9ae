"""How long each page takes in a browser until it is ready, beside an empty Streamlit page with one Plotly chart.

    python -m bench.pages [ADDRESS …]     # the pages at these addresses (today for the first), or all
    python -m bench.pages million         # Applications at a million rows, beside 600

The two take turns, so that whatever else the machine does falls on both; medians of five, and their ratio. Then how
long a filter of Applications and of Why takes to answer.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from analytics.store import Store, Viewer
from bench.counting_queries import APPLICATIONS, EVENTS
from pages.frame.navigation import OWN, PLACES
from tests.conftest import CHROMIUM, answers, free_port, serve
from tools.sample import draw

TURNS = 5
EMPTY = """
import plotly.graph_objects as go
import streamlit as st
st.title("Empty")
st.plotly_chart(go.Figure(go.Scatter(x=[0, 1], y=[0, 1])))
"""
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def ready(chromium: Any, url: str) -> float:
    """Seconds from asking for a page, with nothing cached, until its script has run and its title stands."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(url)
    page.locator("h1").first.wait_for()
    page.locator(READY).wait_for()
    if page.locator('[data-testid="stPlotlyChart"]').count():
        page.locator(".js-plotly-plot").first.wait_for()
    taken = time.perf_counter() - start
    context.close()
    return taken


def filtered(chromium: Any, url: str, options: tuple[str, str]) -> float:
    """Seconds from the click on a filter of an open page until it has answered; the median of ten."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto(url)
    page.locator("h1").first.wait_for()
    page.locator(READY).wait_for()
    page.wait_for_timeout(1000)
    taken, main = [], page.locator('[data-testid="stMain"]')
    for option in options * TURNS:
        before = main.inner_text()
        start = time.perf_counter()
        page.get_by_role("radio").filter(has_text=option).first.click()
        while main.inner_text() == before:
            page.wait_for_timeout(5)
        page.locator(READY).wait_for()
        taken.append(time.perf_counter() - start)
        page.wait_for_timeout(300)
    context.close()
    return statistics.median(taken)


def beside(chromium: Any, one: str, other: str) -> tuple[float, float]:
    """Seconds until each of two addresses is ready, in turns; medians."""
    ready(chromium, one)
    pairs = [(ready(chromium, one), ready(chromium, other)) for _ in range(TURNS)]
    first, second = zip(*pairs, strict=True)
    return statistics.median(first), statistics.median(second)


def of_pages(chromium: Any, work: Path, addresses: Sequence[str]) -> None:
    """Every page of a full log beside the empty page, and the filters."""
    store = Store(work / "store")
    with store.writing(Viewer.applicant(1)) as writer:
        for table, frame in draw(date.today(), students=1, seed=20).items():
            writer.append(table, frame)
    with plain_page(work) as plain:
        for dashboard in serve(store.folder, work):
            for name in addresses or [PLACES[name].address for name in OWN]:
                address = "" if name == PLACES[OWN[0]].address else name
                own, empty = beside(chromium, f"{dashboard.url}/{address}", plain)
                print(f"{name:15} {own:5.2f} s   empty page {empty:5.2f} s   ratio {own / empty:4.2f}", flush=True)
            for address, options in (("applications", ("Turned down", "All")), ("why", ("My own notes", "Employers"))):
                taken = filtered(chromium, f"{dashboard.url}/{address}", options)
                print(f"{address:15} a filter answers in {taken:4.2f} s", flush=True)


def of_a_million(chromium: Any, work: Path) -> None:
    """Applications with a million rows beside 600, the first visit to a fresh server apart."""
    urls = {}
    with ExitStack() as servers:
        for many in (600, 1_000_000):
            home = work / str(many)
            home.mkdir()
            store = Store(home / "store")
            with store.writing(Viewer.applicant(1)) as writer:
                writer.sql(APPLICATIONS.replace("i % ($n // 40) + 1", "1"), n=many)
                writer.sql(EVENTS)
            dashboard = servers.enter_context(contextmanager(serve)(store.folder, home))
            urls[many] = f"{dashboard.url}/applications"
            print(f"{many:9,} rows, first visit {ready(chromium, urls[many]):5.2f} s", flush=True)
        small, large = beside(chromium, urls[600], urls[1_000_000])
        print(f"600 rows {small:5.2f} s   1,000,000 rows {large:5.2f} s   ratio {large / small:4.2f}")


@contextmanager
def plain_page(work: Path) -> Iterator[str]:
    """The address of an empty Streamlit page with one chart."""
    script, port = work / "empty.py", free_port()
    script.write_text(EMPTY, encoding="utf-8")
    options = [f"--server.port={port}", "--server.headless=true", "--server.address=127.0.0.1"]
    options += ["--browser.gatherUsageStats=false", "--logger.hideWelcomeMessage=true"]
    server = subprocess.Popen([sys.executable, "-m", "streamlit", "run", str(script), *options], cwd=work)
    try:
        while not answers(f"http://127.0.0.1:{port}"):
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()


def main(what: Sequence[str]) -> None:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as work:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        if list(what) == ["million"]:
            of_a_million(chromium, Path(work))
        else:
            of_pages(chromium, Path(work), what)
        chromium.close()


if __name__ == "__main__":
    main(sys.argv[1:])
