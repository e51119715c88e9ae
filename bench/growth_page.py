"""Draws docs/growth.png and the tables of docs/growth.md from docs/growth.json."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from analytics.charts.style import CONFIG, LIGHT, figure
from bench.growth import FOR_EVERYBODY, MEASURED, PAGES, ROOT

PAGE, PICTURE = ROOT / "docs" / "growth.md", ROOT / "docs" / "growth.png"
MARK = "<!-- measured below by bench/growth.py; everything above is kept -->"
LINES = {
    "rejection_reasons": ("rejection_reasons, DuckDB", LIGHT["rejection"]),
    "response_times": ("response_times, DuckDB", LIGHT["invited"]),
    "application_paths": ("application_paths, DuckDB", LIGHT["primary"]),
}


def draw() -> None:
    measured = json.loads(MEASURED.read_text(encoding="utf-8"))
    above = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    PAGE.write_text(f"{above}{MARK}\n\n{_tables(measured)}\n", encoding="utf-8")
    _picture(measured["sizes"])


def _tables(measured: dict[str, Any]) -> str:
    sizes, on = measured["sizes"], measured["machine"]
    head = f"Measured on {on['measured_on']}, {on['cores']} cores shared with others, DuckDB {on['duckdb']}, pandas"
    said = f"{head} {on['pandas']}, PySpark {on['pyspark']}. Seconds, first and again, unless said."
    rows = [
        ["a small write, published", *(_seconds(one["small_write"]) for one in sizes)],
        ["the snapshot, MB", *(f"{one['snapshot_bytes'] / 1e6:,.0f}" for one in sizes)],
        ["memory while counting, MB", *(f"{one['peak_of_counting'] / 1e6:,.0f}" for one in sizes)],
        *([f"`{name}`", *(_twice(one["queries"].get(name)) for one in sizes)] for name in FOR_EVERYBODY),
        ["curves from the counts", *(_seconds(one["curves"]) for one in sizes)],
        ["the same in scikit-survival", *(_seconds(one.get("scikit_survival")) for one in sizes)],
        *(
            [f"page `{name}`, one student", *(_twice(one["pages_of_one_student"].get(name)) for one in sizes)]
            for name in PAGES
        ),
        *([f"`{name}` on Spark", *(_seconds(one.get("spark", {}).get(name)) for one in sizes)] for name in LINES),
    ]
    names = ["applications", *(f"{one['applications']:,}" for one in sizes)]
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join([said, "", *(f"| {' | '.join(row)} |" for row in lines)])


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if value < 1 else f"{value:.1f}"


def _twice(value: dict[str, float] | None) -> str:
    return "" if value is None else f"{_seconds(value['cold'])}, {_seconds(value['warm'])}"


def _picture(sizes: list[dict[str, Any]]) -> None:
    chart = figure(height=460, end_labels=False)
    x = [one["applications"] for one in sizes]
    for query, (name, colour) in LINES.items():
        chart.add_scatter(x=x, y=[one["queries"][query]["warm"] for one in sizes], name=name, line_color=colour)
        on_spark = [one.get("spark", {}).get(query) for one in sizes]
        dashed = {"color": colour, "dash": "dot"}
        chart.add_scatter(x=x, y=on_spark, name=name.replace("DuckDB", "Spark"), line=dashed, mode="lines+markers")
    chart.update_xaxes(type="log", dtick=1, title="applications")
    chart.update_yaxes(type="log", dtick=1, title="seconds")
    chart.update_layout(showlegend=True, width=900)
    _shot(chart)


def _shot(chart: go.Figure) -> None:
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUM

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "growth.html"
        chart.write_html(page, config=CONFIG | {"responsive": False})
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": 920, "height": 480})
        shown.goto(page.as_uri())
        shown.locator(".main-svg").first.wait_for()
        shown.screenshot(path=str(PICTURE))
        browser.close()
