"""`steppingstone turns`: a new way tried against the usual one; what it could find, whose turn it is, its result."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from analytics.cli.options import as_of_option, format_option, opened, store_option, write
from analytics.goals.turns import begin, give_up
from analytics.statistics.turns import MOST_PAIRS, Plan, power, turns
from analytics.wording.turns import power_in_words, turn_in_words


@click.command("turns")
@store_option
@as_of_option
@format_option
@click.option("--usual", type=click.IntRange(1, 99), default=10, show_default=True, help="Invited the usual way, in %.")
@click.option("--hoped", type=click.IntRange(1, 99), default=20, show_default=True, help="Hoped for the new way, in %.")
@click.option(
    "--pairs", type=click.IntRange(1, MOST_PAIRS), default=60, show_default=True, help="Pairs of applications."
)
@click.option("--begin", "what", default=None, help="Begins a trial of what is named here, and draws its coins.")
@click.option("--give-up", "ends", is_flag=True, help="Ends the trial that is on.")
def turns_command(
    store_folder: Path | None,
    as_of: date | None,
    form: str,
    usual: int,
    hoped: int,
    pairs: int,
    what: str | None,
    ends: bool,
) -> None:
    """What a trial of turns could find, and where the one that is on stands."""
    store, viewer = opened(store_folder)
    if ends or what is not None:
        with store.writing(viewer) as writer:
            if ends:
                give_up(writer)
            if what is not None:
                begin(writer, what, pairs)
    with store.reading(viewer) as reader:
        plan = Plan.kept(reader.load("settings"))
        sent = None if plan is None else reader.load("turns", since=plan.since, today=as_of or date.today())
    if plan is None or sent is None:
        chance = power(usual / 100, hoped / 100, pairs)
        said = power_in_words(usual / 100, hoped / 100, pairs, chance)
        write([{"on": False, "pairs": pairs, "power": round(chance, 3), "said": said}], form)
        return
    trial = turns(plan, sent)
    row = {
        "on": True,
        "what": plan.what,
        "since": plan.since,
        "pairs": len(plan.coins),
        "sent": trial.sent,
        "next": None if trial.next_is_new is None else "new" if trial.next_is_new else "usual",
        "p": None if trial.found is None else round(trial.found.p, 4),
        "said": turn_in_words(trial),
    }
    write([row], form)
