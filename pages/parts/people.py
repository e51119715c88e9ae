"""People whom one met or knows: found, noted, written to, taken along as a vCard. A view of Ask for feedback."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from analytics.feedback_requests.messages import OTHERS, Facts
from analytics.people.vcard import Card, is_link, vcards
from analytics.store import contacts
from analytics.taxonomy import ContactKind
from analytics.wording import people as wording
from analytics.wording.applications import names
from analytics.wording.numbers import day, number
from analytics.wording.records import records
from pages.frame import session, show
from pages.parts import messages

TO_WRITE = {ContactKind.MENTOR: "mentor", ContactKind.FRIEND: "friend"}
"""The message that opens for somebody; for everybody else it is one to stay in touch."""
TEMPLATES = {
    template.name: template.label for template in OTHERS if template.name in ("mentor", "friend", "stay_in_touch")
}


def draw() -> None:
    """Everybody, or the one whom the address names (`?who=`)."""
    everybody = records(session.load("contacts", find=None))
    chosen = st.query_params.get("who", "")
    one = next((row for row in everybody if str(row["contact_id"]) == chosen), None)
    if one is not None:
        _one(one)
    elif everybody:
        _all(everybody)
    else:
        show.empty(
            "Here will be the people you met or know: interviewers, mentors, friends, and when to write to them.",
            "Those that your log or mails name come by themselves; add others by hand.",
        )
        _add()
    _taken_out()


def _all(everybody: list[dict[str, Any]]) -> None:
    today = session.today()
    show.sentence(wording.in_words(everybody, today))
    show.key_numbers([show.Key(label, number(n)) for label, n in wording.key_numbers(everybody, today).items()])
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.text_input(
            "Find", placeholder="name, employer, role or note", key="find", type="search", width=320,
            bind="query-params",
        )  # fmt: skip
        with st.container(horizontal=True, width="content"):
            _add()
            st.download_button(
                "For my address book (.vcf)", _file(everybody), "people.vcf", "text/vcard", on_click="ignore"
            )
    words = str(st.session_state.get("find", "")).strip().lower()
    found = records(session.load("contacts", find=words)) if words else everybody
    if not found:
        show.note("Nobody here fits.")
    for row in found:
        with st.container(gap=None):
            label = f"**{show.plain(row['name'])}** · {show.plain(wording.who(row))}"
            st.button(label, key=f"who-{row['contact_id']}", type="tertiary", on_click=_open, args=(row["contact_id"],))
            show.note(wording.since(row, today))


def _one(row: Mapping[str, Any]) -> None:
    st.button("Everybody", icon=":material/arrow_back:", type="tertiary", on_click=_close)
    show.sentence(f"{row['name']}: {wording.who(row)}.")
    show.note(" ".join(filter(None, (wording.where_met(row), f"{wording.since(row, session.today())}."))))
    left, right = st.columns([8, 5], gap="medium")
    with left, show.to_do("Write to them"):
        _message(row)
        _spoke(row)
    with right:
        _facts(row)
        with st.expander("Correct", icon=":material/edit:"):
            _form(f"contact-{row['contact_id']}", row)
            st.button("Take this person out", key="contact-out", on_click=_take_out, args=(row["contact_id"],))


def _message(row: Mapping[str, Any]) -> None:
    names = list(TEMPLATES)
    fitting = TO_WRITE.get(ContactKind(row["kind"]), "stay_in_touch")
    template = st.selectbox(
        "Kind of message", names, index=names.index(fitting), format_func=TEMPLATES.__getitem__, key="people-template"
    )
    facts = Facts(
        messages.my_name(),
        employer=row["employer"] if ContactKind(row["kind"]).at_employer else None,
        contact=row["name"],
        met_on=row["met_on"],
        signature=messages.my_lines(),
    )
    number = row["contact_id"]
    messages.editor(template, facts, f"{template}-{number}", "Message", row["email"], is_request=False)


def _spoke(row: Mapping[str, Any]) -> None:
    with st.form(f"spoke-{row['contact_id']}", border=False, clear_on_submit=True):
        left, right = st.columns(2)
        on = left.date_input("We wrote or spoke on", session.today(), max_value=session.today(), format="DD/MM/YYYY")
        ahead = row["write_on"] if row["write_on"] and row["write_on"] > session.today() else None
        again = right.date_input("Write again on", ahead, format="DD/MM/YYYY")
        note = st.text_input("What it was about")
        if st.form_submit_button("Keep it", type="primary"):
            with session.writing() as writer:
                contacts.log_conversation(writer, row["contact_id"], on, note)
                contacts.correct_contact(writer, row["contact_id"], {"write_on": again})
            st.rerun()
    for spoke in records(session.load("conversations", contact_id=int(row["contact_id"]))):
        text, button = st.columns([4, 1], vertical_alignment="center")
        text.markdown(show.plain(" · ".join(filter(None, (day(spoke["happened_on"]), spoke["note"])))))
        button.button(
            "Remove", key=f"spoke-out-{spoke['conversation_id']}", on_click=_forget, args=(spoke["conversation_id"],)
        )


def _facts(row: Mapping[str, Any]) -> None:
    with st.container(border=True):
        st.subheader("Where to reach them", anchor=False)
        told = {"E-mail": row["email"], "Phone": row["phone"], "Profile": row["profile"], "Note": row["note"]}
        for label, value in told.items():
            if value and label == "Profile" and is_link(value):
                st.link_button("Open the profile", value)
            elif value:
                st.markdown(f"{label}: {show.plain(value)}")
        if not any(told.values()):
            show.note("Nothing is noted.")
        st.download_button("For my address book (.vcf)", _file([row]), "person.vcf", "text/vcard", on_click="ignore")


def _add() -> None:
    with st.popover("Add somebody", icon=":material/person_add:"):
        _form("new-contact", None)


def _form(key: str, row: Mapping[str, Any] | None) -> None:
    now: Mapping[str, Any] = row or dict.fromkeys(contacts.FIELDS)
    kinds, known = list(ContactKind.labels()), names(session.load("application_choices"))
    with st.form(key, border=False, clear_on_submit=row is None):
        fields: dict[str, Any] = {
            "name": st.text_input("Name", now["name"] or ""),
            "kind": st.selectbox(
                "Who",
                kinds,
                index=kinds.index(now["kind"] or kinds[0]),
                format_func=lambda kind: ContactKind(kind).label,
            ),
            "application_id": st.selectbox(
                "Met over",
                list(known),
                index=list(known).index(now["application_id"]) if now["application_id"] in known else None,
                format_func=lambda number: known[number],
                placeholder="No application",
            ),
            "employer": st.text_input("Employer", now["employer"] or ""),
            "role": st.text_input("What they do", now["role"] or ""),
            "email": st.text_input("E-mail", now["email"] or ""),
            "phone": st.text_input("Phone", now["phone"] or ""),
            "profile": st.text_input("Profile or website", now["profile"] or ""),
            "met_on": _day("Met on", now["met_on"]),
            "write_on": _day("Write to them on", now["write_on"]),
            "note": st.text_area("Note", now["note"] or ""),
        }
        if st.form_submit_button("Save" if row else "Add"):
            with session.writing() as writer:
                if row is None:
                    contacts.add_contact(writer, **fields)
                else:
                    contacts.correct_contact(writer, row["contact_id"], fields)
            st.rerun()


def _day(label: str, value: date | None) -> date | None:
    chosen = st.date_input(label, value, format="DD/MM/YYYY")
    return chosen if isinstance(chosen, date) else None


def _file(rows: list[Any]) -> bytes:
    return vcards(
        Card(*(row[name] for name in ("name", "employer", "role", "email", "phone", "profile", "note"))) for row in rows
    )


def _open(contact_id: int) -> None:
    st.query_params["who"] = str(contact_id)


def _close() -> None:
    st.query_params.pop("who", None)


def _take_out(contact_id: int) -> None:
    with session.writing() as writer:
        contacts.remove_contact(writer, contact_id)
    st.session_state["person_taken_out"] = contact_id
    _close()


def _forget(conversation_id: int) -> None:
    with session.writing() as writer:
        contacts.remove_conversation(writer, conversation_id)


def _taken_out() -> None:
    """The way back from taking somebody out."""
    if "person_taken_out" in st.session_state:
        text, button = st.columns([4, 1], vertical_alignment="center")
        text.write("The person is taken out of your list.")
        button.button("Bring them back", on_click=_bring_back)


def _bring_back() -> None:
    with session.writing() as writer:
        contacts.bring_back_contact(writer, st.session_state.pop("person_taken_out"))
