"""Reading a text: what is stripped, what is named, what is not, and what no input may do."""

from __future__ import annotations

import csv
import email.policy
import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.cli import commands
from analytics.feedback import clean
from analytics.feedback.interpretation import Interpretation, Method, interpret
from analytics.feedback.sentences import split
from analytics.taxonomy import FeedbackKind, Polarity, Reason, Sign, Theme

SHARED = Path(__file__).parents[2] / "shared"


def reading(text: str, method: Method = Method.BOTH) -> Interpretation:
    return interpret([text], method)[0]


def reasons(text: str) -> list[Reason]:
    return [found.reason for found in reading(text).reasons if found.reason]


# --- what a text names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "While your skills and experience are impressive, we will not be moving forward.",
        "Your qualifications are outstanding and we enjoyed learning about your background.",
        "We will keep your resume on file should a role matching your experience come up.",
        "This decision is no reflection on your skills or experience.",
        "Unfortunately, it is not a match for what we are looking for right now.",
        "We are unable to give individual feedback because of the number of applications.",
        "Thank you for completing the technical assessment and for meeting our team.",
    ],
)
def test_courtesy_names_no_reason(text: str) -> None:
    assert reading(text).reasons == ()


@pytest.mark.parametrize(
    "text",
    [
        "We have decided to move forward with other candidates.",
        "We moved forward with candidates whose background more closely matches our needs.",
        "The position was offered to another applicant.",
    ],
)
def test_choosing_somebody_else_is_other_candidates_and_generic(text: str) -> None:
    assert (reading(text).kind, reasons(text)) == (FeedbackKind.GENERIC, [Reason.OTHERS])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("You do not have enough experience with enterprise sales for this role.", Reason.EXPERIENCE),
        ("We were looking for someone with more years of experience.", Reason.EXPERIENCE),
        ("We felt that you would not be a good cultural fit.", Reason.CULTURE),
        ("Your answers were too vague and lacked concrete examples.", Reason.INTERVIEW),
        ("Your cover letter was generic and contained several typos.", Reason.DOCUMENTS),
        ("You are overqualified for this position.", Reason.OVERQUALIFIED),
        ("The position has been filled.", Reason.POSITION),
        ("We are unable to sponsor work visas.", Reason.LOGISTICS),
        ("Your salary expectations exceed our budget for the role.", Reason.LOGISTICS),
        ("The background check did not come back clear.", Reason.OTHER),
    ],
)
def test_a_sentence_names_its_reason(text: str, reason: Reason) -> None:
    assert reasons(text) == [reason]


def test_a_denied_reason_is_none_and_the_stated_one_counts() -> None:
    text = "This had nothing to do with your skills, we are looking for someone with more years of experience."
    assert reasons(text) == [Reason.EXPERIENCE]
    assert reasons("This had nothing to do with a lack of experience.") == []


def test_several_reasons_keep_their_own_sentences_and_places() -> None:
    text = "Thank you for coming in. Your SQL skills were not strong enough. Your salary expectations were too high."
    found = reading(text).reasons
    assert [(it.reason, it.theme, it.polarity) for it in found] == [
        (Reason.EXPERIENCE, Theme.TECHNICAL, Polarity.WEAKNESS),
        (Reason.LOGISTICS, None, Polarity.WEAKNESS),
    ]
    assert [text[it.start : it.end] for it in found] == [it.evidence for it in found]
    assert found[0].evidence == "Your SQL skills were not strong enough."


def test_praise_for_something_particular_is_a_strength() -> None:
    (found,) = reading("Your presentation was excellent and very well structured.").reasons
    assert (found.reason, found.polarity) == (None, Polarity.STRENGTH)


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("A wonderful speaker, but your Excel knowledge was not good enough.", Theme.TECHNICAL),
        ("Your Excel is superb, but you could not explain your model clearly.", Theme.COMMUNICATION),
        ("While your Python is impressive, we chose somebody with more management experience.", Theme.EXPERIENCE),
        ("Although you listen well, you do not have enough experience with TypeScript.", Theme.TECHNICAL),
        ("Strong with numbers and with code, however the cover letter had several typos.", Theme.DOCUMENTS),
    ],
)
def test_after_a_word_of_contrast_the_theme_is_the_weakness_and_not_the_praise(text: str, theme: Theme) -> None:
    weak = [it for it in reading(text).reasons if it.polarity is Polarity.WEAKNESS]
    assert [it.theme for it in weak] == [theme]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("They took somebody with more sales experience.", Reason.EXPERIENCE),
        ("They took somebody else.", Reason.OTHERS),
        ("We chose a candidate whose experience is a closer match.", Reason.OTHERS),
    ],
)
def test_somebody_with_more_of_a_named_kind_says_what_was_missing(text: str, reason: Reason) -> None:
    assert reasons(text) == [reason]


@pytest.mark.parametrize(
    "text",
    [
        "If you do not hear from us by June, we have gone on with other candidates.",
        "If the position is no longer listed, it has been filled.",
        "If you are selected for an interview, we will test your Python skills.",
        "This was a hard choice given the quality of the applications.",
        "The decision was not taken lightly, as the other candidates were strong.",
        "We can interview only a small number of applicants.",
        "The decision was based on the needs of the role.",
    ],
)
def test_what_would_be_and_how_hard_it_was_to_choose_are_no_reasons(text: str) -> None:
    assert reasons(text) == []


def test_a_position_that_went_away_is_stated_beside_a_kind_word() -> None:
    text = "The vacancy has been filled, but we would like to keep your details for later openings."
    assert reasons(text) == [Reason.POSITION]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("You come across as arrogant.", Sign.PERSONAL),
        ("Something was missing.", Sign.VAGUE),
        ("We do not think that somebody with small children can do this job.", Sign.OUT_OF_CONTEXT),
        ("Your answers were terrible, your work is a mess, and you wasted our time.", Sign.ONLY_NEGATIVE),
    ],
)
def test_unconstructive_feedback_shows_its_sign(text: str, sign: Sign) -> None:
    assert (reading(text).kind, reading(text).sign) == (FeedbackKind.UNCONSTRUCTIVE, sign)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("Lacking skill(s)/qualification(s)", Reason.EXPERIENCE),
        ("Other candidates are more suitable", Reason.OTHERS),
        ("Did not fit company culture", Reason.CULTURE),
        ("Other", None),
    ],
)
def test_the_lists_of_applicant_tracking_systems_are_known(entry: str, reason: Reason | None) -> None:
    assert reasons(entry) == ([reason] if reason else [])


@pytest.mark.shared
def test_the_54_real_messages_are_read_as_a_person_reads_them() -> None:
    with (SHARED / "text" / "rejections.csv").open(encoding="utf-8", newline="") as file:
        texts = {row["id"]: row["text"] for row in csv.DictReader(file)}
    with (Path(__file__).parent / "rejections_read.csv").open(encoding="utf-8", newline="") as file:
        mine = {row["id"]: (row["kind"], row["reasons"]) for row in csv.DictReader(file)}
    read_as = {
        number: (it.kind, ",".join(found.reason or "praise" for found in it.reasons))
        for number, it in zip(texts, interpret(list(texts.values())), strict=True)
    }
    assert read_as == mine


# --- what is not the message ---------------------------------------------------------------------------------


def test_greeting_signature_quoted_letter_and_legal_notice_are_left_out() -> None:
    text = (
        "Dear Sam,\n\nWe went with another candidate.\n\nKind regards,\nAnna Vale\nHead of People\n\n"
        "On Mon, 5 Jan 2026 at 10:00, Sam wrote:\n> I have no experience with SQL.\n"
        "This e-mail and any attachments are confidential."
    )
    assert [sentence.words for sentence in split(text)] == ["We went with another candidate."]


def test_html_loses_its_tags_scripts_and_hidden_parts() -> None:
    page = (
        "<html><head><title>x</title><style>p {}</style></head><body><p>We filled the <b>position</b>.</p>"
        "<script>alert('You lack experience')</script><div style='display: none'>You lack SQL.</div>"
        "<img src='http://tracker.example/pixel.gif'><blockquote>fine</blockquote></body></html>"
    )
    assert clean.letter(page).text == "We filled the position.\n\nfine"


def an_email(**parts: str) -> bytes:
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = "Robin Vale <robin@alder.example>"
    message["To"] = "sam@example.org"
    message["Subject"] = "Your application"
    message["Date"] = "Mon, 05 Jan 2026 10:00:00 +0000"
    message.set_content(parts.get("plain", "We filled the role – thank you."), cte="quoted-printable")
    if "html" in parts:
        message.add_alternative(parts["html"], subtype="html")
    return message.as_bytes()


def test_an_email_gives_its_text_sender_and_day() -> None:
    found = clean.letter(an_email(html="<p>other</p>"))
    assert (found.text.strip(), found.sender, found.sender_name) == (
        "We filled the role – thank you.",
        "robin@alder.example",
        "Robin Vale",
    )
    assert str(found.sent_on) == "2026-01-05"


def test_deeply_nested_mime_is_read_as_text_and_ends() -> None:
    nested = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"
    nested += "".join(f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n' for level in range(3_000))
    assert isinstance(clean.letter(nested.encode()).text, str)


def test_ten_megabytes_are_read_up_to_a_limit() -> None:
    long = an_email(plain="We filled the role. " + "x " * 5_000_000)
    assert len(clean.letter(long).text) <= clean.LONGEST
    assert reasons(clean.letter(long).text) == [Reason.POSITION]


@pytest.mark.parametrize("charset", ["no-such-charset", "utf-16", "iso-2022-jp", "ascii"])
def test_a_wrong_encoding_is_read_as_well_as_it_can_be(charset: str) -> None:
    raw = an_email().replace(b"utf-8", charset.encode())
    assert "filled the role" in clean.letter(raw).text


@pytest.mark.parametrize(
    "naughty",
    ["\x00", "‮reversed", "𝕳𝖊𝖑𝖑𝖔", "=cmd|' /C calc'!A0", "'; drop table feedback; --", "<" * 50_000, "(" * 50_000,
     "a" * 200_000, "not " * 40_000, "\n" * 100_000, "> " * 50_000, "On " * 50_000, "<![CDATA[<![", "�" * 1000],
)  # fmt: skip
def test_naughty_strings_are_only_text(naughty: str) -> None:
    assert isinstance(reading(clean.letter(naughty).text), Interpretation)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_a_reading_whose_evidence_stands_in_it(text: str) -> None:
    for found in reading(text).reasons:
        assert text[found.start : found.end] == found.evidence


# --- the command line ----------------------------------------------------------------------------------------


def test_read_feedback_prints_an_object_a_text(tmp_path: Path) -> None:
    file = tmp_path / "texts.csv"
    file.write_text('id,text\n1,"The position, sadly, has been filled."\n2,Thank you.\n', encoding="utf-8")
    printed = CliRunner().invoke(commands, ["read-feedback", str(file), "--format", "json"], catch_exceptions=False)
    filled, thanks = (json.loads(line) for line in printed.output.splitlines())
    assert set(filled) == {"outcome", "language", "kind", "sign", "reasons", "confidence", "method", "version"}
    assert (filled["kind"], filled["method"]) == ("generic", "rules+classifier")
    assert {name: filled["reasons"][0][name] for name in ("reason", "theme", "polarity", "evidence")} == {
        "reason": "position_changed",
        "theme": None,
        "polarity": "weakness",
        "evidence": "The position, sadly, has been filled.",
    }
    assert (thanks["kind"], thanks["reasons"]) == ("none", [])


def test_read_feedback_takes_lines_letters_and_mailboxes(tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_text("We filled the role.\n\nYou are overqualified.\n", encoding="utf-8")
    (tmp_path / "one.eml").write_bytes(an_email())
    (tmp_path / "two.mbox").write_bytes(
        b"".join(b"From x Mon Jan  5 10:00:00 2026\n" + an_email() + b"\n" for _ in range(2))
    )
    counts = {
        name: len(
            CliRunner()
            .invoke(commands, ["read-feedback", str(tmp_path / name), "--format", "json"], catch_exceptions=False)
            .output.splitlines()
        )
        for name in ("lines.txt", "one.eml", "two.mbox")
    }
    assert counts == {"lines.txt": 2, "one.eml": 1, "two.mbox": 2}
