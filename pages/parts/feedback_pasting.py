"""A pasted message becomes an outcome: the application and the day are proposed, one click keeps them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.errors import SteppingStoneError
from analytics.feedback import clean
from analytics.feedback.interpretation import interpret
from analytics.feedback.proposal import Proposal, named, propose
from analytics.store.feedback import Entered, Logged, log_message, put_back, take_out
from analytics.taxonomy import Reason, Speaker
from pages.frame import session, show

LARGEST = 25
ADD_IT, ONLY_THE_WORDS = 0, -1
"""Beside the ids of applications, which begin at 1."""


def draw() -> None:
    """The message, what was read in it, and the form that keeps it."""
    letter = _letter()
    if letter is None or not letter.text.strip():
        return
    reading = interpret([letter.text])[0]
    reasons = ", ".join(found.reason.label for found in reading.reasons if found.reason) or "no reason"
    show.note(f"Read as: {reading.kind.label.lower()}; it names {reasons}.")
    about, day, whose = _where(letter)
    closed = any(found.reason is Reason.POSITION for found in reading.reasons)
    if st.button("Log this answer", type="primary", key="paste-save"):
        _save(letter, about, day, whose, closed)


def last_one() -> None:
    """What the last click did, and the way back from it."""
    logged, undone = st.session_state.get("paste_logged", (None, False))
    if logged is None:
        return
    text, button = st.columns([3, 1.4], vertical_alignment="center")
    if undone:
        text.info("Undone: nothing of the message is counted.")
        button.button("Bring it back", key="paste-redo", on_click=_undo, args=(logged, False))
    else:
        text.info(_told(logged))
        button.button("Undo", key="paste-undo", on_click=_undo, args=(logged, True))


def _told(logged: Logged) -> str:
    if logged.added:
        return "Logged. The application is in your log now, with this answer."
    return "Logged." if logged.application_id else "The words are kept, without an application."


def _undo(logged: Logged, undo: bool) -> None:
    with session.writing() as writer:
        (take_out if undo else put_back)(writer, logged)
    st.session_state["paste_logged"] = (logged, undo)


def _letter() -> clean.Letter | None:
    text = st.text_area("The message, as you received it", height=180, key=f"paste-text-{_round()}")
    file = st.file_uploader("or the e-mail as a file", type=["eml", "txt", "html"], key=f"paste-file-{_round()}",
                            max_upload_size=LARGEST)  # fmt: skip
    if file is not None:
        return clean.letter(file.getvalue())
    return clean.letter(text) if text.strip() else None


def _where(letter: clean.Letter) -> tuple[int | Entered | None, date | None, str]:
    """Which application, when and by whom, as proposed or as changed."""
    log = session.load("applications").query("submission == 'sent'")
    undecided = log[log["outcome"].isin(["open", "in_process"])]
    rest = log[~log["outcome"].isin(["open", "in_process"])]
    proposals = [*propose(letter, undecided), *propose(letter, rest)]
    by_id = {proposal.application_id: proposal for proposal in proposals}
    best = next((it.application_id for it in proposals if it.probable), ADD_IT)
    options = [ADD_IT, ONLY_THE_WORDS, *by_id]
    chosen = st.selectbox(
        "Which application is it about?",
        options,
        index=options.index(best),
        format_func=lambda number: _label(number, by_id),
        key=f"paste-application-{_round()}",
    )
    entered = _new(letter) if chosen == ADD_IT else None
    left, right = st.columns(2)
    day = left.date_input("When did it come?", value=letter.sent_on or session.today(), max_value=session.today())
    whose = right.selectbox("Whose words are these?", list(WHOSE), format_func=lambda who: WHOSE[who])
    about = entered or (chosen if chosen in by_id else None)
    return about, day if isinstance(day, date) else None, whose


def _new(letter: clean.Letter) -> Entered:
    """The application as the message names it, for the person to complete."""
    employer, role = named(letter)
    left, middle, right = st.columns(3)
    employer = left.text_input("Employer", employer, key=f"paste-employer-{_round()}")
    role = middle.text_input("Role", role, key=f"paste-role-{_round()}")
    applied = right.date_input(
        "Applied on", value=None, max_value=session.today(), key=f"paste-applied-{_round()}", help="Empty if not known."
    )
    another = st.checkbox(
        "It is another application, even if my log has this employer and role", key=f"paste-another-{_round()}"
    )
    return Entered(employer, role, applied if isinstance(applied, date) else None, another)


WHOSE = {who.value: who.label for who in (Speaker.EMPLOYER, Speaker.OWN, Speaker.MENTOR)}


def _label(number: int, by_id: dict[int, Proposal]) -> str:
    if number not in by_id:
        return "Not in my log yet: add it" if number == ADD_IT else "None: only keep the words"
    proposal = by_id[number]
    name = " · ".join(filter(None, (proposal.employer, proposal.role))) or f"Application {number}"
    return f"{name} (probably)" if proposal.probable else name


def _save(letter: clean.Letter, about: int | Entered | None, day: date | None, whose: str, closed: bool) -> None:
    try:
        with session.writing() as writer:
            logged = log_message(
                writer,
                letter.text,
                about=about,
                received_on=day,
                speaker=Speaker(whose),
                closed=closed,
            )
    except SteppingStoneError as error:
        show.problem(error)
        return
    st.session_state["paste-round"] = _round() + 1
    # Said by the next run: what is shown just before a new run starts may never be seen.
    st.session_state["paste_logged"] = (logged, False)
    st.rerun()


def _round() -> int:
    """Grows with each message kept, so that the fields are empty again."""
    return int(st.session_state.get("paste-round", 0))
