"""A new way tried in turns: power by counting, coins that stay, one look at the planned end."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from analytics.cli import commands
from analytics.errors import InvalidEntry, Refused
from analytics.goals.turns import begin, give_up
from analytics.statistics.turns import NAME, Found, Plan, mid_p, power, turns
from analytics.store import Viewer
from analytics.wording.turns import power_in_words, turn_in_words
from tests.builders import a_store, an_application
from tests.conftest import Dashboard, Watched, opened_page

ME = Viewer.applicant(1)
SINCE = date(2026, 3, 1)


def plan(*coins: bool) -> Plan:
    return Plan("short letters", SINCE, coins)


def sent(*invited: int, settled: bool = True) -> pd.DataFrame:
    return pd.DataFrame({"application_id": range(len(invited)), "invited": [bool(it) for it in invited]}).assign(
        settled=settled
    )


def kept(text: str) -> pd.DataFrame:
    return pd.DataFrame({"name": ["other", NAME], "value": ["x", text]})


# The design's table, by simulation of two equal arms; the paired test is counted here.
@pytest.mark.parametrize(
    ("usual", "new", "applications", "found"),
    [
        (0.1, 0.2, 60, 0.16), (0.1, 0.2, 120, 0.32), (0.1, 0.2, 200, 0.50), (0.1, 0.2, 400, 0.80),
        (0.1, 0.3, 60, 0.47), (0.1, 0.3, 120, 0.79), (0.05, 0.1, 400, 0.47),
    ],
)  # fmt: skip
def test_power_is_that_of_the_design(usual: float, new: float, applications: int, found: float) -> None:
    assert power(usual, new, applications // 2) == pytest.approx(found, abs=0.015)


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9])
@pytest.mark.parametrize("pairs", [3, 30, 100, 500])
def test_where_both_ways_are_alike_they_are_called_different_in_five_of_a_hundred_trials_at_most(
    share: float, pairs: int
) -> None:
    assert 2 * power(share, share, pairs) <= 0.051


def test_power_is_the_sum_over_every_outcome() -> None:
    """Four pairs, every one of the four things that can happen to each."""
    usual, new, pairs = 0.3, 0.9, 4
    chances = {(1, 0): new * (1 - usual), (0, 1): usual * (1 - new), (1, 1): new * usual}
    chances[0, 0] = 1 - sum(chances.values())
    total = 0.0
    for outcome in product(chances, repeat=pairs):
        alone = sum(one == (1, 0) for one in outcome), sum(one == (0, 1) for one in outcome)
        if alone[0] > alone[1] and mid_p(np.array(sum(alone)), np.array(alone[0])) < 0.05:
            total += float(np.prod([chances[one] for one in outcome]))
    assert power(usual, new, pairs) == pytest.approx(total) and total == 0.0
    assert power(0.0, 1.0, 6) == pytest.approx(1.0)
    assert power(0.0, 0.0, 6) == power(1.0, 1.0, 6) == 0.0


def test_p_counts_the_coins_that_fall_as_unevenly() -> None:
    # binom.test(1, 8)$p.value - dbinom(1, 8, .5) in R, 9/128 * ... by hand: 2 (1 + 8/2) / 256
    assert mid_p(np.array(8), np.array(1)) == pytest.approx(2 * (1 + 8 / 2) / 256)
    assert mid_p(np.array(8), np.array(7)) == mid_p(np.array(8), np.array(1))
    assert mid_p(np.array(0), np.array(0)) == 1.0


def test_the_coin_says_whose_turn_it_is_and_the_result_comes_at_the_planned_end_only() -> None:
    trial = plan(True, False, True)
    assert [turns(trial, sent(*[0] * n)).next_is_new for n in range(7)] == [True, False, False, True, True, False, None]
    five = turns(trial, sent(1, 0, 0, 1, 1))
    assert (five.sent, five.found) == (5, None)
    waiting = turns(trial, sent(1, 0, 0, 1, 1, 0, settled=False))
    assert (waiting.unsettled, waiting.found) == (6, None)
    # of the third pair both were invited; what is sent after the end takes no part
    assert turns(trial, sent(1, 0, 0, 1, 1, 1, 0, 0)).found == Found(3, 1, 2, 0, 0.25)
    assert turns(trial, sent(0, 1, 1, 0, 0, 0)).found == Found(0, 2, 0, 2, 0.25)


def test_what_is_said_before_during_and_at_the_end() -> None:
    assert power_in_words(0.1, 0.2, 60, power(0.1, 0.2, 60)) == (
        "If 20% of applications the new way are invited and 10% the usual way, 120 applications in turns find it with a"
        " chance of 32%. You alone can't find this out; choose by what costs you less."
    )
    assert power_in_words(0.1, 0.3, 60, 0.5).endswith("Nothing is looked at before its planned end.")
    trial = plan(*[True] * 6)
    assert turn_in_words(turns(trial, sent(0))) == (
        "Application 2 of 12 goes the usual way: so the coin fell, and it stays."
    )
    assert turn_in_words(turns(trial, sent(*[0] * 12, settled=False))).startswith("All 12 are sent; 12 are neither")
    assert turn_in_words(turns(trial, sent(*[1, 0] * 6))) == (
        "The new way was invited in all 6, the usual way in none of 6: the new way is better, more than the coins alone"
        " would bring."
    )
    assert turn_in_words(turns(trial, sent(*[0, 1] * 6))).endswith(
        "the usual way is better, more than the coins alone would bring."
    )
    assert turn_in_words(turns(trial, sent(*[1, 1] * 6))).endswith("That is no proof that they are alike.")


def test_a_trial_is_kept_with_its_coins_and_none_is_drawn_again(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.writing(ME) as writer:
        begun = begin(writer, " short   letters ", 20)
        for pairs in (2, 501):
            with pytest.raises(InvalidEntry):
                begin(writer, "x", pairs)
        with pytest.raises(InvalidEntry):
            begin(writer, "  ", 20)
        with pytest.raises(Refused):
            begin(writer, "another", 20)
    with store.reading(ME) as reader:
        assert Plan.kept(reader.load("settings")) == begun
    assert (begun.what, len(begun.coins)) == ("short letters", 20)
    assert Plan.kept(kept(begun.as_text())) == begun
    with store.writing(ME) as writer:
        give_up(writer)
    with store.reading(ME) as reader:
        assert Plan.kept(reader.load("settings")) is None


def from_command_line(store: Path, *options: str) -> dict[str, object]:
    done = CliRunner().invoke(commands, ["turns", "--store", str(store), "--format", "json", *options])
    assert done.exit_code == 0, done.output
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_command_and_page_say_the_same_from_the_power_to_the_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = date.today()
    store = a_store(tmp_path)
    assert from_command_line(tmp_path / "store", "--pairs", "3")["power"] == 0.0
    first = from_command_line(tmp_path / "store", "--begin", "short letters", "--pairs", "3")
    assert (first["on"], first["pairs"], first["sent"]) == (True, 3, 0)
    page = opened_page("goal_progress", tmp_path / "store", monkeypatch, view="Did it help?")
    assert first["said"] in [str(it.value).replace("\\", "") for it in page.main.markdown]

    with store.reading(ME) as reader:
        trial = Plan.kept(reader.load("settings"))
    assert trial is not None and trial.since == begun
    came = {True: "invited_on", False: "rejected_on"}
    more: list[dict[str, Any]] = [{came[new]: str(begun)} for new in trial.new]
    rows = [an_application(f"E{place}", applied=str(begun), **it) for place, it in enumerate(more)]
    with a_store(tmp_path / "last", *rows).writing(ME) as writer:
        writer.add("settings", name=NAME, value=trial.as_text())
    last = from_command_line(tmp_path / "last" / "store")
    assert (last["sent"], last["next"], last["p"]) == (6, None, 0.125)
    assert last["said"] == (
        "The new way was invited in all 3, the usual way in none of 3: no more than the coins alone would bring."
        " That is no proof that they are alike."
    )
    month_later = begun + timedelta(days=30)
    assert from_command_line(tmp_path / "last" / "store", "--as-of", str(month_later)) == last


@pytest.mark.browser
def test_a_trial_is_planned_in_the_browser(dashboard: Dashboard, browser: Watched) -> None:
    page = browser.page
    page.goto(f"{dashboard.url}/goal_progress?view=Did+it+help%3F")
    page.get_by_text("You alone can't find this out").wait_for()
    page.get_by_label("What do I do the new way?").fill("short letters")
    page.get_by_label("What do I do the new way?").press("Enter")
    page.get_by_role("button", name="Begin, and draw the coins").click()
    page.get_by_text("Application 1 of 120 goes").wait_for()
    page.screenshot(path="/tmp/statsx/turns.png")
