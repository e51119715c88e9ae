"""From which day to which day to ask after a rejection, and the rule that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from analytics.feedback_requests.rules import RULES, Rules
from analytics.feedback_requests.working_days import WorkingDays, working_days
from analytics.taxonomy import Culture
from analytics.wording.numbers import day, days


@dataclass(frozen=True)
class Rejection:
    """What is logged of a rejection that matters for asking about it."""

    application_id: int
    applicant_id: int = 1
    employer: str | None = None
    role: str | None = None
    country: str | None = None
    applied_on: date | None = None
    # The day, or the last day on which it can have come when only the month is known.
    rejected_on: date | None = None
    last_round_on: date | None = None
    decision_expected_on: date | None = None
    culture: str | None = None
    assessed: bool = False
    interviewed: bool = False
    finalist: bool = False

    @property
    def stage(self) -> str:
        """How far it had come: application, assessment, interview or final."""
        if self.finalist:
            return "final"
        if self.interviewed:
            return "interview"
        return "assessment" if self.assessed else "application"


@dataclass(frozen=True)
class Window:
    """The days to ask in, the day after which it is rarely worth it, and why; no days where none can be told."""

    ask_from: date | None
    ask_until: date | None
    worth_until: date | None
    rule: str

    @property
    def in_words(self) -> str:
        """The days in words."""
        if self.ask_from is None or self.ask_until is None:
            return "no day yet"
        return f"{day(self.ask_from)} to {day(self.ask_until)}"


def window(rejection: Rejection, rules: Rules = RULES) -> Window:
    """When to ask about a rejection."""
    if rejection.rejected_on is None:
        return Window(None, None, None, "The log does not say on which day the rejection came.")
    calendar = working_days(rejection.country)
    found = _after_rejection(rejection, rejection.rejected_on, calendar, rules)
    if rejection.decision_expected_on is not None and rejection.decision_expected_on > found.ask_from:
        ask_from = calendar.after(rejection.decision_expected_on, 0)
        ask_until = max(found.ask_until, calendar.after(ask_from, rules.after_decision))
        said = f"The decision was announced for {day(rejection.decision_expected_on)}; not before it."
        found = _Found(ask_from, ask_until, said)
    missed = calendar.holidays_between(rejection.rejected_on, found.ask_until)
    rule = f"{found.rule} Not counted: {', '.join(missed)}." if missed else found.rule
    worth_until = max(found.ask_until, rejection.rejected_on + timedelta(days=rules.worth_for))
    return Window(found.ask_from, found.ask_until, worth_until, rule)


@dataclass(frozen=True)
class _Found:
    ask_from: date
    ask_until: date
    rule: str


def _after_rejection(rejection: Rejection, rejected_on: date, calendar: WorkingDays, rules: Rules) -> _Found:
    first, last, why = _pace(rejection, rejected_on, rules)
    return _Found(calendar.after(rejected_on, first), calendar.after(rejected_on, last), why)


def _pace(rejection: Rejection, rejected_on: date, rules: Rules) -> tuple[int, int, str]:
    """The first and last working day after the no, and why: what its applicant says of the employer, then its speed."""
    if rejection.culture == Culture.FORMAL:
        first, last, why = (
            rules.formal_first_day,
            rules.formal_last_day,
            "You say that they are formal, so a little later",
        )
    elif rejection.culture == Culture.INFORMAL:
        first, last, why = (
            rules.quick_first_day,
            rules.quick_last_day,
            "You say that they are informal, so a little sooner",
        )
    elif (waited := _waited(rejection, rejected_on)) is not None and 0 <= waited <= rules.quick_within:
        first, last = rules.quick_first_day, rules.quick_last_day
        why = f"They answered within {days(max(waited, 1))}, so a little sooner"
    else:
        first, last = rules.first_day, rules.last_day
        rule = f"{first} to {last} working days after the no: not in the first rush, and while they remember."
        return first, last, rule
    return first, last, f"{why}: {first} to {last} working days after the no."


def _waited(rejection: Rejection, rejected_on: date) -> int | None:
    """Days from the last that was heard of each other to the no."""
    heard_last_on = rejection.last_round_on or rejection.applied_on
    return (rejected_on - heard_last_on).days if heard_last_on else None
