"""What each column of a log is: by its name in five languages (data/columns.toml), checked against its cells."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from analytics import DATA
from analytics.ingest import limits
from analytics.ingest.dates import Form, shape, stands_alone
from analytics.ingest.statuses import Context, status_of
from analytics.ingest.words import heading, normal

UNKNOWN = "unknown"
APPLIED = ("applied_on", "date", "added_on")
RESPONSES = ("response_on", "status_on", "updated_on")
DATES = (*APPLIED, *RESPONSES, "invited_on", "expected_on")
FLAGS = ("selected", "applied_flag", "ghosted")
STAGES = ("acknowledged", "assessment", "screening", "interview", "final", "offer", "accepted", "declined", "rejected",
          "closed", "withdrawn")  # fmt: skip
ROUNDS = ("assessment", "screening", "interview", "final")
CONTACTS = ("contact", "contact_email", "contact_phone")
# Whose a row is, and what else is said of them, in the export of a cohort.
STUDENT = "student_id"
ABOUT_STUDENTS = ("programme", "level", "term")
# Text that is kept with the application under its heading.
NOTED = ("kept", UNKNOWN, "salary", "documents", "deadline_on", "followed_up_on", "follow_up_on", "contacted_on")
LEFT_OUT = ("ignored", "personal")
# Columns whose days tell how days are written, and nothing else.
NOT_ASKED = (*NOTED, *LEFT_OUT)
WORDS = ("employer", "role", "location", "country", "work_mode", "channel", "link", "requisition", "role_family",
         "sector", "employer_size", "tailored", "notes", "feedback", "reason")  # fmt: skip
OUTCOMES = ("status", "selected", "ghosted", "invited_on", *RESPONSES, *STAGES)

# Words beside a known name that change nothing about it.
_HARMLESS = frozenset(
    ["the", "of", "my", "a", "an", "if", "any", "optional", "required", "current", "1", "yyyy", "mm", "dd",
     "yy", "m", "d", "y", "name", "full", "text", "link", "title", "job", "application", "format",
     "enter", "s", "yes", "no", "company", "position", "role", "info"]
)  # fmt: skip
_OF_A_DAY = frozenset(
    ["date", "dates", "day", "on", "at", "when", "time", "of", "the", "first", "1st", "initial", "was", "were", "i",
     "they", "start", "datum", "am", "tag", "fecha", "el", "de", "dia", "le", "du", "jour", "data", "em", "da", "do",
     "timestamp"]
)  # fmt: skip
_URL = re.compile(
    r"^(?:https?://|www\.)\S+$|^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|de|co|fr|es|br|uk|eu|jobs|ai)(?:/\S*)?$", re.I
)
_POINTERS = frozenset(
    ["here", "link", "click", "click here", "apply", "apply here", "view", "open", "url", "posting", "job", "hier",
     "aqui", "ici", "lien", "enlace"]
)  # fmt: skip
_EITHER = re.compile(r"\s*[/|]\s*|\s+or\s+", re.I)
_EMAIL = re.compile(r"^\S+@\S+\.\w+$")
_PHONE = re.compile(r"^\+?[\d\s().x/-]{7,}$")
_NUMBER = re.compile(r"^[-+]?[\d.,\s$€£%]+k?$", re.I)


# Under these stand words; a yes, a no or a day is none of them.
_NAMES_OF = ("channel", "location", "country", "sector", "role_family", "employer_size", "requisition")

# The rank of a meaning whose name is only like the column's.
NEARLY = 1000


@dataclass(frozen=True)
class Profile:
    """What a sample of a column's cells looks like; shares are of the cells that hold something."""

    filled: int
    rows: int
    distinct: int
    dates: float = 0.0
    maybe_dates: float = 0.0  # 9/14 and 45000: days only in a column that is one by name
    flags: float = 0.0
    yes_no: float = 0.0
    statuses: float = 0.0
    stages: float = 0.0
    links: float = 0.0
    pointers: float = 0.0  # “here”: the words of a link whose address is lost
    emails: float = 0.0
    phones: float = 0.0
    numbers: float = 0.0
    counting: bool = False
    titles: float = 0.0
    length: float = 0.0


@dataclass(frozen=True)
class Column:
    """One column: its place, its name as written, and what it was taken for."""

    index: int
    name: str
    meaning: str = UNKNOWN
    why: str = ""

    @property
    def title(self) -> str:
        """What people call it: its name, or its place where it has none."""
        return self.name.strip() or f"column {self.index + 1}"


@cache
def catalogue() -> dict[str, dict]:  # type: ignore[type-arg]
    return tomllib.loads((DATA / "columns.toml").read_text(encoding="utf-8"))


@cache
def meanings() -> tuple[str, ...]:
    return (*catalogue(), UNKNOWN)


def label(meaning: str) -> str:
    return str(catalogue()[meaning]["label"]) if meaning in catalogue() else "Not understood, kept as a note"


@cache
def _names() -> dict[str, dict[str, int]]:
    """Each known name with its meanings and how early it is listed there."""
    names: dict[str, dict[str, int]] = {}
    for meaning, entry in catalogue().items():
        for language, listed in entry.items():
            if language not in ("label", "words", "hints"):
                for rank, name in enumerate(listed):
                    names.setdefault(normal(name), {}).setdefault(meaning, rank)
    return names


@cache
def _role_words() -> frozenset[str]:
    return frozenset(normal(word) for word in catalogue()["role"]["words"])


def names_a_role(cell: str) -> bool:
    """Whether a cell's words are those of a job's title."""
    return not _role_words().isdisjoint(normal(cell).split())


@lru_cache(maxsize=20_000)
def by_name(name: str) -> dict[str, int]:
    """The meanings that a column's name allows, each with a rank (lower fits better). Empty for unknown names."""
    bare = heading(re.sub(r"\(.*?\)|\[.*?\]", " ", name)) or heading(name)
    if not bare:
        return {}
    if not hints()["personal"].isdisjoint(bare.split()):
        return {"personal": 0}  # a secret is left out, whatever else its name says
    for candidate in dict.fromkeys((bare, heading(name), normal(name), bare.replace(" ", ""))):
        if candidate in _names():
            return _names()[candidate]
    if day := _day_of(bare):
        return day
    if shared := _shared([part for part in _EITHER.split(name) if part.strip()]):
        return shared
    if len(bare) >= 5:
        close = process.extract(bare, _names().keys(), scorer=OSA.distance, score_cutoff=1 if len(bare) < 9 else 2)
        for slip, _, _ in close:
            if len(slip) >= 5 and _one_slip_a_word(slip, bare):
                return {meaning: rank + NEARLY for meaning, rank in _names()[slip].items()}
    return _within(bare)


def _shared(names: list[str]) -> dict[str, int]:
    """`Position / Opportunity`: what all the names allow that are known."""
    known = [found for name in names if (found := by_name(name))] if len(names) > 1 else []
    if not known:
        return {}
    first, *others = known
    return {meaning: rank for meaning, rank in first.items() if all(meaning in other for other in others)}


def _day_of(bare: str) -> dict[str, int]:
    """`first reply on`, `interviewed at`: a word for a day, and beside it only words of one thing that happened."""
    rest = [token for token in bare.split() if token not in _OF_A_DAY and not token.isdecimal()]
    if not rest or len(rest) == len(bare.split()):
        return {}
    of_days = {*DATES, *STAGES}
    return {meaning: NEARLY for meaning, words in hints().items() if meaning in of_days and words.issuperset(rest)}


@cache
def hints() -> dict[str, frozenset[str]]:
    """Words that in a column's name hint at a meaning."""
    return {meaning: frozenset(entry["hints"]) for meaning, entry in catalogue().items() if "hints" in entry}


def _one_slip_a_word(one: str, other: str) -> bool:
    """Whether each word is a slip of the other's: “date sort” is none of “date sent”, and no figure is one."""
    if re.findall(r"\d", one) != re.findall(r"\d", other):
        return False
    words = list(zip(one.split(), other.split(), strict=False))
    if len(one.split()) != len(other.split()):
        return OSA.distance(one.replace(" ", ""), other.replace(" ", "")) <= 1
    return all(OSA.distance(*pair) <= (2 if len(pair[0]) > 7 else 1) for pair in words)


def _within(bare: str) -> dict[str, int]:
    """A known name inside a longer one, if what is left over changes nothing."""
    tokens = bare.split()
    for size in range(min(5, len(tokens) - 1), 0, -1):
        for start in range(len(tokens) - size + 1):
            known = _names().get(" ".join(tokens[start : start + size]))
            rest = tokens[:start] + tokens[start + size :]
            if known and (all(token in _HARMLESS for token in rest) or (size >= 3 and len(rest) <= 3)):
                return {meaning: rank + 2 * NEARLY for meaning, rank in known.items()}
    return {}


def profile(cells: Sequence[str], rows: int) -> Profile:
    """Looks at a sample of the filled cells of one column."""
    filled = len(cells)
    if not filled:
        return Profile(0, rows, 0)
    counts = Counter(cells)
    # What words mean is looked up with typos and all: that takes time, and the first hundreds tell.
    first = Counter(cells[: limits.TOLD_BY])

    def share(test: Callable[[str], object], of: Counter[str] = counts) -> float:
        return sum(n for cell, n in of.items() if test(cell)) / of.total()

    alone, any_day = share(stands_alone), share(_is_date)
    return Profile(
        filled,
        rows,
        len(counts),
        dates=any_day if alone else 0.0,
        maybe_dates=any_day,
        flags=share(lambda cell: status_of(cell, Context.STAGE).meanings in (("yes",), ("no",), ("blank",)), first),
        yes_no=share(lambda cell: status_of(cell, Context.STAGE).meanings in (("yes",), ("no",)), first),
        statuses=share(lambda cell: _tells(status_of(cell)), first),
        stages=share(lambda cell: status_of(cell, Context.STAGE).understood, first),
        links=share(_URL.match),
        pointers=share(lambda cell: heading(cell) in _POINTERS),
        emails=share(_EMAIL.match),
        phones=share(lambda cell: _PHONE.match(cell) and sum(map(str.isdigit, cell)) >= 7 and not shape(cell)),
        numbers=share(_NUMBER.match),
        counting=counts_up(cells),
        titles=share(names_a_role, first),
        length=sum(len(cell) * n for cell, n in counts.items()) / filled,
    )


def counts_up(cells: Sequence[str]) -> bool:
    """Row numbers, whatever the column is called."""
    if len(cells) < 3 or not all(cell.isdecimal() and len(cell) < 8 for cell in cells) or int(cells[0]) > 999:
        return False
    steps = [int(b) - int(a) for a, b in pairwise(cells)]
    return sum(step == 1 for step in steps) >= 0.9 * len(steps)


def _tells(said: object) -> bool:
    return bool(said.meanings) and said.meanings not in (("blank",), ("yes",), ("no",))  # type: ignore[attr-defined]


def _is_date(cell: str) -> bool:
    found = shape(cell)
    return found is not None and found.form is not Form.YEAR


def assign(names: Sequence[str], profiles: Sequence[Profile], said: dict[str, str] | None = None) -> list[Column]:
    """Every column with its meaning. `said` are a person's own words on columns, by name; they hold."""
    said = said or {}
    columns = [Column(index, name) for index, name in enumerate(names)]
    wanted = [
        {said[column.title]: -1} if column.title in said else _allowed(column.name, profiles[column.index])
        for column in columns
    ]
    if any(fit.get("status", NEARLY) < NEARLY for fit in wanted):
        # “Stats” beside a “Status” is no slip of the pen.
        slip = range(NEARLY, 2 * NEARLY)
        wanted = [{m: rank for m, rank in fit.items() if m != "status" or rank not in slip} for fit in wanted]
    wanted = _by_titles(columns, wanted, profiles)
    columns = [replace(column, meaning=min(fit, key=fit.__getitem__)) if fit else column
               for column, fit in zip(columns, wanted, strict=True)]  # fmt: skip
    columns = _one_status(_one_each(columns, wanted), profiles, said)
    return _applied(_of_a_term(columns, said), profiles, said)


def _allowed(name: str, seen: Profile) -> dict[str, int]:
    """The meanings of a name that the cells don't contradict."""
    allowed = {}
    for meaning, rank in by_name(name).items():
        if rank >= NEARLY and seen.dates >= 0.5 and meaning not in ("status", *DATES, *STAGES):
            continue  # a name that is like another proves nothing against days
        if (better := _checked(meaning, name, seen)) is not None:
            allowed[better] = rank
    if "status_on" in allowed and not hints()["response_on"].isdisjoint(heading(name).split()):
        allowed["response_on"] = allowed.pop("status_on")  # “Responded”, with days under it
    return allowed


def _checked(meaning: str, name: str, seen: Profile) -> str | None:
    """The meaning, a better one that the cells show, or None where they say it is something else."""
    if not seen.filled:
        return meaning
    dated = seen.dates >= 0.5
    days = seen.maybe_dates if meaning in DATES else seen.dates
    if meaning == "requisition" and seen.counting:
        return "ignored"
    if meaning in CONTACTS and seen.flags >= 0.6:
        return "kept"
    if meaning in CONTACTS[1:] and seen.distinct == 1 and seen.filled >= 5:
        return "personal"  # the applicant's own, in every row
    if meaning == "invited_on" and not days and seen.flags >= 0.5:
        return "selected"
    if meaning in DATES:
        return meaning if days >= 0.35 or (days > 0 and seen.flags < 0.3) else None
    if meaning in ("applied_flag", "selected", "ghosted"):
        return None if dated and meaning != "ghosted" else meaning if seen.flags + seen.statuses >= 0.5 else None
    if meaning == "status":
        if dated:
            return "status_on"
        talkative = seen.length > 45 or (seen.distinct > 40 and seen.distinct > 0.5 * seen.filled)
        told = max(seen.statuses, seen.stages)
        if seen.links > 0.3 or (seen.numbers > 0.8 and seen.flags < 0.5) or (talkative and told < 0.35):
            return None  # long texts, and whose words they are is judged with the rest of the row
        return meaning
    if meaning in STAGES:
        if seen.phones + seen.emails + seen.links >= 0.3:
            return "contact" if seen.links < 0.3 else None
        if meaning == "offer" and seen.numbers >= limits.NEARLY_ALL and seen.length >= 3 and not dated:
            return "salary"  # what was offered, or is paid
        people = meaning == "screening" and not dated and seen.stages < 0.3
        return "contact" if people else meaning
    if meaning in ("employer", "role"):
        if seen.links >= 0.6:
            return "link"
        if dated and meaning == "role" and not hints()["applied_on"].isdisjoint(normal(name).split()):
            return "applied_on"  # “Application”, with days under it
        return None if dated or seen.yes_no >= 0.6 or seen.numbers >= 0.8 else meaning
    if meaning == "link":
        if seen.links >= 0.2:
            return meaning
        few = seen.distinct <= 0.3 * seen.filled
        return "kept" if seen.pointers >= 0.5 else "channel" if few else None
    if meaning in ("feedback", "reason"):
        return "kept" if seen.flags >= 0.6 or dated else meaning
    if meaning == "work_mode" or meaning == "tailored":
        return meaning if seen.distinct <= max(12, 0.2 * seen.filled) else None
    if meaning in _NAMES_OF and (dated or seen.yes_no >= 0.6):
        return None
    if meaning == "channel" and seen.links >= limits.HALF:
        return "link"  # where it was found is an address
    return meaning


def _by_titles(
    columns: Sequence[Column], wanted: Sequence[dict[str, int]], profiles: Sequence[Profile]
) -> list[dict[str, int]]:
    """Of two columns named for the role, the one with many more titles has it; the other tells the kind of work."""
    roles = [c for c in columns if 0 <= wanted[c.index].get("role", -1) < NEARLY and profiles[c.index].filled]
    if len(roles) < 2:
        return list(wanted)
    best = max(roles, key=lambda c: profiles[c.index].distinct)
    kinds = {c.index for c in roles if 2 * profiles[c.index].distinct <= profiles[best.index].distinct}
    return [
        {("role_family" if meaning == "role" and index in kinds else meaning): rank for meaning, rank in fit.items()}
        for index, fit in enumerate(wanted)
    ]


def _one_each(columns: list[Column], wanted: list[dict[str, int]]) -> list[Column]:
    """Where two columns claim what only one can be, the better name keeps it and the other takes its next best."""
    single = {*WORDS, *DATES, "applied_flag"} - {"notes", "feedback", "reason", "link", *RESPONSES}
    last = 99 * NEARLY
    order = sorted((c for c in columns if c.meaning != UNKNOWN), key=lambda c: wanted[c.index].get(c.meaning, last))
    taken: set[str] = set()
    chosen = {}
    for column in order:
        fits = sorted(wanted[column.index], key=wanted[column.index].__getitem__)
        free = next((fit for fit in fits if fit not in single or fit not in taken), UNKNOWN)
        chosen[column.index] = free
        taken.add(free)
    return [replace(column, meaning=chosen.get(column.index, UNKNOWN)) for column in columns]


def _one_status(columns: list[Column], profiles: Sequence[Profile], said: dict[str, str]) -> list[Column]:
    """Beside a column of statuses, `State` with none among its cells is something else."""
    seen = {column.index: profiles[column.index] for column in columns if column.meaning == "status"}
    told = {index: max(one.statuses, one.stages) for index, one in seen.items()}
    if max(told.values(), default=0.0) < 0.5:
        return columns
    return [
        replace(column, meaning=UNKNOWN) if told.get(column.index, 1.0) < 0.1 and column.title not in said else column
        for column in columns
    ]


_BEGINS = frozenset(["start", "begin", "beginn", "eintritt", "inicio", "debut", "inizio"])
_ENDS = frozenset(["end", "finish", "ende", "fin", "fim", "final", "fine"])


def _of_a_term(columns: list[Column], said: dict[str, str]) -> list[Column]:
    """`End date` beside `Start date` is when the work would end, not when the application did."""
    begins = any(c.meaning == "deadline_on" and _BEGINS & set(heading(c.name).split()) for c in columns)
    return [
        replace(column, meaning="deadline_on")
        if begins and column.meaning == "status_on" and _ENDS & set(heading(column.name).split())
        and column.title not in said
        else column
        for column in columns
    ]  # fmt: skip


def _applied(columns: list[Column], profiles: Sequence[Profile], said: dict[str, str]) -> list[Column]:
    """One date is the day of applying: the one that says so, else `Date`, else the day it was noted down."""
    # Where there is a place for the day of applying and it is empty, the day of noting down is none.
    places = APPLIED if not any(column.meaning == "applied_on" for column in columns) else APPLIED[:2]
    best = [
        column
        for meaning in places
        for column in columns
        if column.meaning == meaning and profiles[column.index].filled and not _noticed(column, said)
    ]
    keep = best[0].index if best else -1
    chosen = {
        column.index: "applied_on" if column.index == keep else "kept"
        for column in columns
        if column.meaning in APPLIED and (best or column.meaning != "applied_on") and column.title not in said
    }
    return [replace(column, meaning=chosen.get(column.index, column.meaning)) for column in columns]


_OF_FINDING = frozenset(
    ["seen", "scraped", "discovered", "generated", "found", "fetched", "crawled", "gefunden", "entdeckt", "gesehen",
     "encontrado", "encontrada", "visto", "vista", "trouve", "trouvee", "vu", "vue", "achado", "achada"]
)  # fmt: skip


def _noticed(column: Column, said: dict[str, str]) -> bool:
    """`first_seen` and `scraped at` are a program's days, never those of applying."""
    return column.title not in said and not _OF_FINDING.isdisjoint(heading(column.name).split())


_SUBJECT = frozenset(["subject", "betreff", "asunto", "objet", "assunto", "oggetto"])
_SENDER = frozenset(["sender", "from", "absender", "remitente", "expediteur", "remetente", "mittente"])
_EVENTS = ("event", "event type", "activity", "activity type", "new status", "to status", "status change")


def names_a_history(columns: Sequence[Column]) -> bool:
    """Whether the names say that a row is an e-mail, or an entry of a history: several to an application."""
    names = {heading(column.name) for column in columns}
    events = any(column.meaning == "status" and heading(column.name) in _EVENTS for column in columns)
    tokens = {token for name in names for token in name.split()}
    return events or not (_SUBJECT.isdisjoint(tokens) or _SENDER.isdisjoint(tokens))
