"""Applications one by one: where each stands, what is next, and what happened to it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics.taxonomy import Answer, EventKind, Precision, Reason, RequestStatus
from analytics.wording.numbers import (
    at_start,
    count,
    day,
    day_as_known,
    days,
    due_day,
    number,
    plural,
    short_day,
    weekday,
)
from analytics.wording.records import records

STATES = {
    "silent": "Silent",
    "in_process": "Still talking",
    "rejected": "Turned down",
    "offered": "Offer",
    "withdrawn": "Withdrawn by me",
    "unrecorded": "Not said",
    "planned": "Planned",
}
"""What an entry of the log can be, as filters and badges call it."""

ALL, DUE = "All", "Due"
TO_ASK = {"due": "Ask for feedback today", "overdue": "Ask for feedback"}


@dataclass(frozen=True)
class Counts:
    """How many entries are in each state; how many are due for one more message or for asking, or may be let go."""

    of: Mapping[str, int]
    to_write: int = 0
    to_ask: int = 0
    may_be_let_go: int = 0
    sent_lately: int = 0

    @classmethod
    def of_rows(cls, rows: pd.DataFrame) -> Counts:
        """From `application_counts.sql`."""
        of = {str(row["state"]): int(row["n"]) for row in rows.to_dict("records")}
        silent = rows["state"] == "silent"
        due, ended = int(rows["due"].sum()), int(rows.loc[~silent, "due"].sum())
        return cls(of, due - ended, ended, int(rows["may_be_let_go"].sum()), int(rows["sent_lately"].sum()))

    @property
    def due(self) -> int:
        return self.to_write + self.to_ask

    @property
    def all(self) -> int:
        return sum(self.of.values())

    def filters(self) -> dict[str, int]:
        """What the list can be narrowed to, each with its count; what is empty is left out."""
        states = {label: self.of.get(state, 0) for state, label in STATES.items()}
        return {ALL: self.all} | {label: n for label, n in ({DUE: self.due} | states).items() if n}

    def in_words(self) -> str:
        """The one sentence worth knowing; parts that are zero are left out."""
        planned = self.of.get("planned", 0)
        sent = f"{number(self.all - planned)} sent" + (f", {number(planned)} planned" if planned else "")
        due = f"{number(self.to_write)} {plural(self.to_write, 'is', 'are')} due for one more message"
        ask = f"{number(self.to_ask)} for asking" if self.to_write else _due_for_asking(self.to_ask)
        gone = f"{number(self.may_be_let_go)} may be let go"
        said = ((due, self.to_write), (ask, self.to_ask), (gone, self.may_be_let_go))
        parts = ", ".join(words for words, n in said if n)
        return f"{at_start(sent)}." + (f" {at_start(parts)}." if parts else "")


def _due_for_asking(n: int) -> str:
    return f"{number(n)} {plural(n, 'is', 'are')} due for asking"


def folded(n: int) -> str:
    """How many rejections the list leaves out, as their owner wants them folded."""
    return f"{at_start(number(n))} turned down, folded as you wished: they stand under Turned down."


def state_of(label: str) -> str | None:
    """The state that a filter stands for; None for all."""
    return {DUE: "due"}.get(label) or next((state for state, name in STATES.items() if name == label), None)


def state(row: Mapping[Any, Any]) -> str:
    """In which of STATES one application is."""
    if row["submission"] != "sent":
        return "planned"
    if row["outcome"] in (None, "open"):
        return "silent" if row["outcome_recorded"] else "unrecorded"
    return str(row["outcome"])


def name(employer: str | None, role: str | None) -> str:
    """What an application is called."""
    return " · ".join(part for part in (employer, role) if part) or "An application"


def names(choices: pd.DataFrame) -> dict[int, str]:
    """What each application of `application_choices.sql` is called in a list to choose from, by its number."""
    return {row["application_id"]: name(row["employer"], row["role"]) for row in records(choices)}


def since(row: Mapping[Any, Any], today: date) -> str:
    """When it was sent, and since when it stands where it stands."""
    sent = f"sent {short_day(row['applied_on'], today)}" if row["applied_on"] else "day of sending not known"
    if row["state"] == "planned":
        return "not sent"
    if row["state"] == "silent" and row["silent_days"] is not None:
        return f"{sent} · {days(row['silent_days'])} silent"
    if row["since"] and row["state"] in STATES:
        return f"{sent} · {_WHEN.get(row['state'], 'since')} {short_day(row['since'], today)}"
    return sent


_WHEN = {"in_process": "invited", "rejected": "turned down", "withdrawn": "withdrawn", "offered": "offer"}


def next_step(row: Mapping[Any, Any], asking: tuple[str, date | None] | None, write_from: int | None) -> str:
    """What is next for one application; `asking` is the lane and first day of asking about a rejection."""
    match row["state"]:
        case "silent":
            return _next_of_silence(row, write_from)
        case "rejected" if asking is not None:
            lane, first = asking
            if lane == "coming" and first is not None:
                return f"Ask from {due_day(first)}"
            return TO_ASK.get(lane, "")
        case "in_process":
            return "Prepare"
        case "offered":
            return "Decide"
        case "unrecorded":
            return "Say what came of it"
        case "planned":
            return "Send it, or let it go"
    return ""


def _next_of_silence(row: Mapping[Any, Any], write_from: int | None) -> str:
    if row["due"]:
        return "Write once more"
    if row["followed_up"] and not row["may_be_let_go"]:
        return "You wrote once more"
    if write_from is None or row["silent_days"] is None:
        return ""
    if row["silent_days"] < write_from and row["applied_on"]:
        return f"Wait until {due_day(row['applied_on'] + timedelta(days=write_from))}"
    return "May be let go" if row["may_be_let_go"] else ""


def silence_in_words(row: Mapping[Any, Any], write_from: int | None) -> str:
    """What to do about one silence that is not due for one more message, in a sentence."""
    if row["may_be_let_go"]:
        return "An answer has become rare: you may let it go. One that comes all the same is counted."
    if row["followed_up"]:
        return "You wrote once more; one message is enough. What is left is to wait."
    if write_from is None or row["silent_days"] is None:
        return "When one more message is worth it is not known yet."
    return f"One more message is worth it after {days(write_from)} of silence. {_next_of_silence(row, write_from)}."


# --- one application -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Point:
    """One point of an application's timeline: a day, what happened, more about it, and the words that say why.

    What is still ahead is drawn hollow.
    """

    day: date | None
    when: str
    what: str
    more: str = ""
    quote: str = ""
    rejection: bool = False
    ahead: bool = False


EVENTS = {
    EventKind.REJECTED: "They said no",
    EventKind.CLOSED: "The position was closed",
    EventKind.FOLLOW_UP: "You wrote once more",
    EventKind.ACKNOWLEDGED: "They confirmed the receipt",
    EventKind.WITHDRAWN: "You withdrew",
    EventKind.OFFER: "They made an offer",
    EventKind.ACCEPTED: "You said yes",
    EventKind.DECLINED: "You said no to the offer",
}
"""What happened, as a timeline says it; others by their label."""


THEY_WROTE = "They wrote"


def timeline(
    applied_on: date | None,
    events: pd.DataFrame,
    feedback: pd.DataFrame,
    requests: pd.DataFrame,
    today: date,
    *,
    sent: bool = True,
) -> list[Point]:
    """Everything that is known of one application, in its order; what has no day stands last."""
    points = [Point(applied_on, _short(applied_on, today), "Sent")] if sent else []
    happened = [row for row in _rows(events) if row["removed_at"] is None]
    points += [_invited(row, today) for row in happened if _told_before(row)]
    points += [_of_event(row, today) for row in happened]
    for row in _rows(feedback):
        _join(points, _of_feedback(row, today))
    for row in _rows(requests):
        who = f"of {row['contact_name']}" if row["contact_name"] else ""
        points.append(Point(row["sent_on"], _short(row["sent_on"], today), "You asked for feedback", who))
        if row["answered_on"]:
            said = RequestStatus.labels().get(row["status"], "")
            points.append(Point(row["answered_on"], _short(row["answered_on"], today), "A reply came", said))
    return sorted(points, key=lambda point: point.day or date.max)


def to_ask(first: date | None, said: str, today: date) -> Point:
    """The point still to come at which to ask for feedback; `said` are the days of it."""
    when = "now" if first is None or first <= today else short_day(first, today)
    return Point(first, when, "Ask for feedback", said, ahead=True)


def next_asking(first: date | None, today: date) -> str:
    """The heading of what to do next about a rejection: ask, now or from a day on."""
    return "Next: ask for feedback" if first is None or first <= today else f"Next: ask on {weekday(first)}"


def reply_likely(by: date, today: date) -> Point:
    """The point by which most who reply have done so."""
    return Point(by, short_day(by, today), "A reply is likely by then", MOST_REPLY, ahead=True)


MOST_REPLY = "if one comes: most who reply do so within two working weeks"


def answered_in_words(applied_on: date | None, events: pd.DataFrame) -> str:
    """On which day after sending the first answer came, for a badge; empty where one of the days is not known."""
    answers = [
        row["known_on"] or row["happened_on"]
        for row in _rows(events)
        if row["removed_at"] is None
        and (row["known_on"] or (row["happened_on"] and row["precision"] == Precision.DAY.value))
        and EventKind(row["kind"]).answer is not None
    ]
    if not answers or applied_on is None or min(answers) < applied_on:
        return ""
    return f"answered on day {(min(answers) - applied_on).days}"


def _of_event(row: Mapping[str, Any], today: date) -> Point:
    kind = EventKind(row["kind"])
    when = _short(row["happened_on"], today)
    if row["happened_on"] and row["precision"] != Precision.DAY.value:
        known = day_as_known(row["happened_on"], row["precision"])
        when = f"by {known}" if row["precision"] == Precision.SEEN.value else known
    more = " · ".join(str(row[part]) for part in ("words", "note") if row[part])
    said = EVENTS.get(kind, kind.label)
    ahead = bool(row["happened_on"]) and row["happened_on"] > today
    return Point(row["happened_on"], when, said, more, rejection=kind is EventKind.REJECTED, ahead=ahead)


def _told_before(row: Mapping[str, Any]) -> bool:
    """Whether the news of what happened came on a day of its own: an invitation, as a rule."""
    told, happened = row["known_on"], row["happened_on"]
    return bool(told) and told != happened and EventKind(row["kind"]).answer is Answer.INTERVIEW


def _invited(row: Mapping[str, Any], today: date) -> Point:
    return Point(row["known_on"], _short(row["known_on"], today), "They invited you")


def _join(points: list[Point], said: Point) -> None:
    """What an employer wrote on the day of its no belongs to the no."""
    for place, point in enumerate(points):
        if point.rejection and point.day == said.day and said.what == THEY_WROTE and not point.quote:
            more = " · ".join(filter(None, (point.more, said.more)))
            points[place] = replace(point, more=more, quote=said.quote)
            return
    points.append(said)


def _of_feedback(row: Mapping[str, Any], today: date) -> Point:
    who = (
        THEY_WROTE if row["speaker"] == "employer" else "Your own note" if row["speaker"] == "own" else "Somebody said"
    )
    reading = f"reading: {Reason(row['reason']).label.lower()}" if row["reason"] else "no reason named"
    quote = " ".join((row["evidence"] or row["words"] or "").split())
    return Point(row["received_on"], _short(row["received_on"], today), who, reading, quote)


def _short(on: date | None, today: date) -> str:
    return short_day(on, today) if on else "no day"


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows with None for what is missing and days as dates."""
    return [{str(key): _plain(str(key), value) for key, value in row.items()} for row in table.to_dict("records")]


def _plain(key: str, value: Any) -> Any:
    if pd.isna(value):
        return None
    return pd.Timestamp(value).date() if key.endswith("_on") else value


def rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a list: None for what is missing, days as dates, whole days as numbers."""
    found = _rows(table)
    for row in found:
        for key in ("since", "silent_days"):
            if row.get(key) is not None:
                row[key] = int(row[key]) if key == "silent_days" else pd.Timestamp(row[key]).date()
    return found


def asked_for_its_day(row: Mapping[str, Any]) -> str:
    """The label of the field for the day of an answer that has none."""
    kind = EventKind(row["kind"])
    sent = f", sent {day(row['applied_on'])}" if row.get("applied_on") else ""
    return f"{name(row['employer'], row['role'])}{sent}: {EVENTS.get(kind, kind.label).lower()} on"


def undated_in_words(n: int, missing: int) -> str:
    """How many answers have no day, and how little would make it a curve."""
    said = f"{at_start(count(n, 'answer'))} {plural(n, 'has', 'have')} no day."
    return f"{said} {at_start(count(missing, 'date'))} would make it a curve." if 0 < missing <= n else said


def facts(row: Mapping[str, Any]) -> dict[str, str]:
    """What is known of one application beside its history; what is empty is left out."""
    named = {
        "location": "Place", "work_mode": "Where", "channel": "Channel", "resume_version": "Résumé", "link": "Link",
        "notes": "Notes",
    }  # fmt: skip
    found = {label: str(row[key]) for key, label in named.items() if row.get(key)}
    if row.get("status_words"):
        found["The log says"] = str(row["status_words"])
    if row.get("file_name"):
        line = f", line {int(row['line'])}" if row.get("line") else ""
        found["Came with"] = f"{row['file_name']}{line}"
    return found


def sent_in_words(row: Mapping[str, Any]) -> str:
    """When it was sent, for the badges under its name."""
    return f"sent {day(row['applied_on'])}" if row.get("applied_on") else "day of sending not known"
