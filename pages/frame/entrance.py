"""One way in: a page that is asked for before `app.py` ever ran is reached through it all the same.

A fresh server takes a page's path for a page of its own and skips `app.py`, with its navigation and its errors.
"""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import Page

from analytics import DATA
from pages.frame import sidebar


def open_door() -> Page:
    """Called by `app.py`: the page to run."""
    st.session_state["came_through_the_app"] = True
    return _navigation()


def ask_in() -> None:
    """Called by every page through its viewer: whoever came past `app.py` starts again, with it in front."""
    if not st.session_state.get("came_through_the_app"):
        _navigation()
        st.rerun()


def _navigation() -> Page:
    # The icon comes first: without one, the browser would fetch the page's own from outside.
    st.set_page_config(page_title="Stepping Stone", page_icon=str(DATA / "icon.png"), layout="wide")
    return st.navigation(sidebar.pages(), expanded=True)
