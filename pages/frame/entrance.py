"""One way in: a page that is asked for before `app.py` ever ran is reached through it all the same.

A fresh server takes a page's path for a page of its own and skips `app.py`, with its navigation and its errors.
"""

from __future__ import annotations

import streamlit as st

from pages.frame import sidebar


def open_door() -> None:
    """Called by `app.py`: from here on pages may run."""
    st.session_state["came_through_the_app"] = True


def ask_in() -> None:
    """Called by every page through its viewer: whoever came past `app.py` starts again, with it in front."""
    if not st.session_state.get("came_through_the_app"):
        st.navigation(sidebar.pages())
        st.rerun()
