"""What a person sees before there is anything to see."""

from __future__ import annotations

import streamlit as st

from pages.frame import session


def draw() -> None:
    """What this is for, and the two ways in."""
    st.header("Find out why an application was turned down, and what to do next.", anchor=False)
    st.write(
        "Bring the log you already keep. You will see why you were turned down as far as anybody said so, how long "
        "employers take, which silences are final, and what you could work on. Everything stays on this machine."
    )
    left, right = st.columns(2)
    with left, st.container(border=True):
        st.markdown("**I have a log**")
        st.write("A CSV, an Excel sheet or an export; no template is needed.")
        st.page_link("pages/import_log.py", label="Bring my log", icon=":material/upload_file:")
    with right, st.container(border=True):
        st.markdown("**I want to look around first**")
        st.write("Sixty made-up students, kept apart from anything of yours; one click leaves them again.")
        st.button("Look around with sample data", on_click=session.look_at_sample)
