"""Interviews: what is ahead, with what was asked before, and what one remembers. A view of Journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analytics.feedback_requests.messages import Facts
from analytics.store import interviews
from analytics.store.interviews import InterviewNote
from analytics.wording import interviews as wording
from analytics.wording.applications import names
from analytics.wording.numbers import day, number
from analytics.wording.prompts import prompts
from analytics.wording.records import records
from pages.frame import session, show
from pages.parts import dates, messages


def draw() -> None:
    """The sentence, the numbers, the next one, a form, and what was noted."""
    today = session.today()
    noted, to_note = records(session.load("interviews")), records(session.load("interviews_held"))
    ahead = wording.appointments(records(session.load("events_ahead", today=today)))
    if not (noted or to_note or ahead) and session.load("application_choices").empty:
        show.empty(
            "Here you will see your interviews: what is ahead, what was asked, and how it felt.",
            "It needs an application in your log.",
            page="pages/import_log.py",
            label="Bring my log",
        )
        return
    show.sentence(wording.in_words(noted, ahead, to_note, today))
    asked = wording.questions(noted)
    counts = {"Ahead": len(ahead), "Noted": len(noted), "Not noted yet": len(to_note), "Questions kept": len(asked)}
    show.key_numbers([show.Key(label, number(n)) for label, n in counts.items()])
    _prepare(ahead, noted)
    _note(to_note)
    for row in noted:
        with st.expander(wording.title(row), expanded=wording.thanks_due(row, today)):
            _noted(row)
    _taken_out()
    dates.calendar_button()


def _prepare(ahead: list[Mapping[str, Any]], noted: list[dict[str, Any]]) -> None:
    """What is ahead, with what was asked before."""
    if not ahead:
        return
    with show.to_do("Before the next one"):
        show.points(wording.ahead_in_words(row) for row in ahead)
        often = wording.asked_often(noted)
        if often:
            st.markdown("**Asked more than once**")
            st.markdown("\n".join(f"- {show.plain(question)} ({number(n)} times)" for question, n in often))
        asked = wording.questions(noted)
        if asked:
            with st.expander("All that was asked before"):
                st.text("\n".join(asked))
        else:
            show.note("What you note of interviews stands here before the next one.")


def _note(to_note: list[dict[str, Any]]) -> None:
    """The form for one that was held; those that the log knows of come first."""
    known = names(session.load("application_choices"))
    if not known:
        return
    about = st.query_params.get("about", "")
    first = [row["application_id"] for row in to_note]
    options = list(dict.fromkeys([*(number for number in known if str(number) == about), *first, *known]))
    with st.expander("Note an interview", expanded=bool(to_note or about), icon=":material/edit_note:"):
        number = st.selectbox("Where", options, format_func=lambda one: known.get(one, "An application"))
        held = next((row["held_on"] for row in to_note if row["application_id"] == number), None)
        note = _form(f"interview-{number}-{held}", number, {"held_on": held or session.today()})
        if note is not None:
            with session.writing() as writer:
                interviews.note_interview(writer, note)
            st.rerun()


def _form(key: str, application_id: int, now: Mapping[str, Any]) -> InterviewNote | None:
    """The form of a note; the note when it is kept."""
    moods = prompts().moods
    with st.form(key, border=False):
        held_on = st.date_input("Held on", now["held_on"], max_value=session.today(), format="DD/MM/YYYY", width=200)
        questions = st.text_area("What they asked, a question a line", now.get("questions") or "")
        answers = st.text_area("What I answered, and what I would answer now", now.get("answers") or "")
        mood = st.segmented_control(
            "How it felt", list(moods), default=now.get("mood"), format_func=lambda level: moods[level]
        )
        change = st.text_area("What I'd do another way", now.get("change") or "")
        kept = st.form_submit_button("Keep it", type="primary")
    return InterviewNote(application_id, held_on, questions, answers, mood, change) if kept else None


def _noted(row: Mapping[str, Any]) -> None:
    number = row["interview_id"]
    for label, text in (
        ("What they asked", row["questions"]),
        ("What I answered", row["answers"]),
        ("What I'd do another way", row["change"]),
    ):
        if text:
            st.markdown(f"**{label}**")
            st.text(text)
    if row["mood"] is not None:
        show.note(f"It felt: {prompts().moods[int(row['mood'])].lower()}.")
    _thanks(row)
    with st.popover("Change or take out"):
        changed = _form(f"change-interview-{number}", row["application_id"], row)
        if changed is not None:
            with session.writing() as writer:
                interviews.correct_interview(writer, number, changed)
            st.rerun()
        st.button("Take it out", key=f"interview-out-{number}", on_click=_take_out, args=(number,))


def _thanks(row: Mapping[str, Any]) -> None:
    """A thank-you to copy, until it is noted as sent."""
    number, today = row["interview_id"], session.today()
    if row["thanked_on"] is not None:
        show.note(f"You said thank you on {day(row['thanked_on'])}.")
        return
    if not wording.thanks_due(row, today):
        return
    known = records(session.load("contacts", find=None))
    met = next((one for one in known if one["application_id"] == row["application_id"]), {"name": None, "email": None})
    facts = Facts(
        messages.my_name(),
        row["employer"],
        row["role"],
        met["name"],
        met_on=row["held_on"],
        signature=messages.my_lines(),
    )
    with st.container(border=True):
        st.markdown("**Say thank you, within a day or two**")
        messages.editor(
            "interview_thanks",
            facts,
            f"thanks-{number}",
            f"Thank you ({number})",
            met["email"],
            is_request=False,
        )
        st.button("I said thank you", key=f"thanked-{number}", on_click=_thanked, args=(number,), type="primary")


def _thanked(interview_id: int) -> None:
    with session.writing() as writer:
        interviews.log_thanks(writer, interview_id, session.today())


def _take_out(interview_id: int) -> None:
    with session.writing() as writer:
        interviews.remove_interview(writer, interview_id)
    st.session_state["interview_taken_out"] = interview_id


def _taken_out() -> None:
    """The way back from taking a note out."""
    if "interview_taken_out" in st.session_state:
        text, button = st.columns([4, 1], vertical_alignment="center")
        text.write("The note is taken out.")
        button.button("Bring it back", key="interview-back", on_click=_bring_back)


def _bring_back() -> None:
    with session.writing() as writer:
        interviews.bring_back_interview(writer, st.session_state.pop("interview_taken_out"))
