"""Which application a pasted message belongs to, and when it came: proposed, for a person to accept or change."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz

from analytics.feedback.clean import Letter

PROBABLY = 60.0
SEARCHED = 5_000
LEGAL_FORMS = re.compile(r"\b(?:inc|llc|ltd|limited|gmbh|plc|corp|co|ag|sa|bv|group|the)\b\.?", re.IGNORECASE)

OFFICES = re.compile(
    r"\b(?:careers?|recruit(?:ing|ment|ers?)|talent|acquisition|hr|human resources|hiring|team|jobs?|people|"
    r"no-?reply|do-?not-?reply|notifications?|staffing|via .*|the)\b\W*",
    re.IGNORECASE,
)
POST_OFFICES = frozenset((
    "greenhouse", "greenhouse-mail", "lever", "ashbyhq", "myworkday", "workday", "smartrecruiters", "icims", "workable",
    "workablemail", "bamboohr", "jobvite", "teamtailor", "personio", "linkedin", "indeed", "gmail", "googlemail",
    "outlook", "hotmail", "yahoo", "icloud",
))  # fmt: skip
WORD = r"[A-Z0-9][\w&'+#/-]*(?:\.\w+)*"
NAME = rf"{WORD}(?: (?:(?:of|and|&|for|-|–) )?{WORD}){{0,5}}"
POST = r"(?:position|role|vacancy|opening|post|job|internship|opportunity)"
AT_EMPLOYER = re.compile(rf"\b(?:{POST}|career|{POST} (?:of|as) [^.\n]{{3,60}}?)s? (?:at|with) (?:the )?({NAME})")
TO_EMPLOYER = re.compile(
    rf"\b(?:interest in|appl(?:y|ying|ied) (?:to|at|with)|application (?:to|at|with)|join(?:ing)?) (?:the |our )?"
    rf"((?>{NAME}))(?! {POST})"
)
ROLE = re.compile(
    rf"\b(?:[Tt]he|[Oo]ur|[Aa]n?|[Yy]our) ({NAME}) {POST}\b"
    rf"|\b(?:position|role|post|vacancy|job) (?:of|as)(?: an?| the| our)? ({NAME})"
)


@dataclass(frozen=True)
class Proposal:
    """An application with how well the message fits it, from 0 to 100."""

    application_id: int
    employer: str | None
    role: str | None
    fit: float

    @property
    def probable(self) -> bool:
        return self.fit >= PROBABLY


def named(letter: Letter) -> tuple[str, str]:
    """The employer and the role that a message names, as a beginning for a person; empty where it names none."""
    about = f"{letter.subject or ''}\n{letter.text}"[:SEARCHED]
    role = ROLE.search(about)
    return _employer(letter, about), next(filter(None, role.groups()), "").strip(" .-") if role else ""


def _employer(letter: Letter, about: str) -> str:
    """The sender's name where its address says the same, else whom the text names, else the address."""
    sender = OFFICES.sub("", letter.sender_name or "").strip(" ,.-|@")
    labels = (letter.sender or "").rpartition("@")[2].lower().split(".")
    domain = labels[-2] if len(labels) > 1 and labels[-2] not in POST_OFFICES else ""
    said = AT_EMPLOYER.search(about) or TO_EMPLOYER.search(about)
    if sender and domain and _plain(sender).replace(" ", "")[:4] == domain[:4]:
        return sender
    return said.group(1).strip(" .-") if said else domain.capitalize() or sender


def propose(letter: Letter, applications: pd.DataFrame) -> list[Proposal]:
    """The open applications (application_id, employer, role), the best fitting first."""
    about = " ".join(filter(None, (letter.sender_name, letter.sender, letter.subject, letter.text)))[:SEARCHED]
    haystack = _plain(about)
    rows = applications.astype(object).where(applications.notna(), None)
    proposals = [
        Proposal(int(number), employer, role, _fit(haystack, employer, role))
        for number, employer, role in zip(rows["application_id"], rows["employer"], rows["role"], strict=True)
    ]
    return sorted(proposals, key=lambda proposal: -proposal.fit)


def _fit(haystack: str, employer: str | None, role: str | None) -> float:
    named = _named(haystack, employer)
    called = _named(haystack, role)
    return 0.7 * named + 0.3 * called if employer else called


def _named(haystack: str, words: str | None) -> float:
    needle = _plain(LEGAL_FORMS.sub(" ", words or ""))
    if len(needle) < 3:
        return 0.0
    found = fuzz.partial_ratio(needle, haystack)
    joined = fuzz.partial_ratio(needle.replace(" ", ""), haystack)  # as in an address
    best = max(found, joined)
    return best if best >= 80 else 0.0


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))
