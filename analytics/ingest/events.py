"""One row's words and filled dates become events. Pure, and asked once for each distinct pattern of a log.

The pattern is the row without its days: what each status and stage cell says, and which date cells hold a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from analytics.ingest.columns import STAGES, Column
from analytics.ingest.statuses import Context, say, vocabulary
from analytics.ingest.words import normal
from analytics.taxonomy import Answer, EventKind, Submission

DAY = "\x01"  # the cell holds a usable day
BULK = "\x02"  # the day was filled in for many rows at once: it had happened by then
BAD_DAY = "\x03"  # there is a day, and it can't be right

_REPLY = re.compile(
    r"\b(?:response|reply|answer|heard|antwort|ruckmeldung|respuesta|reponse|resposta|retorno|callback)\b"
)
_DENIES = re.compile(r"\b(?:no|not|none|never|without|n t|nicht|kein|keine|sin|pas|sans|sem|nao)\b")
_OF_PROGRAMS = ("false", "0")  # under “result” these may say that a form was not sent
_DECISIVE = (
    EventKind.ACCEPTED, EventKind.DECLINED, EventKind.REJECTED, EventKind.CLOSED, EventKind.WITHDRAWN, EventKind.OFFER,
    EventKind.FINAL, EventKind.INTERVIEW, EventKind.SCREENING, EventKind.ASSESSMENT,
)  # fmt: skip
_ORDER = {kind: number for number, kind in enumerate(EventKind)}
_MEETINGS = (EventKind.SCREENING, EventKind.INTERVIEW, EventKind.FINAL)


@dataclass(frozen=True)
class Planned:
    """An event to be: `dated_by` is the column whose day it takes, None for an unknown day."""

    kind: EventKind
    words: str
    dated_by: int | None = None
    seen: bool = False
    note: str | None = None


@dataclass(frozen=True)
class Plan:
    """What a pattern says. `known` is false where an answer may have come that nobody can name."""

    submission: Submission = Submission.SENT
    events: tuple[Planned, ...] = ()
    known: bool = True
    silent: bool = False
    replied: bool = False
    unknown: tuple[str, ...] = ()
    remark: str | None = None
    status_words: str | None = None


@dataclass(frozen=True)
class Habits:
    """How this log is kept, as far as it changes what a cell means."""

    no_is_rejection: bool = False
    blank_is_planned: bool = False
    unsent: bool = False
    answers: tuple[tuple[str, str], ...] = ()


def plan(columns: tuple[Column, ...], cells: tuple[str, ...], habits: Habits) -> Plan:
    """Reads one pattern as a careful person would. `cells` stand beside `columns`; "" is an empty cell."""
    row = _Row(dict(habits.answers))
    for column, cell in zip(columns, cells, strict=True):
        if column.meaning == "status":
            row.status(column, cell)
        elif column.meaning in STAGES:
            row.stage(column, cell)
        elif column.meaning == "ghosted":
            row.silent = row.silent or (bool(cell) and say(cell, Context.STAGE).meanings not in (("no",), ("blank",)))
    dated = {column.meaning: (column, cell) for column, cell in zip(columns, cells, strict=True)
             if cell and column.meaning in ("response_on", "status_on", "updated_on")}  # fmt: skip
    for column, cell in zip(columns, cells, strict=True):
        if column.meaning == "selected":
            row.selected(column, cell, answered="response_on" in dated, no_is_rejection=habits.no_is_rejection)
        elif column.meaning == "applied_flag":
            row.applied(cell)
    row.date(dated)
    return row.plan(all(not cell for cell in cells), habits)


class _Row:
    def __init__(self, answers: dict[str, str]) -> None:
        self._answers = answers
        self._events: list[Planned] = []
        self._apart: Submission | None = None
        self._unsent = False
        self._unknown: list[str] = []
        self._words: list[str] = []
        self._known = True
        self._replied = False
        self._remark: str | None = None
        self.silent = False

    # --- words ---------------------------------------------------------------------------------------

    def status(self, column: Column, cell: str) -> None:
        if not cell or cell in (DAY, BULK, BAD_DAY):
            return
        self._words.append(cell)
        for meaning in self._meanings(column, cell):
            self._take(meaning, cell)

    def _meanings(self, column: Column, cell: str) -> tuple[str, ...]:
        answered = self._answers.get(normal(cell))
        if answered:
            return (answered,)
        flag = say(cell, Context.STAGE).meanings
        of_replies = _REPLY.search(normal(column.name))
        if flag == ("no",) and of_replies:
            return ("silence",)
        if flag == ("no",) and normal(cell) not in _OF_PROGRAMS:
            return ("rejected",)
        if flag == ("yes",) and of_replies and normal(cell) in ("yes", "y", "true", "x", "ja", "si", "oui", "sim"):
            self._replied, self._known = True, False
            return ()
        said = say(cell)
        if not said.understood:
            self._unknown.append(cell)
            self._known = False
        return said.meanings

    def _take(self, meaning: str, cell: str) -> None:
        if meaning in ("planned", "speculative", "undelivered"):
            self._apart = self._apart or Submission(meaning)
        self.silent = self.silent or meaning == "silence"
        for kind in vocabulary().get(meaning, ()):
            self._add(kind, cell)

    def _add(self, kind: EventKind, words: str, dated_by: int | None = None) -> None:
        same = [event for event in self._events if event.kind is kind]
        if dated_by is None and (same or (kind is EventKind.INTERVIEW and self._met())):
            return
        self._events = [event for event in self._events if event.kind is not kind or event.dated_by is not None]
        self._events.append(Planned(kind, words, dated_by))

    def _met(self) -> bool:
        return any(event.kind in _MEETINGS for event in self._events)

    def stage(self, column: Column, cell: str) -> None:
        kind = EventKind(column.meaning)
        if not cell or cell == BULK:
            return
        if cell in (DAY, BAD_DAY):
            self._stage_event(kind, column.name, column.index if cell == DAY else None)
            return
        said = say(cell, Context.STAGE)
        words = f"{column.name}: {cell}"
        own_no = kind in (EventKind.OFFER, EventKind.ACCEPTED) and normal(cell) in (
            "declined",
            "decline",
            "rejected",
            "turned down",
        )
        if own_no:
            self._take("declined" if normal(cell) != "rejected" else "offer", words)
        elif said.meanings in (("yes",),) or not said.understood:
            if said.understood or not _DENIES.search(normal(cell)):
                self._stage_event(kind, words, None)
        else:
            if said.meanings == ("closed",) and kind in (*_MEETINGS, EventKind.ASSESSMENT):
                self._stage_event(kind, words, None)  # an invitation that ran out
                return
            for meaning in said.meanings:
                reports = vocabulary().get(meaning, ())
                if any(reported in (*_MEETINGS, EventKind.ASSESSMENT, kind) for reported in reports):
                    self._stage_event(kind, words, None)
                if meaning not in ("interview", "screening", "final", "assessment"):
                    self._take(meaning, words)

    def _stage_event(self, kind: EventKind, words: str, dated_by: int | None) -> None:
        vague = [
            e
            for e in self._events
            if e.dated_by is None and e.kind is EventKind.INTERVIEW and kind in _MEETINGS and ":" not in e.words
        ]
        self._events = [
            event
            for event in self._events
            if event not in vague and not (event.kind is kind and event.dated_by is None and ":" not in event.words)
        ]
        self._events.append(Planned(kind, words, dated_by))

    def selected(self, column: Column, cell: str, answered: bool, no_is_rejection: bool) -> None:
        if not cell:
            return
        said = say(cell, Context.STAGE).meanings
        words = f"{column.name}: {cell}"
        if said == ("yes",):
            self._add(EventKind.INTERVIEW, words)
        elif said == ("no",):
            if answered or no_is_rejection:
                self._add(EventKind.REJECTED, words)
        elif said not in (("blank",), ("open",)) or answered:
            reported = [meaning for meaning in say(cell).meanings if vocabulary().get(meaning)]
            for meaning in reported:
                self._take(meaning, words)
            self._known = self._known and bool(reported)

    def applied(self, cell: str) -> None:
        said = say(cell, Context.STAGE).meanings if cell else ("no",)
        self._unsent = said in (("no",), ("planned",)) and (bool(cell) or not self._words)

    # --- days ----------------------------------------------------------------------------------------

    def date(self, dated: dict[str, tuple[Column, str]]) -> None:
        if "response_on" in dated:
            column, cell = dated["response_on"]
            self._replied = True
            self._date_first(column, column.index if cell == DAY else None)
        for meaning in ("status_on", "updated_on"):
            if meaning in dated:
                column, cell = dated[meaning]
                if cell in (DAY, BULK):
                    self._date_current(column, seen=meaning == "updated_on" or cell == BULK)

    def _date_first(self, column: Column, day: int | None) -> None:
        """The first reply was the invitation if there was one, else the refusal; else nobody can say what."""
        invitations = [event for event in self._events if event.kind.answer is Answer.INTERVIEW]
        refusals = [event for event in self._events if event.kind.answer is Answer.REJECTION]
        if any(event.dated_by is not None for event in invitations):
            first = min((e for e in invitations if e.dated_by is not None), key=lambda event: _ORDER[event.kind])
            if day is not None:
                self._events.append(Planned(first.kind, column.name, day, note="the invitation"))
        elif invitations:
            self._redate(min(invitations, key=lambda event: _ORDER[event.kind]), day)
        elif refusals:
            if all(event.dated_by is None for event in refusals):
                self._redate(refusals[0], day)
        else:
            self._events.append(Planned(EventKind.ACKNOWLEDGED, column.name, day, note="a reply that is not named"))
            if self.silent:
                self._remark = f"no answer is recorded, yet “{column.name}” holds a date"
            else:
                self._known = False

    def _date_current(self, column: Column, seen: bool) -> None:
        """The day of the status is the day of what came last."""
        undated = [event for event in self._events if event.dated_by is None]
        for kind in _DECISIVE:
            current = [event for event in self._events if event.kind is kind]
            if current:
                if current[0] in undated and current[0].note is None:
                    self._redate(current[0], column.index, seen)
                return

    def _redate(self, event: Planned, day: int | None, seen: bool = False) -> None:
        place = self._events.index(event)
        self._events[place] = replace(event, dated_by=day, seen=seen)

    # --- the whole -----------------------------------------------------------------------------------

    def plan(self, empty: bool, habits: Habits) -> Plan:
        submission = Submission.SENT
        answered = any(event.kind.answer is not None for event in self._events)
        if self._apart and not answered:
            submission = self._apart
        elif ((self._unsent or habits.unsent) and not answered) or (empty and habits.blank_is_planned):
            submission = Submission.PLANNED
        return Plan(
            submission,
            tuple(sorted(self._events, key=lambda event: _ORDER[event.kind])),
            self._known,
            self.silent,
            self._replied,
            tuple(self._unknown),
            self._remark,
            " / ".join(self._words) or None,
        )
