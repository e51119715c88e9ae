"""The parts of the page on asking for feedback: the case, the message, what was done, replies that do not help."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from analytics.charts.feedback_requests import reply_rates_chart, reply_times_chart
from analytics.feedback_requests.calendar import reminders
from analytics.feedback_requests.messages import (
    TEMPLATES,
    Facts,
    Message,
    checks,
    facts_of,
    fitting_template,
    mailto,
    render,
    worth_quoting,
)
from analytics.feedback_requests.queue import Ask, Lane
from analytics.feedback_requests.redact import Known, redact
from analytics.feedback_requests.whom import CALL_CHECKLIST, WAYS
from analytics.statistics.feedback_requests import feedback_requests
from analytics.store import feedback
from analytics.store import feedback_requests as requests
from analytics.store.feedback_requests import Asked
from analytics.store.people import sign_as
from analytics.store.tables import CONTACT_KINDS
from analytics.taxonomy import Dimension, FeedbackKind, RequestStatus, Sign
from analytics.wording.feedback_requests import in_words, table
from pages.frame import session, show
from pages.parts import copying

CONTACT_LABELS = dict(zip(CONTACT_KINDS, ("Interviewer", "Hiring manager", "HR", "A connection inside"), strict=True))
WAY_LABELS = {way.channel: way.label for way in WAYS}
TEMPLATE_LABELS = {template.name: template.label for template in TEMPLATES}


def choose(queue: list[Ask]) -> Ask | None:
    """The lanes with their counts, and one rejection of the chosen lane."""
    counts = {lane: sum(ask.lane is lane for ask in queue) for lane in Lane}
    lanes = [lane for lane, n in counts.items() if n]
    lane = st.segmented_control(
        "Where they stand",
        lanes,
        default=lanes[0],
        format_func=lambda one: f"{one.label} ({counts[one]})",
        label_visibility="collapsed",
    )
    here = {ask.rejection.application_id: ask for ask in queue if ask.lane is (lane if lane in lanes else lanes[0])}
    # Options are numbers: an object chosen before a change would be shown as it was before it.
    chosen = st.selectbox("Which application?", here, format_func=lambda one: f"{here[one].name}. {here[one].said}")
    return here.get(chosen) if chosen is not None else None


def case(ask: Ask) -> None:
    """When, whom and how, each with the rule that says so."""
    when, whom, how = st.columns(3)
    with when, st.container(border=True):
        st.markdown(f"**When: {show.plain(ask.window.in_words)}**")
        show.note(ask.window.rule)
        if ask.lane is Lane.UNDATED:
            st.page_link("pages/applications.py", label="Say when it came", icon=":material/edit_calendar:")
    with whom, st.container(border=True):
        contact = ask.whom.contact
        st.markdown(f"**Whom: {show.plain(contact.name or CONTACT_LABELS[contact.kind])}**")
        show.note(ask.whom.rule)
        if ask.whom.guide:
            show.note(f"{ask.whom.guide} is inside and may know how best to go about it.")
    with how, st.container(border=True):
        st.markdown(f"**How: {show.plain(ask.way.label)}**")
        show.note(ask.way_rule)


def message(ask: Ask, applicant: str | None) -> tuple[str, Message]:
    """The message to copy: chosen, editable, checked. Returns the template's name and the text as it stands."""
    facts = facts_of(ask, applicant)
    names = list(TEMPLATE_LABELS)
    template = st.selectbox(
        "Kind of message",
        names,
        index=names.index(fitting_template(ask)),
        format_func=TEMPLATE_LABELS.__getitem__,
        key=f"template-{ask.rejection.application_id}",
    )
    name = f"{template}-{ask.rejection.application_id}"
    return template, editor(render(template, facts), facts, name, "Message", ask.whom.contact.email)


def editor(rendered: Message, facts: Facts, name: str, area: str, address: str | None = None) -> Message:
    """A message that can be edited, copied and opened in the mail program; nothing is sent from here."""
    key = f"{name}-{hash(rendered)}"
    subject = st.text_input("Subject", rendered.subject, key=f"subject-{key}")
    body = st.text_area(area, rendered.body, height=330, key=f"body-{key}")
    written = Message(subject, body)
    copy, mail = st.columns(2)
    with copy:
        copying.button(body, area=area)
    mail.link_button("Open in my mail program", mailto(written, address), width="stretch")
    missing = [check for check in checks(written, facts) if not check.passed]
    for check in missing:
        show.note(f"{check.name}? {check.advice}")
    if not missing:
        show.note("It says thank you, says what it is for, names the position, is short and signed.")
    return written


def record(ask: Ask, template: str, written: Message) -> None:
    """What the person did: asked, or chose not to."""
    with st.form(f"sent-{ask.rejection.application_id}", border=True):
        st.markdown("**I asked**")
        day, by = st.columns(2)
        sent_on = day.date_input("On", session.today(), max_value=session.today())
        channel = by.selectbox("By", list(WAY_LABELS), format_func=WAY_LABELS.__getitem__)
        if st.form_submit_button("Log as sent", type="primary"):
            contact = ask.whom.contact
            asked = Asked(channel, contact.kind, contact.name, contact.email, template, written.body, ask.whom.rule)
            with session.writing() as writer:
                requests.log_sent(writer, ask.rejection.application_id, sent_on, asked)
            st.rerun()
    if st.button("I would rather not ask", key=f"let-go-{ask.rejection.application_id}"):
        with session.writing() as writer:
            requests.let_go(writer, ask.rejection.application_id)
        st.rerun()


def answered(ask: Ask) -> None:
    """What was sent, and what came back: words, a refusal, or nothing."""
    assert ask.request is not None
    request_id, status = ask.request.request_id, ask.request.status
    st.write(show.plain(ask.said))
    if ask.request.message:
        with st.expander("What I wrote"):
            st.text(ask.request.message)
    if status in (RequestStatus.SENT, RequestStatus.SILENT):
        _reply_form(request_id)
    if st.button("This was logged by mistake", key=f"undo-{request_id}"):
        with session.writing() as writer:
            requests.undo_request(writer, request_id)
        st.rerun()


def _reply_form(request_id: int) -> None:
    with st.form(f"reply-{request_id}", border=True):
        st.markdown("**A reply came**")
        answered_on = st.date_input("On", session.today(), max_value=session.today())
        words = st.text_area("What they wrote or said", help="It is read for reasons like every other feedback.")
        replied = st.form_submit_button("Save the reply", type="primary")
        declined = st.form_submit_button("They prefer to give no feedback")
        silent = st.form_submit_button("Nothing came")
    if replied or declined or silent:
        with session.writing() as writer:
            if replied:
                requests.log_reply(writer, request_id, answered_on, words)
            elif declined:
                requests.log_declined(writer, request_id, answered_on)
            else:
                requests.log_silent(writer, request_id)
        if replied:
            _read_at_once()
        st.rerun()


def _read_at_once() -> None:
    """What came is read like every other feedback, before the page is shown again."""
    from analytics.feedback.reread import reread

    reread(session.store(), session.viewer().applicant_id, session.now())


def own_days(ask: Ask) -> None:
    """Days of one's own to ask on."""
    application_id = ask.rejection.application_id
    with st.expander("Ask on other days"), st.form(f"days-{application_id}", border=False):
        first, last = st.columns(2)
        ask_from = first.date_input("From", ask.window.ask_from or session.today())
        ask_until = last.date_input("Until", ask.window.ask_until or session.today())
        if st.form_submit_button("Keep these days"):
            with session.writing() as writer:
                requests.plan_request(writer, application_id, ask_from, ask_until)
            st.rerun()


def people(ask: Ask) -> None:
    """Adding somebody met there, by whom the rule may change."""
    with st.expander("Somebody I met there"), st.form(f"contact-{ask.rejection.application_id}", border=False):
        kind = st.selectbox("Who", list(CONTACT_LABELS), format_func=CONTACT_LABELS.__getitem__)
        name = st.text_input("Name")
        email, phone = st.text_input("E-mail"), st.text_input("Phone")
        if st.form_submit_button("Add"):
            with session.writing() as writer:
                requests.add_contact(
                    writer,
                    ask.rejection.application_id,
                    kind,
                    name,
                    email=email,
                    phone=phone,
                )
            st.rerun()


def signature(applicant: str | None) -> None:
    """The name that messages end with, asked for once."""
    if applicant:
        return
    name = st.text_input("Your name, to sign with", key="sign-as")
    if name.strip():
        with session.writing() as writer:
            sign_as(writer, name)
        st.rerun()


def ways() -> None:
    """What speaks for and against each way, and what to think of in a call."""
    with st.expander("E-mail, phone or a meeting?"):
        for column, way in zip(st.columns(len(WAYS)), WAYS, strict=True):
            with column:
                st.markdown(f"**{show.plain(way.label)}**")
                st.markdown("\n".join(f"- {show.plain(f'For: {it}')}" for it in way.speaks_for))
                st.markdown("\n".join(f"- {show.plain(f'Against: {it}')}" for it in way.speaks_against))
    with st.expander("Before a call"):
        for number, step in enumerate(CALL_CHECKLIST):
            st.checkbox(step, key=f"call-{number}")


def calendar(queue: list[Ask]) -> None:
    """Reminders for all that is open, in the reader's own time zone."""
    zone = st.context.timezone
    st.download_button(
        "Reminders for my calendar (.ics)",
        lambda: reminders(queue, datetime.now(UTC), zone),
        file_name="feedback-requests.ics",
        mime="text/calendar",
        on_click="ignore",
    )


def unhelpful(replies: pd.DataFrame, applicant: str | None) -> None:
    """Replies that hurt or say nothing: ask back, ask somebody else, or set aside."""
    for row in replies.astype(object).where(replies.notna(), None).to_dict("records"):
        kind = FeedbackKind.of(row["kind"]) or FeedbackKind.UNCLEAR
        sign = Sign.of(row["sign"])
        with st.container(border=True):
            st.markdown(f"**{show.plain(row['employer'] or 'An employer')}: {show.plain((sign or kind).label)}**")
            st.text(row["words"])
            show.note(f"{(sign or kind).description} It says little about you; here is what you can do with it.")
            ask_back, opinion, aside = st.tabs(["Ask what they meant", "A second opinion", "Set it aside"])
            with ask_back:
                facts = Facts(
                    applicant,
                    row["employer"],
                    row["role"],
                    row["contact_name"],
                    replied=True,
                    generic=kind is FeedbackKind.GENERIC,
                    quote=worth_quoting(row["words"], row["evidence"]),
                )
                number = row["feedback_id"]
                editor(render("clarification", facts), facts, f"clarify-{number}", f"Message (reply {number})")
            with opinion:
                second_opinion(row, applicant)
            with aside:
                st.write("It is kept, and counts nowhere.")
                if st.button("Set it aside", key=f"aside-{row['feedback_id']}"):
                    with session.writing() as writer:
                        feedback.set_aside(writer, int(row["feedback_id"]))
                    st.rerun()


def second_opinion(row: Mapping[Hashable, Any], applicant: str | None) -> None:
    """The reply without who and where, to share with a mentor."""
    known = Known(
        employers=tuple(filter(None, [row["employer"]])),
        people=tuple(filter(None, [row["contact_name"], applicant])),
        places=tuple(filter(None, [row["location"]])),
    )
    redacted = redact(row["words"] or "", known)
    area = f"To share (reply {row['feedback_id']})"
    shared = st.text_area(area, redacted.text, height=200)
    if redacted.look_again:
        show.note(f"May still tell who it was: {', '.join(redacted.look_again)}. Replace what does.")
    copying.button(shared, area=area, label="Copy for a mentor")


def what_works(as_of: date | None) -> None:
    """How many replied and how fast, compared by what could make a difference."""
    offered = {"All together": None} | {
        it.label: it.value for it in Dimension.of_each("request", session.viewer().role)
    }
    by = offered[st.selectbox("Compare by", list(offered))]
    results = session.answer(feedback_requests, "feedback_requests", by=by, as_of=as_of)
    if not results:
        show.note("Nothing was asked yet. Once a request is logged, its reply is counted here.")
        return
    st.write(show.plain(in_words(results)))
    counted = table(results)
    if any(result.reply_rate.enough for result in results):
        chart = reply_rates_chart(results) if by else reply_times_chart(results[0])
        show.figure(chart, counted, "feedback-requests", alt=in_words(results))
    else:
        show.numbers(counted, "feedback-requests")
