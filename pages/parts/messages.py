"""A message to edit, copy or open in the mail program, and how it is signed. Nothing is sent from here."""

from __future__ import annotations

import streamlit as st

from analytics.feedback_requests.messages import Facts, Message, checks, mailto, render
from analytics.store.people import SIGNATURE, sign_as, signature
from pages.frame import session, show
from pages.parts import copying

SIGNATURE_LABELS = dict(zip(SIGNATURE, ("Phone", "E-mail", "Profile or website"), strict=True))


def my_name() -> str | None:
    """The name that messages end with; None before it was given."""
    owner = session.load("applicant")["name"].dropna()
    return None if owner.empty else str(owner.iloc[0])


def my_lines() -> tuple[str, ...]:
    """What stands under the name."""
    return tuple(signature(session.load("settings")).values())


def editor(
    template: str, facts: Facts, name: str, area: str, address: str | None = None, *, is_request: bool = True
) -> Message:
    """The message of a template. Returns the text as it stands; what a good request still lacks is said below it."""
    rendered = render(template, facts)
    key = f"{name}-{hash(rendered)}"
    subject = st.text_input("Subject", rendered.subject, key=f"subject-{key}")
    body = st.text_area(area, rendered.body, height=330, key=f"body-{key}")
    written = Message(subject, body)
    copy, mail = st.columns(2)
    with copy:
        copying.button(body, area=area)
    mail.link_button("Open in my mail program", mailto(written, address), width="stretch")
    if is_request:
        missing = [check for check in checks(written, facts) if not check.passed]
        for check in missing:
            show.note(f"{check.name}? {check.advice}")
        if not missing:
            show.note("It says thank you, says what it is for, names the position, is short and signed.")
    return written


def signing() -> None:
    """The name that messages end with, and what stands under it."""
    name, lines = my_name(), signature(session.load("settings"))
    with (
        st.expander("How I sign", expanded=name is None, icon=":material/signature:"),
        st.form("signature", border=False),
    ):
        signed = st.text_input("Your name, to sign with", name or "", key="sign-as")
        below = {
            choice: column.text_input(SIGNATURE_LABELS[choice], lines.get(choice, ""), key=choice)
            for column, choice in zip(st.columns(len(SIGNATURE)), SIGNATURE, strict=True)
        }
        if st.form_submit_button("Sign like this"):
            with session.writing() as writer:
                sign_as(writer, signed, below)
            st.rerun()
