"""Keeps the readings of feedback up to date while somebody looks: at once for a few texts, beside the page for many."""

from __future__ import annotations

import streamlit as st

from analytics.feedback.reread import Background, in_background, reread, waiting
from analytics.wording.numbers import count, number
from pages.frame import session

AT_ONCE = 500


def keep_up() -> None:
    """Reads what has come in since. Many texts are read in the background, with their progress shown."""
    if not session.may_write():
        return
    applicant_id = session.viewer().applicant_id
    many = waiting(session.store(), applicant_id)
    if not many:
        return
    if many <= AT_ONCE:
        reread(session.store(), applicant_id, session.now())
    else:
        _progress(in_background(session.store(), applicant_id, session.now()))


@st.fragment(run_every=2.0)
def _progress(work: Background) -> None:
    if work.running:
        share = min(1.0, work.done / max(1, work.total))
        st.progress(
            share, f"Reading feedback: {number(work.done)} of {count(work.total, 'text')}. The page works meanwhile."
        )
    else:
        st.rerun()
