"""What a column is for that no name explains: judged by its cells together with the rest of the row.

Each judgement is a value, a Claim: the column, what it may be, why, and what taking it would bring. A sure claim is
taken and told; of the others the one that brings most is asked. Pure: cells in, claims out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from analytics.ingest import limits
from analytics.ingest.columns import (
    RESPONSES,
    STAGES,
    UNKNOWN,
    Column,
    Profile,
    by_name,
    hints,
    names_a_history,
)
from analytics.ingest.dates import never_before, stands_alone
from analytics.ingest.statuses import Said, plainly, status_of, vocabulary
from analytics.ingest.words import heading
from analytics.taxonomy import EventKind

KEPT = "kept"
_DECIDED = frozenset([EventKind.REJECTED, EventKind.CLOSED, EventKind.OFFER, EventKind.ACCEPTED, EventKind.DECLINED,
                      EventKind.WITHDRAWN])  # fmt: skip
# Days that are not of applying, whatever else they are.
_LATER = frozenset(
    [
        "due",
        "next",
        "last",
        "deadline",
        "until",
        "expires",
        "expiry",
        "closing",
        "close",
        "closes",
        "seen",
        "updated",
        "update",
        "checked",
        "posted",
        "start",
        "end",
        "follow",
        "followup",
        "reminder",
        "target",
        "frist",
        "nachste",
        "nachster",
        "letzte",
        "letzter",
        "wiedervorlage",
        "bis",
        "proxima",
        "proximo",
        "ultima",
        "ultimo",
        "limite",
        "prochaine",
        "prochain",
        "derniere",
        "dernier",
        "relance",
        "prazo",
    ]
)
# How an employer speaks to an applicant, and how one speaks to oneself.
_THEIRS = re.compile(
    r"\b(?:you|your|yours|we|our|us|they|unfortunately|candidates?|applicants?|vacancy|sie|ihre?n?|wir|leider|bewerber|"
    r"usted|su|sus|nosotros|lamentablemente|candidatos?|hemos|vous|votre|vos|nous|malheureusement|candidature|"
    r"voc[eê]|seu|sua|infelizmente|n[oó]s|perfil|profil|experience|experiencia|exp[eé]rience|erfahrung|experiência)\b",
    re.I,
)
_MINE = re.compile(
    r"\b(?:i|my|me|myself|i'm|ich|mein|meine|mir|mich|yo|mi|mis|je|mon|ma|mes|moi|eu|meu|minha|ask|rehearse|learn|"
    r"practi[cs]e|remember|todo|prepare)\b",
    re.I,
)


@dataclass(frozen=True)
class Claim:
    """One column and what it may be. `gains` counts the rows that would tell more; `effect` says it in words."""

    index: int
    meaning: str
    why: str
    sure: bool
    gains: int = 0
    effect: str = ""
    instead: tuple[str, ...] = (KEPT,)
    required: bool = True


@dataclass(frozen=True)
class Log:
    """A table as these judgements see it: its columns as named, and the cells of its first rows."""

    columns: tuple[Column, ...]
    profiles: tuple[Profile, ...]
    rows: tuple[tuple[str, ...], ...]
    said: frozenset[int] = frozenset()

    def cells(self, index: int) -> list[str]:
        return [row[index] for row in self.rows]

    def of(self, *meanings: str) -> list[Column]:
        return [column for column in self.columns if column.meaning in meanings]

    @cached_property
    def unknown(self) -> list[Column]:
        """Columns that nobody explained and that hold something in at least two rows."""
        return [
            column for column in self.columns
            if column.meaning == UNKNOWN and column.index not in self.said and self.profiles[column.index].filled >= 2
        ]  # fmt: skip

    @cached_property
    def statuses(self) -> list[tuple[Said, ...]]:
        """What the words of each row say of how it stands."""
        indices = [column.index for column in self.of("status")]
        return [tuple(status_of(row[index]) for index in indices) for row in self.rows]

    @cached_property
    def decided(self) -> list[bool]:
        """Whether the words of each row say that it ended, by anybody's decision."""
        return [bool(_kinds(said) & _DECIDED) for said in self.statuses]

    @cached_property
    def refused(self) -> list[bool]:
        return [bool(_kinds(said) & {EventKind.REJECTED, EventKind.CLOSED}) for said in self.statuses]

    @cached_property
    def answered(self) -> list[bool]:
        """Whether the words of each row say that the employer answered, or that it ended."""
        return [any(kind.answer for kind in _kinds(said)) for said in self.statuses]

    @cached_property
    def undecided(self) -> list[bool]:
        """Whether the words of each row say that nothing came yet, or never."""
        waiting = {("open",), ("silence",)}
        return [not _kinds(said) and any(one.meanings in waiting for one in said) for said in self.statuses]

    def filled_where(self, index: int, rows: Sequence[bool]) -> int:
        return sum(bool(cell) and chosen for cell, chosen in zip(self.cells(index), rows, strict=True))

    def with_meaning(self, index: int, meaning: str) -> Log:
        columns = tuple(replace(c, meaning=meaning) if c.index == index else c for c in self.columns)
        return replace(self, columns=columns)


def _kinds(said: Sequence[Said]) -> set[EventKind]:
    return {kind for one in said for meaning in one.meanings for kind in vocabulary().get(meaning, ())}


def judged(log: Log) -> tuple[Log, list[Claim], list[Claim]]:
    """The log with all sure claims taken, those claims, and the claims that a person has to settle."""
    taken: list[Claim] = []
    for judge in _JUDGES:
        while claim := next((one for one in judge(log) if one.sure and _new(one, log)), None):
            log = log.with_meaning(claim.index, claim.meaning)
            taken.append(claim)
    open_claims = [claim for judge in _JUDGES for claim in judge(log) if not claim.sure]
    return log, taken, sorted(open_claims, key=lambda claim: -claim.gains)


def _new(claim: Claim, log: Log) -> bool:
    return claim.index not in log.said and log.columns[claim.index].meaning != claim.meaning


def _name(log: Log) -> Iterator[Claim]:
    """`Name` is the employer's in a log without another name for it, or the role's where titles of jobs stand there.

    Firms are called “Data Systems” too: where only some cells read like titles it is asked. People are no log.
    """
    names = [c for c in log.columns if heading(c.name) == "name" and c.index not in log.said]
    about = any(_ABOUT_JOBS.search(heading(column.name)) for column in log.columns)
    employer = any(column not in names for column in log.of("employer"))
    if len(names) != 1 or log.of("role") or not (employer or about):
        return
    seen = log.profiles[names[0].index]
    if seen.titles >= limits.HALF:
        sure = employer or seen.titles >= limits.NEARLY_ALL
        effect = f"{round(seen.titles * seen.filled)} of its {seen.filled} cells read like titles of jobs"
        why = "its cells read like titles of jobs"
        yield Claim(names[0].index, "role", why, sure, len(log.rows), effect, ("employer", KEPT))
    elif not employer:
        yield Claim(names[0].index, "employer", "no other column names the employer", sure=True)


def _repeated_link(log: Log) -> Iterator[Claim]:
    """The one column of links where none has the name for it."""
    links = [c for c in log.unknown if log.profiles[c.index].links >= limits.NEARLY_ALL]
    if len(links) == 1 and not log.of("link"):
        yield Claim(links[0].index, "link", "its cells are addresses", sure=True)


def _own_contact(log: Log) -> Iterator[Claim]:
    """Days of a contact that stand beside “awaiting response” are of one's own letters, not of answers."""
    for column in log.of("response_on"):
        filled = log.filled_where(column.index, [True] * len(log.rows))
        silent = log.filled_where(column.index, log.undecided)
        if column.index in log.said or filled < 2 or silent < limits.CONTRADICTED * filled:
            continue
        own = bool({"contact", "contacted", "reached", "kontaktiert", "contactado", "contacte", "contato"}
                   & set(heading(column.name).split()))  # fmt: skip
        why = f"{silent} of its {filled} days stand in rows without an answer"
        yield Claim(column.index, "contacted_on", why, own, silent, why, ("response_on", KEPT))


def _kind_of_entry(log: Log) -> Iterator[Claim]:
    """A column that says of some rows that they are letters without a vacancy."""
    for column in log.columns:
        if column.meaning not in (UNKNOWN, KEPT, "role_family", "entry_kind", "channel", "work_mode"):
            continue
        kinds = Counter(plainly(cell) for cell in log.cells(column.index) if cell)
        if kinds["speculative"] and log.profiles[column.index].distinct <= limits.FEW_VALUES:
            yield Claim(column.index, "entry_kind", "it names letters without a vacancy", sure=True)


def _status(log: Log) -> Iterator[Claim]:
    """Few values that are words for what came of an application."""
    have = bool(log.of("status"))
    for column in log.unknown:
        seen = log.profiles[column.index]
        cells = [cell for cell in log.cells(column.index) if cell]
        if not cells or seen.dates >= 0.5 or seen.links >= 0.5 or seen.length > limits.LONGEST_STATUS / 2:
            continue
        said = [status_of(cell) for cell in cells]
        known = sum(bool(one.meanings) and one.meanings not in (("yes",), ("no",), ("blank",)) for one in said)
        telling = sum(bool(_kinds([one])) for one in said)
        share = known / len(cells)
        if share < limits.HALF or telling < 1 or (have and telling < limits.HALF * len(cells)):
            continue
        if not have and (seen.distinct < 2 or _is_of_posting(cells)):
            continue
        why = f"{known} of its {len(cells)} cells are words for what came of an application"
        yield Claim(column.index, "status", why, share >= limits.NEARLY_ALL, telling, why)


_OF_POSTINGS = frozenset(
    [
        "open",
        "active",
        "closed",
        "expired",
        "filled",
        "new",
        "live",
        "available",
        "inactive",
        "posted",
        "removed",
        "offen",
        "abierta",
        "abierto",
        "ouverte",
        "ouvert",
        "aberta",
        "aberto",
    ]
)


# Words for how a task stands, which may be the writing of a résumé.
_OF_TASKS = frozenset(
    ["done", "completed", "complete", "pending", "in progress", "progress", "ongoing", "waiting", "tbd", "review",
     "reviewing", "hold", "in process", "processing", "not complete", "incomplete", "initial", "erledigt", "in arbeit",
     "laufend", "pendiente", "en curso", "en cours", "em andamento", "pendente"]
)  # fmt: skip


def _is_of_posting(cells: Sequence[str]) -> bool:
    """Whether words may as well be said of a vacancy as of an application to it."""
    return {heading(cell) for cell in cells} <= _OF_POSTINGS


def _tell_whether_sent(cells: Sequence[str]) -> bool:
    """Whether words say that something was sent, or of all rows that nothing was; words for a posting or task don't."""
    told = [cell for cell in cells if cell and heading(cell) not in _OF_POSTINGS | _OF_TASKS]
    said = [status_of(cell) for cell in told]
    meanings = {meaning for one in said for meaning in one.meanings} - {"blank", "yes", "no", "closed"}
    if not meanings - {"planned", "speculative"}:
        return bool(meanings) and len(told) == len(cells) and all(one.understood for one in said)
    return len(told) >= limits.REQUIRED_SHARE * len(cells)  # a word in one row of many says nothing of the others


def _days(log: Log) -> list[Column]:
    return [c for c in log.unknown if log.profiles[c.index].dates >= limits.NEARLY_ALL]


def _answer_day(log: Log) -> Iterator[Claim]:
    """Days that stand in the rows with an answer, and in those alone, are the days of the answers."""
    if any(log.profiles[c.index].filled for c in log.of(*RESPONSES, "rejected")):
        return
    for column in _days(log):
        filled = log.filled_where(column.index, [True] * len(log.rows))
        there = log.filled_where(column.index, log.answered)
        if filled < 2 or there < limits.NEARLY_ALL * filled or filled == len(log.rows):
            continue
        ended = log.filled_where(column.index, log.decided)
        meaning = "status_on" if ended >= limits.NEARLY_ALL * filled else "response_on"
        if there < limits.HALF * sum(log.decided if meaning == "status_on" else log.answered):
            continue
        named = _hinted(column) & {*RESPONSES, "rejected", "offer"}
        refused = log.filled_where(column.index, log.refused)
        effect = f"{refused} of {sum(log.refused)} rejections would have a day"
        why = f"{there} of its {filled} days stand in rows with an answer"
        yield Claim(column.index, meaning, why, bool(named), there, effect)


def _later_answer(log: Log) -> Iterator[Claim]:
    """Of two columns of days of answers the one that is never the earlier holds how it ended."""
    if log.of("status_on"):
        return
    for first in log.of("response_on"):
        others = [
            c for c in (*log.of("response_on"), *_days(log)) if c.index != first.index and c.index not in log.said
        ]
        for column in others:
            pairs = [(a, b) for a, b in zip(log.cells(first.index), log.cells(column.index), strict=True) if b]
            both = [(a, b) for a, b in pairs if a]
            if (
                len(both) < 2
                or len(both) < limits.NEARLY_ALL * len(pairs)
                or not all(never_before(*pair) for pair in both)
            ):
                continue
            named = bool(_hinted(column) & {*RESPONSES, "rejected"}) or column.meaning == "response_on"
            ended = log.filled_where(column.index, log.decided)
            effect = f"{ended} of {sum(log.decided)} rows that ended would have their day"
            yield Claim(column.index, "status_on", f"its days are never before “{first.title}”", named, ended, effect)


def _hinted(column: Column) -> set[str]:
    """The meanings that a word of the name hints at."""
    tokens = set(heading(column.name).split())
    return {meaning for meaning, words in hints().items() if words & tokens}


def _employer(log: Log) -> Iterator[Claim]:
    """Many different names, where no column names the employer."""
    if log.of("employer"):
        return
    for column in log.unknown:
        seen = log.profiles[column.index]
        cells = [cell for cell in log.cells(column.index) if cell]
        names = sum(1 <= len(cell.split()) <= 6 and any(map(str.isalpha, cell)) for cell in cells)
        varied = len(set(cells)) >= limits.HALF * len(cells)
        plain = max(seen.dates, seen.links, seen.titles, seen.statuses, seen.numbers, seen.flags) < 0.3
        if varied and plain and seen.length <= 40 and names >= 0.9 * len(cells) >= 0.7 * len(log.rows):
            effect = f"{len(cells)} of {len(log.rows)} rows would name their employer"
            yield Claim(
                column.index, "employer", "it holds a different name in nearly every row", False, len(cells), effect
            )


def _applied_day(log: Log) -> Iterator[Claim]:
    """Days in nearly every row, where no column is the day of applying."""
    if any(log.profiles[c.index].filled for c in log.of("applied_on")):
        return
    undecided = [not decided for decided in log.decided]
    for column in _days(log):
        tokens = set(heading(column.name).split())
        filled = log.filled_where(column.index, [True] * len(log.rows))
        if tokens & _LATER or ("seen" in tokens) or filled < limits.HALF * len(log.rows):
            continue
        if any(log.decided) and any(undecided) and not log.filled_where(column.index, undecided):
            continue  # filled where an answer came, and nowhere else
        effect = f"{filled} of {len(log.rows)} rows would have a day of applying"
        sure = not column.name.strip() or names_a_history(log.columns)
        yield Claim(column.index, "applied_on", "it holds days in most rows", sure, filled, effect)


def _texts(log: Log) -> Iterator[Claim]:
    """Long text: the employer's words, or one's own notes. What nobody claims is kept as a note all the same."""
    for column in log.unknown:
        seen = log.profiles[column.index]
        cells = [cell for cell in log.cells(column.index) if cell]
        hinted = _hinted(column) & {"feedback", "notes"}
        enough = limits.LONG_TEXT / 2 if hinted else limits.LONG_TEXT
        if seen.length < enough or max(seen.dates, seen.links, seen.numbers, seen.emails, seen.flags) >= 0.3:
            continue
        refused = log.filled_where(column.index, log.refused)
        effect = f"{len(cells)} texts would be read as what employers wrote"
        if any(log.refused):
            effect = f"{refused} of {sum(log.refused)} rejections would have a reason in the employer's words"
        if hinted == {"notes"}:
            yield Claim(column.index, "notes", "its name says that the notes are your own", sure=True)
        elif hinted == {"feedback"} and refused >= limits.HALF * len(cells):
            yield Claim(column.index, "feedback", f"its name says whose words these are; {effect}", sure=True)
        elif _in_their_voice(cells) and (hinted or not log.of("status") or refused >= limits.HALF * len(cells)):
            yield Claim(
                column.index, "feedback", "text that stands beside rejections", False, refused, effect, ("notes", KEPT)
            )


def _in_their_voice(cells: Sequence[str]) -> bool:
    theirs = sum(bool(_THEIRS.search(cell)) for cell in cells)
    mine = sum(bool(_MINE.search(cell)) for cell in cells)
    return theirs >= limits.HALF * len(cells) and theirs > mine


_JUDGES = (
    _name, _repeated_link, _own_contact, _kind_of_entry, _status, _answer_day, _later_answer, _employer, _applied_day,
    _texts,
)  # fmt: skip


# --- what kind of list it is ---------------------------------------------------------------------------------


def repeats_its_header(log: Log) -> list[Column]:
    """Columns in which nearly every cell is the name of the column: a program wrote nothing else into them."""
    return [
        column for column in log.columns
        if column.name.strip() and column.meaning in ("role", "status", "employer")
        and (cells := [cell for cell in log.cells(column.index) if cell])
        and sum(heading(cell) == heading(column.name) for cell in cells) >= limits.NEARLY_ALL * len(cells)
    ]  # fmt: skip


_OF_PEOPLE = re.compile(
    r"\b(?:connection|connected|message sent|messaged|reached out|outreach|coffee chat|relationship|how (?:we|i) met|"
    r"met at|kontaktstatus|angeschrieben|networking|verbindung|contacto en|message envoye|mensaje enviado|"
    r"mensagem enviada)\b"
)
_ABOUT_JOBS = re.compile(
    r"appl|job|interview|recruit|bewerb|candidat|postul|vaga|vacan|offer|hired|stage|resume|role|position"
)
_NAMES = frozenset(
    ["name", "first name", "full name", "person", "contact", "contact name", "vorname", "nombre", "nom", "prenom",
     "nome",
     "ansprechpartner", "kontakt", "alumni", "who"]
)  # fmt: skip
_OWN_NAMES = frozenset(["first name", "last name", "surname", "full name", "vorname", "nachname", "apellido",
                        "apellidos", "prenom", "nom de famille", "sobrenome"])  # fmt: skip
_PROFILE = re.compile(r"linkedin\.com/(?:in|pub)/|xing\.com/profile/", re.I)


def is_of_people(log: Log) -> bool:
    """Whether a row is a person: names with profiles, with a connection or without an employer; no word of applying.

    What connects stands in a heading, or is what half of the statuses say.
    """
    headings = [heading(column.name) for column in log.columns]
    names = any(name in _NAMES for name in headings)
    profiles = sum(bool(_PROFILE.search(cell)) for row in log.rows for cell in row)
    applied = any("appl" in name or "bewerb" in name or "candid" in name or "postul" in name for name in headings)
    said = [heading(row[column.index]) for column in log.of("status") for row in log.rows if row[column.index].strip()]
    network = any(_OF_PEOPLE.search(name) for name in headings) or (
        bool(said) and sum(bool(_OF_PEOPLE.search(word)) for word in said) >= limits.HALF * len(said)
    )
    alone = not log.of("employer") and bool(_OWN_NAMES & set(headings))
    return names and not applied and (network or alone or profiles >= limits.HALF * len(log.rows))


def is_history(log: Log) -> bool:
    """Whether the names say that a row is an entry of a history, and rows do come again."""
    return names_a_history(log.columns) and sum(map(len, _rows_together(log))) >= limits.STRAY_SHARE * len(log.rows)


def _rows_together(log: Log) -> list[list[int]]:
    """The rows of each employer and role that stand on several."""
    who = [column.index for column in (*log.of("employer")[:1], *log.of("role")[:1])]
    together: dict[tuple[str, ...], list[int]] = {}
    for number, row in enumerate(log.rows):
        together.setdefault(tuple(heading(row[index]) for index in who), []).append(number)
    return [numbers for numbers in together.values() if len(numbers) > 1]


def rows_of_changes(log: Log) -> tuple[int, int] | None:
    """How many rows tell how few applications went on, where a row seems to be a change of status; else None.

    Rows of one employer and role on several days, of which one alone says that it was sent; and the name of the days
    does not say that they are those of applying.
    """
    when, words = log.of("applied_on"), log.of("status")
    if not when or not words or "applied_on" in by_name(when[0].name) or when[0].index in log.said:
        return None
    several = _rows_together(log)
    moving = [
        numbers for numbers in several
        if len({log.rows[n][when[0].index] for n in numbers}) > 1
        and sum(not log.answered[n] and log.undecided[n] for n in numbers) == 1
    ]  # fmt: skip
    rows = sum(map(len, moving))
    if len(moving) < max(1, limits.NEARLY_ALL * len(several)) or rows < limits.OF_CHANGES * len(log.rows):
        return None
    return rows, len(moving)


def sent_at_all(log: Log, file: str, dated: Callable[[Column], bool]) -> bool:
    """Whether the file says of its rows that they were sent, or that none was. `dated`: whether days are read of it."""
    applied = [c for c in log.of("applied_on") if dated(c)]
    named = any("applied_on" in by_name(c.name) or c.index in log.said for c in applied)
    answers = any(
        log.profiles[c.index].filled for c in log.of(*RESPONSES[:1], *STAGES, "selected", "ghosted", "applied_flag")
    )
    who = [column.index for column in log.of("employer", "role")]
    named_rows = replace(log, rows=tuple(row for row in log.rows if any(row[index] for index in who)))
    words = any(_tell_whether_sent(named_rows.cells(c.index)) for c in log.of("status"))
    plain = any("date" in by_name(c.name) for c in applied) and bool(log.of("role")) and not _looks_collected(log)
    return named or answers or words or plain or bool(_SAYS_SENT.search(heading(file)))


# “Applied jobs.csv” says that they were; “Applications.csv” may be of those to be written.
_SAYS_SENT = re.compile(r"\b(?:applied|beworben|enviad[oa]s?|postulad[oa]s|envoyees?|candidatad[oa]s)\b")
_COLLECTED = re.compile(
    r"\b(?:seen|scraped?|crawled|posted|source status|fetched|discovered|generated|published|listed)\b"
)


def _looks_collected(log: Log) -> bool:
    """Whether a program gathered postings: it names when it saw them, or every row has its address and no answer."""
    if any(_COLLECTED.search(heading(column.name)) for column in log.columns):
        return True
    links = any(log.profiles[c.index].links >= 0.9 and len([x for x in log.cells(c.index) if x]) >= 0.9 * len(log.rows)
                for c in log.of("link"))  # fmt: skip
    return links and not log.of("status")


def stray_days(log: Log) -> list[Column]:
    """Columns of days whose names and rows say nothing of what; they are kept as notes, and told."""
    return [
        c
        for c in log.unknown
        if sum(map(stands_alone, log.cells(c.index))) >= limits.NEARLY_ALL * log.profiles[c.index].filled
    ]
