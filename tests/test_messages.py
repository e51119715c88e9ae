"""Messages claim nothing that is not logged, leave no hole, and keep what is logged as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.feedback_requests.messages import (
    FOLDER,
    OTHERS,
    PERSONAL,
    TEMPLATES,
    Facts,
    Message,
    checks,
    mailto,
    render,
    worth_quoting,
)

NAMES = [template.name for template in TEMPLATES]
ALL = [*NAMES, *(template.name for template in OTHERS)]
KNOWN: dict[str, tuple[Any, ...]] = {
    "applicant": (None, "Sam Thornby"),
    "employer": (None, "Alder Works"),
    "role": (None, "Data Analyst"),
    "contact": (None, "Robin Vale"),
    "has_met": (False, True),
    "interviewed": (False, True),
    "assessed": (False, True),
    "interviewed_on": (None, date(2026, 5, 4)),
    "replied": (False, True),
    "generic": (False, True),
    "quote": (None, "It was not what we had in mind."),
}
FULL = Facts(**{name: values[-1] for name, values in KNOWN.items()})


def combinations() -> Iterator[Facts]:
    for values in product(*KNOWN.values()):
        yield Facts(**dict(zip(KNOWN, values, strict=True)))


HOLE = re.compile(r"None|\{|\}|  |\n\n\n| [,.?]|,,|\bat[.,]|\bof[.,]|\bposition (?:at|[.,])|: *$|,\s*\Z", re.M)


def holes(text: str) -> list[str]:
    """Signs of a missing value; a list may be announced by a colon."""
    return [hole for hole in HOLE.findall(text.replace("learn:\n", "learn\n")) if hole]


@pytest.mark.parametrize("name", ALL)
def test_every_combination_of_facts_renders_without_a_hole(name: str) -> None:
    for facts in combinations():
        message = render(name, facts)
        assert not holes(message.body) and not holes(message.subject), (facts, message)
        assert "\n" not in message.subject


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_claimed_that_is_not_logged(name: str) -> None:
    for facts in combinations():
        text = render(name, facts).body
        claims = {
            "interview": facts.interviewed,
            "our conversation on": facts.has_met and facts.interviewed and facts.interviewed_on is not None,
            "my assessment": facts.assessed,
            "your reply": facts.replied,
            "your feedback": facts.replied,
            "You wrote": facts.quote is not None,
            "Robin Vale": facts.contact is not None,
            "4 May": facts.interviewed_on is not None,
        }
        wrong = [claim for claim, true in claims.items() if claim in text and not true]
        assert not wrong, (facts, text)


@pytest.mark.parametrize("name", NAMES)
def test_every_rendered_message_passes_its_checks(name: str) -> None:
    for facts in combinations():
        missing = {check.name for check in checks(render(name, facts), facts) if not check.passed}
        expected = set()
        if facts.applicant is None:
            expected.add("Have you signed")
        if facts.role is None and (facts.employer is None or "Alder Works" not in render(name, facts).body):
            expected.add("Have you named something specific")
        assert missing == expected, facts


def test_a_message_says_what_is_known() -> None:
    assert render("general", FULL) == Message(
        "A question about Data Analyst at Alder Works",
        "Dear Robin Vale,\n\n"
        "Thank you for the interview for the position of Data Analyst at Alder Works, and for telling me how it"
        " ended.\n\n"
        "I accept the decision and want to learn from it. Could you tell me one thing that spoke for me, and one"
        " that I should work on before I apply for something similar? A line or two would already help me.\n\n"
        "Kind regards,\nSam Thornby\n",
    )


def test_an_employer_without_a_role_is_named() -> None:
    for name in NAMES:
        facts = Facts("Sam", "Alder Works", None, "Robin Vale", interviewed=True, replied=True)
        assert "Alder Works" in render(name, facts).subject


CHECKED = {
    "a good one": (render("general", FULL).body, set()),
    "a placeholder": (render("general", FULL).body.replace("Robin", "[Name]"), {"Is all filled in"}),
    "template syntax": (render("general", FULL).body.replace("Robin", "{{ name }}"), {"Is all filled in"}),
    "no thanks": (render("general", FULL).body.replace("Thank you for", "I remember"), {"Have you said thank you"}),
    "no purpose": (
        render("general", FULL).body.replace("learn", "know").replace("work on", "see"),
        {"Have you said what it is for"},
    ),
    "nothing specific": (
        render("general", FULL).body.replace("Data Analyst at Alder Works", "it"),
        {"Have you named something specific"},
    ),
    "too long": (render("general", FULL).body.replace("ended.", "ended. " + "And so on. " * 40), {"Is it short"}),
    "no name": (render("general", FULL).body.replace("Sam Thornby\n", ""), {"Have you signed"}),
    "nothing at all": (
        "",
        {
            "Have you said thank you",
            "Have you said what it is for",
            "Have you named something specific",
            "Have you signed",
        },
    ),
}


@pytest.mark.parametrize("case", CHECKED, ids=str)
def test_the_checks_find_what_is_missing(case: str) -> None:
    text, missing = CHECKED[case]
    assert {check.name for check in checks(Message("", text), FULL) if not check.passed} == missing


def test_asking_back_quotes_the_sentence_that_matters() -> None:
    letter = "Thank you for coming. " * 20 + "Another applicant was a closer match."
    assert worth_quoting(letter, "Another applicant was a closer match.") == "Another applicant was a closer match."
    assert worth_quoting("It was not what we had in mind.", None) == "It was not what we had in mind."
    assert worth_quoting(letter, None) is None


def test_a_short_name_is_a_signature() -> None:
    body = render("general", FULL).body.replace("Sam Thornby", "Sam")
    assert all(check.passed for check in checks(Message("", body), FULL))


# --- what is logged stays text ---------------------------------------------------------------------------

NASTY = (
    "{{ 7 * 7 }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{{ ''.__class__.__mro__ }}",
    "<script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "Robin\r\nBcc: everybody@example.org",
    "a&body=other&cc=x@y.example",
    "100% of “it” + more; #1?",
    "=cmd|' /C calc'!A0",
)


@pytest.mark.parametrize("value", NASTY)
@pytest.mark.parametrize("name", NAMES)
def test_values_are_never_read_as_anything_but_text(name: str, value: str) -> None:
    one_line = " ".join(value.split())
    message = render(name, Facts(value, value, value, value, interviewed=True, replied=True, quote=value))
    assert one_line in message.body
    assert message.body.startswith(f"Dear {one_line},\n")
    assert message.body.endswith(f"\n{one_line}\n")
    assert "49" not in message.body
    assert not [check for check in checks(message, Facts(value, value, value, value, quote=value)) if not check.passed]


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=300), st.text(max_size=40))
def test_a_mail_link_holds_one_subject_and_one_text_whatever_they_are(subject: str, body: str, address: str) -> None:
    link = urlsplit(mailto(Message(subject, body), address))
    values = parse_qs(link.query, keep_blank_values=True, strict_parsing=True)
    assert link.scheme == "mailto"
    assert values.keys() == {"subject", "body"}
    assert values["body"][0].replace("\r\n", "\n") == body.strip().replace("\r\n", "\n")
    assert "\n" not in values["subject"][0] and "\r" not in values["subject"][0]
    assert "?" not in link.path and "&" not in link.path


def test_only_an_address_becomes_the_recipient() -> None:
    message = Message("Hello", "Text")
    assert mailto(message, "robin.vale+x@alder.example").startswith("mailto:robin.vale%2Bx@alder.example?subject=Hello")
    for nobody in (None, "", "Robin", "a@b.example?bcc=x@y.example", "a@b.example,x@y.example", "a@b.example\nx@y.z"):
        assert mailto(message, nobody).startswith("mailto:?")


def test_an_unknown_template_is_no_path() -> None:
    with pytest.raises(KeyError):
        render("../../pyproject", FULL)


def test_every_template_is_described_and_every_file_is_used() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(ALL)


def test_a_signature_stands_under_the_name_and_counts_as_signed() -> None:
    facts = replace(FULL, signature=("+49 30 123", "sam@thornby.example", "linkedin.com/in/sam\nBcc: x@y.example"))
    message = render("general", facts)
    assert message.body.endswith(
        "\n\nKind regards,\nSam Thornby\n+49 30 123\nsam@thornby.example\nlinkedin.com/in/sam Bcc: x@y.example\n"
    )
    assert all(check.passed for check in checks(message, facts))


@pytest.mark.parametrize("name", PERSONAL)
def test_somebody_one_knows_is_greeted_and_never_an_employer(name: str) -> None:
    alone = render(name, Facts(employer="Alder Works", role="Data Analyst"))
    assert alone.body.startswith("Hello,\n")
    assert "Alder" not in alone.subject


def test_writing_once_more_says_when_it_was_sent() -> None:
    facts = Facts("Sam", "Alder Works", "Data Analyst", applied_on=date(2026, 4, 1))
    said = "On 1 April I applied for the position of Data Analyst at Alder Works, and I am still interested in it."
    assert said in render("once_more", facts).body
