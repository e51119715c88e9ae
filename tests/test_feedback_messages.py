"""What a message announces, in which language, where it stands in a mail, and who wrote it: both sides of each rule."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.feedback import letterhead
from analytics.feedback.interpretation import interpret
from analytics.feedback.language import language_of
from analytics.feedback.message import message
from analytics.taxonomy import FeedbackKind, MessageOutcome, Reason

TODAY = date(2026, 11, 25)


def outcome(words: str) -> MessageOutcome:
    return interpret([words])[0].outcome


# --- what it announces -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "announces"),
    [
        ("We are delighted to offer you the position of Analyst.", "offer"),
        ("Unfortunately we cannot offer you the position of Analyst.", "rejected"),
        ("We would like to invite you to an interview on Monday.", "invitation"),
        ("If you are shortlisted, we will invite you to an interview. We have received your application.", "receipt"),
        ("We have to move your interview to Friday.", "reschedule"),
        ("We decided to move forward with other candidates.", "rejected"),
        ("The position has been filled.", "closed"),
        ("The position has been filled and you have not been selected for it. We chose another candidate.", "rejected"),
        ("If the position has been filled, we take the advert down. We received your application.", "receipt"),
        ("Could you send us your salary expectations?", "question"),
        ("I'm sorry that we cannot take you on.", "rejected"),
        ("We're sorry that the first date didn't suit; your interview is now set for Monday.", "invitation"),
        ("You have withdrawn your application.", "withdrawn"),
        ("12 new jobs for you: nurse, Leeds. Apply now.", "newsletter"),
        ("Talk soon.", "unknown"),
        ("Leider haben wir uns für einen anderen Bewerber entschieden.", "rejected"),
        ("Leider können wir Ihnen die Stelle nicht anbieten.", "rejected"),
        ("Leider haben wir uns gegen Ihre Bewerbung entschieden.", "rejected"),
        ("Infelizmente, não avançaremos com a sua candidatura.", "rejected"),
        ("Lamentablemente, esta vez no continuaremos con tu candidatura.", "rejected"),
        ("Leider können wir Ihnen noch keine Entscheidung mitteilen.", "unknown"),
        ("Leider dauert die Prüfung Ihrer Bewerbung etwas länger.", "receipt"),
        ("Votre candidature n'a pas été retenue.", "rejected"),
        ("Nos gustaría invitarle a una entrevista el lunes.", "invitation"),
        ("A vaga foi preenchida.", "closed"),
    ],
)
def test_a_message_announces_one_thing(words: str, announces: str) -> None:
    assert outcome(words) == announces


@pytest.mark.parametrize(
    ("words", "announces"),
    [
        # courtesy that ends a receipt as it ends a rejection
        ("We received your application for Analyst. We wish you success in your job search.", "receipt"),
        ("You were not selected for the post of Analyst. We wish you success in your job search.", "rejected"),
        # a condition that comes first, and the same thing without one
        ("If you do not complete the test, you will not move forward.", "unknown"),
        ("You will not move forward.", "rejected"),
        # what is still to be looked at outweighs an interview that is only described, and never a no
        ("We will review your application. A call with our team is part of the process.", "receipt"),
        ("We reviewed your application. You will not be invited to a call with our team.", "rejected"),
        # what stands below receipts and makes a newsletter where nothing else is said
        ("Your application was sent to Larkfield. View similar jobs you may be interested in.", "receipt"),
        ("View similar jobs you may be interested in.", "newsletter"),
        # a sentence that turns
        ("Most applicants did not make the cut, but you did: can you come in on Thursday?", "invitation"),
        ("You did not make the cut, but we hope you will apply again in the future.", "rejected"),
        # a no beside good news is asked
        ("The senior post went to someone else. We are happy to offer you the position of Junior Analyst.", "unknown"),
        ("We are happy to offer you the position of Junior Analyst.", "offer"),
        ("Sie haben leider nicht die nötige Ausbildung für die Stelle, wir müssen Ihnen absagen.", "rejected"),
        ("Bitte absolvieren Sie den Online-Test. Leider ist eine Verlängerung nicht möglich.", "invitation"),
    ],
)
def test_what_only_resembles_an_announcement_is_none(words: str, announces: str) -> None:
    assert outcome(words) == announces


@pytest.mark.parametrize(
    "words",
    [
        "We regret to inform you that your order has been cancelled.",
        "Unfortunately your flat application was not successful; another tenant was chosen.",
        "Your paper was not accepted for presentation.",
    ],
)
def test_a_no_about_something_else_is_none(words: str) -> None:
    found = interpret([words])[0]
    assert (found.outcome, found.reasons) == (MessageOutcome.UNKNOWN, ())


@pytest.mark.parametrize(
    "words",
    [
        "We are delighted to offer you the role, although your Excel is not strong enough yet.",
        "We invite you to an interview. Your CV had several typos.",
    ],
)
def test_an_offer_or_invitation_names_no_reason(words: str) -> None:
    assert not any(found.reason for found in interpret([words])[0].reasons)


def test_praise_of_a_fit_is_no_lack_of_fit_whatever_follows() -> None:
    praised, lacking = interpret(
        [
            "You would fit right in with the team, but you have never led a project.",
            "You would not fit in with the team.",
        ]
    )
    assert {found.reason for found in praised.reasons} == {Reason.EXPERIENCE}
    assert {found.reason for found in lacking.reasons} == {Reason.CULTURE}


def test_praise_in_a_receipt_or_an_alert_is_nobodys() -> None:
    receipt, invitation = interpret(
        [
            "We received your application. Your portfolio was outstanding.",
            "Your portfolio was outstanding. We would like to invite you to an interview.",
        ]
    )
    assert (receipt.outcome, receipt.reasons) == (MessageOutcome.RECEIPT, ())
    assert invitation.outcome is MessageOutcome.INVITATION
    assert [found.polarity for found in invitation.reasons] == ["strength"]


def test_a_polite_letter_whose_middle_says_why_keeps_its_reason() -> None:
    letter = (
        "Thank you for your interest in our company. We enjoyed meeting you. "
        "Your SQL skills were not strong enough for this role. "
        "We wish you all the best. We will keep your details on file."
    )
    found = interpret([letter])[0]
    assert (found.kind, [it.reason for it in found.reasons]) == (FeedbackKind.CONSTRUCTIVE, [Reason.EXPERIENCE])


# --- language -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Thank you for your interest in the role.", "en"),
        ("Leider haben wir uns anders entschieden.", "de"),
        ("Nous avons bien reçu votre candidature.", "fr"),
        ("Hemos recibido su solicitud, gracias.", "es"),
        ("Recebemos a sua candidatura, obrigado.", "pt"),
        ("SQL, Excel", None),
        ("Jane Okafor, People Partner", "en"),
    ],
)
def test_a_language_is_told_where_there_are_words_enough(words: str, code: str | None) -> None:
    assert language_of(words) == code


def test_reasons_in_another_language_are_not_read() -> None:
    found = interpret(["Leider fehlen Ihnen die nötigen SQL Kenntnisse für diese Stelle."])[0]
    assert (found.readable, found.kind, found.reasons) == (False, FeedbackKind.UNCLEAR, ())


# --- where the message stands ------------------------------------------------------------------------------------


def body(text: str) -> str:
    return "".join(text[start:end] for start, end in letterhead.spans(text)).strip()


def test_what_is_no_part_of_the_message_is_left_out() -> None:
    text = (
        "From: Anna Vale\nPhone: 503-555-0142\nDear Sam,\n\nWe went with another candidate.\n\nBest,\nAnna Vale\n"
        "Recruitment Team\n\nAm 3. Mai 2026 schrieb Sam:\n> I lack experience."
    )
    assert body(text) == "We went with another candidate."


def test_a_postscript_is_the_message_again() -> None:
    text = "Hello,\n\nIt is a no.\n\nKind regards,\nAnna\n\nP.S. Your portfolio had dead links.\n"
    assert body(text).endswith("Your portfolio had dead links.")


FORWARDED = (
    "{above}---------- Forwarded message ---------\nFrom: Cedar Foods Careers <jobs@cedarfoods.co.uk>\n"
    "Date: Tue, 3 Mar 2026 at 09:00\nSubject: Your application as Buyer\nTo: me@example.org\n\n"
    "Dear Sam,\n\nwe are sorry to tell you that the position of Buyer was given to another candidate this time.\n"
)


def test_a_letter_sent_on_speaks_for_itself() -> None:
    found = message(FORWARDED.format(above="FYI\n\n"), TODAY)
    assert found.interpretation.outcome is MessageOutcome.REJECTED
    assert (found.proposal.employer, found.proposal.role, found.proposal.sent_on) == (
        "Cedar Foods",
        "Buyer",
        date(2026, 3, 3),
    )


def test_an_answer_above_a_quoted_letter_speaks_and_the_letter_does_not() -> None:
    above = (
        "Hello Sam, please ignore the mail below, we sent it by mistake and you are still in the race. Talk on Monday."
    )
    assert "given to another" not in body(FORWARDED.format(above=above + "\n\n"))


# --- who wrote it -------------------------------------------------------------------------------------------------


def mail(sender: str, subject: str, text: str, day: str = "Tue, 03 Mar 2026 09:00:00 +0000") -> str:
    return f"From: {sender}\nDate: {day}\nSubject: {subject}\n\n{text}\n"


@pytest.mark.parametrize(
    ("source", "employer", "role"),
    [
        (
            mail("Cedar Foods <no-reply@us.greenhouse-mail.io>", "Thank you for applying to Cedar Foods",
                 "Thanks for applying. Your application for the Junior Buyer role is in."),
            "Cedar Foods", "Junior Buyer",
        ),
        (
            mail("Robin Vale <robin.vale@cedarfoods.co.uk>", "Your application as Buyer", "Hi Sam, we got it."),
            "Cedarfoods", "Buyer",
        ),
        (
            mail("Workday <noreply@myworkday.com>", "Update", "Thank you for your interest in Cedar Foods. Sorry."),
            "Cedar Foods", "",
        ),
        (
            mail("Personal <bewerbung@zedernwerk.de>", "Ihre Bewerbung als Einkäufer (m/w/d)",
                 "Vielen Dank für Ihre Bewerbung bei der Zedernwerk GmbH."),
            "Zedernwerk GmbH", "Einkäufer",
        ),
    ],
)  # fmt: skip
def test_employer_and_role_are_proposed_and_a_recruiter_is_no_employer(source: str, employer: str, role: str) -> None:
    found = message(source, TODAY).proposal
    assert (found.employer, found.role) == (employer, role)


@pytest.mark.parametrize("words", ["Thank you for applying to LLC.", "Your interest in & Co. and in GmbH is noted."])
def test_a_name_that_is_only_a_legal_form_is_no_employer(words: str) -> None:
    assert message(words, TODAY).proposal.employer == ""


def test_a_day_after_today_is_today() -> None:
    tomorrow = mail("Cedar <a@cedar.example>", "No", "Sorry.", day="Thu, 26 Nov 2026 01:00:00 +1300")
    assert message(tomorrow, TODAY).proposal.sent_on == TODAY
    assert message(mail("Cedar <a@cedar.example>", "No", "Sorry."), TODAY).proposal.sent_on == date(2026, 3, 3)
