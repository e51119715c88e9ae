"""What of mine is kept here, and how to take it along; the way to the made-up people. A view of About me."""

from __future__ import annotations

import io

import streamlit as st

from analytics.store.exporting import export, restore
from pages.frame import sample, session, show


def draw() -> None:
    """Export, restore, and a look around."""
    show.sentence("Everything of yours is yours to take along.")
    with st.container(border=True):
        st.subheader("Take it along", anchor=False)
        st.write("One ZIP with a CSV file a table. It opens in any spreadsheet, and goes into an empty store again.")
        st.download_button("Export", _exported, "stepping-stone.zip", "application/zip", on_click="ignore")
    if session.load("submissions").empty and not sample.looking():
        _restore()
    if not sample.looking():
        with st.container(border=True):
            st.subheader("Look around", anchor=False)
            st.write("Made-up students, kept apart from anything of yours; one click leaves them again.")
            st.button("Look around", icon=":material/explore:", on_click=session.look_at_sample)


def _exported() -> bytes:
    file = io.BytesIO()
    export(session.reader(), file, now=session.now())
    return file.getvalue()


def _restore() -> None:
    with st.container(border=True):
        st.subheader("Bring it back", anchor=False)
        file = st.file_uploader("An export", type=["zip"], key="restore-file")
        if file is not None and st.button("Restore", key="restore"):
            with session.writing() as writer:
                restore(writer, io.BytesIO(file.getvalue()))
            session.forget()
            st.switch_page("pages/overview.py")
