"""A silence that is worth one more message: the message, and that it was written. On one application's timeline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analytics.feedback_requests.messages import Facts
from analytics.store.applications import add_event
from analytics.taxonomy import EventKind
from analytics.wording import applications as wording
from analytics.wording.records import records
from pages.frame import session, show
from pages.parts import messages, silences


def draw(number: int, row: Mapping[str, Any]) -> None:
    """The message to the person who is known there, and *I wrote once more*; or what to wait for, where none is due."""
    today = session.today()
    silence = silences.of(number, today)
    if not silence["due"]:
        show.note(wording.silence_in_words(silence, silences.thresholds(today)["due_from"]))
        return
    met = [one for one in records(session.load("request_contacts")) if one["application_id"] == number]
    person: Mapping[str, Any] = met[0] if met else {"name": None, "email": None}
    facts = Facts(
        messages.my_name(),
        row["employer"],
        row["role"],
        person["name"],
        applied_on=row["applied_on"],
        signature=messages.my_lines(),
    )
    with st.expander("Write once more", icon=":material/forward_to_inbox:"):
        messages.editor("once_more", facts, f"once-more-{number}", "Message", person["email"], is_request=False)
        if st.button("I wrote once more", key=f"wrote-{number}", type="primary"):
            with session.writing() as writer:
                add_event(writer, number, EventKind.FOLLOW_UP, today)
            st.rerun()
