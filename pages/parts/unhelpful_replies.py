"""Words that hurt or say nothing, whatever way they came: ask back, ask somebody else, or set them aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analytics.feedback_requests.messages import Facts, worth_quoting
from analytics.feedback_requests.redact import Known, redact
from analytics.store import feedback
from analytics.taxonomy import FeedbackKind, Sign
from analytics.wording import unhelpful_feedback as wording
from analytics.wording.records import records
from pages.frame import session, show
from pages.parts import copying, hard_words, messages

AT_A_TIME = 5


def draw() -> None:
    """A card a text: what it is, its words, and what can be done with them."""
    texts = records(session.load("unhelpful_feedback"))
    if not texts:
        show.empty(
            "Here will be what was vague, general or hurtful in what came back to you.",
            "None of it so far, in replies, mails or your log.",
        )
        return
    show.sentence(wording.in_words([row["kind"] for row in texts]))
    pages = -(-len(texts) // AT_A_TIME)
    place = st.container()
    page = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    with place:
        for row in texts[(page - 1) * AT_A_TIME : page * AT_A_TIME]:
            with st.container(border=True):
                _card(row)


def _card(row: Mapping[str, Any]) -> None:
    kind, sign, number = FeedbackKind(row["kind"]), Sign.of(row["sign"]), int(row["feedback_id"])
    st.subheader(show.plain(f"{row['employer'] or 'An employer'}: {wording.name(kind, sign)}"), anchor=False)
    if not hard_words.may_show(number, row["sign"]):
        return
    st.text(row["words"])
    show.note(wording.what_it_is(kind, sign))
    ask_back, opinion, aside = st.tabs(["Ask what they meant", "A second opinion", "Set it aside"])
    with ask_back:
        facts = Facts(
            messages.my_name(),
            row["employer"],
            row["role"],
            row["contact_name"],
            replied=row["request_id"] is not None,
            generic=kind is FeedbackKind.GENERIC,
            quote=worth_quoting(row["words"], row["evidence"]),
            signature=messages.my_lines(),
        )
        messages.editor("clarification", facts, f"clarify-{number}", f"Message (reply {number})")
    with opinion:
        _second_opinion(row)
    with aside:
        st.write("It is kept, and counts nowhere.")
        if st.button("Set it aside", key=f"aside-{number}"):
            with session.writing() as writer:
                feedback.set_aside(writer, number)
            st.rerun()


def _second_opinion(row: Mapping[str, Any]) -> None:
    """The words without who and where, to share with a mentor."""
    known = Known(
        employers=tuple(filter(None, [row["employer"]])),
        people=tuple(filter(None, [row["contact_name"], messages.my_name()])),
        places=tuple(filter(None, [row["location"]])),
    )
    redacted = redact(row["words"] or "", known)
    area = f"To share (reply {row['feedback_id']})"
    shared = st.text_area(area, redacted.text, height=200)
    if redacted.look_again:
        show.note(f"May still tell who it was: {', '.join(redacted.look_again)}. Replace what does.")
    copying.button(shared, area=area, label="Copy for a mentor")
    st.page_link(
        "pages/feedback_requests.py",
        label="Whom could I show it to?",
        icon=":material/group:",
        query_params={"view": "People"},
    )
