"""The employer, the role and the number of a vacancy that a mail names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from analytics.feedback.platforms import Platform, is_free_mail, platform_of, registered_label
from analytics.feedback.proposal import ROLE_WORD
from analytics.mailbox.labels import Place
from analytics.mailbox.mail import Mail
from analytics.mailbox.senders import SHORTEST_NAME, folded, is_person, is_platform_name, without_department

LONGEST_NAME, LONGEST_ROLE = 60, 90
READ_FROM = 3_000
"""Characters of a mail in which employer and role stand; what comes later are footers and other vacancies."""

# A firm's name: capitalised words (or a brand in small letters with a dot), joined by small ones.
_WORD = r"[A-ZÄÖÜÉ0-9][\w'’&+-]*(?:\.\w+)*"
_FIRM = rf"(?P<firm>{_WORD}(?:[ ](?:&|of|the|and|for|und|de|der|für|von|{_WORD})){{0,5}})"
_ROLE = r"(?P<role>[A-ZÄÖÜ0-9][^\n.!?:;„“\"<>]{2,88}?)"
_JOB = r"(?:role|position|job|opening|vacancy|opportunity|post|internship|traineeship|programme|program)"
_STELLE = r"(?:Stelle|Position|Ausschreibung|Stellenanzeige|Praktikum)"
_GENDERS = r"(?:\s*\((?:[mwfdxi*/|\s.]+|all genders|gn|f/m/\w)\))"

FIRMS = tuple(
    re.compile(form)
    for form in (
        rf"\b(?:appl(?:ied|ying) (?:to|at|with)|your (?:recent )?application (?:to|with|at)) {_FIRM}",
        rf"\b(?:role|position|job|opening|vacancy|opportunity|post)\b[^.\n]{{0,15}} (?:at|with) {_FIRM}",
        rf"\b(?:interest(?:ed)? in(?: (?:joining|working (?:at|for|with)|a career (?:at|with)))?) {_FIRM}",
        rf"\b(?:application (?:was |has been )?sent to|were sent to|update from|application from|invited? by"
        rf"|on behalf of|my client,?|our client,?|forward to|heard back from|next steps with|offer from) {_FIRM}",
        rf"(?m)^{_FIRM} has invited you",
        rf"(?i:\b(?:bewerbung|interesse|bewerbe)\b)[^.\n]{{0,140}}?\b(?:beim|am|bei|an)(?: der| dem| den)? {_FIRM}",
        rf"\b(?:beworben|Stelle|Position)\b[^.\n]{{0,60}}? bei(?: der| dem)? {_FIRM}",
        rf"\b(?:Profil|Unterlagen|Lebenslauf)\b[^.\n]{{0,40}}? (?:beim|bei|an)(?: der| dem| den)? {_FIRM}",
        rf"\b(?:recruiters? here|team(?: here)?|colleagues?|everyone|us) at {_FIRM}",
        rf"\brecruit(?:er|ing|ment)(?: team)?,? (?:at |@ ?)?{_FIRM}",
        rf"(?m)^(?:[A-Z][\w .'-]{{2,40}}[,@] ?)(?:at )?{_FIRM}\s*$",
    )
)
SUBJECT_FIRMS = tuple(
    re.compile(form)
    for form in (
        rf" (?:at|@|bei(?: der| dem)?|with|to) {_FIRM}\s*[!.]?$",
        rf"^{_FIRM}\s*(?::|[-–|]) ",
        rf"^{_FIRM} (?:Application|application|Bewerbung|Hiring|privacy)",
        rf" [-–|] {_FIRM}\s*$",
        rf"^{_FIRM} <> ",
    )
)
ROLES = tuple(
    re.compile(form)
    for form in (
        rf"\b[Ff]or (?:the |our |a |an )?(?:R-?\d+ |JR-?\d+ |Req \S+ )?{_ROLE} (?:{_JOB}\b|\()",
        rf"\b(?:the|our|your|this|a|an) (?:R-?\d+ |JR-?\d+ )?{_ROLE} {_JOB}\b",
        rf"\b{_JOB} (?:of|as|:|-)+ ?(?:an? |the )?{_ROLE}(?= (?:at|with|in|and|\()|[,.!\n]|$)",
        rf"\b(?:application|applying|applied|apply|considered|consider you)\s+(?:for|as)(?: the| our| an?)? "
        rf"(?:R-?\d+ |JR-?\d+ )?{_ROLE}"
        r"(?= (?:at|with|in|has|was|is|on|and|to|reached|arrived|safely|four|two|three|\()|[,.!\n]|$)",
        rf"\b(?:R-?\d{{3,}}|JR-?\d{{3,}}) {_ROLE}(?= (?:at|position|role)|[,.!\n]|$)",
        rf"\binvited you to take the {_ROLE} (?:assessment|test)",
        rf"\b(?:[Nn]ext|[Ff]irst|[Ff]inal) stage for {_ROLE} is",
        rf"\badvert(?:isement)? for (?:an? |the )?{_ROLE}(?= (?:and|at|in|with)|[,.!\n]|$)",
        rf"\bals {_ROLE}{_GENDERS}",
        r"(?i:bewerb\w*|bewirb\w*|beworb\w*|stelle|position|uns|dich|sich|mich|sie|profil|unterlagen)\b"
        r"[^.\n]{0,40}? als "
        rf"{_ROLE}(?= (?:bei|in|ist|am|an|wurde|wird|hat|beworben|eingereicht|eingegangen|erhalten|und|zu|entschieden)"
        r"|[,.!\n]|$)",
        rf"\bjob (?:number |no\.? |id )?\d+,? {_ROLE}(?= (?:have|has|at|with)|[,.!\n]|$)",
        rf"{_STELLE} (?:als |[„\"'])?{_ROLE}"
        rf"(?:[“\"'{{]|{_GENDERS}| \(| (?:bei|in|zu|eingereicht|vorgestellt|beworben|wurde|ist)\b|[,.!\n]|$)",
    )
)
SUBJECT_ROLES = tuple(
    re.compile(form)
    for form in (
        rf"^(?:Indeed )?(?:Application|Bewerbung)(?: als| für| for)?:? {_ROLE}(?: (?:at|bei) |$| [-–|])",
        rf"^Application received - {_ROLE}$",
        rf"^(?:Ihre|Deine|Your) (?:Bewerbung|[Aa]pplication) ?[-–:|] {_ROLE}(?: \(|$)",
        rf"^Application confirmation [-–:|] {_ROLE}(?: \(|$)",
        rf"^Your application to {_ROLE} at ",
        rf"^(?:Your application for )?(?:R-?\d+ |JR-?\d+ )?{_ROLE} at [A-Z]",
        rf"^{_ROLE}, Req ",
        rf"^{_ROLE} - (?:phone |video )?(?:interview|Interview|call|update)",
        rf"[-–:] {_ROLE}: (?:Test|test|Assessment|assessment)",
        rf"^{_ROLE} [-–|] [A-Z]",
        rf"(?:Gespräch|Interview|Einladung|Absage)\b.{{0,25}}\b(?:als|für|Stelle) {_ROLE}$",
        rf"(?:Technical |Final |Phone )?[Ii]nterview [-–] {_ROLE} [-–]",
    )
)
REQUISITION = re.compile(
    r"\b(?:(?:req(?:uisition)?|job|vacancy|reference|ref|posting|kennziffer|referenz|job-?id|stellennummer)"
    r"(?:\s*(?:number|no|nr|id|#|:|\.))*\s*|(?=J?R-?\d{3}))((?:[A-Z]{1,4}-?)?\d{3,}[\d/-]*)\b",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"(?<![\w-])(?P<role>(?:[A-ZÄÖÜ][\w/&+.’-]* (?:(?:of|for|and|&|für|und) )?){0,4}"
    rf"(?=[A-ZÄÖÜ])[\w-]*?(?i:{ROLE_WORD.pattern})(?:[:*_/]?in(?:nen)?\b)?"
    r"(?: (?:der|des|für|im Bereich|of|for) [A-ZÄÖÜ][\w-]+| [A-ZÄÖÜ][\w-]+(?= \())?)"
)
"""A job's title wherever it stands: capitalised words that end in one by which jobs are called."""
BEFORE_TITLE = re.compile(
    r"^(?:(?:dear|hi|hello|hey|liebe[rs]?|hallo|the|your|our|an?|thanks|wir|ihre[rns]?|ihr|deine|dein|als|anzeige|stelle)\s+)+",
    re.IGNORECASE,
)
RECRUITER = re.compile(
    r"recruit|talent|hiring|people|\bhr\b|personal(?:er|ref)|human|candidate|bewerber", re.IGNORECASE
)
"""Whoever bears such a title writes the mail, and is not looked for."""
CARD = re.compile(r"^(?:View job|Anzeigen|Voir)", re.MULTILINE)

NOT_A_FIRM = frozenset((
    "you", "your", "the", "this", "our", "we", "us", "it", "that", "they", "their", "all", "any", "hi", "hello", "dear",
    "thank", "thanks", "re", "fwd", "ihre", "ihr", "die", "der", "das", "application", "your application", "job",
    "jobs", "interview", "invitation", "einladung", "absage", "update", "updated invitation", "confirmation", "offer",
    "team", "recruiting", "recruitment", "talent", "hiring", "hr", "bewerbung", "ihre bewerbung", "unsere", "unser",
    "we've received", "assessment", "online assessment", "test", "next steps", "next", "noreply", "indeed application",
    "application received", "security", "verify", "monday", "tuesday", "wednesday", "thursday", "friday",
    "unfortunately", "careers", "eingangsbestätigung", "rückmeldung", "termin", "vorstellungsgespräch", "uns", "deine",
    "dein", "personalamt", "personalabteilung", "personal", "sehr", "guten tag", "liebe", "lieber", "hallo", "anhang",
    "attached", "news", "gmail", "nhs jobs",
))  # fmt: skip
NOT_A_ROLE = re.compile(
    r"^(?:application (?:received|confirmation|update|status|submitted)|(?:your|ihre|deine) (?:application|bewerbung).*"
    r"|kritik.*|urteil.*|wertung.*"
    r"|bestätigung.*|eingangsbestätigung.*|next step\w*|nächster schritt|your|the|this|our"
    r"|an?|any|all|other|another|more|further|new|time|interest|application"
    r"|us|you|it|that|we|i|interview\w*|technical interview|phone screen|screen|next|these|those|first|second|final"
    r"|open|current|future|right"
    r"|bewerbung\w*|stelle|position|job|role|gespräch\w*|termin)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Named:
    """What a mail names. `via` is an agency or board that stands between; None or empty where it isn't said."""

    employer: str | None
    role: str | None
    requisition: str | None
    others: tuple[str, ...] = ()
    """Further names that could be the employer's, likelier ones first."""
    title: str | None = None
    """A job's title that stands somewhere; where no role is named, that of a mail that opens an application."""


def named_in(mail: Mail) -> Named:
    """The employer, role and number of the vacancy that a mail speaks of."""
    platform = None if mail.place is Place.SENT else platform_of(mail.sender.address)
    text = _text(mail)
    firms = _firms(mail, platform, text)
    role = _role(mail, platform, text, firms)
    found = REQUISITION.search(f"{mail.topic}\n{text}")
    title = role or _title(f"{mail.topic}\n{text}", firms)
    return Named(firms[0] if firms else None, role, found[1] if found else None, tuple(firms[1:]), title)


def _text(mail: Mail) -> str:
    return f"{mail.text}\n{mail.other_text}"[:READ_FROM]


# --- employer -------------------------------------------------------------------------------------------------


def _firms(mail: Mail, platform: Platform | None, text: str) -> list[str]:
    """Candidates for the employer, the likeliest first: by how sure their place is, and how often they come."""
    weights: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    places = platform.employer if platform else ("body", "subject", "display", "domain")
    for rank, place in enumerate(places):
        for name in _at(place, mail, platform, text):
            cleaned = _firm(name)
            if cleaned and (place == "display" or not ROLE_WORD.fullmatch(cleaned.split()[-1])):
                spelled.setdefault(folded(cleaned), cleaned)
                weights[folded(cleaned)] += 2 * (len(places) - rank)
    for key in weights:
        # A name that stands elsewhere in the mail too is likelier one.
        weights[key] += len(re.findall(re.escape(spelled[key]), f"{mail.subject}\n{text}")[:5])
    return [spelled[key] for key, _ in weights.most_common(4)]


def _at(place: str, mail: Mail, platform: Platform | None, text: str) -> Iterator[str]:
    sender = mail.sender if mail.place is not Place.SENT else next(iter(mail.to), mail.sender)
    if place == "display" and not (platform is None and is_person(sender)):
        inside = re.search(r"\(([^)]+)\)", sender.name)
        yield inside[1] if inside else sender.name
    elif place == "display":
        inside = re.search(r"\(([^)]+)\)|\b(?:from|at|@|von) (.+)$", sender.name)
        if inside:
            yield inside[1] or inside[2]
    elif place == "subject":
        yield from _matches(SUBJECT_FIRMS + FIRMS[:4], mail.topic, "firm")
    elif place == "body":
        if platform and platform.name == "linkedin":
            yield from _card(text)[1:2]
        yield from _matches(FIRMS, text, "firm")
    elif place == "local":
        yield sender.local.partition("+")[0].replace(".", " ").replace("-", " ").title()
    elif place in ("subdomain", "domain") and not is_free_mail(sender.domain):
        host = sender.domain.partition(".")[0] if place == "subdomain" else registered_label(sender.domain)
        yield _spelled(f"{sender.name}\n{mail.subject}\n{text}", host) or host.replace("-", " ").title()


def _spelled(text: str, label: str) -> str | None:
    """How a text spells the firm whose domain is `label`: "Quarry Lane Press" for quarrylanepress, "Institut für
    Küstenforschung Wieck" for ifk-wieck. The name that covers most of the label, then the commonest, then the longest.
    """
    wanted = folded(label)
    covered: Counter[str] = Counter()
    for found in re.finditer(_FIRM, text[:READ_FROM]):
        name = _firm(found["firm"])
        words = [folded(word) for word in re.findall(r"[^\W\d_]+", name or "")]
        letters = sum(len(word) for word in words if len(word) >= SHORTEST_NAME and word in wanted)
        if name and letters >= max(SHORTEST_NAME, len(wanted) // 2):
            covered[name] += 100 * letters + 1
    return max(covered, key=lambda name: (covered[name] // 100, covered[name] % 100, len(name)), default=None)


def _firm(name: str) -> str | None:
    """A candidate without what stands around names; None for words that name no firm."""
    cleaned = without_department(re.split(r"\s+(?:for|and|has|is|was|on|in|as)\s", name.strip(" '\"’,.!:-–|"))[0])
    cleaned = re.sub(r"['’]s$", "", cleaned.strip(" '\"’,.!:-–|"))
    cleaned = re.sub(r"(?:\s+(?:&|of|the|and|for|und|de|der|für|von))+$", "", cleaned)
    words = cleaned.casefold()
    if not 2 <= len(cleaned) <= LONGEST_NAME or words in NOT_A_FIRM or is_platform_name(cleaned) or words.isdigit():
        return None
    return None if words.split()[0] in ("your", "ihre", "ihr", "re:", "our", "no", "noreply") else cleaned


def _card(text: str) -> list[str]:
    """Lines of the card in LinkedIn's mails: role, firm, place, between the first sentence and the link."""
    end = CARD.search(text)
    lines = [line.strip() for line in text[: end.start() if end else len(text)].splitlines() if line.strip()]
    return lines[1:4] if len(lines) >= 3 and len(lines[1]) <= LONGEST_ROLE else []


# --- role -----------------------------------------------------------------------------------------------------


def _role(mail: Mail, platform: Platform | None, text: str, firms: list[str]) -> str | None:
    if platform and platform.name == "linkedin" and _card(text):
        named = next(_matches(SUBJECT_ROLES, mail.topic, "role"), None)
        return _role_of(named or _card(text)[0], firms)
    candidates = [*_matches(SUBJECT_ROLES, mail.topic, "role"), *_matches(ROLES, f"{text}\n{mail.topic}", "role")]
    cleaned = [role for role in (_role_of(candidate, firms) for candidate in candidates) if role]
    if not cleaned and mail.place is Place.SENT and not mail.references:
        topic = re.sub(r"^(?:application|bewerbung)\b(?: (?:for|als|um|as))?\W*", "", mail.topic, flags=re.IGNORECASE)
        topic = re.split(r" [-–|,] |, ", topic)[0]
        return _role_of(topic, firms) if ROLE_WORD.search(topic) and len(topic.split()) <= 4 else None
    if not cleaned:
        return None
    counted = Counter(role.casefold() for role in cleaned)
    return max(cleaned, key=lambda role: (counted[role.casefold()], -cleaned.index(role)))


def _title(text: str, firms: list[str]) -> str | None:
    """The first title of a job that a text names and that is nobody's in recruiting."""
    found = (BEFORE_TITLE.sub("", match["role"]) for match in TITLE.finditer(text))
    titles = (_role_of(title, firms) for title in found if not RECRUITER.search(title))
    return next((title for title in titles if title), None)


def _role_of(name: str, firms: list[str]) -> str | None:
    """A candidate as a role: without the firm, genders, numbers; None for words that name none."""
    role = re.sub(r"\s*\((?:[mwfdxi*/|\s.]+|all genders|gn|f/m/\w)\)", "", name).strip(" '\"’,.!:-–|()„“")
    role = re.sub(r"^(?:R-?\d+|JR-?\d+|Req \S+)\s+", "", role)
    role = re.split(r"\s*[(\[]|\s(?:an der|am|im|bei|beim|in der|bei der)\s", role)[0].strip()
    role = re.sub(
        rf"\s+(?:{_JOB}|advertised.*|(?:haben|hat|ist|wurde|wir|we|has|have|will|is|was|with|auf|vom)\b.*)$", "", role
    )
    for firm in firms[:1]:
        role = re.sub(rf"(?:\s+(?:at|bei|with)\s+)?{re.escape(firm)}$", "", role).strip(" '\"’,.!:-–|")
    if not 3 <= len(role) <= LONGEST_ROLE or NOT_A_ROLE.match(role) or len(role.split()) > 9:
        return None
    return None if firms and folded(role) == folded(firms[0]) else role


def _matches(forms: tuple[re.Pattern[str], ...], text: str, group: str) -> Iterator[str]:
    for form in forms:
        for found in form.finditer(text):
            yield found[group]
