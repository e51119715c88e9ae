"""What a cohort's published numbers say in words that can be read aloud, and how they came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

import pandas as pd

from analytics.publication.calendar import DAYS
from analytics.publication.guarantee import ANSWER, FACT, LETTER, MEMBER, right
from analytics.publication.plan import EVERYBODY, LARGE, OTHER, PROGRAMME, PUBLICATION, Plan, Table, plan_for
from analytics.statistics.cohort import (
    QUESTIONS,
    CohortShare,
    Difference,
    cohort_shares,
    differences,
    enough_to_compare,
    largest,
    newly,
    students,
)
from analytics.statistics.published_shares import FEW
from analytics.taxonomy import Reason
from analytics.wording import numbers as written

TABLES = {EVERYBODY: "for everybody together"}
BY = {EVERYBODY: "Everybody together", "programme": "By programme", "level": "By level", "channel": "By channel",
      "role_family": "By kind of work", "programme_by_channel": "By programme and channel",
      "programme_by_role_family": "By programme and kind of work", PUBLICATION: "By publication"}  # fmt: skip
GROUPS = {"programme": "programmes", "level": "levels", "channel": "channels", "role_family": "kinds of work",
          PUBLICATION: "publications"}  # fmt: skip
OTHER_GROUP = "Other"

HIDDEN = "–"

MOST_COLUMNS = 8
"""Of more groups than this a table has a row each, of fewer a column."""


def out_of_sight(strength: float) -> tuple[str, ...]:
    """How students are kept out of sight, for themselves on the consent page and for whoever reads the numbers."""
    fact, answer, letter, least, most = (
        written.number(ceil(100 * right(strength, numbers))) for numbers in (FACT, ANSWER, LETTER, *MEMBER)
    )
    return (
        "On fixed days we count how many students something newly happened to, and blur each number by a few students. "
        "What was counted once is never counted again, and nothing that anybody does in between changes a number. So "
        "comparing numbers tells little more about one student than a guess.",
        "Somebody who knew the log of every other student and all else of yours, and kept every number that was ever "
        f"published, would guess one yes-or-no fact about you rightly in at most {fact} of 100 cases, where a coin "
        f"gets 50. Whether one application was answered, and when, they would guess in {answer}; a whole letter of "
        f"rejection with its reason in {letter}.",
        "Whether somebody is counted at all is less well hidden: from all of a year’s facts together, the same "
        f"all-knowing person could tell in {least} to {most} of 100 cases, and each further year adds to that. Facts "
        "about groups are what the numbers are for, and are not hidden.",
    )


WITHDRAWAL = (
    "At once: nothing of yours is in any later publication, nor in what an analyst counts of cohorts. Until the "
    "academic year closes we keep, under a key instead of your name, only that you were counted.",
    "What was published stays as it is: it is blurred so that it would look nearly the same without you, and if it "
    "moved, the move would tell that somebody left. The year so far keeps those sums until the year closes; the next "
    "year holds nothing of you.",
    "Agreeing again holds from the next academic year.",
    "Before the next day of publication nothing of somebody who has just agreed was counted: withdraw before that day, "
    "and you were never in it.",
)
"""What happens when somebody withdraws, exactly; for themselves before they agree and in the docs."""

HOLDS_THE_FILE = (
    "Analysts whom your campus names hold the file with everybody’s logs and see exact counts of them, whoever agreed. "
    "What they pass on are the published numbers."
)


def method(plan: Plan) -> tuple[str, ...]:
    """How the numbers of a plan came about, for whoever reads them."""
    least = written.number(plan.threshold)
    return (
        "Students are counted, not applications, and only those who agreed. Each fact of a student enters one "
        "publication ever; the year so far is the sum of its publications.",
        *out_of_sight(plan.strength),
        f"A number is shown from {least} students on, if it is at least three times what its blur usually is, and if "
        f"it leaves {least} or more beside it. {HIDDEN} means too small to say: it may be none, a few, or nearly all.",
        "The blurred numbers were then fitted together, so that parts never exceed their whole, groups add up, and "
        "answers by a later day are never fewer.",
        f"Ranges allow for chance and for the blur. Of fewer than {FEW} students none is given.",
        "How soon employers answer is counted over one application of each student, drawn by lot among those that were "
        "followed for 90 days and not withdrawn by the student, so that nobody counts more for having sent more.",
        "A group differs from the others when chance and blur would set them so far apart in fewer than 5 of 100 "
        "cases, all comparisons of a table taken together (Benjamini and Hochberg).",
        cost(plan),
    )


def cost(plan: Plan) -> str:
    """What the plan, its calendar and its cross table cost in blur, in students."""
    once = [f"{_sd(plan, name, 1)} {TABLES.get(name) or written.small(BY[name])}" for name in plan.names]
    usual = f", where {_publications(len(DAYS))} would make it {_sd(plan, EVERYBODY, len(DAYS))}"
    said = (
        f"In one publication the blur of a number has a standard deviation, in students, of {written.joined(once)}. It "
        f"adds up over a year: for everybody together to {_sd(plan, EVERYBODY, plan.publications)} after "
        f"{_publications(plan.publications)}{'' if plan.publications == len(DAYS) else usual}."
    )
    crossed = next((table for table in plan.tables if table.by is not None), None)
    return said if crossed is None else f"{said} {_cost_of_cross(plan, crossed)}"


def _cost_of_cross(plan: Plan, crossed: Table) -> str:
    by = str(crossed.by)
    without = plan_for(plan.enrolled, strength=plan.strength)
    return (
        f"The cross table is paid for by the others: without it the blur would be {_sd(without, PROGRAMME, 1)} instead "
        f"of {_sd(plan, PROGRAMME, 1)} by programme and {_sd(without, by, 1)} instead of {_sd(plan, by, 1)} "
        f"{written.small(BY[by])}, which is summed from it."
    )


def _sd(plan: Plan, table: str, publications: int) -> str:
    return written.number(plan.sd_so_far(table, publications), 1)


def _publications(many: int) -> str:
    return written.count(many, "publication")


def not_planned(wanted: str, plan: Plan) -> str:
    """What stands where the settings ask for a cross table that this year's plan doesn't hold."""
    if f"{PROGRAMME}_by_{wanted}" in plan.names:
        return ""
    return (
        f"The settings ask for programmes crossed with {GROUPS[wanted]}. A plan holds for a whole academic year, and a "
        f"cross table needs {written.number(LARGE)} students enrolled: it begins with the first year that has them."
    )


@dataclass(frozen=True)
class Summary:
    """What a publication says first: sentences to read aloud, what is new, and what could be raised."""

    sentences: tuple[str, ...]
    new: tuple[str, ...]
    to_raise: tuple[str, ...]


def summary(numbers: pd.DataFrame, has_earlier: bool) -> Summary:
    """The sentences of a publication's numbers; what can't be said is left out, not guessed."""
    clear = _clear_differences(numbers)
    return Summary(
        tuple(filter(None, (_reasons(numbers), _answers(numbers), _outcomes(numbers), _set_apart(numbers, clear))))[:4],
        tuple(filter(None, _new(numbers))) if has_earlier else (),
        tuple(filter(None, (_most_named(numbers), *map(_raised, _once_a_part(clear)[:2]), _asking(numbers))))[:3],
    )


def published(day: date, following: date, numbers: pd.DataFrame) -> str:
    """When the numbers were published, when the next are, and how many students they are of."""
    counted = students(numbers)
    of = (
        f"{written.count(counted[0], 'student')} ({give_or_take(counted[1])})"
        if counted
        else "So few students that their number is not shown"
    )
    return f"Published {written.day(day)}; the next on {written.day(following)}. {of} keep a log and agreed."


def enrolment_wanted(year: str, first: date, said_on: date | None) -> str:
    """What staff are asked before the first publication of a year."""
    until = f" Until then the numbers of {written.day(said_on)} hold." if said_on else ""
    return (
        f"Say how many students are enrolled in {year} before its publication on {written.day(first)}: which groups "
        f"are compared, and how much each number is blurred, rests on it.{until}"
    )


def enrolment_said(said: pd.DataFrame) -> str:
    """When somebody last said how many are enrolled, and who, from rows of the query enrolments."""
    with_a_day = said.dropna(subset=["recorded_at"]).sort_values("recorded_at")
    if with_a_day.empty:
        return "Nobody has said it yet." if said.empty else "Said before days were kept."
    last = with_a_day.iloc[-1]
    return f"Said on {written.day(last['recorded_at'])} by {last['recorded_by'] or 'somebody'}."


def meanwhile(exports: pd.DataFrame, since: date | None) -> str:
    """What came in since the last publication; it speaks of files, not of students."""
    came = exports if since is None else exports[pd.to_datetime(exports["imported_at"]).dt.date > since]
    if came.empty:
        return "No export came in since." if since else "No export has come in yet."
    rows, aside = int(came["rows"].sum()), int(came["set_aside"].sum())
    return (
        f"{written.at_start(written.count(len(came), 'export'))} came in{' since' if since else ''}, the last on "
        f"{written.moment(came['imported_at'].max())}: {written.count(rows, 'row')}, {written.how_many(aside)} of them "
        "set aside."
    )


def still_until(following: date | None) -> str:
    """That published numbers stay as they are between two days."""
    return f"No published number moves before {written.day(following)}." if following else ""


EXACT = (
    "You hold the file: these are exact counts of everybody, and they may not leave the room as they are. What is for "
    "passing on stands on Cohort."
)
FOR_PASSING_ON = (
    "What stands here was published, and is for passing on: the briefing and the workbook hold published numbers "
    "alone. Exact counts are on the other pages, in the notebooks and folded below."
)
"""What an analyst is told of the two kinds of numbers."""


def give_or_take(blur: float) -> str:
    """How far blur may have moved a number of students."""
    return f"give or take {written.number(blur, 0)}"


def counted_from(following: date) -> str:
    """From which day on somebody who agrees now is counted."""
    return f"Counted from {written.day(following)}. Withdraw before, and you were never in it."


def counted_next(following: date) -> str:
    """When somebody who agreed is counted next."""
    return f"What is newly true of you is counted on {written.day(following)}. Withdraw before, and it never is."


def counted_again(withdrawn: date, first: date, following: date) -> str:
    """From when on somebody who withdrew and agrees again is counted."""
    return (
        f"You withdrew on {written.day(withdrawn)}. Agreeing again holds from the next academic year: what you send "
        f"from {written.day(first)} on is counted, for the first time on {written.day(following)}."
    )


def agree_again(first: date) -> str:
    """What the button says to somebody who withdrew in this academic year."""
    return f"Agree again, from {written.day(first)}"


def nothing_yet(following: date | None) -> str:
    """What stands where nothing was published yet."""
    when = f"on {written.day(following)}" if following else "once somebody says how many students are enrolled"
    return f"The first numbers are published {when}. Nothing is counted before, and nobody's numbers can be seen."


def too_few(numbers: pd.DataFrame, by: str) -> str:
    """What stands in place of a comparison of which nothing can be shown."""
    return (
        f"The {GROUPS.get(by, 'groups')} can be compared once each has about "
        f"{written.number(enough_to_compare(numbers, by))} students who keep a log and agreed."
    )


def group_name(group: str) -> str:
    """A group as people read it."""
    return {EVERYBODY: "All", OTHER: OTHER_GROUP}.get(group, group)


def cell(share: CohortShare) -> str:
    """A share in a table: 41% (35–47), without the range where none is given."""
    if share.share is None:
        return HIDDEN
    if share.low is None or share.high is None:
        return f"about {written.percent(share.share)}"
    return f"{written.percent(share.share)} ({written.share_range(share.low, share.high, table=True)})"


@dataclass(frozen=True)
class Grid:
    """Shares as a table is laid out: what stands over its columns, and each row's name with its shares."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[CohortShare, ...]], ...]


def grid(shares: Sequence[CohortShare]) -> Grid:
    """A row a part and a column a group, or, of more than MOST_COLUMNS groups, the other way round."""
    groups, parts = groups_of(shares), list(dict.fromkeys(share.part for share in shares))
    at = {(share.part, share.group): share for share in shares}
    if len(groups) > MOST_COLUMNS:
        return Grid(
            tuple(part.label for part in parts),
            tuple((group_name(group), tuple(at[part, group] for part in parts)) for group in groups),
        )
    return Grid(
        tuple(map(group_name, groups)),
        tuple((part.label, tuple(at[part, group] for group in groups)) for part in parts),
    )


def table_of(shares: Sequence[CohortShare]) -> pd.DataFrame:
    """Shares as a table of words, the names of its rows in the first column."""
    laid_out = grid(shares)
    rows = [[name, *map(cell, of_row)] for name, of_row in laid_out.rows]
    return pd.DataFrame(rows, columns=["", *laid_out.columns])


def groups_of(shares: Sequence[CohortShare]) -> list[str]:
    """The groups in their order; of many those alone of which something is shown."""
    groups = list(dict.fromkeys(share.group for share in shares))
    if len(groups) <= MOST_COLUMNS:
        return groups
    shown = {share.group for share in shares if share.share is not None}
    return [group for group in groups if group in shown]


def left_out(shares: Sequence[CohortShare]) -> str:
    """How many groups a table leaves out because nothing of them is large enough to be shown."""
    many = len({share.group for share in shares}) - len(groups_of(shares))
    return f"Nothing is large enough to be shown in {written.count(many, 'more group')}." if many else ""


def in_short(shares: Sequence[CohortShare], of_whom: str) -> str:
    """The one sentence of a question, of everybody: its first part that is shown."""
    first = next((share for share in shares if share.share is not None), None)
    if first is None:
        return "Every number here is too small to be shown."
    label = first.part.label
    return written.at_start(
        f"{written.in_ten(first.share or 0.0)} of about {_about(first.of)} {of_whom}: "
        f"{written.small(label)}{_range(first)}."
    )


def compared(found: Sequence[Difference], by: str) -> str:
    """Which groups differ, in one sentence."""
    clear = [one for one in found if one.is_clear]
    if clear:
        return " ".join(_apart(one) for one in clear[:3])
    return f"The {GROUPS.get(by, 'groups')} can't be told apart." if found else ""


# --- the sentences --------------------------------------------------------------------------------------------


def _about(n: int | None) -> str:
    """A blurred number to be read aloud: from a hundred on to the nearest ten."""
    n = n or 0
    return written.number(n if n < 100 else 10 * round(n / 10))


def _of(question: str, numbers: pd.DataFrame) -> dict[str, CohortShare]:
    return {share.part.label: share for share in cohort_shares(QUESTIONS[question], numbers)}


def _reasons(numbers: pd.DataFrame) -> str:
    shares = list(_of("reasons", numbers).values())
    top = largest(shares)
    if top is None:
        return ""
    return (
        f"This year about {_about(top.of)} students were told why they were turned down. "
        f"{written.at_start(written.in_ten(top.share or 0.0))} heard “{top.part.label}”{_range(top)}."
    )


def _answers(numbers: pd.DataFrame) -> str:
    by_day = {share.part.day: share for share in _of("answers", numbers).values() if share.part.day}
    month, quarter = by_day[30], by_day[90]
    if month.share is None or quarter.share is None:
        return ""
    return (
        f"Of students’ applications, {written.in_ten(month.share)} had an answer within 30 days and "
        f"{written.in_ten(quarter.share)} within 90{_range(quarter)}."
    )


def _outcomes(numbers: pd.DataFrame) -> str:
    invited = _of("outcomes", numbers)["Had an interview"]
    if invited.share is None:
        return ""
    return written.at_start(
        f"{written.in_ten(invited.share)} of about {_about(invited.of)} students have had an interview"
        f"{_range(invited)}."
    )


def _clear_differences(numbers: pd.DataFrame) -> list[Difference]:
    if "programme" not in set(numbers["table_name"]):
        return []
    shares = [
        share for name in ("reasons", "outcomes") for share in cohort_shares(QUESTIONS[name], numbers, "programme")
    ]
    return [one for one in differences(shares) if one.is_clear]


def _set_apart(numbers: pd.DataFrame, clear: Sequence[Difference]) -> str:
    if clear:
        return _apart(clear[0])
    if "programme" not in set(numbers["table_name"]):
        return ""
    return "The programmes can’t be told apart this year: what differs is no more than chance and blur would make."


def _apart(one: Difference) -> str:
    more = "more" if one.share > one.elsewhere else "less"
    return (
        f"“{one.part.label}” is {more} frequent in {group_name(one.group)} than elsewhere: about "
        f"{written.percent(one.share)} against {written.percent(one.elsewhere)}. Chance and blur would hardly do that."
    )


def _new(numbers: pd.DataFrame) -> list[str]:
    invited, told = newly(numbers, "interviewed"), newly(numbers, "given_a_reason")
    return [
        f"Since the last publication about {_about(invited)} more students had their first interview."
        if invited
        else "",
        f"About {_about(told)} more were told for the first time why they were turned down." if told else "",
    ]


def _most_named(numbers: pd.DataFrame) -> str:
    shares = list(_of("reasons", numbers).values())
    top = largest([share for share in shares if Reason(share.part.fact.removeprefix("reason_")).in_my_hands])
    if top is None:
        return ""
    share = written.in_ten(top.share or 0.0)
    return f"“{top.part.label}” is what students are told most that they can work on: {share}."


def _raised(one: Difference) -> str:
    here, elsewhere = written.percent(one.share), written.percent(one.elsewhere)
    return f"“{one.part.label}” in {group_name(one.group)}: about {here}, elsewhere {elsewhere}."


def _once_a_part(clear: Sequence[Difference]) -> list[Difference]:
    """The likeliest difference of each part: of two groups one is more where the other is less."""
    return list({one.part: one for one in reversed(clear)}.values())[::-1]


def _asking(numbers: pd.DataFrame) -> str:
    found = _of("feedback_requests", numbers)
    asked, replied = found["Asked, of those turned down"], found["Got a reply, of those who asked"]
    if asked.share is None:
        return ""
    reply = f"; {written.in_ten(replied.share)} of those got a reply" if replied.share is not None else ""
    return written.at_start(f"{written.in_ten(asked.share)} of those turned down have asked for feedback{reply}.")


def _range(share: CohortShare) -> str:
    if share.low is None or share.high is None:
        return ""
    return f" ({written.share_range(share.low, share.high)})"
