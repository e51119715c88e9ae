"""The mails about one application become its events: an invitation and its calendar entry are one, a new date moves it.

`on` is the day the news came, `held_on` the day an interview takes place after all changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from analytics.mailbox.calendar_parts import Appointment
from analytics.taxonomy import EventKind

ROUNDS = (EventKind.SCREENING, EventKind.INTERVIEW, EventKind.FINAL)
ONCE = (EventKind.ACKNOWLEDGED, EventKind.REJECTED, EventKind.CLOSED, EventKind.WITHDRAWN, EventKind.OFFER,
        EventKind.ACCEPTED, EventKind.DECLINED)  # fmt: skip
"""What comes once; the same again is a reminder of it."""


@dataclass(frozen=True)
class Told:
    """What one mail tells about an application. `kind` is None where it only moves or repeats."""

    mail_key: str
    on: date
    kind: EventKind | None
    sure: bool
    held_on: date | None = None
    appointment: Appointment | None = None
    moves: bool = False
    words: str = ""


@dataclass(frozen=True)
class Event:
    """One event of an application with the mails it was read from."""

    kind: EventKind
    on: date
    sure: bool
    held_on: date | None = None
    words: str = ""
    mail_keys: tuple[str, ...] = field(default=())


def events_of(told: list[Told]) -> list[Event]:
    """The events of one application, oldest first, from what its mails tell, oldest first."""
    events: list[Event] = []
    by_uid: dict[str, tuple[int, int]] = {}
    for one in told:
        place = _round_of(one, events, by_uid)
        uid = one.appointment.uid if one.appointment else ""
        if place is not None and (one.kind in ROUNDS or one.moves or one.appointment):
            _same_round(one, events, place, by_uid)
        elif one.kind is not None and not _is_repeated(one, events):
            events.append(Event(one.kind, one.on, one.sure, one.held_on, one.words, (one.mail_key,)))
            place = len(events) - 1
        if uid and place is not None and one.appointment:
            by_uid[uid] = (place, one.appointment.sequence)
    return sorted(events, key=lambda event: event.on)


def _round_of(one: Told, events: list[Event], by_uid: dict[str, tuple[int, int]]) -> int | None:
    """The round that a mail speaks of: by its appointment, else the last one that has not taken place yet."""
    if one.appointment and one.appointment.uid in by_uid:
        return by_uid[one.appointment.uid][0]
    rounds = [place for place, event in enumerate(events) if event.kind in ROUNDS]
    if not rounds or not (one.kind in ROUNDS or one.moves or one.appointment):
        return None
    last = events[rounds[-1]]
    if one.moves:
        return rounds[-1]
    # Before it took place, or while its day is open, a further invitation is the same round.
    not_yet_held = last.held_on is None or one.on <= last.held_on
    another_kind = one.kind is EventKind.FINAL and last.kind is not EventKind.FINAL
    return rounds[-1] if not_yet_held and not another_kind else None


def _same_round(one: Told, events: list[Event], place: int, by_uid: dict[str, tuple[int, int]]) -> None:
    before = events[place]
    held_on = one.appointment.on if one.appointment else one.held_on
    uid = one.appointment.uid if one.appointment else ""
    later_version = bool(one.appointment) and uid in by_uid and one.appointment.sequence > by_uid[uid][1]  # type: ignore[union-attr]
    moved = (one.moves or later_version) and (before.held_on is None or held_on != before.held_on or one.moves)
    events[place] = replace(
        before,
        held_on=held_on or before.held_on,
        sure=before.sure or (one.sure and one.kind == before.kind),
        mail_keys=(*before.mail_keys, one.mail_key),
    )
    if moved:
        events.append(Event(EventKind.RESCHEDULED, one.on, one.sure, held_on, one.words, (one.mail_key,)))


def _is_repeated(one: Told, events: list[Event]) -> bool:
    if one.kind is EventKind.ACKNOWLEDGED and any(event.kind is not EventKind.ACKNOWLEDGED for event in events):
        # A receipt after the matter went on says nothing new.
        return any(event.kind is EventKind.ACKNOWLEDGED for event in events)
    if one.kind in ONCE:
        return any(event.kind is one.kind for event in events)
    return one.kind is EventKind.ASSESSMENT and any(
        event.kind is EventKind.ASSESSMENT and (one.on - event.on).days <= 14 for event in events
    )
