"""The texts one by one: the evidence marked, one click to confirm, a small form to correct."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import streamlit as st

from analytics.feedback_requests.redact import Known, redact
from analytics.formula_guard import inert_table
from analytics.store.feedback import PERSON, Said, confirm, correct, log_answer, set_aside, take_back
from analytics.taxonomy import ENGLISH, FeedbackKind, MessageOutcome, Polarity, Reason, Sign, Speaker, Theme
from analytics.wording import feedback as wording
from analytics.wording.numbers import day
from pages.frame import quoting, session, show
from pages.frame.quoting import Mark

AT_A_TIME = 5
TO_CHECK, ALL = "To check", "All"

AS_THE_REASONS_SAY = "as the reasons say"


def none_yet() -> bool:
    return session.load("feedback_texts", many=1).empty


def chosen() -> pd.DataFrame:
    """The texts that are asked for: those no person has checked, or all, of one kind or of every kind."""
    left, right = st.columns(2)
    which = left.segmented_control(
        "Texts", [TO_CHECK, ALL], default=TO_CHECK, key="texts", required=True, bind="query-params"
    )
    kinds = {"Every kind": None} | {label: name for name, label in FeedbackKind.labels().items()}
    kind = kinds[right.selectbox("Kind", list(kinds), key="kind", bind="query-params")]
    texts = session.load("feedback_texts", kind=kind, unconfirmed=True if which == TO_CHECK else None)
    return texts[~texts["set_aside"]]


def in_words(texts: pd.DataFrame) -> str:
    useful = int((texts["kind"] == FeedbackKind.CONSTRUCTIVE.value).sum())
    return wording.to_check(len(texts), int(texts["doubtful"].sum()), useful)


def measure() -> None:
    """How often one's own texts were read rightly, once enough of them were checked."""
    checked = session.load("feedback_checked").iloc[0]
    told = wording.measured(int(checked["confirmed"]), int(checked["corrected"]))
    if told:
        show.note(told)


def cards(texts: pd.DataFrame) -> None:
    """A few texts at a time, each with what was read in it."""
    pages = max(1, -(-len(texts) // AT_A_TIME))
    place = st.container()
    page = min(st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1, pages)
    rows = texts.astype(object).where(texts.notna(), None)
    with place:
        for row in rows.iloc[(page - 1) * AT_A_TIME : page * AT_A_TIME].to_dict("records"):
            with st.container(border=True):
                _card(row)


def _card(row: dict[Any, Any]) -> None:
    findings = session.load("feedback_findings", feedback=int(row["feedback_id"]))
    show.note(" · ".join(filter(None, (row["employer"], row["role"], _day(row), Speaker(row["speaker"]).label))))
    quoting.draw(row["words"], _marks(findings))
    st.markdown(_read_as(row, findings))
    if session.may_write():
        _buttons(row, findings)


def _marks(findings: pd.DataFrame) -> list[Mark]:
    """Where the sentences stand that give a reason or praise."""
    return [
        Mark(int(found["evidence_start"]), int(found["evidence_end"]), found["polarity"] == Polarity.STRENGTH.value)
        for found in findings.dropna(subset=["evidence_start", "evidence_end"]).to_dict("records")
    ]


def _read_as(row: dict[Any, Any], findings: pd.DataFrame) -> str:
    said = row["method"] == PERSON
    if not said and row["language"] not in (None, ENGLISH) and findings.empty:
        return show.plain(wording.not_read(row["language"], MessageOutcome.of(row["outcome"])))
    kind = FeedbackKind(row["kind"]).label if row["kind"] else "Not read yet"
    sign = f" ({Sign(row['sign']).label.lower()})" if row["sign"] else ""
    names = [_finding(found) for found in findings.astype(object).where(findings.notna(), None).to_dict("records")]
    reasons = [Reason(name) for name in findings["reason"].dropna()]
    out_of_hands = " (not in your hands)" if reasons and not any(it.in_my_hands for it in reasons) else ""
    who = "you said so" if said else "read by the program" + (", which is not sure" if row["doubtful"] else "")
    return f"**{kind}**{sign}: {', '.join(names) or 'no reason named'}{out_of_hands} · {who}"


def _finding(found: dict[Any, Any]) -> str:
    theme = Theme(found["theme"]).label if found["theme"] else None
    perhaps = "perhaps " if found["doubtful"] else ""
    if found["polarity"] == Polarity.STRENGTH.value:
        return f"{perhaps}praised: {(theme or 'something particular').lower()}"
    reason = Reason(found["reason"]).label if found["reason"] else None
    return perhaps + " – ".join(filter(None, (reason, theme)))


def _day(row: dict[Any, Any]) -> str | None:
    return day(row["received_on"]) if row["received_on"] else None


def _buttons(row: dict[Any, Any], findings: pd.DataFrame) -> None:
    number = int(row["feedback_id"])
    said = row["method"] == PERSON
    _log_as(row)
    left, middle, right = st.columns(3)
    if said:
        if left.button("Take back", key=f"back-{number}", width="stretch"):
            with session.writing() as writer:
                take_back(writer, number)
            st.rerun()
    elif left.button("That is right", key=f"right-{number}", icon=":material/check:", width="stretch"):
        with session.writing() as writer:
            confirm(writer, number)
        st.rerun()
    with middle.popover("Correct", key=f"correct-{number}", width="stretch"):
        _correction(row, findings)
    if right.button("Set aside", key=f"aside-{number}", help="Kept, never counted.", width="stretch"):
        with session.writing() as writer:
            set_aside(writer, number)
        st.rerun()


def _log_as(row: dict[Any, Any]) -> None:
    """What a message announces that the log does not hold yet, and one click to log it."""
    outcome = MessageOutcome.of(row["outcome"])
    known = set((row["logged_as"] or "").split(","))
    about_one = row["application_id"] is not None and row["speaker"] == Speaker.EMPLOYER.value
    if outcome is None or not outcome.event_kinds or not about_one or known & set(outcome.same_news):
        return
    event = outcome.event_kinds[0]
    text, button = st.columns([2, 1], vertical_alignment="center")
    text.markdown(f"{wording.reads_like(outcome)} Your log does not say so.")
    if button.button(f"Log it as: {event.label.lower()}", key=f"log-{row['feedback_id']}", width="stretch"):
        with session.writing() as writer:
            log_answer(writer, int(row["application_id"]), event, happened_on=row["received_on"])
        st.rerun()


def _correction(row: dict[Any, Any], findings: pd.DataFrame) -> None:
    """Kind, reasons and themes as the person reads them; evidence that was found for a reason stays with it."""
    number = int(row["feedback_id"])
    weak = findings[findings["polarity"] == Polarity.WEAKNESS.value]
    praise = findings[findings["polarity"] == Polarity.STRENGTH.value]
    kinds = [AS_THE_REASONS_SAY, *FeedbackKind.labels()]
    with st.form(f"correction-{number}", border=False):
        kind = st.selectbox(
            "Kind", kinds, format_func=lambda name: name if name == AS_THE_REASONS_SAY else FeedbackKind(name).label
        )
        sign = st.selectbox(
            "If unhelpful", [None, *Sign.labels()], format_func=lambda it: Sign(it).label if it else "–"
        )
        reasons = st.multiselect(
            "Reasons it names", list(Reason.labels()), default=list(dict.fromkeys(weak["reason"].dropna())),
            format_func=lambda name: Reason(name).label,
        )  # fmt: skip
        theme = st.selectbox(
            "What to work on", [None, *Theme.labels()], format_func=lambda name: Theme(name).label if name else "–",
            index=0 if weak["theme"].dropna().empty else 1 + list(Theme.labels()).index(weak["theme"].dropna().iloc[0]),
        )  # fmt: skip
        keep = not praise.empty and st.checkbox("It praises what is marked green", value=True)
        if not st.form_submit_button("Save"):
            return
    said = [_said(row["words"], weak, name, theme) for name in reasons] + ([_praised(praise)] if keep else [])
    meant = (
        FeedbackKind.following([Reason(name) for name in reasons], praise=keep, sign=Sign.of(sign))
        if kind == AS_THE_REASONS_SAY
        else FeedbackKind(kind)
    )
    with session.writing() as writer:
        correct(writer, number, meant, said, sign=Sign.of(sign))
    st.rerun()


def _said(words: str, weak: pd.DataFrame, reason: str, theme: str | None) -> Said:
    known = weak[weak["reason"] == reason]
    mine = Theme(theme) if theme else None
    if known.empty:
        return Said(Reason(reason), mine, Polarity.WEAKNESS, words, 0, len(words))
    first = known.iloc[0]
    return Said(
        Reason(reason), mine, Polarity.WEAKNESS, first["evidence"], int(first["evidence_start"]),
        int(first["evidence_end"]),
    )  # fmt: skip


def _praised(praise: pd.DataFrame) -> Said:
    first = praise.astype(object).where(praise.notna(), None).iloc[0]
    return Said(
        None, Theme.of(first["theme"]), Polarity.STRENGTH, first["evidence"], int(first["evidence_start"]),
        int(first["evidence_end"]),
    )  # fmt: skip


def export() -> None:
    """What a person confirmed or corrected, to teach the reader with: names and numbers masked, shown before saving."""
    labelled = session.load("feedback_training")
    if labelled.empty:
        return
    employers = tuple(session.load("applications")["employer"].dropna().unique())
    labelled["text"] = [re.sub(r"\d", "0", redact(text, Known(employers=employers)).text) for text in labelled["text"]]
    with st.expander("Give what I confirmed, to teach the reader"):
        show.note("Names, employers, days and numbers are masked. Look through it first; nothing is sent.")
        st.dataframe(labelled, hide_index=True)
        st.download_button(
            "Save it as a file",
            inert_table(labelled).to_csv(index=False).encode("utf-8-sig"),
            file_name="feedback-labelled.csv",
            mime="text/csv",
            on_click="ignore",
        )
