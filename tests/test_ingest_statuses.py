"""Words of status columns: what they say, whose no it was, and what is asked rather than guessed."""

from __future__ import annotations

import pytest

from analytics.ingest.statuses import ANSWERS, Context, status_of, suggestion, vocabulary


@pytest.mark.parametrize(
    ("words", "meanings"),
    [
        ("reeejected", ("rejected",)),
        ("Rejection :(", ("rejected",)),
        ("Negative.", ("rejected",)),
        ("Decline", ("rejected",)),
        ("abgesagt", ("rejected",)),
        ("Auto-Rejected", ("rejected",)),
        ("Rejcted", ("rejected",)),
        ("Rejected ❌", ("rejected",)),
        ("Rejected 3/4/2024", ("rejected",)),
        ("Rejected-Interview", ("rejected", "interview")),
        ("Inter + Rejec", ("interview", "rejected")),
        ("Phone Interview -> Rejected", ("screening", "rejected")),
        ("Rejected after 2nd interview", ("rejected", "interview")),
        ("Rejected (No Interview)", ("not_invited",)),
        ("No Response", ("silence",)),
        ("Ghosted", ("silence",)),
        ("Suspected Ghost Job", ("silence",)),
        ("Awaiting Response", ("open",)),
        ("1. Applied", ("open",)),
        ("Turn down", ("withdrawn",)),
        ("Withdrew", ("withdrawn",)),
        ("Declined (by me)", ("withdrawn",)),
        ("Offer Declined", ("declined",)),
        ("Position Removed", ("closed",)),
        ("Speculative", ("speculative",)),
        ("Delivery Failed", ("undelivered",)),
        ("Ready to Apply", ("planned",)),
        ("Absage", ("rejected",)),
        ("Rechazado", ("rejected",)),
        ("Refusé", ("rejected",)),
        ("Não selecionado", ("rejected",)),
        ("Vorstellungsgespräch", ("interview",)),
        ("Entretien", ("interview",)),
        ("Sem resposta", ("silence",)),
        ("n/a", ("blank",)),
        ("", ("blank",)),
    ],
)
def test_words_say(words: str, meanings: tuple[str, ...]) -> None:
    assert status_of(words).meanings == meanings


@pytest.mark.parametrize(
    "words", ["passed", "Turned down", "not rejected", "Offer rejected", "blue", "see e-mail from Tom"]
)
def test_words_that_could_mean_two_things_are_asked(words: str) -> None:
    assert not status_of(words).understood


def test_a_stage_that_was_passed_was_reached() -> None:
    assert status_of("Passed", Context.STAGE).meanings == ("yes",)
    assert suggestion("passed") == "rejected"


def test_every_answer_is_in_the_vocabulary() -> None:
    assert set(ANSWERS) <= set(vocabulary())
