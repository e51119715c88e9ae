"""An export of mails on the import's page: what was found is shown and asked about before anything is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from analytics.errors import SteppingStoneError
from analytics.mailbox.importing import import_mail, review
from analytics.mailbox.log import NOTHING, Answer, Answers, LoggedApplication, MailLog, Question, SenderQuestion
from analytics.mailbox.storing import Stored
from analytics.taxonomy import EventKind
from analytics.wording.numbers import count, day, number
from pages.frame import session, show, sign_in

KINDS = ["mbox", "mbx", "eml", "emlx", "msg", "zip"]
LARGEST = 200
"""Megabytes of an upload; what is larger is named by its path, or goes in from the command line."""
LATER = "later"

Uploads = tuple[tuple[str, bytes], ...]


def draw() -> None:
    """The fold in which an export of mails is given, shown and stored."""
    _receipt()
    with st.expander("Or an export of your mails"):
        show.note(
            "Nothing is fetched or sent, and no attachment is opened. Kept of a mail: its day, the people it names, "
            "the sentence that decided, and an employer's words of a no and after it. You see all of it before it is "
            "stored."
        )
        round_ = st.session_state.setdefault("mail_round", 0)
        given = st.file_uploader(
            "Mails", type=KINDS, accept_multiple_files=True, key=f"mail-files-{round_}", max_upload_size=LARGEST
        )
        uploads: Uploads = tuple((one.name, one.getvalue()) for one in given)
        path = (
            "" if sign_in.is_set_up() else st.text_input("Or where they are on this computer", key=f"mail-at-{round_}")
        )
        if uploads or path.strip():
            _reviewed(uploads, path.strip())


def _reviewed(uploads: Uploads, path: str) -> None:
    answers = _answers()
    try:
        found = _read(uploads, path, answers)
    except SteppingStoneError as error:
        show.problem(error)
        return
    events = sum(event.sure for one in found.applications for event in one.events)
    span = (
        f", {day(found.covers_from)} to {day(found.covers_until)}" if found.covers_from and found.covers_until else ""
    )
    st.markdown(
        f"**{count(len(found.applications), 'application')} and {count(events, 'event')} in "
        f"{count(found.mails, 'mail')}{span}.**"
    )
    for sender in found.senders:
        _ask_about_sender(sender)
    for question in found.questions:
        _ask_about_mail(question)
    for one in found.applications:
        _application(one)
    open_ = len(found.questions) + len(found.senders)
    if open_:
        show.note(f"{count(open_, 'question')} can wait: what is certain is stored, the rest is asked again next time.")
    if st.button("Store what is certain", type="primary", key="mail-store", disabled=not found.applications):
        _store(uploads, path, answers)


# --- reading and storing ----------------------------------------------------------------------------------------


def _read(uploads: Uploads, path: str, answers: Answers) -> MailLog:
    """The mails as understood, worked out once for each export, answers and state of the store."""
    prints = tuple((name, hashlib.sha256(content).hexdigest()) for name, content in uploads)
    key = (prints, path, repr(answers), str(session.store().newest()))
    kept: dict[object, MailLog] = st.session_state.setdefault("mail_reviews", {})
    if key not in kept:
        kept.clear()
        with st.spinner("Reading the mails …"), TemporaryDirectory(prefix="steppingstone-") as folder:
            paths = _written(uploads, path, Path(folder))
            kept[key] = review(session.store(), session.viewer(), paths, session.now(), answers)
    return kept[key]


def _store(uploads: Uploads, path: str, answers: Answers) -> None:
    with st.spinner("Storing …"), TemporaryDirectory(prefix="steppingstone-") as folder:
        paths = _written(uploads, path, Path(folder))
        _, stored = import_mail(session.store(), session.viewer(), paths, session.now(), answers)
    st.session_state["mail_receipt"] = stored
    st.session_state["mail_round"] += 1
    for name in ("mail_reviews", "mail_senders", "mail_kinds"):
        st.session_state.pop(name, None)
    st.rerun()


def _written(uploads: Uploads, path: str, folder: Path) -> Sequence[Path]:
    paths = [Path(path)] if path else []
    for place, (name, content) in enumerate(uploads):
        paths.append(folder / f"{place}-{Path(name).name}")
        paths[-1].write_bytes(content)
    return paths


def _receipt() -> None:
    stored: Stored | None = st.session_state.pop("mail_receipt", None)
    if stored is None:
        return
    with st.container(border=True):
        if stored.import_id is None:
            st.markdown("**Nothing new.** Everything in these mails was in your log.")
        else:
            st.markdown("**Your mails are in.**")
            st.write(
                f"{number(stored.added)} new, {number(stored.updated)} changed. Earlier imports can be undone below."
            )
            st.page_link("pages/response_times.py", label="See how long answers take", icon=":material/arrow_forward:")


# --- questions --------------------------------------------------------------------------------------------------


def _answers() -> Answers:
    """What was said on this page so far."""
    senders: dict[str, str] = st.session_state.setdefault("mail_senders", {})
    kinds: dict[str, Answer] = st.session_state.setdefault("mail_kinds", {})
    return Answers(dict(senders), dict(kinds))


def _ask_about_sender(sender: SenderQuestion) -> None:
    options = {LATER: "Later", "yes": f"Yes, {sender.employer}", "no": "No"}
    st.radio(
        f"An employer you applied to? {show.plain(sender.sender)}: “{show.plain(sender.mails[0].subject)}”",
        list(options),
        format_func=lambda option: show.plain(options[option]),
        horizontal=True,
        key=f"mail-sender-{sender.sender}",
        on_change=_say_of_sender,
        args=(sender,),
    )


def _say_of_sender(sender: SenderQuestion) -> None:
    said = st.session_state[f"mail-sender-{sender.sender}"]
    if said != LATER:
        st.session_state["mail_senders"][sender.sender] = sender.employer if said == "yes" else NOTHING


def _ask_about_mail(question: Question) -> None:
    mail = question.mail
    options = {LATER: "Later", **{kind.value: kind.label for kind in question.kinds}, NOTHING: "Nothing of these"}
    options |= {kind.value: kind.label for kind in EventKind if kind.value not in options}
    place = " or ".join(one.title for one in question.applications)
    with st.container(border=True):
        st.write(show.plain(f"{day(mail.on) if mail.on else ''} {mail.sender}: {mail.subject} ({place})"))
        show.note(" ".join(mail.words.split()))
        st.selectbox(
            "What is this?",
            list(options),
            format_func=options.__getitem__,
            key=f"mail-kind-{mail.key}",
            on_change=_say_of_mail,
            args=(question,),
        )


def _say_of_mail(question: Question) -> None:
    said = st.session_state[f"mail-kind-{question.mail.key}"]
    place = question.applications[0].ref if question.applications else None
    if said != LATER:
        st.session_state["mail_kinds"][question.mail.key] = Answer(said, place)


# --- what was found ---------------------------------------------------------------------------------------------


def _application(one: LoggedApplication) -> None:
    title = f"{one.employer}, {one.role}" if one.role else one.employer
    told = ", ".join(f"{event.kind.label} {day(event.on)}" for event in one.events if event.sure)
    st.markdown(f"**{show.plain(title)}**" + (f"  \n{show.plain(told)}" if told else ""))
    for mail in one.mails:
        show.note(f"{day(mail.on) if mail.on else ''}  {mail.sender}: {mail.subject}. “{' '.join(mail.words.split())}”")
