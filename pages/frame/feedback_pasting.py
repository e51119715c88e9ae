"""A pasted message becomes an outcome: the application and the day are proposed, one click keeps them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.errors import SteppingStoneError
from analytics.feedback import clean
from analytics.feedback.proposal import Proposal, propose
from analytics.feedback.read import read
from analytics.store.feedback import log_rejection, log_text
from analytics.taxonomy import Reason, Speaker
from pages.frame import session, show

LARGEST = 25
NOT_IN_MY_LOG = None


def draw() -> None:
    """The message, what was read in it, and the form that keeps it."""
    if "paste_said" in st.session_state:
        st.info(st.session_state.pop("paste_said"))
    letter = _letter()
    if letter is None or not letter.text.strip():
        return
    reading = read([letter.text])[0]
    named = ", ".join(found.reason.label for found in reading.reasons if found.reason) or "no reason"
    show.note(f"Read as: {reading.kind.label.lower()}; it names {named}.")
    application, day, whose = _where(letter)
    closed = any(found.reason is Reason.POSITION for found in reading.reasons)
    if st.button("Log this answer", type="primary", key="paste-save"):
        _save(letter, application, day, whose, closed)


def _letter() -> clean.Letter | None:
    text = st.text_area("The message, as you received it", height=180, key=f"paste-text-{_round()}")
    file = st.file_uploader("or the e-mail as a file", type=["eml", "txt", "html"], key=f"paste-file-{_round()}",
                            max_upload_size=LARGEST)  # fmt: skip
    if file is not None:
        return clean.letter(file.getvalue())
    return clean.letter(text) if text.strip() else None


def _where(letter: clean.Letter) -> tuple[int | None, date | None, str]:
    """Which application, when and by whom, as proposed or as changed."""
    log = session.load("applications").query("submission == 'sent'")
    undecided = log[log["outcome"].isin(["open", "in_process"])]
    rest = log[~log["outcome"].isin(["open", "in_process"])]
    proposals = [*propose(letter, undecided), *propose(letter, rest)]
    by_id = {proposal.application_id: proposal for proposal in proposals}
    best = next((it.application_id for it in proposals if it.probable), NOT_IN_MY_LOG)
    options = [NOT_IN_MY_LOG, *by_id]
    chosen = st.selectbox(
        "Which application is it about?",
        options,
        index=options.index(best),
        format_func=lambda number: _label(by_id.get(number)) if number else "Not in my log",
    )
    left, right = st.columns(2)
    day = left.date_input("When did it come?", value=letter.sent_on or session.today(), max_value=session.today())
    whose = right.selectbox("Whose words are these?", list(WHOSE), format_func=lambda who: WHOSE[who])
    return chosen, day if isinstance(day, date) else None, whose


WHOSE = {who.value: who.label for who in (Speaker.EMPLOYER, Speaker.OWN, Speaker.MENTOR)}


def _label(proposal: Proposal | None) -> str:
    if proposal is None:
        return "Not in my log"
    name = " · ".join(filter(None, (proposal.employer, proposal.role))) or f"Application {proposal.application_id}"
    return f"{name} (probably)" if proposal.probable else name


def _save(letter: clean.Letter, application: int | None, day: date | None, whose: str, closed: bool) -> None:
    try:
        with session.writing() as (connection, applicant_id):
            log_text(
                connection,
                applicant_id,
                letter.text,
                application_id=application,
                received_on=day,
                speaker=Speaker(whose),
                now=session.now(),
            )
            if application is not None and whose == Speaker.EMPLOYER.value:
                log_rejection(connection, applicant_id, application, rejected_on=day, closed=closed, now=session.now())
    except SteppingStoneError as error:
        show.problem(error)
        return
    st.session_state["paste-round"] = _round() + 1
    # Said by the next run: what is shown just before a new run starts may never be seen.
    st.session_state["paste_said"] = "Logged."
    st.rerun()


def _round() -> int:
    """Grows with each message kept, so that the fields are empty again."""
    return int(st.session_state.get("paste-round", 0))
