"""How things are shown: the sentence first, then the picture, then its numbers as a table to download."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from pandas.api.types import is_datetime64_any_dtype
from streamlit.delta_generator import DeltaGenerator

from analytics.charts import style
from analytics.charts.style import CONFIG
from analytics.errors import SteppingStoneError
from analytics.formula_guard import inert_table
from pages.frame import saving


def plain(text: str) -> str:
    """Text that somebody typed, made safe to stand inside markdown: every sign means itself."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~$:<>&@])", r"\\\1", text)


def sentence(text: str) -> None:
    """The one sentence worth knowing."""
    st.header(plain(text), anchor=False)


def note(text: str) -> None:
    """What a number leaves out or assumes."""
    st.caption(plain(text))


def points(lines: Iterable[str]) -> None:
    """A list of short sentences."""
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))


@dataclass(frozen=True)
class Key:
    """A number that a page leads with; `beside` it its range, of how many, or until when it counts."""

    label: str
    value: str
    beside: str = ""


def key_numbers(keys: Sequence[Key]) -> None:
    """Three or four numbers in a row, on a phone two; nothing where there is none to lead with."""
    if not keys:
        return
    with st.grid(len(keys), min_column_width=150):
        for key in keys:
            st.metric(
                key.label, key.value, key.beside or None, delta_color="off", delta_arrow="off", border=True,
                height="stretch",
            )  # fmt: skip


def picture(
    chart: go.Figure,
    table: pd.DataFrame,
    name: str,
    *,
    title: str,
    counted: str,
    foot: str,
    alt: str | None = None,
    above: DeltaGenerator | None = None,
) -> None:
    """A chart under a title that says its point, what is counted beneath it; below n and day, and its numbers.

    Table, CSV file and picture leave under `name`. The title stands in `above`, where a control is between the two.
    """
    dark = st.context.theme.type == "dark"
    with st.container(gap=None):
        (above or st).subheader(plain(title), anchor=False)
        note(counted)
    st.plotly_chart(
        style.dark(chart) if dark else chart, theme=None, config=CONFIG, key=f"chart-{name}", alt=alt or counted
    )
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(plain(foot), width="content")
        with st.popover("Numbers", icon=":material/table_rows:", type="tertiary"):
            numbers(table, name)
            saving.buttons(f"chart-{name}", name, title, f"{counted}. {foot}", style.DARK if dark else style.LIGHT)


def figure(chart: go.Figure, table: pd.DataFrame, name: str, alt: str | None = None) -> None:
    """A lesser chart inside a fold, with its numbers as a table and as a CSV file named `name`.csv."""
    dark = st.context.theme.type == "dark"
    st.plotly_chart(style.dark(chart) if dark else chart, theme=None, config=CONFIG, key=f"chart-{name}", alt=alt)
    with st.popover("Numbers", icon=":material/table_rows:", type="tertiary", key=f"numbers-{name}"):
        numbers(table, name)


def folded(title: str, draw: Callable[..., None], *what: Any) -> None:
    """A fold of which `draw(*what)` shows the content; it is made when somebody opens the fold, not before."""
    key = f"fold-{title.lower().replace(' ', '-')}"
    fold = st.expander(title, type="compact", key=key, on_change="rerun")
    if fold.open:
        with fold:
            draw(*what)


@contextmanager
def to_do(title: str) -> Iterator[None]:
    """The one thing to do with what a page shows."""
    with st.container(border=True):
        st.subheader(plain(title), anchor=False)
        yield


def numbers(table: pd.DataFrame, name: str) -> None:
    """A table with its download."""
    st.dataframe(table, hide_index=True, key=f"table-{name}", column_config=_headings(table), placeholder="–")
    st.download_button(
        "Download as CSV",
        inert_table(table).to_csv(index=False).encode("utf-8-sig"),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"download-{name}",
        on_click="ignore",
    )


def _headings(table: pd.DataFrame) -> dict[str, Any]:
    """What a person reads above each column; days without a time of day are shown as days."""
    headings: dict[str, Any] = {}
    for name, column in table.items():
        label = str(name).replace("_", " ").capitalize() if str(name).islower() else str(name)
        whole_days = is_datetime64_any_dtype(column) and column.eq(column.dt.normalize())[column.notna()].all()
        headings[str(name)] = st.column_config.DateColumn(label) if whole_days else st.column_config.Column(label)
    return headings


def empty(what: str, how: str, page: str | None = None, label: str | None = None) -> None:
    """What will appear here, and how to get it."""
    with st.container(border=True):
        st.markdown(f"**{plain(what)}**")
        st.write(plain(how))
        if page and label:
            st.page_link(page, label=label, icon=":material/arrow_forward:")


def problem(error: SteppingStoneError) -> None:
    """An error: what happened, then what to do."""
    message = f"**{plain(error.title)}.** {plain(error.what_happened)}"
    st.warning(f"{message}\n\n{plain(error.what_to_do)}" if error.what_to_do else message)


def unexpected() -> None:
    """A fault of the program: what is certain, and what to do."""
    st.warning(
        "**This page could not be shown.** That is our fault, not yours. What you had saved is still there.\n\n"
        "Load the page again. If it happens once more, the terminal that runs the dashboard says what went wrong."
    )
