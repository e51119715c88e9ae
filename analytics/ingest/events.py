"""One row's words and filled dates become events. Pure, and asked once for each distinct pattern of a log.

The pattern is the row without its days: what each status and stage cell says, and which date cells hold a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from analytics.ingest import phrases
from analytics.ingest.columns import RESPONSES, STAGES, Column
from analytics.ingest.statuses import Context, plainly, status_of, vocabulary
from analytics.ingest.words import normal
from analytics.taxonomy import Answer, EventKind, Submission

DAY = "\x01"  # the cell holds a usable day
AFTER = "\x04"  # a usable day after the last dated round of the row: no invitation to any of them
BETWEEN = "\x05"  # a usable day after the first dated round and not after the last
BULK = "\x02"  # the day was filled in for many rows at once: it had happened by then
BAD_DAY = "\x03"  # there is a day, and it can't be right
DAYS = (DAY, AFTER, BETWEEN)
MARKS = (*DAYS, BULK, BAD_DAY)

_REPLY = re.compile(
    r"\b(?:response|reply|answer|heard|antwort|ruckmeldung|respuesta|reponse|resposta|retorno|callback)\b"
)
_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.I)
_COUNTED = re.compile(r"^\s*(\d{1,2})(?:\s*(?:/|of|von|de|sur)\s*\d{1,2})?\s*$")
_OF_PROGRAMS = ("false", "0")  # under “result” these may say that a form was not sent
_DECISIVE = (
    EventKind.ACCEPTED, EventKind.DECLINED, EventKind.REJECTED, EventKind.CLOSED, EventKind.WITHDRAWN, EventKind.OFFER,
    EventKind.FINAL, EventKind.INTERVIEW, EventKind.SCREENING, EventKind.ASSESSMENT,
)  # fmt: skip
_ORDER = {kind: number for number, kind in enumerate(EventKind)}
# How it ended, or may end: what the day of a last response dates, in this order.
_ENDS = (
    EventKind.ACCEPTED, EventKind.DECLINED, EventKind.REJECTED, EventKind.CLOSED, EventKind.WITHDRAWN, EventKind.OFFER,
)  # fmt: skip
# A no of which the word does not say whose it is.
_EITHER_NO = ("declined", "decline", "abgelehnt", "refuse", "refusee", "rechazado", "rechazada", "recusado", "recusada")
_MEETINGS = (EventKind.SCREENING, EventKind.INTERVIEW, EventKind.FINAL)


@dataclass(frozen=True)
class Planned:
    """An event to be: `dated_by` is the column whose day it takes, None for an unknown day.

    `known_by` is the column that says when the news of it came, where that is another day.
    """

    kind: EventKind
    words: str
    dated_by: int | None = None
    seen: bool = False
    note: str | None = None
    known_by: int | None = None

    @property
    def told_by(self) -> int | None:
        """The column that says when the news of it came."""
        return self.dated_by if self.known_by is None else self.known_by


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
    taken: tuple[tuple[str, tuple[str, ...]], ...] = ()  # each status as written, with what it was taken for


@dataclass(frozen=True)
class Habits:
    """How this log is kept, as far as it changes what a cell means."""

    no_is_rejection: bool = False
    blank_is_planned: bool = False
    dated_is_sent: bool = False  # the day of applying stands in some rows alone: they were sent, whatever the status
    unsent: bool = False
    all_sent: bool = False  # somebody said so
    undecided: bool = False  # nobody has said yet whether anything was sent
    answers: tuple[tuple[str, str], ...] = ()


def plan(columns: tuple[Column, ...], cells: tuple[str, ...], habits: Habits) -> Plan:
    """Reads one pattern as a careful person would. `cells` stand beside `columns`; "" is an empty cell."""
    when = next((cell for column, cell in zip(columns, cells, strict=True) if column.meaning == "applied_on"), None)
    row = _Row(dict(habits.answers), habits.blank_is_planned and when == "")
    for column, cell in zip(columns, cells, strict=True):
        if column.meaning == "status" or (column.meaning in RESPONSES and _tells(cell)):
            row.status(column, cell)
        elif column.meaning in STAGES:
            row.stage(column, cell)
        elif column.meaning == "ghosted":
            row.silent = row.silent or (
                bool(cell) and status_of(cell, Context.STAGE).meanings not in (("no",), ("blank",))
            )
    dated: dict[str, tuple[Column, str]] = {}
    for column, cell in zip(columns, cells, strict=True):
        if cell in MARKS and column.meaning in ("invited_on", *RESPONSES):
            dated.setdefault(column.meaning, (column, cell))
        elif cell in DAYS and column.meaning == "followed_up_on":
            row.followed_up(column)
    for column, cell in zip(columns, cells, strict=True):
        if column.meaning == "selected":
            row.selected(column, cell, answered="response_on" in dated, no_is_rejection=habits.no_is_rejection)
        elif column.meaning == "applied_flag":
            row.applied(cell)
        elif column.meaning == "entry_kind":
            row.entry(cell)
    row.date(dated)
    return row.plan(all(not cell for cell in cells), when, habits)


def _tells(cell: str) -> bool:
    """Whether words stand where the day of an answer would: “No response”."""
    return cell not in MARKS and status_of(cell).meanings not in ((), ("blank",))


class _Row:
    def __init__(self, answers: dict[str, str], undated: bool) -> None:
        self._answers = answers
        self._undated = undated  # without a day of applying, where most rows have one
        self._events: list[Planned] = []
        self._apart: Submission | None = None
        self._unsent = False
        self._unknown: list[str] = []
        self._words: list[str] = []
        self._taken: list[tuple[str, tuple[str, ...]]] = []
        self._known = True
        self._speculative = False
        self._replied = False
        self._remark: str | None = None
        self.silent = False

    # --- words ---------------------------------------------------------------------------------------

    def status(self, column: Column, cell: str) -> None:
        if not cell or cell in MARKS:
            return
        self._words.append(cell)
        meanings = self._meanings(column, cell)
        self._taken.append((cell, meanings))
        for meaning in meanings:
            self._take(meaning, cell)

    def _meanings(self, column: Column, cell: str) -> tuple[str, ...]:
        answered = self._answers.get(normal(cell))
        if answered:
            self._known = self._known and answered != "unclear"
            return (answered,)
        flag = status_of(cell, Context.STAGE).meanings
        of_replies = _REPLY.search(normal(column.name))
        if flag == ("no",) and of_replies:
            return ("silence",)
        if flag == ("no",) and self._undated:
            return self._asked(cell)  # struck out before anything was sent, or refused?
        if flag == ("no",) and normal(cell) not in _OF_PROGRAMS:
            return ("rejected",)
        if flag == ("yes",) and of_replies and normal(cell) in ("yes", "y", "true", "x", "ja", "si", "oui", "sim"):
            self._replied, self._known = True, False
            return ()
        said = status_of(cell)
        return said.meanings if said.understood else self._asked(cell)

    def _asked(self, cell: str) -> tuple[str, ...]:
        """Words that only a person can explain; until then they count as no answer at all."""
        self._unknown.append(cell)
        self._known = False
        return ()

    def _take(self, meaning: str, cell: str) -> None:
        if meaning in ("planned", "speculative", "undelivered"):
            self._apart = self._apart or Submission(meaning)
        self.silent = self.silent or meaning == "silence"
        for kind in vocabulary().get(meaning, ()):
            self._add(kind, cell)

    def _add(self, kind: EventKind, words: str, dated_by: int | None = None) -> None:
        same = [event for event in self._events if event.kind is kind]
        if dated_by is None and (same or (kind is EventKind.INTERVIEW and self._was_interviewed())):
            return
        self._events = [event for event in self._events if event.kind is not kind or event.dated_by is not None]
        self._events.append(Planned(kind, words, dated_by))

    def _was_interviewed(self) -> bool:
        return any(event.kind in _MEETINGS for event in self._events)

    def stage(self, column: Column, cell: str) -> None:
        kind = EventKind(column.meaning)
        if not cell or cell == BULK or _ADDRESS.match(cell):
            return  # where to dial in says nothing of what happened, and is kept as a note
        if cell in (*DAYS, BAD_DAY):
            self._stage_event(kind, column.name, column.index if cell in DAYS else None)
            return
        said = status_of(cell, Context.STAGE)
        words = f"{column.name}: {cell}"
        own_no = kind in (EventKind.OFFER, EventKind.ACCEPTED) and normal(cell) in (
            "declined",
            "decline",
            "rejected",
            "turned down",
        )
        if own_no:
            self._take("declined" if normal(cell) != "rejected" else "offer", words)
        elif normal(cell) in self._answers:
            for meaning in self._meanings(column, cell):
                self._take(meaning, words)
        elif counted := _COUNTED.match(cell):
            if int(counted[1]):  # two interviews, or two of three
                self._stage_event(kind, words, None)
        elif not said.understood and phrases.in_doubt(cell):
            self._asked(cell)
        elif said.meanings in (("yes",),) or not said.understood:
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
        said = status_of(cell, Context.STAGE).meanings
        words = f"{column.name}: {cell}"
        if said == ("yes",):
            self._add(EventKind.INTERVIEW, words)
        elif said == ("no",):
            if answered or no_is_rejection:
                self._add(EventKind.REJECTED, words)
        elif said not in (("blank",), ("open",)) or answered:
            reported = [meaning for meaning in status_of(cell).meanings if vocabulary().get(meaning)]
            for meaning in reported:
                self._take(meaning, words)
            self._known = self._known and bool(reported)

    def applied(self, cell: str) -> None:
        said = status_of(cell, Context.STAGE).meanings if cell else ("no",)
        self._unsent = said in (("no",), ("planned",)) and (bool(cell) or not self._words)

    def entry(self, cell: str) -> None:
        """A word for a kind of entry that is no application."""
        meaning = plainly(cell)
        if meaning in ("planned", "speculative", "undelivered"):
            self._apart = self._apart or Submission(meaning)
            self._speculative = meaning == "speculative"

    # --- days ----------------------------------------------------------------------------------------

    def followed_up(self, column: Column) -> None:
        self._events.append(Planned(EventKind.FOLLOW_UP, column.name, column.index))

    def date(self, dated: dict[str, tuple[Column, str]]) -> None:
        if "invited_on" in dated and dated["invited_on"][1] in DAYS:
            self._invite(dated["invited_on"][0])
        if "response_on" in dated:
            column, cell = dated["response_on"]
            self._replied = True
            ended, when = dated.get("status_on", (column, ""))
            if when == AFTER:
                self._date_current(ended, seen=False)  # how it ended came after the first answer
            self._date_response(column, cell, before_the_end=when == AFTER)
        for meaning in ("status_on", "updated_on"):
            if meaning in dated:
                column, cell = dated[meaning]
                if cell in (*DAYS, BULK):
                    self._date_current(column, seen=meaning == "updated_on" or cell == BULK)

    def _date_response(self, column: Column, cell: str, before_the_end: bool) -> None:
        """What came on the day of a response: before the rounds the invitation, after them how it ended.

        Without a dated round it was the invitation if there was one, else how it ended; else nobody can say what.
        """
        day = column.index if cell in DAYS else None
        rounds = [event for event in self._events if event.kind.answer is Answer.INTERVIEW and event.kind not in _ENDS]
        dated = [event for event in rounds if event.dated_by is not None]
        ends = sorted(
            (e for e in self._events if e.kind in _ENDS and e.dated_by is None), key=lambda e: _ENDS.index(e.kind)
        )
        if dated and cell == AFTER and ends:
            self._redate(ends[0], day)
        elif dated and cell == DAY:
            self._change(min(dated, key=lambda event: _ORDER[event.kind]), known_by=day)
        elif rounds and not dated:
            self._redate(min(rounds, key=lambda event: _ORDER[event.kind]), day)
        elif ends and not dated:
            self._redate(ends[0], day)
        elif before_the_end or not self._settled():
            self._events.append(Planned(EventKind.ACKNOWLEDGED, column.name, day, note="a reply that is not named"))
            if before_the_end:
                return
            if self.silent:
                self._remark = (
                    f"no answer is recorded, yet “{column.name}” holds a date; it is kept, and not counted as one"
                )
            else:
                self._known = False

    def _invite(self, column: Column) -> None:
        """The day on which the invitation came: to the first round that is told, else to one nobody dated."""
        rounds = [event for event in self._events if event.kind.answer is Answer.INTERVIEW and event.kind not in _ENDS]
        if not rounds:
            rounds = [Planned(EventKind.INTERVIEW, column.name)]
            self._events += rounds
        self._change(min(rounds, key=lambda event: _ORDER[event.kind]), known_by=column.index)

    def _settled(self) -> bool:
        """Whether what the row tells has its days already."""
        return any(event.dated_by is not None and event.kind.answer is not None for event in self._events)

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
        self._change(event, dated_by=day, seen=seen)

    def _change(self, event: Planned, **parts: Any) -> None:
        self._events[self._events.index(event)] = replace(event, **parts)

    def _weigh_against_an_offer(self) -> None:
        """“Declined” beside an offer in another cell is one's own no; a day of rejection beside “Offer” is told."""
        offers = [event for event in self._events if event.kind in (EventKind.OFFER, EventKind.ACCEPTED)]
        noes = [event for event in self._events if event.kind is EventKind.REJECTED]
        if not offers or not noes:
            return
        if offers[0].words != noes[0].words and normal(noes[0].words) in _EITHER_NO:
            self._change(noes[0], kind=EventKind.DECLINED)
            self._remark = f"“{noes[0].words}” stands beside an offer; it is read as your own no"
        elif noes[0].dated_by is not None and offers[0].words in self._words:
            self._remark = f"the status is “{offers[0].words}”, and “{noes[0].words}” holds a day; the day is taken"

    # --- the whole -----------------------------------------------------------------------------------

    def plan(self, empty: bool, when: str | None, habits: Habits) -> Plan:
        """`empty`: nothing stands in the row; `when` stands in the place for the day of applying, if there is one."""
        submission = Submission.SENT
        self._weigh_against_an_offer()
        answers = {event.kind for event in self._events if event.kind.answer is not None}
        answered = bool(answers - {EventKind.CLOSED} if habits.unsent else answers)
        if habits.undecided:
            submission = Submission.PLANNED
        elif self._apart is Submission.PLANNED and habits.dated_is_sent and when == DAY:
            submission = Submission.SENT
        elif self._apart and (self._speculative or not answered):
            submission = self._apart
        elif ((self._unsent or habits.unsent) and not answered) or (empty and habits.blank_is_planned):
            submission = Submission.PLANNED
        elif when == "" and not habits.all_sent and self._unknown and not self._events:
            submission = Submission.PLANNED  # neither a day of applying nor a word that says it was sent
        return Plan(
            submission,
            tuple(sorted(self._events, key=lambda event: _ORDER[event.kind])),
            self._known,
            self.silent,
            self._replied,
            tuple(self._unknown),
            self._remark,
            " / ".join(self._words) or None,
            tuple(self._taken),
        )
