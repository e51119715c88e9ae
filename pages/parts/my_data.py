"""What of mine is kept here, and how to take it along; the way to the made-up people. A view of About me."""

from __future__ import annotations

import io

import streamlit as st

from analytics.store.deleting import WORDS, delete_everything
from analytics.store.exporting import export, restore
from pages.frame import sample, session, show, sign_in


def draw() -> None:
    """Export, restore, a look around, and the way to delete it all."""
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
    if not sample.looking() and not sign_in.is_set_up():
        _delete()


def _exported() -> bytes:
    file = io.BytesIO()
    export(session.reader(), file, now=session.now())
    return file.getvalue()


def _delete() -> None:
    with st.container(border=True):
        st.subheader("Delete everything", anchor=False)
        st.write(
            "Your applications, what was said about them, requests, people, goals and journal are deleted from this "
            "machine, with the copies that the program keeps of them. Exports and backups saved elsewhere stay."
        )
        with st.form("delete-everything", border=False, clear_on_submit=True):
            typed = st.text_input(f"Type “{WORDS}”", autocomplete="off")
            sure = st.form_submit_button("Delete everything of mine")
        if sure:
            with session.writing() as writer:
                delete_everything(writer, typed)
            session.forget()
            st.switch_page("pages/overview.py")


def _restore() -> None:
    with st.container(border=True):
        st.subheader("Bring it back", anchor=False)
        file = st.file_uploader("An export", type=["zip"], key="restore-file")
        if file is not None and st.button("Restore", key="restore"):
            with session.writing() as writer:
                restore(writer, io.BytesIO(file.getvalue()))
            session.forget()
            st.switch_page("pages/overview.py")
