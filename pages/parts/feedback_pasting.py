"""A pasted message becomes what it says: what it announces is shown first, and only a plain no is logged unasked."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.errors import SteppingStoneError
from analytics.feedback.fits import Fit, fits
from analytics.feedback.message import Message, message
from analytics.store.feedback import Entered, Logged, log_message, put_back, take_out
from analytics.taxonomy import EventKind, Speaker
from analytics.wording import feedback as wording
from pages.frame import session, show

LARGEST = 25
ADD_IT, ONLY_THE_WORDS = 0, -1
"""Beside the ids of applications, which begin at 1."""
NOTHING = "nothing"
"""Beside the kinds of events: only the words are kept."""
WHOSE = {who.value: who.label for who in (Speaker.EMPLOYER, Speaker.OWN, Speaker.MENTOR)}


def draw() -> None:
    """The paste box: the message, what it reads like, and the form that keeps it."""
    found = _message()
    if found is None:
        return
    interpretation = found.interpretation
    reasons = [it.reason for it in interpretation.reasons if it.reason]
    said = wording.names(interpretation.kind, reasons, interpretation.language) if interpretation.outcome.is_no else ""
    show.note(f"{wording.reads_like(interpretation.outcome)} {said}".strip())
    event = _event(found)
    about, day, whose = _where(found)
    label = f"Log it as: {event.label.lower()}" if isinstance(event, EventKind) else "Keep the words"
    if st.button(
        "Log this answer" if interpretation.outcome.is_no else label,
        type="primary",
        key="paste-save",
        disabled=event is None,
        help="Say first what it is." if event is None else None,
    ):
        _save(found, about, day, whose, event if isinstance(event, EventKind) else None)


def last_one() -> None:
    """What the last click did, and the way back from it."""
    logged, told, undone = st.session_state.get("paste_logged", (None, "", False))
    if logged is None:
        return
    text, button = st.columns([3, 1.4], vertical_alignment="center")
    if undone:
        text.info("Undone: nothing of the message is counted.")
        button.button("Bring it back", key="paste-redo", on_click=_undo, args=(logged, told, False))
    else:
        text.info(told)
        button.button("Undo", key="paste-undo", on_click=_undo, args=(logged, told, True))


def _undo(logged: Logged, told: str, undo: bool) -> None:
    with session.writing() as writer:
        (take_out if undo else put_back)(writer, logged)
    st.session_state["paste_logged"] = (logged, told, undo)


def _message() -> Message | None:
    text = st.text_area("The message, as you received it", height=180, key=f"paste-text-{_round()}")
    file = st.file_uploader("or the e-mail as a file", type=["eml", "txt", "html"], key=f"paste-file-{_round()}",
                            max_upload_size=LARGEST)  # fmt: skip
    source = file.getvalue() if file is not None else text
    found = message(source, session.today()) if source.strip() else None
    return found if found and found.letter.text.strip() else None


def _event(found: Message) -> EventKind | str | None:
    """What the message is logged as: preset where it is clear, chosen by the person where it is not."""
    outcome = found.interpretation.outcome
    kinds = [*outcome.event_kinds, *(kind for kind in EventKind if kind not in outcome.event_kinds)]
    options = [*(kind.value for kind in kinds), NOTHING]
    preset = 0 if outcome.event_kinds else options.index(NOTHING) if outcome.says_nothing else None
    chosen = st.selectbox(
        "What is it?",
        options,
        index=preset,
        format_func=lambda name: "Only keep the words" if name == NOTHING else EventKind(name).label,
        placeholder="Choose what it says",
        key=f"paste-event-{_round()}-{outcome.value}",
    )
    return NOTHING if chosen == NOTHING else EventKind.of(chosen)


def _where(found: Message) -> tuple[int | Entered | None, date | None, str]:
    """Which application, when and by whom, as proposed or as changed."""
    log = session.load("applications").query("submission == 'sent'")
    undecided = log["outcome"].isin(["open", "in_process"])
    by_id = {
        fit.application_id: fit for fit in (*fits(found.letter, log[undecided]), *fits(found.letter, log[~undecided]))
    }
    options = [ADD_IT, ONLY_THE_WORDS, *by_id]
    probable = [fit for fit in by_id.values() if fit.probable]
    tie = len(probable) > 1 and probable[0].fit == probable[1].fit
    preset = None if tie else options.index(probable[0].application_id) if probable else 0
    chosen = st.selectbox(
        "Which application is it about?",
        options,
        index=preset,
        format_func=lambda number: _label(number, by_id),
        placeholder="Several fit equally well: choose one",
        key=f"paste-application-{_round()}",
    )
    entered = _new(found) if chosen == ADD_IT else None
    left, right = st.columns(2)
    today = session.today()
    day = left.date_input("When did it come?", value=found.proposal.sent_on or today, max_value=today)
    whose = right.selectbox("Whose words are these?", list(WHOSE), format_func=lambda who: WHOSE[who])
    return entered or (chosen if chosen in by_id else None), day if isinstance(day, date) else None, whose


def _new(found: Message) -> Entered:
    """The application as the message names it, for the person to complete."""
    proposal = found.proposal
    left, middle, right = st.columns(3)
    employer = left.text_input("Employer", proposal.employer, key=f"paste-employer-{_round()}")
    role = middle.text_input("Role", proposal.role, key=f"paste-role-{_round()}")
    applied = right.date_input(
        "Applied on", value=None, max_value=session.today(), key=f"paste-applied-{_round()}", help="Empty if not known."
    )
    another = st.checkbox(
        "It is another application, even if my log has this employer and role", key=f"paste-another-{_round()}"
    )
    return Entered(employer, role, applied if isinstance(applied, date) else None, another)


def _label(number: int, by_id: dict[int, Fit]) -> str:
    if number not in by_id:
        return "Not in my log yet: add it" if number == ADD_IT else "None: only keep the words"
    fit = by_id[number]
    name = " · ".join(filter(None, (fit.employer, fit.role))) or f"Application {number}"
    return f"{name} (probably)" if fit.probable else name


def _save(found: Message, about: int | Entered | None, day: date | None, whose: str, event: EventKind | None) -> None:
    try:
        with session.writing() as writer:
            logged = log_message(
                writer,
                found.letter.text,
                about=about,
                received_on=day,
                speaker=Speaker(whose),
                event=event,
            )
    except SteppingStoneError as error:
        show.problem(error)
        return
    st.session_state["paste-round"] = _round() + 1
    # Said by the next run: what is shown just before a new run starts may never be seen.
    st.session_state["paste_logged"] = (logged, _told(logged, about, day, event), False)
    st.rerun()


def _told(logged: Logged, about: int | Entered | None, day: date | None, event: EventKind | None) -> str:
    if logged.application_id is None:
        return "The words are kept, without an application."
    log = session.load("applications")
    row = log[log["application_id"] == logged.application_id]
    employer, role = (
        (about.employer, about.role) if isinstance(about, Entered) else tuple(row[["employer", "role"]].iloc[0])
    )
    return wording.logged(event, day, employer, role, added=logged.added, known=logged.event_id is None)


def _round() -> int:
    """Grows with each message kept, so that the fields are empty again."""
    return int(st.session_state.get("paste-round", 0))
