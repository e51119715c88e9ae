"""Tells what happened to one sample application: its events, the letter, the people met, the request and reply."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from analytics.taxonomy import EventKind, Origin, Precision, Reason, RequestStatus, Speaker, Submission
from tools.sample import letters, model, words
from tools.sample.letters import Letter, Setting

if TYPE_CHECKING:
    from tools.sample.cohort import Student

Tables = defaultdict[str, list[dict[str, Any]]]

FIRST_STEPS = {EventKind.ASSESSMENT: 0.25, EventKind.SCREENING: 0.35, EventKind.INTERVIEW: 0.40}
NO_LONGER_EXPECTED = timedelta(days=21)


def tell(tables: Tables, student: Student, application: dict[str, Any], as_of: date, pen: random.Random) -> None:
    """Writes the application and all that happened to it before the student's log ends."""
    history = _History(tables, student, application, pen)
    if pen.random() < 0.45:
        history.event(EventKind.ACKNOWLEDGED, application["applied_on"])
    match application["answer"]:
        case "interview":
            history.invited(application["answered_on"])
        case "rejection":
            history.turned_down(application["answered_on"], "direct", as_of)
        case "withdrawal":
            history.event(EventKind.WITHDRAWN, application["answered_on"])
    if history.invited_on:
        history.go_on(as_of)


class _History:
    """One application while its story is written down."""

    def __init__(self, tables: Tables, student: Student, application: dict[str, Any], pen: random.Random) -> None:
        self.tables, self.student, self.pen = tables, student, pen
        self.id = len(tables["applications"]) + 1
        self.invited_on: date | None = None
        self.last_round_on: date | None = None
        family = application["role_family"]
        role = pen.choice(words.ROLES[family])
        self.setting = Setting(
            first=student.name.split()[0],
            employer=application["employer"],
            role=role,
            family=family,
            invited=application["answer"] == "interview",
        )
        self._write_application(application, role)

    def _write_application(self, application: dict[str, Any], role: str) -> None:
        location, country = self.pen.choice(words.PLACES)
        applied_on = application["applied_on"]
        promised = applied_on + timedelta(days=self.pen.randrange(14, 35)) if self.pen.random() < 0.06 else None
        self.tables["applications"].append(
            {
                "application_id": self.id,
                "applicant_id": self.student.number,
                "employer": application["employer"],
                "role": role,
                "submission": Submission.SENT,
                "applied_on": applied_on,
                "applied_precision": Precision.DAY,
                "location": location,
                "country": country,
                "work_mode": self.pen.choice(("on site", "hybrid", "remote")),
                "channel": application["channel"],
                "role_family": application["role_family"],
                "sector": application["sector"],
                "employer_size": application["employer_size"],
                "tailored": application["tailored"] == "yes",
                "decision_expected_on": promised,
                "outcome_recorded": True,
                "origin": Origin.SAMPLE,
                "recorded_at": _noon(applied_on),
            }
        )

    # --- events ------------------------------------------------------------------------------------------

    def event(self, kind: EventKind, happened_on: date) -> bool:
        """Writes an event unless the log had ended by then; whether it was written."""
        if happened_on > self.student.log_ends_on:
            return False
        self.tables["events"].append(
            {
                "event_id": len(self.tables["events"]) + 1,
                "application_id": self.id,
                "applicant_id": self.student.number,
                "kind": kind,
                "happened_on": happened_on,
                "precision": Precision.DAY,
                "origin": Origin.SAMPLE,
                "recorded_at": _noon(happened_on),
            }
        )
        return True

    def invited(self, on: date) -> None:
        first = self.pen.choices([*FIRST_STEPS], [*FIRST_STEPS.values()])[0]
        if self.event(first, on):
            self.invited_on = self.last_round_on = on

    def go_on(self, as_of: date) -> None:
        """The rounds after an invitation, and the decision."""
        on = self.invited_on
        assert on is not None
        for kind, chance in ((EventKind.INTERVIEW, 0.75), (EventKind.FINAL, 0.35)):
            if self.pen.random() >= chance:
                break
            on = _working_day(on + timedelta(days=self.pen.randrange(4, 13)))
            if not self.event(kind, on):
                return
            self._meet(on)
        on = _working_day(on + timedelta(days=self._about(10, 0.6)))
        ends, chances = zip(*model.AFTER_INVITATION.items(), strict=True)
        match self.pen.choices(ends, chances)[0]:
            case "rejected":
                self.turned_down(on, "invited", as_of)
            case "offer":
                self._offered(on)
            case "withdrawn":
                self.event(EventKind.WITHDRAWN, on)

    def _offered(self, on: date) -> None:
        if self.event(EventKind.OFFER, on) and self.pen.random() < 0.5:
            decided = EventKind.ACCEPTED if self.pen.random() < 0.4 else EventKind.DECLINED
            self.event(decided, on + timedelta(days=self.pen.randrange(2, 9)))

    def _meet(self, on: date) -> None:
        if self.pen.random() >= 0.6:
            return
        name = f"{self.pen.choice(words.FIRST_NAMES)} {self.pen.choice(words.LAST_NAMES)}"
        host = self.setting.employer.lower().replace(" ", "-")
        kind = self.pen.choices(("interviewer", "hr", "hiring_manager"), (5, 3, 2))[0]
        self.tables["contacts"].append(
            {
                "contact_id": len(self.tables["contacts"]) + 1,
                "applicant_id": self.student.number,
                "application_id": self.id,
                "name": name,
                "kind": kind,
                "email": f"{name.lower().replace(' ', '.')}@{host}.example",
                "recorded_at": _noon(on),
            }
        )

    # --- noes, letters and requests ----------------------------------------------------------------------

    def turned_down(self, on: date, stage: str, as_of: date) -> None:
        if not self.event(EventKind.REJECTED, on):
            return
        if self.pen.random() < model.STATED[stage]:
            self._letter(letters.with_reasons(self.pen, self.setting, self._reasons(stage)), on, "letter")
            return
        if self.pen.random() < 0.35:
            form = letters.form_letter(self.pen, self.setting)
            self._letter(form if self.pen.random() < 0.93 else letters.hurtful(self.pen), on, "letter")
        if self.pen.random() < 0.05:
            self._note(self.pen.choice(words.OWN_NOTES), on)
        if self.pen.random() < model.ASKS[stage]:
            self._ask(on, stage, as_of)

    def _reasons(self, stage: str) -> list[Reason]:
        own = self.student.reasons[stage]
        first = self.pen.choices([*own], [*own.values()])[0]
        reasons = [first]
        if first in model.CAN_BE_WORKED_ON and self.pen.random() < model.GIVES_A_SECOND:
            others = {
                reason: share
                for reason, share in model.REASONS[stage].items()
                if reason in model.CAN_BE_WORKED_ON and reason is not first
            }
            reasons.append(self.pen.choices([*others], [*others.values()])[0])
        return reasons

    def _ask(self, rejected_on: date, stage: str, as_of: date) -> None:
        wait = self.pen.randrange(3, 7)
        sent_on = np.busday_offset(rejected_on, wait, roll="backward").astype(date)
        if sent_on > self.student.log_ends_on:
            if sent_on > as_of:
                self._request(RequestStatus.PLANNED, rejected_on, None, None)
            return
        answered = self.pen.random() < model.ANSWERED[stage]
        replied_on = sent_on + timedelta(days=self._about(4, 0.8))
        declines = not answered and self.pen.random() < 0.25
        if (answered or declines) and replied_on <= self.student.log_ends_on:
            status = RequestStatus.REPLIED if answered else RequestStatus.DECLINED
            self._request(status, rejected_on, sent_on, replied_on)
            if answered:
                self._letter(self._reply(stage), replied_on, "request", len(self.tables["feedback_requests"]))
        elif sent_on + NO_LONGER_EXPECTED <= self.student.log_ends_on and not answered:
            self._request(RequestStatus.SILENT, rejected_on, sent_on, None)
        else:
            self._request(RequestStatus.SENT, rejected_on, sent_on, None)

    def _reply(self, stage: str) -> Letter:
        if self.pen.random() < model.REPLY_NAMES_A_REASON:
            return letters.with_reasons(self.pen, self.setting, self._reasons(stage))
        if self.pen.random() < 0.35:
            return letters.hurtful(self.pen)
        return letters.form_letter(self.pen, self.setting)

    def _request(
        self, status: RequestStatus, rejected_on: date, sent_on: date | None, answered_on: date | None
    ) -> None:
        met = [row for row in self.tables["contacts"][-3:] if row["application_id"] == self.id]
        number = len(self.tables["feedback_requests"]) + 1
        self.tables["feedback_requests"].append(
            {
                "request_id": number,
                "applicant_id": self.student.number,
                "application_id": self.id,
                "status": status,
                "contact_kind": met[0]["kind"] if met else "hr",
                "contact_name": met[0]["name"] if met else None,
                "contact_address": met[0]["email"] if met else None,
                "channel": self.pen.choices(("email", "phone", "meeting"), (8, 1, 1))[0],
                "template": self.pen.choice(("general", "specific")),
                "ask_from": np.busday_offset(rejected_on, 3, roll="backward").astype(date),
                "ask_until": np.busday_offset(rejected_on, 5, roll="backward").astype(date),
                "sent_on": sent_on,
                "answered_on": answered_on,
                "feedback_id": len(self.tables["feedback"]) + 1 if status is RequestStatus.REPLIED else None,
                "recorded_at": _noon(sent_on or rejected_on),
            }
        )

    def _letter(self, letter: Letter, on: date, source: str, request_id: int | None = None) -> None:
        feedback_id = self._feedback(Speaker.EMPLOYER, letter.words, on, source, request_id)
        read = {
            "feedback_id": feedback_id,
            "applicant_id": self.student.number,
            "method": "sample",
            "version": "1",
        }
        self.tables["readings"].append(
            read | {"kind": letter.kind, "sign": letter.sign, "confidence": 1.0, "read_at": _noon(on)}
        )
        self.tables["reading_reasons"].extend(
            read
            | {
                "reason": mark.reason,
                "theme": mark.theme,
                "polarity": mark.polarity,
                "confidence": 1.0,
                "evidence": letter.words[mark.start : mark.end],
                "evidence_start": mark.start,
                "evidence_end": mark.end,
            }
            for mark in letter.marks
        )

    def _note(self, text: str, on: date) -> None:
        self._feedback(Speaker.OWN, text, on, "note", None)

    def _feedback(self, speaker: Speaker, text: str, on: date, source: str, request_id: int | None) -> int:
        number = len(self.tables["feedback"]) + 1
        self.tables["feedback"].append(
            {
                "feedback_id": number,
                "applicant_id": self.student.number,
                "application_id": self.id,
                "request_id": request_id,
                "speaker": speaker,
                "received_on": on,
                "precision": Precision.DAY,
                "words": text,
                "source": source,
                "origin": Origin.SAMPLE,
                "recorded_at": _noon(on),
            }
        )
        return number

    def _about(self, median: float, spread: float) -> int:
        """Whole days, at least one, around a median."""
        return max(1, round(self.pen.lognormvariate(math.log(median), spread)))


def _working_day(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= 5 else day


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))
