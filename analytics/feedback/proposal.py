"""Who wrote a message, about which role and when: proposed, for a person to accept or change.

Employer and role come from the subject and the words, then from the sender's name, then from the address. Names of
recruiting systems and of people are never the employer. A letter that was sent on speaks for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr, parsedate_to_datetime

from analytics.feedback import letterhead
from analytics.feedback.clean import Letter
from analytics.feedback.platforms import is_post_office, registered_label

SEARCHED = 6_000
"""Characters that are looked at."""

OFFICES = re.compile(
    r"\b(?:careers?|recruit(?:ing|ment|ers?)|talent|acquisition|hr|human resources|hiring|team|jobs?|people(?: ops)?"
    r"|no-?reply|do-?not-?reply|notifications?|staffing|via .*|the|from|bewerbung(?:en)?|karriere"
    r"|personal(?:abteilung)?"
    r"|applications?|candidates?|service)\b\W*",
    re.IGNORECASE,
)
WORD = r"(?:[A-ZÄÖÜÉ0-9][\w'’&+#/.-]*\w|[A-ZÄÖÜÉ0-9&])"
NAME = rf"{WORD}(?:[ ](?:(?:of|and|&|for|de|von|und|the|in|–|-)[ ])?{WORD}){{0,5}}"
FIRM = rf"{WORD}(?:[ ](?:(?:of|and|&|de|von|und|–|-)[ ])?{WORD}){{0,4}}"
POST = r"(?:position|role|vacancy|opening|post|job|internship|opportunity|traineeship|apprenticeship|programme|program)"
STELLE = r"(?:Stelle|Position|Ausbildung|Ausbildungsplatz|Praktikum|Vakanz)"

EMPLOYER = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"\b(?:here )?at (?:the )?({FIRM})(?= for the | for our | as | and | has | have |[.,!?:;)]|\s*$| on | we "
        rf"| but )",
        rf"\b(?:[Ii]nterest in|[Aa]ppl(?:y|ying|ied) (?:to|at|with)|[Aa]pplication (?:to|at|with|from)|[Jj]oin(?:ing)?"
        rf"|[Cc]areer (?:at|with)|[Ww]orking (?:at|for|with)|[Ww]ork (?:at|for|with)|[Oo]n behalf of|[Tt]hanks from"
        rf"|[Ff]rom all of us at"
        rf"|[Cc]onsidering|[Cc]hoosing) (?:the |our )?({FIRM})(?! (?:{POST}|team)\b)",
        rf"\b(?:bei|zur|zu) (?:der |dem |den )?(?:Firma )?({FIRM}(?: (?:GmbH|AG|SE|KG|e\.V\.))?)",
        rf"\b(?:chez|au sein de|en|na|no) ({FIRM})(?=[.,!]|\s*$)",
        rf"\b{POST} (?:at|with) (?:the )?({FIRM})",
        rf"^({FIRM}) (?:[Cc]areers|[Rr]ecruit(?:ing|ment)|[Tt]alent|[Hh]iring|[Pp]eople|HR)(?: [Tt]eam"
        rf"| [Aa]cquisition)*\s*$",
        rf"\b[Tt]he ({FIRM}) (?:[Hh]iring |[Rr]ecruit(?:ing|ment) |[Tt]alent |[Pp]eople )?[Tt]eam\b",
        rf"\b(?:Ihr|Dein|Euer) ({FIRM})[- ]Team\b",
        rf"\b({FIRM}) (?:is|are) (?:unable|not able|no longer|an equal)\b",
        rf"\b({FIRM}) (?:has|have) (?:decided|chosen|received|moved|invited)\b",
    )
)
ROLE_ENDS = r"(?= (?:at|with|in|on|here|bei|and|was|has|is|we|position|role|vacancy)\b|\s*[.,!?;:|(–]| -|\s*$|\s[#\d(])"
ROLE = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"\b(?:[Tt]he|[Oo]ur|[Aa]n?|[Yy]our) ({NAME}) {POST}\b",
        rf"\b{POST}s? (?:of|as)(?: an?| the| our)? ({NAME}|[a-z][\w-]+(?: [a-z][\w-]+){{0,3}}?){ROLE_ENDS}",
        rf"\b(?:als|as)(?: an?| einen?| eine)? ({NAME}|[a-z][\w-]+ [a-z][\w-]+){ROLE_ENDS}",
        rf"\b[Aa]ppl(?:y|ied|ying|ication) for(?: (?:an?|the|our))?(?: {POST} (?:of|as))?(?: an?| the)? ({NAME})"
        rf"{ROLE_ENDS}",
        rf"\b(?:{STELLE}) (?:als |des |der |einer |eines )?[\"„]?({NAME}){ROLE_ENDS}",
        rf"\b(?:poste|puesto|vaga|cargo) (?:de |d['’]|del? |como )(?:l['’])?([\w-]+(?: (?:de |en )?[\w-]+){{0,3}}?)"
        rf"{ROLE_ENDS}",
        rf"\b[Ii]nterest in (?:the|our) ({NAME})(?= (?:at|with|{POST})\b)",
        rf"\b{POST}: ?({NAME}){ROLE_ENDS}",
    )
)
SUBJECT_PAIR = re.compile(
    rf"({NAME}(?: \((?:[mfwdx/ ]+|all genders)\))?)\s*(?: at | @ | bei | - | – | \| )\s*({NAME})$"
)
ROLE_WORD = re.compile(
    r"(?:engineer|developer|manager|analyst|assistant|nurse|officer|designer|teacher|consultant|specialist|executive"
    r"|coordinator|driver|operative|operator|technician|scientist|researcher|lecturer|professor|intern|trainee|clerk"
    r"|accountant|administrator|associate|director|lead|head|buyer|planner|planer|chef|cook|waiter|waitress|porter"
    r"|supervisor|representative|advisor|adviser|editor|writer|architect|electrician|welder|mechanic|carer|therapist"
    r"|pharmacist|solicitor|paralegal|recruiter|receptionist|secretary|sachbearbeiter\w*|referent\w*|leiter\w*"
    r"|entwickler\w*|berater\w*|mitarbeiter\w*|ingenieur\w*|kauf(?:mann|frau)|pfleger\w*|erzieher\w*|fachkraft"
    r"|assistent\w*|werkstudent\w*|praktikant\w*|worker|sister|librarian|curator|translator|barista|cleaner|controller"
    r"|handler|programmer|steward|tester|auditor|producer|agent|apprentice|fellow|underwriter|statistician|economist"
    r"|surveyor|inspector|modell?er|strategist|copywriter|journalist|fitter|devops|td|assistenz|leitung|leiter\w*"
    r"|prüfer\w*|einkäufer\w*|verkäufer\w*|disponent\w*|techniker\w*|mechaniker\w*|redakteur\w*|hersteller\w*"
    r"|gestalter\w*|betreuer\w*|beauftragte\w*|koordinator\w*|koordination|manager\w*|sachbearbeitung|administrator\w*"
    r"|kodierer\w*|logistiker\w*|buchhalter\w*|informatiker\w*|lehrer\w*|dozent\w*|volontär\w*|arzt|ärzt\w*)\b",
    re.IGNORECASE,
)
NOT_AN_EMPLOYER = re.compile(
    r"^(?:you|us|our|your|this|that|the|we|i|it|dear|unfortunately|thank|thanks|time|present|hand|least|all|home|once"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|zoom|teams|google meet|microsoft teams|\d[\d:.]*(?: ?[ap]m)?|hr"
    r"|human resources"
    r"|talent acquisition|recruitment|recruiting|application|interview|update|re|fwd?|regards)$",
    re.IGNORECASE,
)
LEGAL_FORM = re.compile(r"\b(?:inc|llc|ltd|limited|gmbh|plc|corp|co|ag|sa|bv|kg|se)\b\.?", re.IGNORECASE)
HEADER = re.compile(
    r"^[ \t>]*\**(?P<name>from|von|de|subject|betreff|objet|asunto|assunto|date|sent|gesendet|datum|envoyé"
    r"|enviado)\**[ \t]?:\**[ \t]*(?P<value>.{2,200})$",
    re.IGNORECASE | re.MULTILINE,
)
WRITTEN_DAY = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\.? (?P<m>[a-zäéûç]{3,9})\.?,? (?P<y>\d{4})"
    r"|(?P<m2>[a-zäéûç]{3,9})\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?,? (?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2})\.(?P<m3>\d{1,2})\.(?P<y3>\d{4})"
)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan",
            "feb fév",
            "mar mär mrz",
            "apr avr",
            "may mai",
            "jun",
            "jul",
            "aug aoû",
            "sep",
            "oct okt",
            "nov",
            "dec dez déc",
        ),
        start=1,
    )
    for name in names.split()
}
HEADERS = {
    "from": "sender", "von": "sender", "de": "sender", "subject": "subject", "betreff": "subject", "objet": "subject",
    "asunto": "subject", "assunto": "subject",
}  # fmt: skip
PERSON = re.compile(r"^(?:Dr\.? |Prof\.? |Ms\.? |Mr\.? |Mrs\.? )*[A-ZÄÖÜÉ][\w'’.-]+(?: [A-ZÄÖÜÉ][\w'’.-]*){1,2}$")


@dataclass(frozen=True)
class Proposal:
    """What a message says of itself; empty or None where it names nothing."""

    employer: str = ""
    role: str = ""
    sent_on: date | None = None
    contact: str = ""


def proposed(letter: Letter, today: date) -> Proposal:
    """The employer, role, day and person that a message names; a day after `today`, from further east, is today."""
    letter = _inner(letter)
    subject = re.sub(r"^(?:(?:re|fwd?|aw|wg|tr|rv)\s*:\s*)+", "", letter.subject or "", flags=re.IGNORECASE)
    about = f"{subject}\n{letter.text}"[:SEARCHED]
    person = _person(letter)
    role = _role(subject, about)
    employer = _employer(letter, subject, about, role, person)
    role = "" if _same(role, employer) else role
    return Proposal(employer, role, min(letter.sent_on, today) if letter.sent_on else None, person)


def _inner(letter: Letter) -> Letter:
    """The letter that was sent on, with its own sender, subject and day; else the letter with what its lines say."""
    start = letterhead.inner_letter(letter.text)
    text = letter.text[start:]
    said: dict[str, str] = {}
    for line in HEADER.finditer(text[:1_500]):
        said.setdefault(HEADERS.get(line["name"].lower(), "day"), line["value"].strip(" *"))
    if not start and (letter.sender or len(said) < 2):
        return letter
    sender_name, sender = parseaddr(re.sub(r"\[mailto:([^\]]+)\]", r"<\1>", said.get("sender", "")))
    return Letter(
        text,
        said.get("subject") or letter.subject,
        sender or (None if start else letter.sender),
        sender_name or (said.get("sender") if "@" not in said.get("sender", "@") else None),
        _day(said.get("day")) or letter.sent_on,
    )


def _day(words: str | None) -> date | None:
    if not words:
        return None
    try:
        return parsedate_to_datetime(words).date()
    except (TypeError, ValueError):
        pass
    found = WRITTEN_DAY.search(words.lower())
    if not found:
        return None
    year, month, day = (
        found["y"] or found["y2"] or found["y3"],
        found["m"] or found["m2"] or found["m3"],
        found["d"] or found["d2"] or found["d3"],
    )
    number = int(month) if month.isdigit() else MONTHS.get(month[:3], 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


# --- the employer ------------------------------------------------------------------------------------------------


def _employer(letter: Letter, subject: str, about: str, role: str, person: str) -> str:
    """Whom the subject and the words name; the name or address of the sender where they name nobody, or agree."""
    domain = _domain(letter.sender)
    sender = OFFICES.sub("", letter.sender_name or "").strip(" ,.-|@()")
    if _is_person(letter.sender_name, letter.sender) or is_post_office(sender):
        sender = ""
    votes: dict[str, float] = {}
    for name in _named(subject, about):
        if _key(name) and not _same(name, person) and not (_same(name, role) and ROLE_WORD.search(role)):
            votes[_key(name)] = votes.get(_key(name), 0) + 1
    for name, weight in ((sender, 2.0), (domain, 1.0)):
        agreeing = next((key for key in votes if name and _agree(key, name)), _key(name))
        if agreeing:
            votes[agreeing] = votes.get(agreeing, 0) + weight
    if not votes:
        return ""
    best = max(votes, key=lambda key: votes[key])
    spelled = [name for name in (*_named(subject, about), sender, domain.capitalize()) if _agree(best, name)]
    return next((name for name in spelled if _key(name) == best), next(iter(spelled), ""))


def _named(subject: str, about: str) -> Iterator[str]:
    pair = SUBJECT_PAIR.search(subject)
    if pair:
        first, second = (part.strip(" .-") for part in pair.groups())
        if ROLE_WORD.search(second) and not ROLE_WORD.search(first):
            first, second = second, first
        if not ROLE_WORD.search(second):
            yield second
    for pattern in EMPLOYER:
        for found in pattern.finditer(about):
            name = re.split(r"\s+(?:for|as|and we|has|have)\b", found.group(1))[0].strip(" .,-–&")
            if name and not NOT_AN_EMPLOYER.match(name) and not ROLE_WORD.search(name):
                yield name


def _domain(address: str | None) -> str:
    """The name under which an address's domain is registered; empty for post offices."""
    domain = (address or "").rpartition("@")[2].lower()
    name = registered_label(domain) if "." in domain else ""
    return "" if is_post_office(name) else name


def _is_person(name: str | None, address: str | None) -> bool:
    """Whether a sender's name is a person's: two or three words of which one stands before the @."""
    words = re.findall(r"[\w'’-]+", (name or "").lower())
    local, _, domain = (address or "").lower().partition("@")
    known = sum(len(word) > 2 and word in local for word in words)
    least = 1 if _domain(domain) or domain.startswith("gmail") else 2
    return len(words) in (2, 3) and known >= least and not OFFICES.search(name or "")


def _person(letter: Letter) -> str:
    """Who signed, else who sent it, if that is a person."""
    signed = letterhead.SIGNATURE_FROM_HERE.search(letter.text)
    below = [line.strip(" ,*") for line in letter.text[signed.end() :].splitlines() if line.strip()] if signed else []
    if below and PERSON.match(below[0]) and not (OFFICES.search(below[0]) or LEGAL_FORM.search(below[0])):
        return below[0]
    return letter.sender_name or "" if _is_person(letter.sender_name, letter.sender) else ""


# --- the role -----------------------------------------------------------------------------------------------------


def _role(subject: str, about: str) -> str:
    pair = SUBJECT_PAIR.search(subject)
    if pair:
        for part in pair.groups():
            if ROLE_WORD.search(part):
                return _trimmed(part)
    found = [match.group(1) for pattern in ROLE for match in pattern.finditer(about)]
    names = [_trimmed(name) for name in found if name and not NOT_AN_EMPLOYER.match(name)]
    return next((name for name in names if ROLE_WORD.search(name)), next(iter(names), ""))


def _trimmed(role: str) -> str:
    role = re.sub(
        r"^(?:Your |The |Our )?(?:Application|Bewerbung|Interview|Update|Invitation|Re)\b(?: for| as| als| on)?:? ?",
        "",
        role,
    )
    role = re.sub(r"^(?:[A-Z]{0,4}-?\d[\w-]*\s+)", "", role)
    return re.sub(r"\s*\((?:[mfwdx/ ]+|all genders)\)", "", role).strip(" .,-–:")


# --- comparing names -----------------------------------------------------------------------------------------------


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", LEGAL_FORM.sub(" ", name).lower()))


def _same(one: str, other: str) -> bool:
    return bool(one and other) and _key(one) == _key(other)


def _agree(key: str, name: str) -> bool:
    """Whether two spellings are of one name: equal, or one begins the other by four letters or more."""
    first, second = key.replace(" ", ""), _key(name).replace(" ", "")
    short, long = sorted((first, second), key=len)
    return bool(short) and (short == long or (len(short) >= 4 and long.startswith(short)))
