"""Publishing what is due: on the days of the calendar, made up once where nothing ran on the day.

    publish_due(store, today, now)      what `steppingstone publish` does, and every start of the dashboard

Exact counts for whoever holds the file are made the same way, without blur and without a trace (`exact`).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from analytics.errors import NotAllowed, Refused
from analytics.publication.calendar import PublicationDay, academic_year, bounds, following, missed
from analytics.publication.noise import RandomBytes
from analytics.publication.plan import Plan
from analytics.statistics.goal_progress import goals_of, reached_goals
from analytics.store import Reader, Role, Snapshot, Store, Viewer
from analytics.store.access import access
from analytics.store.publications import FILE, Publication, Publications, exact_numbers


def enrolled_of(enrolments: pd.DataFrame) -> dict[str, int]:
    """Students enrolled by programme, from rows of the query enrolments: of several terms the largest number."""
    by_term = enrolments.groupby(["programme", "term"])["students"].sum()
    return {str(programme): int(n) for programme, n in by_term.groupby("programme").max().items()}


def levels_of(enrolments: pd.DataFrame) -> dict[str, str]:
    """The level of each programme that has only one, from rows of the query enrolments."""
    said = enrolments[enrolments["level"].fillna("") != ""].groupby("programme")["level"].unique()
    return {str(programme): str(levels[0]) for programme, levels in said.items() if len(levels) == 1}


def _plan(snapshot: Snapshot) -> Plan:
    """What the next year's publications would hold, by the settings beside the store and what staff said."""
    enrolments = snapshot.run("enrolments", {})
    return access(snapshot.path.parent).plan(enrolled_of(enrolments), levels_of(enrolments))


def publish_due(
    store: Store, today: date, now: datetime, source: RandomBytes = secrets.token_bytes
) -> list[Publication]:
    """Makes every publication that is due, the oldest first. Nothing is due before staff said how many are enrolled."""
    with closing(store.snapshot()) as snapshot:
        made = _published(snapshot, _due(snapshot, today), now, source)
    _note(store, made, now)
    return made


def publish_on(
    store: Store,
    days: Sequence[PublicationDay],
    now: datetime,
    source: RandomBytes = secrets.token_bytes,
) -> list[Publication]:
    """Makes the publications of some days."""
    with closing(store.snapshot()) as snapshot:
        made = _published(snapshot, days, now, source)
    _note(store, made, now)
    return made


def _published(
    snapshot: Snapshot,
    days: Sequence[PublicationDay],
    now: datetime,
    source: RandomBytes,
) -> list[Publication]:
    """Raises Refused where the file of published numbers is older than the store: it would count people again."""
    if not days:
        return []
    _refuse_older(snapshot)
    plan = _plan(snapshot)
    return [snapshot.publications.publish(snapshot, plan, due, now, _goal_facts(snapshot, due), source) for due in days]


def _note(store: Store, made: Sequence[Publication], now: datetime) -> None:
    """Keeps in the store which publications were made of it, so that an older file of them is noticed."""
    if not made:
        return
    with store.writing(Viewer.staff(), now) as writer:
        for publication in made:
            writer.sql(
                "insert into publications_made select $number, $day, $now"
                " where $number not in (select number from publications_made)",
                number=publication.number,
                day=publication.day,
            )


def _refuse_older(snapshot: Snapshot) -> None:
    noted = max(snapshot.run("publications_made", {})["number"], default=0)
    newest = snapshot.publications.newest()
    if noted > (newest.number if newest else 0):
        raise Refused(
            f"{FILE} is older than the publications that were made of this store: {noted} were, it holds "
            f"{newest.number if newest else 'none'}.",
            "Put back the newest copy of it. Without it students would be counted again; nothing was published.",
        )


def next_publication(store: Store, today: date, withdrawn: date | None = None) -> PublicationDay | None:
    """The next publication, or the next that counts somebody who withdrew; None before staff said who is enrolled."""
    with closing(store.snapshot()) as snapshot:
        enrolments = snapshot.run("enrolments", {})
    return None if enrolments.empty else following(access(store.folder).publications, today, withdrawn)


def next_day(store: Store, today: date) -> date | None:
    """The day of the next publication, None before staff said how many are enrolled."""
    due = next_publication(store, today)
    return due.day if due else None


@dataclass(frozen=True)
class EnrolmentAsked:
    """That nobody has said yet how many are enrolled in the year that is published next, and when it was said last."""

    due: PublicationDay
    said_on: date | None


def enrolment_asked(store: Store, today: date) -> EnrolmentAsked | None:
    """What is asked of staff before the first publication of an academic year; None once it was said in that year."""
    due = following(access(store.folder).publications, today)
    with closing(store.snapshot()) as snapshot:
        said = snapshot.run("enrolments", {})["recorded_at"].max()
        newest = snapshot.publications.newest()
    said_on = None if pd.isna(said) else pd.Timestamp(said).date()
    if (newest and newest.year == due.year) or (said_on and said_on >= due.first):
        return None
    return EnrolmentAsked(due, said_on)


def strength_in_force(store: Store) -> float:
    """The strength that students are told of: that of the settings or of this year's plan, whichever hides less."""
    newest = Publications(store.folder).newest()
    return max(access(store.folder).strength, newest.plan.strength if newest else 0.0)


def exact(reader: Reader, today: date) -> Publication:
    """What a publication of today would count of this academic year, before any blur; for whoever holds the file.

    Raises NotAllowed for anybody but an analyst.
    """
    if reader.viewer.role is not Role.ANALYST:
        raise NotAllowed("Exact counts are for whoever holds the file.", "What was published is on the page Cohort.")
    snapshot = reader.snapshot
    due = PublicationDay(today, academic_year(today), *bounds(academic_year(today)))
    newest = reader.publication()
    return exact_numbers(snapshot, newest.plan if newest else _plan(snapshot), due, _goal_facts(snapshot, due))


def _due(snapshot: Snapshot, today: date) -> list[PublicationDay]:
    enrolments = snapshot.run("enrolments", {})
    if enrolments.empty:
        return []
    newest = snapshot.publications.newest()
    said = enrolments["recorded_at"].max()
    # A day before anybody said how many are enrolled was not missed.
    after = newest.day if newest else today if pd.isna(said) else said.date()
    return missed(access(snapshot.path.parent).publications, after, today)


def _goal_facts(snapshot: Snapshot, due: PublicationDay) -> pd.DataFrame:
    """Who set a goal in the year, and who reached one, judged as on their own pages (student, fact)."""
    reader = snapshot.reader(Viewer.analyst())
    students = snapshot.run("publication_students", {"first": due.first})
    told = reader.load("goals")
    owner = dict(zip(told["goal_id"], told["applicant_id"], strict=True))
    goals = [
        goal
        for goal in goals_of(told, reader.load("goal_history"))
        if due.first <= goal.starts_on <= min(due.last, due.day)
    ]
    reached = reached_goals(reader.load("goal_progress"), goals, due.day)
    rows = [
        (owner[goal.goal_id], fact)
        for goal in goals
        for fact in ("goal", *(["goal_reached"] if goal.goal_id in reached else []))
    ]
    facts = pd.DataFrame(rows, columns=["applicant_id", "fact"]).merge(students, on="applicant_id")
    return facts[["student", "fact", "programme"]].drop_duplicates(["student", "fact"])
