"""What stands around the content of every page: above it title, question and a day off; below it who is signed in."""

from __future__ import annotations

import streamlit as st

from analytics.store import Role, engine
from analytics.wording.cohort import EXACT
from analytics.wording.glossary import glossary
from analytics.wording.numbers import WEEKDAYS, day
from pages.frame import day_off, sample, session, show, sign_in
from pages.frame.navigation import PLACES

WIDTH = 1040


def draw(name: str, counted: str = "") -> None:
    """The page's title, its one question and, in `counted`, up to which day its numbers go."""
    place = PLACES[name]
    if sample.looking():
        sample.line()
    with st.container(gap=None):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.title(place.title, anchor=False, width="content")
            day_off.draw()
        show.note(" ".join(filter(None, (place.question, counted))))
    if session.viewer().role is Role.ANALYST and name != "cohort":
        show.note(EXACT)


def foot() -> None:
    """The last line of every page."""
    with st.popover("What the words mean", icon=":material/menu_book:", type="tertiary"):
        words = glossary()
        st.table(
            {"": list(map(show.plain, words)), " ": list(map(show.plain, words.values()))},
            border="horizontal", hide_index=True, hide_header=True,
        )  # fmt: skip
    if not sign_in.is_set_up() and not engine.address():
        show.note("Nothing leaves this machine.")
    sign_in.draw()


def view(*names: str) -> str:
    """Which view of the page to show, as its address (`?view=`) has it; the first unless another is chosen."""
    chosen = st.segmented_control(
        "What to look at",
        names,
        default=names[0],
        key="view",
        label_visibility="collapsed",
        required=True,
        bind="query-params",
    )
    return chosen or names[0]


def keep(name: str, key: str, first: object = None) -> None:
    """Puts what was chosen under `key` into the address as `name`, for a control whose options have changing labels.

    The first choice needs no place there.
    """
    chosen = st.session_state.get(key)
    if chosen is None or chosen == first:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = str(chosen)


def choose_view(name: str) -> None:
    """Goes to another view of the page; for a button that leads there."""
    st.session_state["view"] = name


def counted_to() -> str:
    """Up to which day a page's shares and curves go: the last that the log knows of, unless another is chosen."""
    known = session.known_until()
    return "" if known is None else f"Known until {day(known)}."


def today() -> str:
    """The day it is, and the last that the log knows of, where that is another."""
    now, known = session.today(), session.known_until()
    said = f"{WEEKDAYS[now.weekday()]} {day(now)}."
    return said if known is None or known >= now else f"{said} The last entry is from {day(known)}."


def until() -> str:
    """The same, for the foot of a picture."""
    known = session.known_until()
    return "" if known is None else f", known until {day(known)}"
