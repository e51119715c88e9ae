"""Published numbers: the blur is what the formula says, the numbers fit together, and a fact stays a guess."""

from __future__ import annotations

import random
from datetime import date
from math import sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from analytics.errors import InvalidEntry
from analytics.publication import guarantee
from analytics.publication.calendar import DAYS, academic_year, bounds, calendar, following, missed, named
from analytics.publication.counting import counts_of, new_facts
from analytics.publication.display import is_shown
from analytics.publication.facts import BANDS, BY_NAME, FACTS
from analytics.publication.fitting import Counts, box_with_sum, fitted, two_way, zero
from analytics.publication.noise import chances, drawn
from analytics.publication.plan import EVERYBODY, OTHER, PROGRAMME, Plan, Table, plan_for
from analytics.statistics.published_shares import published_share
from analytics.wording.cohort import cost, out_of_sight

MEDIUM = {"Biology": 100, "Business": 140, "Computing": 160}
LARGE = {"Biology": 500, "Business": 700, "Computing": 800}


def seeded(seed: int) -> random.Random:
    return random.Random(seed)


# --- noise ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sd", [0.7, 1.9, 4.9])
def test_the_blur_is_the_discrete_gaussian(sd: float) -> None:
    numbers = drawn(sd, 40_000, seeded(1).randbytes)
    assert numbers.dtype == np.int64
    expected: dict[int, float] = {k: 40_000 * float(chance) for k, chance in chances(sd).items()}
    often = [k for k in expected if expected[k] >= 10]
    seen = [int((numbers == k).sum()) for k in often]
    rest = 40_000 - sum(seen), 40_000 - sum(expected[k] for k in often)
    observed, wanted = [*seen, rest[0]], [*(expected[k] for k in often), rest[1]]
    assert stats.chisquare(observed, np.array(wanted) * sum(observed) / sum(wanted)).pvalue > 0.001


def test_the_chances_are_symmetric_sum_to_one_and_have_the_sd() -> None:
    exact = chances(2.0)
    assert abs(float(sum(exact.values())) - 1) < 1e-15
    assert exact[3] == exact[-3]
    # sum k^2 exp(-k^2/8) over whole numbers / sum exp(-k^2/8): 4 to eleven digits, for the sum is nearly the integral
    assert float(sum(k * k * chance for k, chance in exact.items())) == pytest.approx(4.0, abs=1e-9)
    assert float(exact[1] / exact[0]) == pytest.approx(0.8824969025845955, abs=1e-15)


def test_no_blur_is_none_and_below_nothing_is_refused() -> None:
    assert drawn(0, 3).tolist() == [0, 0, 0]
    with pytest.raises(ValueError, match="below 0"):
        drawn(-1, 3)


def test_the_operating_systems_source_gives_another_blur_each_time() -> None:
    assert drawn(2.0, 100).tolist() != drawn(2.0, 100).tolist()


# --- the plan -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("enrolled", "sds"),
    [
        (149, {"everybody": 1.886}),
        (150, {"everybody": 4.216, "programme": 2.108}),
        (999, {"everybody": 4.216, "programme": 2.108}),
        (1000, {"everybody": 4.869, "programme": 2.667, "channel": 4.216, "role_family": 4.869}),
    ],
)
def test_the_plan_follows_from_enrolment(enrolled: int, sds: dict[str, float]) -> None:
    plan = plan_for({"Biology": enrolled})
    assert {name: pytest.approx(plan.sd(name), abs=0.001) for name in plan.names} == sds


def test_group_lists_are_public_and_end_with_the_rest() -> None:
    plan = plan_for(LARGE, channels=("Web",), role_families=("Data",))
    assert [table.groups for table in plan.tables] == [
        ("everybody",),
        ("Biology", "Business", "Computing", OTHER),
        ("Web", OTHER),
        ("Data", OTHER),
    ]


CROSSED = {"programme_by": "channel", "channels": ("Web", "Fair")}
LEVELS = {"Biology": "bachelor", "Business": "master", "Computing": "master"}


def test_a_large_campus_may_cross_programmes_with_one_list_and_pays_with_its_other_tables() -> None:
    plan = plan_for(LARGE, **CROSSED)  # type: ignore[arg-type]
    assert plan.names == ("everybody", "programme", "role_family", "programme_by_channel")
    assert plan["programme_by_channel"].groups[:4] == (
        "Biology · Web",
        "Biology · Fair",
        "Biology · other",
        "Business · Web",
    )
    assert [table.share for table in plan.tables] == pytest.approx([0.15, 0.35, 0.15, 0.35])
    [channel] = plan.sums
    assert (channel.name, channel.of) == ("channel", "programme_by_channel")
    assert channel.groups["Web"] == ("Biology · Web", "Business · Web", "Computing · Web", "other · Web")
    # sqrt(2 / .35) / .75 = 3.187; a channel sums four of them
    assert plan.sd_so_far("programme_by_channel", 1) == pytest.approx(3.187, abs=0.001)
    assert plan.sd_so_far("channel", 4) == pytest.approx(2 * 2 * 3.187, abs=0.002)
    said = cost(plan)
    assert "without it the blur would be 2.7 instead of 3.2 by programme and 4.2 instead of 6.4 by channel" in said
    assert "programme_by_channel" not in plan_for({"Biology": 999}, **CROSSED).names  # type: ignore[arg-type]
    with pytest.raises(InvalidEntry, match="can't be crossed with month"):
        plan_for(LARGE, programme_by="month")


def test_a_monthly_calendar_says_what_it_costs_and_three_publications_say_their_own() -> None:
    monthly, thrice = plan_for(LARGE, publications=12), plan_for(LARGE)
    assert monthly.sd_so_far(EVERYBODY, 12) == pytest.approx(2 * thrice.sd_so_far(EVERYBODY, 3))
    assert cost(monthly).endswith("to 11.6 after 12 publications, where 3 publications would make it 5.8.")
    assert cost(thrice).endswith("to 5.8 after 3 publications.")


def test_levels_are_sums_of_programmes_where_each_programme_has_one() -> None:
    [level] = plan_for(MEDIUM, levels=LEVELS).sums
    assert level.groups == {"bachelor": ("Biology",), "master": ("Business", "Computing"), "other": ("other",)}
    assert plan_for(MEDIUM, levels=LEVELS).sd_so_far("level", 1) == pytest.approx(2.108 * sqrt(2), abs=0.001)
    for unsaid in ({"Biology": "bachelor"}, dict.fromkeys(MEDIUM, "master"), {}):
        assert plan_for(MEDIUM, levels=unsaid).sums == ()
    assert plan_for({"Biology": 100}, levels={"Biology": "bachelor"}).sums == ()


@pytest.mark.parametrize(
    ("strength", "said"),
    [
        (0.75, ("at most 65 of", "guess in 68;", "reason in 75.", "in 80 to 88 of 100")),
        (1.0, ("at most 70 of", "guess in 73;", "reason in 81.", "in 87 to 94 of 100")),
        (0.5, ("at most 60 of", "guess in 63;", "reason in 67.", "in 72 to 78 of 100")),
    ],
)
def test_students_are_told_what_the_strength_in_force_gives_away(strength: float, said: tuple[str, ...]) -> None:
    told = " ".join(out_of_sight(strength))
    assert [words for words in said if words not in told] == []


@pytest.mark.parametrize("strength", [0.24, 1.51])
def test_a_strength_out_of_reach_is_refused(strength: float) -> None:
    with pytest.raises(InvalidEntry, match="outside"):
        plan_for(MEDIUM, strength=strength)


@pytest.mark.parametrize("strength", [0.25, 1.5])
def test_the_ends_of_the_strengths_are_taken(strength: float) -> None:
    assert plan_for(MEDIUM, strength=strength).strength == strength


def test_shares_that_spend_more_than_the_budget_are_refused() -> None:
    with pytest.raises(ValueError, match="sum to 1"):
        Plan((Table(EVERYBODY, (EVERYBODY,), 0.5), Table(PROGRAMME, ("Biology",), 0.6)))


# --- what an attacker learns ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("cells", "most"), [(1, 0.615), (2, 0.655), (3, 0.69), (6, 0.75)])
@pytest.mark.parametrize(
    "plan",
    [plan_for({"Biology": 60}), plan_for(MEDIUM, levels=LEVELS), plan_for(LARGE), plan_for(LARGE, **CROSSED)],  # type: ignore[arg-type]
)
def test_who_knows_everything_else_still_guesses(plan: Plan, cells: int, most: float) -> None:
    """Best guess of one fact that moves so many numbers of every table, from the blurred numbers themselves."""
    tries = 20_000
    rng = seeded(7)
    truth = np.array([rng.random() < 0.5 for _ in range(tries)])
    score = np.zeros(tries)
    for table in plan.tables:
        for _ in range(cells):
            seen = truth + drawn(plan.sd(table.name), tries, rng.randbytes)
            score += (seen - 0.5) / plan.sd(table.name) ** 2
    right = float(((score > 0) == truth).mean())
    assert right <= most
    assert right == pytest.approx(guarantee.right(plan.strength, cells), abs=4 * sqrt(0.24 / tries))


# --- fitting --------------------------------------------------------------------------------------------------


def whole(*numbers: int) -> NDArray[np.int64]:
    return np.array(numbers, dtype=np.int64)


def test_a_sum_within_bounds_is_shared_out_evenly() -> None:
    fit = box_with_sum(whole(5, 3, -4), 9, whole(0, 0, 0), whole(10, 10, 10))
    assert fit.tolist() == [6, 3, 0] or fit.tolist() == [5, 4, 0]
    assert box_with_sum(whole(5, 3, 1), 9, whole(0, 0, 0), whole(10, 10, 10)).tolist() == [5, 3, 1]
    assert box_with_sum(whole(9, 9, 0), 9, whole(0, 0, 2), whole(3, 10, 10)).tolist() == [3, 4, 2]


def test_no_sum_outside_the_bounds() -> None:
    for total in (2, 31):
        with pytest.raises(InvalidEntry, match="sum to"):
            box_with_sum(whole(5, 3, 1), total, whole(1, 1, 1), whole(10, 10, 10))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_table_has_its_sums_and_never_falls(data: st.DataObject) -> None:
    shape = data.draw(st.tuples(st.integers(1, 5), st.integers(1, 7)))
    cell = st.integers(0, 30)
    low = np.array(data.draw(st.lists(cell, min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]))).reshape(shape)
    more = np.array(data.draw(st.lists(cell, min_size=low.size, max_size=low.size))).reshape(shape)
    noise = np.array(data.draw(st.lists(st.integers(-20, 20), min_size=low.size, max_size=low.size))).reshape(shape)
    true = low + more
    fit = two_way(true + noise, true.sum(axis=1), true.sum(axis=0), low)
    assert fit.sum(axis=1).tolist() == true.sum(axis=1).tolist()
    assert fit.sum(axis=0).tolist() == true.sum(axis=0).tolist()
    assert (fit >= low).all()
    assert two_way(true, true.sum(axis=1), true.sum(axis=0), low).tolist() == true.tolist()


def test_a_table_whose_sums_differ_is_refused() -> None:
    with pytest.raises(InvalidEntry, match="fit together"):
        two_way(np.zeros((2, 2)), whole(1, 1), whole(1, 2), np.zeros((2, 2), dtype=np.int64))
    with pytest.raises(InvalidEntry, match="fit together"):
        two_way(np.zeros((1, 2)), whole(1), whole(1, 0), np.array([[0, 1]]))


def students(plan: Plan, n: int, rng: np.random.Generator) -> Counts:
    """New facts of n made-up students, who have what a fact is within before they have it."""
    has: dict[str, NDArray[np.bool_]] = {}
    for fact in FACTS:
        chance = rng.uniform(0.1, 0.9)
        has[fact.name] = (has[fact.within] if fact.within else np.ones(n, dtype=bool)) & (rng.random(n) < chance)
    band = rng.integers(0, len(BANDS), n)
    facts, bands = {}, {}
    for table in plan.tables:
        group = rng.integers(0, len(table.groups), n)
        facts[table.name] = np.array(
            [[int((has[fact.name] & (group == g)).sum()) for fact in FACTS] for g in range(len(table.groups))]
        )
        bands[table.name] = np.array(
            [
                [int((has["followed"] & (band == b) & (group == g)).sum()) for b in range(len(BANDS))]
                for g in range(len(table.groups))
            ]
        )
    return Counts(facts, bands)


def added(first: Counts, second: Counts) -> Counts:
    return Counts(
        {name: first.facts[name] + second.facts[name] for name in first.facts},
        {name: first.bands[name] + second.bands[name] for name in first.bands},
    )


def blurred(plan: Plan, counts: Counts, source: random.Random) -> Counts:
    def blur(name: str, table: NDArray[np.int64]) -> NDArray[np.int64]:
        return table + drawn(plan.sd(name), table.size, source.randbytes).reshape(table.shape)

    return Counts(
        {name: blur(name, table) for name, table in counts.facts.items()},
        {name: blur(name, table) for name, table in counts.bands.items()},
    )


def contradictions(plan: Plan, counts: Counts, before: Counts) -> list[str]:
    """Everything in published numbers that can't be."""
    found = []
    everybody = counts.facts[EVERYBODY][0]
    names = list(BY_NAME)
    for table in plan.names:
        facts, bands = counts.facts[table], counts.bands[table]
        if (facts < before.facts[table]).any() or (bands < before.bands[table]).any():
            found.append(f"{table} falls")
        if (facts.sum(axis=0) != everybody).any():
            found.append(f"{table} does not sum to everybody")
        if (bands.sum(axis=1) != facts[:, names.index("followed")]).any():
            found.append(f"bands of {table} do not sum to the followed")
        if (bands.sum(axis=0) != counts.bands[EVERYBODY][0]).any():
            found.append(f"bands of {table} do not sum to everybody's")
        if plan[table].by is not None:
            each = len(plan[table].groups) // len(plan[PROGRAMME].groups)
            if (facts.reshape(-1, each, len(FACTS)).sum(axis=1) != counts.facts[PROGRAMME]).any():
                found.append(f"{table} does not sum to the programmes")
            if (bands.reshape(-1, each, len(BANDS)).sum(axis=1) != counts.bands[PROGRAMME]).any():
                found.append(f"bands of {table} do not sum to the programmes'")
        for place, fact in enumerate(FACTS):
            parts = facts[:, place]
            if fact.within is None:
                continue
            whole_of = facts[:, names.index(fact.within)]
            inside = (parts <= whole_of).all() if table in (EVERYBODY, PROGRAMME) else parts.sum() <= whole_of.sum()
            if not inside:
                found.append(f"{fact.name} is more than {fact.within} in {table}")
    return found


@pytest.mark.parametrize(
    ("plan", "years"),
    [(plan_for({"Biology": 60}), 20), (plan_for(MEDIUM), 20), (plan_for(LARGE), 5),
     (plan_for(LARGE, **CROSSED), 5)],  # type: ignore[arg-type]
)  # fmt: skip
def test_no_impossible_number_in_three_publications_a_year(plan: Plan, years: int) -> None:
    enrolled, rng, source = plan.enrolled, np.random.default_rng(3), seeded(3)
    for _ in range(years):
        sums, before = zero(plan), zero(plan)
        for _ in range(3):
            sums = added(sums, blurred(plan, students(plan, sum(enrolled.values()) // 4, rng), source))
            now = fitted(plan, sums, before)
            assert contradictions(plan, now, before) == []
            before = now


def test_without_blur_the_numbers_are_the_counts() -> None:
    plan = plan_for(MEDIUM)
    counts = students(plan, 200, np.random.default_rng(5))
    exact = fitted(plan, counts, zero(plan))
    for name in plan.names:
        assert exact.facts[name].tolist() == counts.facts[name].tolist()
        assert exact.bands[name].tolist() == counts.bands[name].tolist()


# --- what is shown --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "of", "sd", "shown"),
    [(9, 100, 1.0, False), (10, 100, 1.0, True), (90, 100, 1.0, True), (91, 100, 1.0, False), (12, 100, 4.1, False),
     (13, 100, 4.1, True), (10, None, 1.0, True)],
)  # fmt: skip
def test_small_numbers_and_small_rests_are_not_shown(n: int, of: int | None, sd: float, shown: bool) -> None:
    assert is_shown(n, of, sd) is shown


def test_an_interval_from_a_hundred_students_on() -> None:
    few, enough = published_share(40, 99, 2.1, 2.1), published_share(40, 100, 2.1, 2.1)
    assert few is not None and few.low is None
    assert enough is not None and enough.low is not None and enough.high is not None
    # by hand: v = .4*.6/100 = .0024; blur (4.41 + .16*4.41)/10000 = .00051156; worth 82.43; Wilson of .4 at 82.43
    assert [enough.low, enough.high] == pytest.approx([0.3010, 0.5079], abs=5e-4)
    exact = published_share(40, 100, 0.0, 0.0)
    assert exact is not None and exact.low == pytest.approx(0.3094, abs=5e-5)
    assert published_share(9, 100, 1.0, 1.0) is None


def test_the_printed_interval_holds_where_it_is_given() -> None:
    """Students of a campus of 400, by programme: truth is the chance behind each student's fact."""
    plan, rng, source = plan_for(MEDIUM), np.random.default_rng(11), seeded(11)
    sd, held, shown = plan.sd(PROGRAMME), 0, 0
    for _ in range(4000):
        chance, size = rng.uniform(0.15, 0.85), int(rng.integers(110, 160))
        n = int(rng.binomial(size, chance) + drawn(sd, 1, source.randbytes)[0])
        of = int(size + drawn(sd, 1, source.randbytes)[0])
        share = published_share(n, of, sd, sd) if n <= of else None
        if share is not None and share.low is not None and share.high is not None:
            shown += 1
            held += share.low <= chance <= share.high
    assert shown > 3000
    assert 0.93 <= held / shown <= 0.97


# --- days -----------------------------------------------------------------------------------------------------


def test_the_days_of_a_year_and_what_each_counts() -> None:
    assert [(day.day, day.year, day.closes) for day in calendar(DAYS, 2026, 2026)] == [
        (date(2026, 1, 31), 2025, False),
        (date(2026, 6, 30), 2025, False),
        (date(2026, 11, 30), 2025, True),
    ]
    assert bounds(2025) == (date(2025, 9, 1), date(2026, 8, 31))
    assert [academic_year(date(2026, 8, 31)), academic_year(date(2026, 9, 1))] == [2025, 2026]
    assert named(2026) == "2026/27"
    assert named(2099) == "2099/00"


def test_a_month_is_counted_with_the_year_until_it_was_followed() -> None:
    monthly = [f"{month:02d}-28" for month in range(1, 13)]
    years = {day.day.month: (day.year, day.closes) for day in calendar(monthly, 2026, 2026)}
    assert years[11] == (2025, True)
    assert years[12] == (2026, False)
    assert years[8] == (2025, False)


@pytest.mark.parametrize(
    ("after", "until", "due"),
    [
        (date(2026, 1, 31), date(2026, 6, 29), []),
        (date(2026, 1, 31), date(2026, 6, 30), [date(2026, 6, 30)]),
        (date(2026, 6, 30), date(2026, 6, 30), []),
        # two missed days of one year are made up by one publication, those of two years by two
        (date(2025, 12, 1), date(2026, 7, 15), [date(2026, 6, 30)]),
        (date(2026, 1, 1), date(2027, 2, 1), [date(2026, 11, 30), date(2027, 1, 31)]),
    ],
)
def test_a_missed_day_is_made_up_once(after: date, until: date, due: list[date]) -> None:
    assert [day.day for day in missed(DAYS, after, until)] == due


def test_the_next_day_and_days_that_are_none() -> None:
    assert following(DAYS, date(2026, 11, 25)).day == date(2026, 11, 30)
    assert following(DAYS, date(2026, 11, 30)).day == date(2027, 1, 31)
    assert following(("02-29",), date(2027, 1, 1)).day == date(2027, 2, 28)
    for wrong in ("13-01", "soon", "04-31"):
        with pytest.raises(InvalidEntry, match=f"{wrong} is no day"):
            following((wrong,), date(2026, 1, 1))


# --- counted once ---------------------------------------------------------------------------------------------


def true_now(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame([(student, fact, "Biology") for student, fact in rows], columns=["student", "fact", PROGRAMME])


def pairs(facts: pd.DataFrame) -> set[tuple[str, str]]:
    return set(zip(facts["student"], facts["fact"], strict=True))


NOTHING = pd.DataFrame({"student": [], "fact": []}, dtype=str)


def test_a_fact_brings_what_it_is_within_and_comes_once() -> None:
    first = new_facts(true_now(("ada", "offered")), NOTHING)
    assert pairs(first) == {("ada", "offered"), ("ada", "answered"), ("ada", "students")}
    second = new_facts(true_now(("ada", "offered"), ("ada", "goal"), ("bo", "students")), first)
    assert pairs(second) == {("ada", "goal"), ("bo", "students")}
    assert new_facts(true_now(("ada", "offered")), first).empty


def test_a_students_answer_is_counted_with_one_application_for_ever() -> None:
    first = new_facts(true_now(("ada", "answered_by_7")), NOTHING)
    assert pairs(first) == {("ada", "answered_by_7"), ("ada", "followed"), ("ada", "students")}
    assert new_facts(true_now(("ada", "not_answered"), ("ada", "followed")), first).empty


def test_three_reasons_a_year_by_lot_that_does_not_move() -> None:
    reasons = [("ada", fact.name) for fact in FACTS if fact.name.startswith("reason_")][:5]
    first = new_facts(true_now(*reasons[:2]), NOTHING)
    second = new_facts(true_now(*reasons), first)
    assert sum(fact.startswith("reason_") for _, fact in pairs(second)) == 1
    again = new_facts(true_now(*reversed(reasons)), first)
    assert pairs(again) == pairs(second)


def test_a_cross_table_counts_each_fact_in_one_cell() -> None:
    facts = new_facts(true_now(("ada", "students"), ("bo", "students"), ("cy", "students")), NOTHING)
    facts[PROGRAMME] = facts["student"].map({"ada": "biology", "bo": "Alchemy", "cy": "Business"})
    facts["channel"] = facts["student"].map({"ada": "web", "bo": "Web", "cy": None})
    facts["role_family"] = None
    plan = plan_for(LARGE, **CROSSED)  # type: ignore[arg-type]
    counted = counts_of(plan, facts).facts["programme_by_channel"][:, 0]
    found = {group: int(n) for group, n in zip(plan["programme_by_channel"].groups, counted, strict=True) if n}
    assert found == {"Biology · Web": 1, "other · Web": 1, "Business · other": 1}


def test_groups_are_those_of_the_plan_and_the_rest_is_other() -> None:
    plan = plan_for({"Biology": 200})
    facts = new_facts(true_now(("ada", "students"), ("bo", "goal")), NOTHING)
    facts.loc[facts["student"] == "bo", PROGRAMME] = "Alchemy"
    counts = counts_of(plan, facts)
    students, goal = 0, [fact.name for fact in FACTS].index("goal")
    assert counts.facts[PROGRAMME][:, [students, goal]].tolist() == [[1, 0], [1, 1]]
    assert counts.facts[EVERYBODY][0, [students, goal]].tolist() == [2, 1]
    assert counts.bands[EVERYBODY].sum() == 0


def test_nobody_is_counted_twice_over_random_histories() -> None:
    rng = np.random.default_rng(17)
    names = [fact.name for fact in FACTS] + list(BANDS)
    for _ in range(60):
        counted = NOTHING
        for _ in range(4):
            rows = [(f"s{rng.integers(6)}", names[rng.integers(len(FACTS))]) for _ in range(25)]
            rows += [(f"s{student}", names[rng.integers(len(FACTS), len(names))]) for student in rng.permutation(6)[:3]]
            counted = pd.concat([counted, new_facts(true_now(*rows), counted)[["student", "fact"]]])
        assert not counted.duplicated().any()
        band = counted[counted["fact"].isin(BANDS)]
        assert band["student"].is_unique
        followed = set(counted.loc[counted["fact"] == "followed", "student"])
        assert set(band["student"]) <= followed


def test_capitals_and_spaces_of_a_groups_name_make_no_difference() -> None:
    facts = new_facts(true_now(("ada", "students"), ("bo", "students"), ("cy", "students")), NOTHING)
    facts[PROGRAMME] = facts["student"].map({"ada": "BIOLOGY", "bo": " marine  biology ", "cy": None})
    counts = counts_of(plan_for({"Biology": 200, "Marine Biology": 200}), facts)
    assert counts.facts[PROGRAMME][:, 0].tolist() == [1, 1, 1]
