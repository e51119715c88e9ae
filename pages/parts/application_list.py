"""The list of applications: looked through by words and by state, 25 at a time, opened by a click."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analytics.feedback_requests.queue import Ask
from analytics.wording import applications as wording
from analytics.wording.applications import ALL, Counts
from analytics.wording.numbers import number
from pages.frame import day_off, head, session, show
from pages.parts import application_entry, silences, to_ask

AT_A_TIME = 25
COLOURS = {"silent": "gray", "in_process": "blue", "rejected": "gray", "offered": "green", "withdrawn": "violet"}


def chosen() -> int | None:
    """The application that the address names (`?id=`), by its number and never by its place in a list."""
    number = st.query_params.get("id", "")
    return int(number) if number.isdecimal() else None


def looked_for() -> str:
    """The words that are looked for, as the address has them."""
    return str(st.session_state.get("find", st.query_params.get("find", ""))).strip().lower()


def counted(find: str = "") -> pd.DataFrame:
    """How many entries are in each state: of all, or of those that are looked for."""
    return session.load("application_counts", find=find or None, **_clock(), **_thresholds(), **_asking())


def controls(counts: Counts) -> None:
    """Words to look for, what to add, and a pill a state with its count."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.text_input(
            "Find", placeholder="employer, role, place or note", key="find", type="search", width=320,
            bind="query-params",
        )  # fmt: skip
        application_entry.buttons()
    filters = counts.filters()
    kept = st.query_params.get("show", ALL)
    # Options have their counts, which change; the address has the plain name.
    st.pills(
        "Show",
        list(filters),
        default=kept if kept in filters else ALL,
        format_func=lambda label: f"{label} {number(filters.get(label, 0))}",
        key="shown_state",
        required=True,
        label_visibility="collapsed",
        on_change=head.keep,
        args=("show", "shown_state", ALL),
    )


def rows(counts: Counts) -> None:
    """The rows of the page that is chosen."""
    label = str(st.session_state.get("shown_state") or ALL)
    folded = counts.of.get("rejected", 0) if label == ALL and day_off.folded() else 0
    if folded:
        show.note(wording.folded(folded))
    found = counts.filters().get(label, 0) - folded
    if not found:
        show.note("Nothing here fits.")
        return
    pages = -(-found // AT_A_TIME)
    place = st.container(gap="medium")
    page = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    listed = session.load(
        "application_list",
        find=looked_for() or None,
        state=wording.state_of(label),
        without_rejected=True if day_off.hidden() or folded else None,
        many=AT_A_TIME,
        skip=(min(page, pages) - 1) * AT_A_TIME,
        **_clock(),
        **_thresholds(),
        **_asking(),
    )
    asking = {ask.rejection.application_id: ask for ask in to_ask.found()}
    write_from = _thresholds()["due_from"]
    with place:
        for row in wording.rows(listed):
            _row(row, asking.get(row["application_id"]), write_from)


def _row(row: dict[str, Any], ask: Ask | None, write_from: int | None) -> None:
    today = session.today()
    number = int(row["application_id"])
    lane = (ask.lane.value, ask.window.ask_from) if ask is not None else None
    step = wording.next_step(row, lane, write_from) if session.may_write() else ""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            employer = f"**{show.plain(row['employer'])}**" if row["employer"] else ""
            role = show.plain(row["role"]) if row["role"] else ""
            label = " · ".join(filter(None, (employer, role))) or "An application"
            st.button(label, key=f"open-{number}", type="tertiary", on_click=_open, args=(number,))
            st.caption(show.plain(wording.since(row, today)) + (f" · **{show.plain(step)}**" if step else ""))
        text = wording.DUE if row["due"] else wording.STATES[row["state"]]
        st.badge(text, color="orange" if row["due"] else COLOURS.get(row["state"], "gray"))  # type: ignore[arg-type]


def _open(number: int) -> None:
    st.query_params["id"] = str(number)


def _clock() -> dict[str, Any]:
    return {"today": session.today()}


def _asking() -> dict[str, str]:
    """The rejections that are worth asking about now, as the list of applications takes them; none where none is."""
    now = [ask.rejection.application_id for ask in to_ask.found() if ask.now]
    return {"asking": f"/{'/'.join(map(str, now))}/"} if now else {}


def _thresholds() -> dict[str, int | None]:
    """From how many days of silence on one more message is due, and no more; none where that is not known."""
    return silences.thresholds(session.today())
