"""What a cohort's published numbers say in words that can be read aloud, and how they came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.publication.display import FEW
from analytics.publication.plan import EVERYBODY, OTHER, THRESHOLD, Plan
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
from analytics.taxonomy import Reason
from analytics.wording import numbers as written

BY = {EVERYBODY: "Everybody together", "programme": "By programme", "channel": "By channel",
      "role_family": "By kind of work"}  # fmt: skip
GROUPS = {"programme": "programmes", "channel": "channels", "role_family": "kinds of work"}
OTHER_GROUP = "Other"

HIDDEN = "–"

OUT_OF_SIGHT = (
    "On fixed days we count how many students something newly happened to, and blur each number by a few students. "
    "What was counted once is never counted again, and nothing that anybody does in between changes a number. So "
    "comparing numbers tells little more about one student than a guess.",
    "Somebody who knew the log of every other student, and kept every number that was ever published, would guess one "
    "yes-or-no fact about you rightly in at most 65 of 100 cases, where a coin gets 50.",
    "Whether somebody is counted at all is less well hidden: from all of a year's facts together, the same all-knowing "
    "person could tell in 80 to 89 of 100 cases. Facts about groups are what the numbers are for, and are not hidden.",
    "If you withdraw, nothing new of yours is counted from that moment. What was published stays as it is: it would "
    "look nearly the same without you, and if it moved, the move would tell that you left. From the next academic year "
    "on nothing published holds anything of yours. If you agree again, that counts from the next academic year too.",
)
"""How students are kept out of sight: for themselves on the consent page, and for whoever reads the numbers."""

METHOD = (
    "Students are counted, not applications, and only those who agreed. Each fact of a student enters one publication "
    "ever; the year so far is the sum of its publications.",
    *OUT_OF_SIGHT[:3],
    f"A number is shown from {THRESHOLD} students on, if it is at least three times what its blur usually is, and if "
    f"it leaves {THRESHOLD} or more beside it. {HIDDEN} means too small to say: it may be none, a few, or nearly all.",
    "The blurred numbers were then fitted together, so that parts never exceed their whole, groups add up, and answers "
    "by a later day are never fewer.",
    f"Ranges allow for chance and for the blur. Of fewer than {FEW} students none is given.",
    "How soon employers answer is counted over one application of each student, drawn by lot among those that were "
    "followed for 90 days and not withdrawn by the student, so that nobody counts more for having sent more.",
    "A group differs from the others when chance and blur would set them so far apart in fewer than 5 of 100 cases, "
    "all comparisons of a table taken together (Benjamini and Hochberg).",
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
        f"{written.count(counted[0], 'student')} (give or take {written.number(counted[1], 0)})"
        if counted
        else f"fewer than {THRESHOLD} students, or too few to say"
    )
    return f"Published {written.day(day)}; the next on {written.day(following)}. {of} keep a log and agreed."


def counted_from(following: date) -> str:
    """From which day on somebody who agrees now is counted."""
    return f"Counted from {written.day(following)}. Withdraw before, and you were never in it."


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


def table_of(shares: Sequence[CohortShare]) -> pd.DataFrame:
    """Shares as a table: a row a part, a column a group."""
    groups = list(dict.fromkeys(share.group for share in shares))
    rows: dict[str, dict[str, str]] = {}
    for share in shares:
        rows.setdefault(share.part.label, {})[group_name(share.group)] = cell(share)
    return pd.DataFrame.from_dict(rows, orient="index", columns=[group_name(group) for group in groups])


def in_short(shares: Sequence[CohortShare], of_whom: str) -> str:
    """The one sentence of a question, of everybody: its first part that is shown."""
    first = next((share for share in shares if share.share is not None), None)
    if first is None:
        return "Every number here is too small to be shown."
    label = first.part.label
    return written.at_start(
        f"{written.in_ten(first.share or 0.0)} of about {written.number(first.of or 0)} {of_whom}: "
        f"{label[:1].lower()}{label[1:]}{_range(first)}."
    )


def compared(found: Sequence[Difference], by: str) -> str:
    """Which groups differ, in one sentence."""
    clear = [one for one in found if one.is_clear]
    if clear:
        return " ".join(_apart(one) for one in clear[:3])
    return f"The {GROUPS.get(by, 'groups')} can't be told apart." if found else ""


def cost(plan: Plan) -> str:
    """What the strength of a plan means, in one sentence."""
    tables = written.joined(
        [f"{written.number(plan.sd(name), 1)} by {BY[name].removeprefix('By ').lower()}" for name in plan.names]
    )
    return f"Each number is blurred with a standard deviation, in students, of {tables}."


# --- the sentences --------------------------------------------------------------------------------------------


def _of(question: str, numbers: pd.DataFrame) -> dict[str, CohortShare]:
    return {share.part.label: share for share in cohort_shares(QUESTIONS[question], numbers)}


def _reasons(numbers: pd.DataFrame) -> str:
    shares = list(_of("reasons", numbers).values())
    top = largest(shares)
    if top is None:
        return ""
    return (
        f"This year about {written.number(top.of or 0)} students were told why they were turned down. "
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
        f"{written.in_ten(invited.share)} of about {written.number(invited.of or 0)} students have had an interview"
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
        f"Since the last publication about {written.number(invited)} more students had their first interview."
        if invited
        else "",
        f"About {written.number(told)} more were told for the first time why they were turned down." if told else "",
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
