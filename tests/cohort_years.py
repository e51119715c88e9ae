"""Years of published numbers simulated whole, and read as staff read them: nothing impossible, ranges that hold.

    python -m tests.cohort_years [YEARS]      100 years of each campus unless said; what docs/cohorts.md reports

Each student's facts follow chances that are known, so what a printed range claims to hold is known too. The numbers
go through the same blur, fitting, file, statistics, page tables, HTML and workbook as real ones. `test_cohort_years`
runs a tenth of it.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from python_calamine import CalamineWorkbook

from analytics.publication.calendar import PublicationDay, bounds
from analytics.publication.facts import BANDS, BY_NAME, FACTS
from analytics.publication.fitting import Counts, fitted, zero
from analytics.publication.noise import drawn
from analytics.publication.plan import Plan, plan_for
from analytics.reports.cohort import Briefing, cohort_briefing, compared_first
from analytics.reports.cohort.html import HEIGHT, answer_lines, as_html
from analytics.reports.cohort.xlsx import HEAD, as_xlsx
from analytics.statistics.cohort import Part
from analytics.store.publications import Publication, Publications
from analytics.wording.cohort import table_of

CAMPUSES: dict[str, Plan] = {
    "60": plan_for({"Biology": 30, "Law": 30}),
    "400": plan_for({"Biology": 100, "Business": 140, "Computing": 160}),
    "2,000": plan_for({"Biology": 500, "Business": 700, "Computing": 800}),
    "2,000, programmes by channel": plan_for(
        {"Biology": 500, "Business": 700, "Computing": 800}, programme_by="channel", channels=("Web", "Fair")
    ),
}
DAYS = [PublicationDay(day, 2026, *bounds(2026)) for day in (date(2027, 1, 31), date(2027, 6, 30), date(2027, 11, 30))]
FOLLOWED = "followed"


@dataclass(frozen=True)
class Held:
    """How often printed ranges held what they claim, and what was impossible."""

    ranges: int
    held: int
    impossible: tuple[str, ...]

    @property
    def share(self) -> float:
        """Of the printed ranges, those that held."""
        return self.held / self.ranges if self.ranges else float("nan")


def simulated(plan: Plan, years: int, seed: int) -> Held:
    """Some years of a campus where everybody enrolled keeps a log, read from page tables, HTML and workbook."""
    rng, source = np.random.default_rng(seed), random.Random(seed)
    ranges = held = 0
    impossible: list[str] = []
    for _ in range(years):
        chances = {fact.name: float(rng.uniform(0.25, 0.85)) for fact in FACTS if fact.within}
        bands = rng.dirichlet(np.ones(len(BANDS)) * 2)
        publications = a_year(plan, chances, bands, rng, source)
        before: dict[tuple[str, str], float] = {}
        for publication in publications:
            briefing = cohort_briefing(publication, DAYS[-1].day, compared_first(publication))
            shown = workbook(briefing)
            impossible += [*contradictions(shown, before), *misprints(briefing)]
            before = {(what, group): n for what, group, n, *_ in shown}
        for share in (one for chapter in briefing.chapters.values() for one in chapter.all):
            if share.low is not None and share.high is not None:
                ranges += 1
                held += share.low <= truth(share.part, chances, bands) <= share.high
    return Held(ranges, held, tuple(impossible))


def a_year(
    plan: Plan, chances: Mapping[str, float], bands: np.ndarray, rng: np.random.Generator, source: random.Random
) -> list[Publication]:
    """Three publications, each of a third of the students, as the file of published numbers gives them back."""
    sums, before, rows = zero(plan), zero(plan), []
    for number in range(1, len(DAYS) + 1):
        new = counted(plan, sum(plan.enrolled.values()) // 3, chances, bands, rng)
        sums = Counts(
            {name: sums.facts[name] + _blurred(plan, name, new.facts[name], source) for name in plan.names},
            {name: sums.bands[name] + _blurred(plan, name, new.bands[name], source) for name in plan.names},
        )
        before = fitted(plan, sums, before)
        rows += [(number, *row) for row in _rows(plan, before)]
    columns = ["number", "table_name", "group_name", "fact", "measured", "n"]
    with TemporaryDirectory() as folder:
        publications = Publications(Path(folder))
        publications.keep(plan, DAYS, pd.DataFrame(rows, columns=columns), datetime(2027, 11, 30))
        return publications.all()


def counted(
    plan: Plan, students: int, chances: Mapping[str, float], bands: np.ndarray, rng: np.random.Generator
) -> Counts:
    """New facts of some students, each with what it is within, and the band of their application."""
    has = {"students": np.ones(students, dtype=bool)}
    for fact in FACTS:
        if fact.within:
            has[fact.name] = has[fact.within] & (rng.random(students) < chances[fact.name])
    band = rng.choice(len(BANDS), students, p=bands)
    in_band = [has[FOLLOWED] & (band == number) for number in range(len(BANDS))]
    facts, of_bands = {}, {}
    sizes = np.array([*plan.enrolled.values(), 0]) / sum(plan.enrolled.values())
    programme = rng.choice(len(sizes), students, p=sizes)
    for table in plan.tables:
        group = rng.integers(0, len(table.groups), students)
        if table.name == "programme":
            group = programme
        elif table.by:
            each = len(table.groups) // len(sizes)
            group = programme * each + rng.integers(0, each, students)
        facts[table.name] = np.array(
            [[int((has[fact.name] & (group == g)).sum()) for fact in FACTS] for g in range(len(table.groups))]
        )
        of_bands[table.name] = np.array(
            [[int((mine & (group == g)).sum()) for mine in in_band] for g in range(len(table.groups))]
        )
    return Counts(facts, of_bands)


def truth(part: Part, chances: Mapping[str, float], bands: np.ndarray) -> float:
    """The chance that a part claims to be near to: along what it is within, up to its base."""
    if part.base == FOLLOWED:
        of = part.facts if part.day is not None else (part.fact,)
        return float(sum(bands[BANDS.index(fact)] for fact in of))
    chance, fact = 1.0, BY_NAME[part.fact]
    while fact.name != part.base:
        chance *= chances[fact.name]
        assert fact.within is not None
        fact = BY_NAME[fact.within]
    return chance


# --- what is read -------------------------------------------------------------------------------------------------

Row = tuple[str, str, float, float, float, float | None, float | None]


def workbook(briefing: Briefing) -> list[Row]:
    """Every row of the workbook in which something is shown: what, group, n, of, share, from, to."""
    book = CalamineWorkbook.from_filelike(BytesIO(as_xlsx(briefing)))
    found: list[Row] = []
    for name in book.sheet_names[1:]:
        _, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)[4:]
        for row in rows:
            what, group, *numbers = row[: len(HEAD)]
            if numbers[0] != "":
                n, of, share, low, high = (float(str(cell)) if cell != "" else None for cell in numbers)
                assert n is not None and of is not None and share is not None
                found.append((str(what), str(group), n, of, share, low, high))
    return found


def contradictions(shown: list[Row], before: Mapping[tuple[str, str], float]) -> Iterator[str]:
    """Everything in a workbook that can't be, alone or beside the one before."""
    at = {(what, group): n for what, group, n, *_ in shown}
    for what, group, n, of, share, low, high in shown:
        if not (0 < n < of and n == int(n) and of == int(of) and abs(share - n / of) < 1e-9):
            yield f"{what}, {group}: {n} of {of} is {share}"
        if low is not None and high is not None and not 0 <= low <= share <= high <= 1:
            yield f"{what}, {group}: {share} lies outside {low} to {high}"
        if n < before.get((what, group), 0):
            yield f"{what}, {group} falls to {n}"
    for what in {what for what, *_ in shown}:
        parts = [n for (part, group), n in at.items() if part == what and group != "All"]
        if (what, "All") in at and sum(parts) > at[what, "All"]:
            yield f"{what}: the groups have {sum(parts)} of {at[what, 'All']}"
    for group in {group for _, group, *_ in shown}:
        by_day = [n for (what, of_group), n in at.items() if of_group == group and what.startswith("Answered by day")]
        if by_day != sorted(by_day):
            yield f"{group}: answers fall, {by_day}"


def misprints(briefing: Briefing) -> Iterator[str]:
    """Where the HTML says other numbers than the page's tables, or draws a curve that falls or leaves its picture."""
    html = as_html(briefing)
    tables = [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", table, re.S)]
        for table in re.findall(r"<table.*?</table>", html, re.S)
    ]
    in_order = [briefing.chapters["reasons"]] + [one for name, one in briefing.chapters.items() if name != "reasons"]
    for chapter, printed in zip(in_order, tables, strict=True):
        on_page = [str(cell) for cell in table_of(chapter.all).iloc[:, 1:].to_numpy().ravel()]
        if printed != on_page:
            yield f"{chapter.question.name}: the HTML says {printed}, the page {on_page}"
    for line in answer_lines(briefing.chapters["answers"]):
        heights = [float(point.split(",")[1]) for point in line.points.split()]
        if heights != sorted(heights, reverse=True) or not 0 <= heights[-1] <= heights[0] <= HEIGHT:
            yield f"the curve of {line.name} goes through {heights}"


def _blurred(plan: Plan, name: str, numbers: np.ndarray, source: random.Random) -> np.ndarray:
    return np.asarray(numbers + drawn(plan.sd(name), numbers.size, source.randbytes).reshape(numbers.shape))


def _rows(plan: Plan, counts: Counts) -> Iterator[tuple[str, str, str, int, int]]:
    for table in plan.tables:
        names = [*(fact.name for fact in FACTS), *BANDS]
        for group, of_group in zip(
            table.groups, np.hstack([counts.facts[table.name], counts.bands[table.name]]), strict=True
        ):
            for fact, n in zip(names, of_group, strict=True):
                yield table.name, group, fact, int(n), int(n)


def main(years: int) -> None:
    """Prints, for each campus, how many printed ranges held and what was impossible."""
    for name, plan in CAMPUSES.items():
        found = simulated(plan, years, seed=7)
        print(f"{name}: {years} years, {len(found.impossible)} impossible, {found.held} of {found.ranges} ranges held"
              f" ({100 * found.share:.1f} of 100)", *found.impossible[:5], sep="\n  ")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
