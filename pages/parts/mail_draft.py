"""What would be kept of a pasted mail: as it was read, and as its owner corrects it. For the paste box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import streamlit as st

from analytics.feedback.fits import Fit, fits
from analytics.feedback.message import Message
from analytics.store.feedback import Entered
from analytics.taxonomy import EventKind, Polarity, Reason, Speaker
from analytics.wording import applications as wording
from pages.frame import session

ADD_IT, ONLY_THE_WORDS = 0, -1
"""Beside the ids of applications, which begin at 1."""
NOTHING = "nothing"
"""Beside the kinds of events: only the words are kept."""
WHOSE = (Speaker.EMPLOYER, Speaker.OWN, Speaker.MENTOR)


@dataclass(frozen=True)
class Draft:
    """What would be kept. `event` is NOTHING for the words alone; it and `about` are None as long as nobody said."""

    about: int | Entered | None
    event: EventKind | str | None
    day: date | None
    speaker: Speaker
    reasons: tuple[Reason, ...]

    @property
    def settled(self) -> bool:
        """Whether nothing is left to be asked before it can be kept."""
        named = not isinstance(self.about, Entered) or bool(self.about.employer or self.about.role)
        return self.event is not None and self.about is not None and named

    @property
    def anonymous(self) -> bool:
        """Whether it would add an application of an employer that nobody named."""
        return isinstance(self.about, Entered) and not self.about.employer

    @property
    def kept_as(self) -> EventKind | None:
        return self.event if isinstance(self.event, EventKind) else None

    @cached_property
    def row(self) -> Mapping[str, Any]:
        """The application as the log holds it, or as it would."""
        if isinstance(self.about, Entered):
            country = session.load("applicant")["country"].dropna()
            return {
                "employer": self.about.employer,
                "role": self.about.role,
                "applied_on": self.about.applied_on,
                "country": None if country.empty else str(country.iloc[0]),
            }
        if not self.about or self.about == ONLY_THE_WORDS:
            return {}
        return next(iter(wording.rows(session.load("application", application_id=self.about))), {})


def as_read(found: Message) -> Draft:
    """What the mail itself says; where it fits several applications alike, or says nothing clear, that is left open."""
    outcome = found.interpretation.outcome
    probable = [fit for fit in _fits(found) if fit.probable]
    tie = len(probable) > 1 and probable[0].fit == probable[1].fit
    new = Entered(found.proposal.employer, found.proposal.role, None)
    return Draft(
        about=None if tie else probable[0].application_id if probable else new,
        event=outcome.event_kinds[0] if outcome.event_kinds else NOTHING if outcome.says_nothing else None,
        day=found.proposal.sent_on or session.today(),
        speaker=Speaker.EMPLOYER,
        reasons=stated(found),
    )


def stated(found: Message) -> tuple[Reason, ...]:
    """The reasons that were read without doubt, each once."""
    return tuple(
        dict.fromkeys(
            one.reason
            for one in found.interpretation.reasons
            if one.reason and one.polarity is Polarity.WEAKNESS and not one.doubtful
        )
    )


def corrected(found: Message, draft: Draft) -> Draft:
    """The same with every part of it in a field, to be changed in place."""
    event = _event(found, draft)
    about = _about(found, draft)
    entered = _entered(about) if isinstance(about, Entered) else about
    left, right = st.columns(2)
    day = left.date_input("When did it come?", value=draft.day, max_value=session.today(), format="DD/MM/YYYY")
    speaker = right.selectbox("Whose words are these?", WHOSE, format_func=lambda who: who.label, key="paste-whose")
    reasons = st.multiselect(
        "Reasons it names",
        list(Reason.labels()),
        default=[reason.value for reason in draft.reasons],
        format_func=lambda name: Reason(name).label,
        key="paste-reasons",
    )
    said = tuple(Reason(name) for name in reasons)
    return replace(
        draft, about=entered, event=event, day=day if isinstance(day, date) else None, speaker=speaker, reasons=said
    )


def _event(found: Message, draft: Draft) -> EventKind | str | None:
    likely = found.interpretation.outcome.event_kinds
    options = [*(kind.value for kind in (*likely, *(kind for kind in EventKind if kind not in likely))), NOTHING]
    preset = draft.event.value if isinstance(draft.event, EventKind) else draft.event
    chosen = st.selectbox(
        "What is it?",
        options,
        index=None if preset is None else options.index(preset),
        format_func=lambda name: "Only keep the words" if name == NOTHING else EventKind(name).label,
        placeholder="Choose what it says",
        key="paste-event",
    )
    return NOTHING if chosen == NOTHING else EventKind.of(chosen)


def _about(found: Message, draft: Draft) -> int | Entered | None:
    by_id = {fit.application_id: fit for fit in _fits(found)}
    options = [ADD_IT, ONLY_THE_WORDS, *by_id]
    preset = ADD_IT if isinstance(draft.about, Entered) else draft.about
    chosen = st.selectbox(
        "Which application is it about?",
        options,
        index=None if preset is None else options.index(preset),
        format_func=lambda number: _label(number, by_id),
        placeholder="Several fit equally well: choose one",
        key="paste-application",
    )
    return Entered(found.proposal.employer, found.proposal.role, None) if chosen == ADD_IT else chosen


def _label(number: int, by_id: Mapping[int, Fit]) -> str:
    if number not in by_id:
        return "Not in my log yet: add it" if number == ADD_IT else "None: only keep the words"
    fit = by_id[number]
    return f"{wording.name(fit.employer, fit.role)}{' (probably)' if fit.probable else ''}"


def _entered(proposed: Entered) -> Entered:
    """The new application as the message names it, for the person to complete."""
    left, middle, right = st.columns(3)
    employer = left.text_input("Employer", proposed.employer or "", key="paste-employer")
    role = middle.text_input("Role", proposed.role or "", key="paste-role")
    applied = right.date_input(
        "Sent on", value=None, max_value=session.today(), key="paste-applied", format="DD/MM/YYYY",
        help="Empty if not known.",
    )  # fmt: skip
    another = st.checkbox("It is another application, even if my log has this employer and role", key="paste-another")
    return Entered(employer, role, applied if isinstance(applied, date) else None, another)


def _fits(found: Message) -> list[Fit]:
    """The applications that were sent, best fitting first; those that wait for an answer before those that had one."""
    log = session.load("applications").query("submission == 'sent'")
    undecided = log["outcome"].isin(["open", "in_process"])
    return [*fits(found.letter, log[undecided]), *fits(found.letter, log[~undecided])]
