"""One way in: a page that is asked for before `app.py` ever ran is reached through it all the same.

A fresh server takes a page's path for a page of its own and skips `app.py`, with its navigation and its errors.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from analytics import DATA
from pages.frame import navigation

BRAND = DATA / "brand"
STYLE = Path(__file__).parent / "style.css"


def open_door() -> Page:
    """Called by `app.py`: the page to run."""
    st.session_state["came_through_the_app"] = True
    page = _navigation()
    shade = "dark" if st.context.theme.type == "dark" else "light"
    st.logo(str(BRAND / f"logo-{shade}.svg"), size="large")
    st.html(STYLE)
    return page


def require_the_app() -> None:
    """Called by every page through its viewer: whoever came past `app.py` starts again, with it in front."""
    if not st.session_state.get("came_through_the_app"):
        _navigation()
        st.rerun()


def _navigation() -> Page:
    # The icon comes first: without one, the browser would fetch the page's own from outside.
    st.set_page_config(page_icon=str(BRAND / "favicon.svg"), layout="wide")
    return st.navigation(navigation.pages(), position="top")
