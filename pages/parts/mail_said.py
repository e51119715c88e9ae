"""What a pasted mail says, before anything of it is kept: about what, in which words, why, and the one step."""

from __future__ import annotations

import streamlit as st

from analytics.feedback.message import Message
from analytics.feedback_requests.when import Rejection, window
from analytics.statistics.rejection_reasons import overall
from analytics.store.feedback import Entered
from analytics.taxonomy import EventKind, Polarity, Reason
from analytics.wording import applications, mail_step
from analytics.wording import feedback as wording
from analytics.wording.mail_step import DaysToAsk
from analytics.wording.numbers import day
from pages.frame import quoting, session, show
from pages.frame.quoting import Mark
from pages.parts import to_ask
from pages.parts.mail_draft import Draft

AT_ONCE = 1_500
"""Characters of a mail that are shown without a click."""
NONE_OF_THEM = "None of them"


def draw(found: Message, draft: Draft) -> None:
    """The application, the mail with its marked sentence, its reasons and the step."""
    _heading(found, draft)
    _mail(found, draft)
    if draft.kept_as in (EventKind.REJECTED, EventKind.CLOSED):
        _reasons(found, draft)
    else:
        st.write(show.plain(wording.reads_like(found.interpretation.outcome)))
    said = step_in_words(found, draft)
    if said:
        with st.container(border=True):
            st.markdown(f"**One step:** {show.plain(said)}")


def step_in_words(found: Message, draft: Draft) -> str:
    """The step that follows from the mail as it would be kept."""
    return mail_step.step(
        found.interpretation.outcome,
        draft.kept_as,
        draft.row.get("employer"),
        _days_to_ask(draft),
        draft.day,
        session.today(),
    )


def which_of_these(found: Message) -> Reason | None:
    """Where the reader is not sure: the sentences that may give the reason, for the person to choose from."""
    doubtful = {
        f"“{' '.join(one.evidence.split())}” ({one.reason.label.lower()})": one.reason
        for one in found.interpretation.reasons
        if one.doubtful and one.reason and one.polarity is Polarity.WEAKNESS
    }
    if not doubtful:
        return None
    chosen = st.radio(
        "It is not clear whether they give a reason. Does one of these say why?",
        [*doubtful, NONE_OF_THEM],
        index=None,
        format_func=show.plain,
        key="paste-which",
    )
    return doubtful.get(chosen) if chosen else None


def _heading(found: Message, draft: Draft) -> None:
    row = draft.row
    employer = f"**{show.plain(row['employer'])}**" if row.get("employer") else ""
    name = " · ".join(filter(None, (employer, show.plain(row.get("role") or ""))))
    if isinstance(draft.about, Entered):
        name = f"{name}, new in your log" if name else "From an employer it does not name"
    elif row:
        name += f", {show.plain(applications.sent_in_words(row))}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(name or "Kept without an application", width="content")
        event = draft.kept_as
        label = event.label if event else found.interpretation.outcome.label
        st.badge(show.plain(label), color="orange" if event in (EventKind.REJECTED, EventKind.CLOSED) else "gray")


def _mail(found: Message, draft: Draft) -> None:
    """The words, marked; of a long mail first the paragraphs with a mark."""
    words = found.letter.text
    marks = [Mark(one.start, one.end, one.polarity is Polarity.STRENGTH) for one in found.interpretation.reasons]
    if len(words) <= AT_ONCE:
        quoting.draw(words, marks)
    else:
        quoting.draw(*quoting.excerpt(words, marks))
    gives_a_reason = any(not mark.praise for mark in marks)
    who, when = found.proposal.contact or draft.row.get("employer") or "", day(draft.day) if draft.day else ""
    show.note(" · ".join(filter(None, (who, when, "the marked sentence gives the reason" if gives_a_reason else ""))))
    if len(words) > AT_ONCE:
        with st.expander("The whole mail"):
            quoting.draw(words, marks)


def _reasons(found: Message, draft: Draft) -> None:
    if draft.reasons:
        badges = " ".join(f":gray-badge[{show.plain(reason.label)}]" for reason in draft.reasons)
        st.markdown(f"{wording.named(draft.reasons)}: {badges}  \n{show.plain(wording.in_whose_hands(draft.reasons))}")
        return
    interpretation = found.interpretation
    if not interpretation.readable:
        st.write(show.plain(wording.not_read(interpretation.language)))
    elif not any(one.doubtful for one in interpretation.reasons):
        result = session.answer(overall, "rejection_reasons", speaker=draft.speaker.value, as_of=None)
        st.write(show.plain(wording.gives_no_reason(result.unstated, result.rejections)))


def _days_to_ask(draft: Draft) -> DaysToAsk:
    row = draft.row
    found = window(
        Rejection(
            application_id=0,
            employer=row.get("employer"),
            country=row.get("country"),
            applied_on=row.get("applied_on"),
            rejected_on=draft.day,
            last_round_on=row.get("last_round_on"),
            decision_expected_on=row.get("decision_expected_on"),
        )
    )
    return to_ask.days_of(found)
