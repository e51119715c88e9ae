"""Draws docs/growth.png and the tables of docs/growth.md from docs/growth.json."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from analytics.charts.style import CONFIG, LIGHT, figure
from bench.growth import FOR_EVERYBODY, MEASURED, OF_EVERYBODY, PAGES, ROOT

PAGE, PICTURE = ROOT / "docs" / "growth.md", ROOT / "docs" / "growth.png"
MARK = "<!-- measured below by bench/growth.py; everything above is kept -->"
LINES = {
    "rejection_reasons": LIGHT["rejection"],
    "response_times": LIGHT["invited"],
    "application_paths": LIGHT["primary"],
}
One = dict[str, Any]


def draw() -> None:
    measured = json.loads(MEASURED.read_text(encoding="utf-8"))
    above = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    PAGE.write_text(f"{above}{MARK}\n\n{_said(measured)}\n", encoding="utf-8")
    _picture(measured["lake"])


def _said(measured: dict[str, Any]) -> str:
    on = measured["machine"]
    return "\n\n".join(
        [
            f"Measured on {on['measured_on']}, {on['cores']} cores shared with others, DuckDB {on['duckdb']}, pandas "
            f"{on['pandas']}, PySpark {on['pyspark']}. Seconds, first and again, unless said.",
            _table(measured["sizes"], _of_a_store()),
            "DuckDB and Spark over the same Parquet, on the same two cores; the quickest of three runs.",
            _table(measured["lake"], _of_a_lake()),
            *_failures([*measured["sizes"], *measured["lake"]]),
        ]
    )


def _of_a_store() -> dict[str, Callable[[One], str]]:
    """Each row's name, and how one size says it."""
    rows: dict[str, Callable[[One], str]] = {
        "a log of so many rows, imported": lambda one: _seconds(one.get("import")),
        "a small write, published": lambda one: _seconds(one.get("small_write")),
        "the snapshot, MB": lambda one: _megabytes(one.get("snapshot_bytes")),
        "memory while counting, MB": lambda one: _megabytes(one.get("peak_of_counting")),
    }
    rows |= {f"`{name}`": lambda one, name=name: _twice(one["queries"].get(name)) for name in FOR_EVERYBODY}
    rows |= {
        "curves from the counts": lambda one: _seconds(one.get("curves")),
        "the same in scikit-survival": lambda one: _seconds((one.get("scikit_survival") or {}).get("curves")),
        "the same in lifelines": lambda one: _seconds((one.get("lifelines") or {}).get("curves")),
        "its memory, MB": lambda one: _megabytes((one.get("lifelines") or {}).get("peak")),
    }
    for whose, kind, names in (
        ("one student", "pages_of_one_student", PAGES),
        ("everybody", "pages_of_everybody", OF_EVERYBODY),
    ):
        rows |= {
            f"page `{name}`, {whose}": lambda one, kind=kind, name=name: _twice((one.get(kind) or {}).get(name))
            for name in names
        }
        rows[f"memory of these pages, {whose}, MB"] = lambda one, kind=kind: _megabytes(
            (one.get(kind) or {}).get("peak")
        )
    return rows


def _of_a_lake() -> dict[str, Callable[[One], str]]:
    rows: dict[str, Callable[[One], str]] = {"Parquet, MB": lambda one: _megabytes(one.get("parquet_bytes"))}
    for name in LINES:
        rows[f"`{name}`, DuckDB"] = lambda one, name=name: _seconds(one.get("duckdb", {}).get(name))
        rows[f"`{name}`, Spark"] = lambda one, name=name: _seconds(one.get("spark", {}).get(name))
    return rows


def _table(sizes: list[One], rows: dict[str, Callable[[One], str]]) -> str:
    head = ["applications", *(f"{one['applications']:,}" for one in sizes)]
    lines = [head, ["---"] * len(head), *([name, *map(say, sizes)] for name, say in rows.items())]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _failures(sizes: list[One]) -> list[str]:
    return [
        f"At {one['applications']:,} applications {step} failed: {why}"
        for one in sizes
        for step, why in one.get("failed", {}).items()
    ]


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if value < 1 else f"{value:.1f}"


def _megabytes(value: float | None) -> str:
    return "" if value is None else f"{value / 1e6:,.0f}"


def _twice(value: dict[str, float] | None) -> str:
    return "" if value is None else f"{_seconds(value['cold'])}, {_seconds(value['warm'])}"


def _picture(sizes: list[One]) -> None:
    chart = figure(height=460, end_labels=False)
    x = [one["applications"] for one in sizes]
    for query, colour in LINES.items():
        for key, engine, dash in (("duckdb", "DuckDB", "solid"), ("spark", "Spark", "dot")):
            y = [one.get(key, {}).get(query) for one in sizes]
            line = {"color": colour, "dash": dash}
            chart.add_scatter(x=x, y=y, name=f"{query}, {engine}", line=line, mode="lines+markers")
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
