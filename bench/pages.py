"""How long each page takes in a browser until it is ready, beside an empty Streamlit page with one Plotly chart.

    python -m bench.pages

The two take turns, so that whatever else the machine does falls on both; medians of five, and their ratio.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from analytics.store import Store, Viewer
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


def main() -> None:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as work:
        home = Path(work)
        script = home / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        port = free_port()
        options = [f"--server.port={port}", "--server.headless=true", "--server.address=127.0.0.1"]
        options += ["--browser.gatherUsageStats=false", "--logger.hideWelcomeMessage=true"]
        plain = subprocess.Popen([sys.executable, "-m", "streamlit", "run", str(script), *options], cwd=home)
        store = Store(home / "store")
        with store.writing(Viewer.applicant(1)) as writer:
            for table, frame in draw(date.today(), students=1, seed=20).items():
                writer.append(table, frame)
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            while not answers(f"http://127.0.0.1:{port}"):
                time.sleep(0.2)
            for dashboard in serve(store.folder, home):
                places = [("", "today"), *((PLACES[name].address, PLACES[name].address) for name in OWN[1:])]
                for address, name in places:
                    pairs = []
                    ready(chromium, f"{dashboard.url}/{address}")
                    for _ in range(TURNS):
                        page = ready(chromium, f"{dashboard.url}/{address}")
                        pairs.append((page, ready(chromium, f"http://127.0.0.1:{port}")))
                    own, beside = (statistics.median(times) for times in zip(*pairs, strict=True))
                    print(
                        f"{name:15} {own:5.2f} s   empty page {beside:5.2f} s   ratio {own / beside:4.2f}", flush=True
                    )
        finally:
            chromium.close()
            plain.terminate()


if __name__ == "__main__":
    main()
