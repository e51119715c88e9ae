"""Asking one employer for feedback: the message first, then when, whom and how, what was done, and what came back."""

from __future__ import annotations

import streamlit as st

from analytics.feedback_requests.messages import TEMPLATES, Message, facts_of, fitting_template, render
from analytics.feedback_requests.queue import Ask, Lane, asks, in_words, key_numbers
from analytics.feedback_requests.whom import CALL_CHECKLIST, CALL_HOURS, WAYS
from analytics.store import applications
from analytics.store import feedback_requests as requests
from analytics.store.contacts import add_contact
from analytics.store.feedback_requests import Asked
from analytics.taxonomy import ContactKind, Culture, RequestStatus
from pages.frame import head, session, show
from pages.parts import dates, messages

WAY_LABELS = {way.channel: way.label for way in WAYS}
TEMPLATE_LABELS = {template.name: template.label for template in TEMPLATES}


def queue() -> list[Ask]:
    """Every rejection of this session's applicant, with when, whom and how to ask about it."""
    return asks(session.load("request_queue"), session.load("request_contacts"), session.today())


def draw() -> None:
    """The sentence, the numbers, one rejection with its message, and what else there is to know about asking."""
    found = queue()
    if not found:
        show.empty(
            "Here will be whom to ask for feedback after a no, when, and with which words.",
            "It needs a rejection in your log.",
            page="pages/import_log.py",
            label="Bring my log",
        )
        return
    show.sentence(in_words(found))
    show.key_numbers([show.Key(*key) for key in key_numbers(found, session.today())])
    ask = _choose(found)
    if ask is not None:
        left, right = st.columns([8, 5], gap="medium")
        with left:
            if ask.asked:
                _answered(ask)
            else:
                _to_send(ask)
        with right:
            _case(ask)
    _ways(ask)
    dates.calendar_button()


def _choose(found: list[Ask]) -> Ask | None:
    """The lanes with their counts, and one rejection of the chosen lane; both stand in the address."""
    counts = {lane: sum(ask.lane is lane for ask in found) for lane in Lane}
    lanes = [lane for lane, n in counts.items() if n]
    about = next((ask for ask in found if str(ask.rejection.application_id) == st.query_params.get("about")), None)
    asked_for = next((lane for lane in lanes if lane.value == st.query_params.get("lane")), lanes[0])
    lane = st.segmented_control(
        "Where they stand",
        lanes,
        default=about.lane if about else asked_for,
        key="ask-lane",
        format_func=lambda one: f"{one.label} ({counts[one]})",
        label_visibility="collapsed",
        required=True,
        on_change=_lane_chosen,
    )
    here = {ask.rejection.application_id: ask for ask in found if ask.lane is (lane if lane in lanes else lanes[0])}
    # Options are numbers: an object chosen before a change would be shown as it was before it.
    numbers = list(here)
    first = numbers.index(about.rejection.application_id) if about and about.rejection.application_id in here else 0
    chosen = st.selectbox(
        "Which application?",
        numbers,
        index=first,
        key=f"ask-about-{lane}",
        format_func=lambda one: f"{here[one].name}. {here[one].said}",
        on_change=head.keep,
        args=("about", f"ask-about-{lane}"),
    )
    return here.get(chosen) if chosen is not None else None


def _lane_chosen() -> None:
    st.query_params.pop("about", None)
    head.keep("lane", "ask-lane")


# --- what to send ------------------------------------------------------------------------------------------------


def _to_send(ask: Ask) -> None:
    with show.to_do(f"Write to {ask.whom.contact.name or ask.whom.contact.kind.in_sentence}"):
        template, written = _message(ask)
        _record(ask, template, written)
    messages.signing()


def _message(ask: Ask) -> tuple[str, Message]:
    """The message to copy: chosen, editable, checked. Returns the template's name and the text as it stands."""
    facts = facts_of(ask, messages.my_name(), messages.my_lines())
    names = list(TEMPLATE_LABELS)
    number = ask.rejection.application_id
    template = st.selectbox(
        "Kind of message",
        names,
        index=names.index(fitting_template(ask)),
        format_func=TEMPLATE_LABELS.__getitem__,
        key=f"template-{number}",
    )
    address = ask.whom.contact.email
    return template, messages.editor(template, facts, f"{template}-{number}", "Message", address)


def _record(ask: Ask, template: str, written: Message) -> None:
    """What the person did: asked, or chose not to."""
    number = ask.rejection.application_id
    with st.form(f"sent-{number}", border=False):
        day, by = st.columns(2)
        sent_on = day.date_input("I asked on", session.today(), max_value=session.today(), format="DD/MM/YYYY")
        channel = by.selectbox("By", list(WAY_LABELS), format_func=WAY_LABELS.__getitem__)
        if st.form_submit_button("Log as sent"):
            contact = ask.whom.contact
            asked = Asked(channel, contact.kind, contact.name, contact.email, template, written.body, ask.whom.rule)
            with session.writing() as writer:
                requests.log_sent(writer, number, sent_on, asked)
            st.rerun()
    if st.button("I would rather not ask", key=f"let-go-{number}", type="tertiary"):
        with session.writing() as writer:
            requests.let_go(writer, number)
        st.rerun()


# --- what came back ----------------------------------------------------------------------------------------------


def _answered(ask: Ask) -> None:
    """What was sent, and what came back: words, a refusal, or nothing."""
    assert ask.request is not None
    request_id, status = ask.request.request_id, ask.request.status
    st.write(show.plain(ask.said))
    if ask.request.message:
        with st.expander("What I wrote"):
            st.text(ask.request.message)
    if status in (RequestStatus.SENT, RequestStatus.SILENT):
        _reply_form(request_id)
    if st.button("This was logged by mistake", key=f"undo-{request_id}", type="tertiary"):
        with session.writing() as writer:
            requests.undo_request(writer, request_id)
        st.rerun()


def _reply_form(request_id: int) -> None:
    with st.form(f"reply-{request_id}", border=True):
        st.subheader("A reply came", anchor=False)
        answered_on = st.date_input("On", session.today(), max_value=session.today(), format="DD/MM/YYYY")
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
            _read_now()
        st.rerun()


def _read_now() -> None:
    """What came is read like every other feedback, before the page is shown again."""
    from analytics.feedback.reread import reread

    reread(session.store(), session.viewer().applicant_id, session.now())


# --- when, whom and how ------------------------------------------------------------------------------------------


def _case(ask: Ask) -> None:
    """When, whom and how, each with the rule that says so and the way to change it."""
    with st.container(border=True):
        st.subheader(show.plain(f"When: {ask.window.in_words}"), anchor=False)
        show.note(ask.window.rule)
        if ask.lane is Lane.UNDATED:
            st.page_link("pages/applications.py", label="Say when it came", icon=":material/edit_calendar:")
        _culture(ask)
        _own_days(ask)
    with st.container(border=True):
        contact = ask.whom.contact
        st.subheader(show.plain(f"Whom: {contact.name or contact.kind.label}"), anchor=False)
        show.note(ask.whom.rule)
        if ask.whom.guide:
            show.note(f"{ask.whom.guide} is inside and may know how best to go about it.")
        _somebody_met(ask)
    with st.container(border=True):
        st.subheader(show.plain(f"How: {ask.way.label}"), anchor=False)
        show.note(ask.way_rule)


def _culture(ask: Ask) -> None:
    """How the employer goes about things, as one sees it; it moves the days."""
    number, now = ask.rejection.application_id, ask.rejection.culture
    options: list[str | None] = [None, *Culture.labels()]
    chosen = st.selectbox(
        "How they go about things",
        options,
        index=options.index(now),
        format_func=lambda word: Culture(word).label if word else "The usual way",
        key=f"culture-{number}-{now}",
    )
    if chosen != now:
        with session.writing() as writer:
            applications.correct(writer, number, {"culture": chosen})
        st.rerun()


def _own_days(ask: Ask) -> None:
    """Days of one's own to ask on."""
    number = ask.rejection.application_id
    with st.expander("Ask on other days"), st.form(f"days-{number}", border=False):
        ask_from = st.date_input("From", ask.window.ask_from or session.today(), format="DD/MM/YYYY")
        ask_until = st.date_input("Until", ask.window.ask_until or session.today(), format="DD/MM/YYYY")
        if st.form_submit_button("Keep these days"):
            with session.writing() as writer:
                requests.plan_request(writer, number, ask_from, ask_until)
            st.rerun()


def _somebody_met(ask: Ask) -> None:
    """Adding somebody met there, by whom the rule may change."""
    kinds = [kind for kind in ContactKind if kind.at_employer]
    with st.expander("Somebody I met there"), st.form(f"contact-{ask.rejection.application_id}", border=False):
        kind = st.selectbox("Who", kinds, format_func=lambda one: ContactKind(one).label)
        name, email, phone = st.text_input("Name"), st.text_input("E-mail"), st.text_input("Phone")
        if st.form_submit_button("Add"):
            number = ask.rejection.application_id
            with session.writing() as writer:
                add_contact(writer, name, kind, application_id=number, email=email, phone=phone)
            st.rerun()


def _ways(ask: Ask | None) -> None:
    """What speaks for and against each way; when to call, what to think of in a call, and words to say."""
    with st.expander("E-mail, phone or in person?"):
        for column, way in zip(st.columns(len(WAYS)), WAYS, strict=True):
            with column:
                st.markdown(f"**{show.plain(way.label)}**")
                show.points(f"For: {it}" for it in way.speaks_for)
                show.points(f"Against: {it}" for it in way.speaks_against)
    with st.expander("Before a call"):
        st.write(show.plain(CALL_HOURS))
        checklist, words = st.columns(2, gap="medium")
        with checklist:
            for number, step in enumerate(CALL_CHECKLIST):
                st.checkbox(step, key=f"call-{number}")
        if ask is not None:
            with words:
                st.markdown("**Words to say**")
                st.text(render("phone", facts_of(ask, messages.my_name())).body)
