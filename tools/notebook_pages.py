"""Runs every notebook on the sample and writes it as a page that is read without a network: docs/notebooks/*.html.

python -m tools.notebook_pages [NAME …]

Charts become drawings (SVG) in the page, so that no page carries a library of scripts. A Chromium draws them.
"""

from __future__ import annotations

import re
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from analytics.cli import notebook_runs
from analytics.sample import fill, tables
from analytics.store import Store
from tests.conftest import CHROMIUM

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "notebooks"
LOOK = """<style>
body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #0a1213;
  background: #fcfbf8 }
pre { background: #f4f2ec; padding: .7rem; overflow-x: auto; font-size: 13px }
.jp-OutputArea-output { overflow-x: auto }
table { border-collapse: collapse; font-size: 14px } td, th { padding: .2rem .6rem; border-bottom: 1px solid #d8d4c9 }
img { max-width: 100% } .anchor-link, .jp-InputPrompt, .jp-OutputPrompt { display: none }
</style>"""
AS_DRAWING = """
async (LOOK) => {
    for (const chart of document.querySelectorAll('.js-plotly-plot')) {
        const size = {format: 'svg', width: 800, height: chart.layout.height || 400};
        const drawing = document.createElement('img');
        drawing.src = await Plotly.toImage(chart, size);
        drawing.alt = chart.layout.title?.text || 'A chart; its numbers are in the table beside it.';
        chart.replaceWith(drawing);
    }
    document.querySelectorAll('script').forEach((script) => script.remove());
    document.querySelectorAll('style').forEach((style) => style.textContent.length > 20000 && style.remove());
    document.head.insertAdjacentHTML('beforeend', LOOK);
    return '<!doctype html>' + document.documentElement.outerHTML;
}
"""


def main(names: list[str]) -> None:
    PAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        store = Store(Path(work) / "store")
        fill(store, tables(date.today()))
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
            if not names or notebook.stem in names:
                _, page = notebook_runs.run(notebook, {}, store.folder, Path(work))
                drawn = _drawn(chromium, page)
                (PAGES / f"{notebook.stem}.html").write_text(drawn, encoding="utf-8")
                print(f"{notebook.stem}: {len(drawn) / 1e3:,.0f} kB", flush=True)
        chromium.close()


def _drawn(chromium: Any, page: Path) -> str:
    """The page with its charts as drawings, and without scripts or paths of this machine."""
    shown = chromium.new_page(viewport={"width": 1000, "height": 900})
    shown.goto(page.as_uri())
    shown.wait_for_timeout(1500)
    text = str(shown.evaluate(AS_DRAWING, LOOK))
    shown.close()
    text = re.sub(r"<style[^>]*>(?:(?!</style>).)*@font-face(?:(?!</style>).)*</style>", "", text, flags=re.S)
    return text.replace(str(page.parent), "…").replace(str(ROOT), "…")


if __name__ == "__main__":
    main(sys.argv[1:])
