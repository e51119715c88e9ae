"""A text for a second opinion holds nobody's name, and what may still tell is pointed at."""

from __future__ import annotations

import pytest

from analytics.feedback_requests.redact import Known, redact

KNOWN = Known(employers=("Alder Works GmbH",), people=("Robin Vale", "Sam Thornby"), places=("Northbridge, GB",))

TAKEN_OUT = {
    "Alder Works turned you down.": "[employer] turned you down.",
    "alder works gmbh turned you down.": "[employer] turned you down.",
    "ALDER’s team, and AlderWorks, agreed.": "[employer]’s team, and [employer], agreed.",
    "Robin Vale and Robin's team saw Sam.": "[name] and [name]'s team saw [name].",
    "Ms. Miller and Dr Jean-Luc O’Neill agreed.": "[name] and [name] agreed.",
    "The office in Northbridge is small.": "The office in [place] is small.",
    "Write to robin.vale@alder.example.": "Write to [e-mail].",
    "See https://alder.works/jobs?id=7, or www.alder.example.": "See [link], or [link].",
    "Apply at alder-works.com/jobs.": "Apply at [link].",
    "Call +44 (0)20 7946 0991.": "Call [phone].",
    "On 04/05/2026 you came.": "On [date] you came.",
    "Dear Kim,\nthank you.": "Dear [name],\nthank you.",
    "Hi Kim Doe!\nThanks.": "Hi [name]!\nThanks.",
    "No.\n\nKind regards,\nKim Doe": "No.\n\nKind regards,\n[name]",
    "No. Best, Kim": "No. Best, [name]",
}


@pytest.mark.parametrize("text", TAKEN_OUT, ids=str)
def test_who_and_where_are_taken_out(text: str) -> None:
    assert redact(text, KNOWN).text == TAKEN_OUT[text]


UNCHANGED = (
    "Dear applicant,\nyour answers stayed general.",
    "We robbed the older workshop of 3 to 5 valets.",
    "Your presentation ran over. It had 12 slides in 20 minutes.",
    "Thanks for coming in. The team enjoyed it.",
)


@pytest.mark.parametrize("text", UNCHANGED)
def test_what_tells_nobody_stays(text: str) -> None:
    found = redact(text, KNOWN)
    assert (found.text, found.taken_out) == (text, 0)


def test_what_may_still_tell_is_pointed_at() -> None:
    found = redact("Dear Sam, your Java was weak for our Falcon team. On Monday @kim saw ticket 48213.", KNOWN)
    assert found.look_again == ("Java", "Falcon", "@kim", "48213")


def test_how_many_were_taken_out_is_told() -> None:
    assert redact("Dear Sam, Alder Works in Northbridge said no.", KNOWN).taken_out == 3


def test_nothing_known_and_nothing_said_are_no_problem() -> None:
    assert redact("", Known()).text == ""
    assert redact("Too vague for us.", Known(employers=("",), people=("-",))).text == "Too vague for us."


def test_names_are_looked_for_as_text_and_not_as_patterns() -> None:
    found = redact("The (Best) Co. said: C++ is missing.", Known(employers=("(Best) Co.", ".*", "C++[")))
    assert "missing" in found.text and "(Best)" not in found.text


def test_a_long_text_is_read_quickly() -> None:
    assert len(redact("Dear a " * 3000 + "regards, " * 2000, KNOWN).text) > 1000
