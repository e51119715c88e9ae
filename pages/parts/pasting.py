"""The box into which a mail is pasted: read at once, kept only if its owner says so, taken back with one click.

On Today, also on a day off and when the store is empty, and on the mails of Why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from analytics.errors import SteppingStoneError
from analytics.feedback.message import Message, message
from analytics.feedback_requests.calendar import reminders
from analytics.store import feedback as store
from analytics.store.feedback import Logged, Said
from analytics.taxonomy import FeedbackKind, Polarity, Reason, theme_of
from analytics.wording import feedback as wording
from analytics.wording.numbers import due_day
from pages.frame import day_off, session, show
from pages.parts import mail_draft, mail_said, to_ask
from pages.parts.mail_draft import ONLY_THE_WORDS, Draft

LARGEST = 25
MAIL, CORRECTING, KEPT = "paste-mail", "paste-correcting", "paste-kept"


@dataclass(frozen=True)
class Kept:
    """What the last click kept: what it wrote, what it is called, the step that follows; and whether it was undone."""

    logged: Logged
    told: str
    step: str
    undone: bool = False


def box() -> None:
    """The card on Today."""
    if session.may_write():
        with show.to_do("Did a mail come this morning?"):
            kept()
            draw()


def in_hand() -> bool:
    """Whether a mail is being looked at."""
    return isinstance(st.session_state.get(MAIL), Message)


def draw() -> None:
    """A field for the mail, or what the mail in it says."""
    found = _mail()
    if found is None:
        _field()
    else:
        _said(found)


# --- the field ----------------------------------------------------------------------------------------------------


def _field() -> None:
    if day_off.hidden():
        show.note(f"{day_off.in_words()} You may still paste.")
    round_ = st.session_state.setdefault("paste-round", 0)  # a new number empties the fields
    text, file = f"paste-text-{round_}", f"paste-file-{round_}"
    st.text_area("Paste the whole mail", placeholder="Dear …", height=140, key=text)
    with st.container(horizontal=True):
        st.button(
            "Read it", type="primary", icon=":material/auto_stories:", key="paste-read", on_click=_read, args=(text,)
        )
        with st.popover("Choose a file", icon=":material/attach_file:", type="tertiary"):
            st.file_uploader(
                "The e-mail as a file", type=["eml", "txt", "html"], key=file, max_upload_size=LARGEST,
                on_change=_read, args=(file,),
            )  # fmt: skip
        if not day_off.hidden() and st.button("I’d rather not look today", icon=":material/spa:", type="tertiary"):
            day_off.for_a_day()
    if st.session_state.pop("paste-empty", False):
        show.note("There is no text in it yet. Paste the mail above, then read it.")
    show.note("It is read on this machine and kept only if you say so.")


def _read(key: str) -> None:
    given: Any = st.session_state.get(key)
    st.session_state["paste-source"] = given.getvalue() if hasattr(given, "getvalue") else str(given or "")
    st.session_state.pop(KEPT, None)


def _mail() -> Message | None:
    """The mail that is being looked at, read once."""
    source = st.session_state.pop("paste-source", None)
    if source is not None:
        found = message(source, session.today()) if source.strip() else None
        if found is None or not found.letter.text.strip():
            show.note("There is no text in it yet. Paste the mail below, then read it.")
        else:
            st.session_state[MAIL] = found
    looked_at = st.session_state.get(MAIL)
    return looked_at if isinstance(looked_at, Message) else None


# --- what it says -------------------------------------------------------------------------------------------------


def _said(found: Message) -> None:
    draft = mail_draft.as_read(found)
    place = st.container()
    correcting = st.session_state.get(CORRECTING) or draft.anonymous or not draft.settled
    if correcting:
        draft = mail_draft.corrected(found, draft)
    with place:
        mail_said.draw(found, draft)
    chosen = mail_said.which_of_these(found)
    if chosen is not None and chosen not in draft.reasons:
        draft = replace(draft, reasons=(*draft.reasons, chosen))
    no = found.interpretation.outcome.is_no and draft.event in found.interpretation.outcome.event_kinds
    label = "Keep it" if no or draft.kept_as is None else f"Keep it as: {draft.kept_as.label.lower()}"
    with st.container(horizontal=True):
        keep = st.button(
            label,
            type="primary",
            icon=":material/check:",
            key="paste-keep",
            disabled=not draft.settled,
            help=None if draft.settled else "Say first what it is, and what it is about.",
        )
        if not correcting:
            st.button("That’s not right", icon=":material/edit:", type="tertiary", key="paste-wrong", on_click=_correct)
        st.button("Throw it away", type="tertiary", key="paste-throw", on_click=_empty)
    if keep:
        _keep(found, draft)


def _correct() -> None:
    st.session_state[CORRECTING] = True


def _empty() -> None:
    """Forgets the mail; nothing of it was kept."""
    for key in (MAIL, CORRECTING):
        st.session_state.pop(key, None)
    st.session_state["paste-round"] += 1


# --- keeping it ---------------------------------------------------------------------------------------------------


def _keep(found: Message, draft: Draft) -> None:
    step, words = mail_said.step_in_words(found, draft), found.letter.text
    try:
        with session.writing() as writer:
            logged = store.log_message(
                writer,
                words,
                about=None if draft.about == ONLY_THE_WORDS else draft.about,
                received_on=draft.day,
                speaker=draft.speaker,
                event=draft.kept_as,
            )
            if draft.reasons != mail_draft.stated(found):
                said = [_as_said(found, reason) for reason in draft.reasons]
                store.correct(writer, logged.feedback_id, FeedbackKind.following(draft.reasons), said)
    except SteppingStoneError as error:
        show.problem(error)
        return
    # Said by the next run: what is shown just before a new run starts may never be seen.
    st.session_state[KEPT] = Kept(logged, _told(logged, draft), step)
    _empty()
    st.rerun()


def _as_said(found: Message, reason: Reason) -> Said:
    """A reason as its owner says it, with the sentence that was found for it, or else the whole mail."""
    known = next((one for one in found.interpretation.reasons if one.reason is reason), None)
    words = found.letter.text
    if known is None:
        return Said(reason, theme_of(reason), Polarity.WEAKNESS, words, 0, len(words))
    return Said(reason, known.theme, Polarity.WEAKNESS, known.evidence, known.start, known.end)


def _told(logged: Logged, draft: Draft) -> str:
    if logged.application_id is None:
        return "The words are kept, without an application."
    row, known = draft.row, logged.event_id is None
    return wording.logged(
        draft.kept_as, draft.day, row.get("employer"), row.get("role"), added=logged.added, known=known
    )


def kept() -> None:
    """What the last click kept, the step that follows, and the way back."""
    last = st.session_state.get(KEPT)
    if not isinstance(last, Kept):
        return
    with st.container(border=True):
        if last.undone:
            st.write("Undone: nothing of the message is counted.")
            st.button("Bring it back", key="paste-redo", on_click=_undo, args=(last,))
            return
        st.write(show.plain(last.told))
        if last.step:
            st.markdown(f"**One step:** {show.plain(last.step)}")
        with st.container(horizontal=True):
            _reminder(last)
            st.button("Undo", type="tertiary", key="paste-undo", on_click=_undo, args=(last,))


def _reminder(last: Kept) -> None:
    """For a rejection that may be asked about: a date for one's calendar, and the message."""
    ask = to_ask.about(last.logged.application_id)
    if ask is None or ask.window.ask_until is None or ask.window.ask_from is None:
        return
    on = max(ask.window.ask_from, session.today())
    if on <= ask.window.ask_until:
        st.download_button(
            f"Remind me on {due_day(on)}",
            lambda: reminders([ask], datetime.now(UTC), st.context.timezone),
            file_name="ask-for-feedback.ics",
            mime="text/calendar",
            icon=":material/event:",
            on_click="ignore",
        )
    if st.button("See the message", type="tertiary", key="paste-message"):
        about = {"about": str(ask.rejection.application_id)}
        st.switch_page("pages/feedback_requests.py", query_params=about)


def _undo(last: Kept) -> None:
    with session.writing() as writer:
        (store.put_back if last.undone else store.take_out)(writer, last.logged)
    st.session_state[KEPT] = replace(last, undone=not last.undone)
