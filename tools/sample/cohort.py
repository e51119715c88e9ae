"""Draws a cohort from the population: every table of the store as a DataFrame, the same for the same seed."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count, islice, product
from typing import Any

import numpy as np
import pandas as pd

from analytics.taxonomy import Origin, Precision, Reason, Submission
from tools.sample import model, words
from tools.sample.goals import add_goals
from tools.sample.history import tell
from tools.sample.reflection import add_reflection

# With this one the first student, whom one lands on, asked, was answered, and keeps goals, strengths and a journal.
SEED = 2241
AGREEMENT = "Sample agreement"
APPLICATIONS = (32, 49)
LOG_GOES_ON = timedelta(days=60)
WELL_UNDER_WAY = timedelta(days=100)

Tables = defaultdict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Term:
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Student:
    """A sample student: who they are, how long they keep their log, and the effects that are theirs alone."""

    number: int
    name: str
    programme: model.Programme
    term: Term
    starts_on: date
    log_ends_on: date
    interview: float
    rejection: float
    reasons: Mapping[str, Mapping[Reason, float]]


def draw(as_of: date, students: int = 60, seed: int = SEED) -> dict[str, pd.DataFrame]:
    """The cohort's tables by name. Nothing in them happened after `as_of`."""
    rng = np.random.default_rng(seed)
    pen = random.Random(seed)
    tables: Tables = defaultdict(list)
    people = list(_students(rng, as_of, students))
    for student in people:
        _enter(tables, student, as_of, pen)
        for application in _applications(rng, student, as_of):
            tell(tables, student, application, as_of, pen)
        _plan_some(tables, student, as_of, pen)
        add_goals(tables, student.number, student.starts_on, student.log_ends_on, as_of, pen)
        add_reflection(tables, student.number, student.starts_on, student.log_ends_on, pen)
    _count_enrolled(tables, people, as_of, pen)
    return {name: pd.DataFrame(rows) for name, rows in tables.items()}


def terms(as_of: date) -> list[Term]:
    """The three newest terms that are well under way, newest first."""

    def begins(half_year: int) -> date:
        return date(half_year // 2, 8 if half_year % 2 else 2, 1)

    recent = (
        Term(f"{'autumn' if n % 2 else 'spring'} {n // 2}", begins(n), begins(n + 1) - timedelta(days=1))
        for n in count(2 * as_of.year + 1, -1)
        if begins(n) + WELL_UNDER_WAY <= as_of
    )
    return list(islice(recent, 3))


def _students(rng: np.random.Generator, as_of: date, students: int) -> Iterator[Student]:
    """Students in turn from the newest term to the oldest, programmes in their true proportions."""
    ends = np.cumsum([programme.share for programme in model.PROGRAMMES])
    programmes = np.searchsorted(ends, (np.arange(students) + 0.5) / students)
    newest_first = terms(as_of)
    for number, programme in enumerate(rng.permutation(programmes), start=1):
        term = newest_first[(number - 1) % len(newest_first)]
        first = words.FIRST_NAMES[(number * 5) % len(words.FIRST_NAMES)]
        last = words.LAST_NAMES[(number * 7 + number // 24) % len(words.LAST_NAMES)]
        yield Student(
            number=number,
            name=f"{first} {last}",
            programme=model.PROGRAMMES[programme],
            term=term,
            starts_on=term.starts_on + timedelta(days=int(rng.integers(0, 21))),
            log_ends_on=min(as_of, term.ends_on + LOG_GOES_ON),
            interview=rng.normal(0, model.PERSON_SPREAD["interview"]),
            rejection=rng.normal(0, model.PERSON_SPREAD["rejection"]),
            reasons={
                stage: dict(zip(shares, rng.dirichlet(model.ALIKE * np.array([*shares.values()])), strict=True))
                for stage, shares in model.REASONS.items()
            },
        )


def _applications(rng: np.random.Generator, student: Student, as_of: date) -> Iterator[dict[str, Any]]:
    """What the student sent, with the first answer drawn for each: its kind and its day, whenever that is."""
    n = int(rng.integers(*APPLICATIONS))
    days = pd.date_range(student.starts_on, min(student.term.ends_on, as_of))
    chance = model.WEEKDAYS[days.day_of_week]
    applied = np.sort(rng.choice(len(days), n, p=chance / chance.sum()))
    factors = {
        "channel": model.CHANNELS,
        "employer_size": model.SIZES,
        "sector": model.SECTORS,
        "tailored": model.TAILORED,
    }
    drawn = {name: rng.choice(len(levels), n, p=[level.share for level in levels]) for name, levels in factors.items()}
    families = [level for level in model.FAMILIES if level.word in student.programme.families]
    of_programme = [student.programme.families[level.word] for level in families]
    family = rng.choice(len(families), n, p=of_programme)
    for i in range(n):
        levels = {name: factors[name][chosen[i]] for name, chosen in drawn.items()}
        levels["role_family"] = families[family[i]]
        chances = model.first_answer_probabilities(
            np.array(student.interview + sum(level.interview for level in levels.values())),
            np.array(student.rejection + sum(level.rejection for level in levels.values())),
        )
        answer = rng.choice(4, p=chances)
        applied_on = days[applied[i]].date()
        yield {
            **{name: level.word for name, level in levels.items()},
            "employer": employer(levels["sector"].word, levels["employer_size"].word, int(rng.integers(0, 6))),
            "applied_on": applied_on,
            "answer": model.RISKS[answer - 1] if answer else None,
            "answered_on": _answered_on(rng, applied_on, model.RISKS[answer - 1], levels) if answer else None,
        }


def _answered_on(rng: np.random.Generator, applied_on: date, risk: str, levels: Mapping[str, model.Level]) -> date:
    waits = model.wait_probabilities(risk, round(sum(level.slower for level in levels.values()), 6))
    answered_on = applied_on + timedelta(days=int(rng.choice(len(waits), p=waits)))
    if answered_on.weekday() >= 5 and rng.random() < model.WAITS_FOR_MONDAY:
        answered_on += timedelta(days=7 - answered_on.weekday())
    return answered_on


def employer(sector: str, size: str, which: int) -> str:
    """One of the six invented employers of a sector and size."""
    sectors = [level.word for level in model.SECTORS]
    sizes = [level.word for level in model.SIZES]
    number = sectors.index(sector) * 24 + sizes.index(size) * 6 + which
    first = words.EMPLOYER_FIRST[(7 * number) % len(words.EMPLOYER_FIRST)]
    last = words.EMPLOYER_LAST[sector][number % 4]
    return f"{first} {last}"


def _enter(tables: Tables, student: Student, as_of: date, pen: random.Random) -> None:
    entered_at = datetime.combine(student.starts_on, time(12))
    tables["applicants"].append(
        {
            "applicant_id": student.number,
            "name": student.name,
            "student_id": f"S{1000 + student.number}",
            "programme": student.programme.name,
            "level": student.programme.level,
            "term": student.term.name,
            "country": "GB",
            "is_sample": True,
            "created_at": entered_at,
        }
    )
    if pen.random() < 0.93:
        withdrawn = datetime.combine(as_of, time(9)) if pen.random() < 0.03 else None
        tables["consents"].append(
            {
                "applicant_id": student.number,
                "agreement": AGREEMENT,
                "agreed_at": entered_at,
                "withdrawn_at": withdrawn,
                "recorded_by": "sample",
            }
        )


def _plan_some(tables: Tables, student: Student, as_of: date, pen: random.Random) -> None:
    """A few saved jobs of those who are still looking."""
    if student.log_ends_on < as_of:
        return
    for _ in range(pen.randrange(0, 4)):
        sector, size = pen.choice(model.SECTORS).word, pen.choice(model.SIZES).word
        family = pen.choice([*student.programme.families])
        tables["applications"].append(
            {
                "application_id": len(tables["applications"]) + 1,
                "applicant_id": student.number,
                "employer": employer(sector, size, pen.randrange(6)),
                "role": pen.choice(words.ROLES[family]),
                "submission": Submission.PLANNED,
                "applied_precision": Precision.UNKNOWN,
                "sector": sector,
                "employer_size": size,
                "role_family": family,
                "outcome_recorded": True,
                "origin": Origin.SAMPLE,
                "recorded_at": datetime.combine(as_of, time(12)),
            }
        )


def _count_enrolled(tables: Tables, people: list[Student], as_of: date, pen: random.Random) -> None:
    """Every programme has about twice as many students in each term as keep a log in any."""
    logs = Counter(student.programme for student in people)
    for programme, term in product(logs, terms(as_of)):
        tables["enrolments"].append(
            {
                "programme": programme.name,
                "level": programme.level,
                "term": term.name,
                "students": round(logs[programme] * pen.uniform(1.8, 2.2)),
            }
        )
