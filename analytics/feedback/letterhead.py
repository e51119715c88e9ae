"""Where in a text the message itself stands: no headers, quoted replies, greetings, signatures, footers.

What is left out keeps its place, so that evidence is found where it was written.
"""

from __future__ import annotations

import re

MOST_ABOVE, LEAST_BELOW = 60, 15
"""A letter was sent on for its own sake where little was written above it and more stands below, in words."""

Span = tuple[int, int]

FORWARDED = re.compile(
    r"^[ \t>]*(?:-{2,}[ \t]*(?:forwarded|original|weitergeleitete|ursprüngliche)[ \t]+(?:message|nachricht)[ \t]*-{2,}"
    r"|-{2,}[ \t]*(?:message transféré|mensaje reenviado|mensagem encaminhada)[ \t]*-{2,}"
    r"|(?:begin forwarded message|anfang der weitergeleiteten nachricht):?)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
OUTLOOK_HEADER = re.compile(
    r"^[ \t]*(?:_{20,}[ \t]*\n\s*)?(?:from|von|de): [^\n]{1,200}\n"
    r"\s*(?:sent|date|to|gesendet|datum|an|envoyé|enviado): ",
    re.IGNORECASE | re.MULTILINE,
)
QUOTED_FROM_HERE = re.compile(
    r"^[ \t]*(?:"
    r"-{2,}[ \t]*(?:original|forwarded|ursprüngliche|weitergeleitete) (?:message|nachricht)[ \t]*-{2,}"
    r"|_{20,}"
    r"|(?:begin forwarded message|anfang der weitergeleiteten nachricht):"
    r"|on [^\n]{5,200}(?:\n[^\n]{0,200})? wrote:"
    r"|am [^\n]{5,200}(?:\n[^\n]{0,200})? schrieb[^\n]{0,100}:"
    r"|le [^\n]{5,200}(?:\n[^\n]{0,200})? a écrit ?:"
    r"|el [^\n]{5,200}(?:\n[^\n]{0,200})? escribió:"
    r"|em [^\n]{5,200}(?:\n[^\n]{0,200})? escreveu:"
    r"|(?:from|von|de): [^\n]{1,200}\n\s*(?:sent|date|to|gesendet|datum|envoyé|enviado): "
    r")",
    re.IGNORECASE | re.MULTILINE,
)
CLOSING = (
    r"(?:(?:with )?(?:best|kind|kindest|warm|warmest|many)(?: (?:regards|wishes|thanks))?|regards|sincerely(?: yours)?"
    r"|yours(?: (?:sincerely|faithfully|truly))?|cheers|all the best|respectfully|cordially|thanks(?: again)?|thank you"
    r"|(?:mit )?(?:freundlichen|besten|herzlichen|vielen|schönen|viele|beste|freundliche|herzliche|liebe) grüße?n?|mfg"
    r"|(?:bien )?cordialement|(?:un )?(?:cordial |atento )?saludos?|atentamente|(?:com os melhores )?cumprimentos"
    r"|atenciosamente|bien à vous|salutations(?: distinguées)?)"
)
SIGNATURE_FROM_HERE = re.compile(rf"^[ \t]*(?:--[ \t]*|{CLOSING}[ \t]*[,.!]?[ \t]*)$", re.IGNORECASE | re.MULTILINE)
POSTSCRIPT = re.compile(r"^[ \t]*p\.? ?s\.?[:, ]", re.IGNORECASE | re.MULTILINE)
LONGEST_SIGNATURE = 500
FEW = 8
PASSED_ON = re.compile(
    r"\b(?:fyi|see below|forward(?:ed|ing)?|look at|got this|this came|siehe unten|weitergeleitet)\b", re.IGNORECASE
)

HEADER = re.compile(
    r"^[ \t>]*\**(?:from|to|cc|bcc|sent|date|subject|reply-to|von|an|gesendet|datum|betreff|de|para|à|objet|asunto"
    r"|assunto|enviado|phone|tel|telephone|telefon|mobile|mobil|cell|fax|ref|reference|our ref|your ref"
    r"|req(?:uisition)?(?: id)?|job(?: id| ref| reference)?|application(?: id| number)|candidate(?: id)?|location"
    r"|e-?mail|web"
    r"|website|address|linkedin|position|role|vacancy|stelle|referenz)\**[ \t]?[:#][ \t]*\S.{0,160}$",
    re.IGNORECASE,
)
NOT_THE_MESSAGE = re.compile(
    r"^\s*(?:>.*"
    r"|(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|sehr geehrte\w*|guten (?:tag|morgen)|hallo|liebe\w?"
    r"|bonjour|madame|monsieur|cher|chère|hola|estimad[oa]|olá|car[oa]|prezad[oa])\b[^.!?\n]{0,60}[,:!]?"
    r"|.*\b(?:confidential(?:ity)? notice|this (?:e-?mail|message)(?: and any attachments?)? "
    r"(?:is|are|may be|contains?)|intended (?:solely|only) for|if you are not the intended recipient|unsubscribe"
    r"|view (?:this e-?mail )?in (?:your )?browser|sent from my \w+|registered in england|©|all rights reserved).*"
    r")\s*$",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"\b(?:recruit\w*|talent|team|department|dept|human resources|hr|people|manager|director|officer|coordinator"
    r"|partner|lead|head|assistant|consultant|specialist|professor|dr|prof|ltd|limited|inc|gmbh|plc|llc|ag|university"
    r"|street|st|road|rd|avenue|ave|lane|floor|suite|strasse|straße|platz|she|he|they|personalabteilung|leitung)\b",
    re.IGNORECASE,
)
NAMES = re.compile(r"^(?:[A-ZÄÖÜÉ][\w'’.&-]*|of|and|the|for|de|von|van|&|,|\||/|-|–|·)(?:[ ,]+(?:[A-ZÄÖÜÉ][\w'’.&-]*|of"
                   r"|and|the|for|de|von|van|&|\||/|-|–|·))*$")  # fmt: skip

CHARACTERISTIC = r"(?:race|sex|gender|age|religion|disability|nationality|belief|ethnicity)"
FOOTER = re.compile(
    r"https?://|www\.|\b[\w.+-]+@[\w-]+\.\w|(?<!\d)(?:\+|\(0?\d|\b0)\d?[\d ()/.-]{7,}\d"
    r"|\b(?:facebook|instagram|twitter|linkedin|tiktok|youtube|xing|glassdoor)\b"
    r"|\bequal[- ]opportunit|\bwithout regard to\b|\bdiscriminat(?:e|es|ion)\b"
    r"|\bregistered (?:office|company|charity|number)|\bcompany (?:number|no\b)|\bprivacy\b|\bunsubscribe"
    r"|\bconfidential|\bdata protection\b|\bdo not reply\b|\breasonable adjustments?\b|\baccommodations? for\b"
    rf"|\bprotected (?:veteran|characteristic)|\b{CHARACTERISTIC},? (?:and|or|,) ?{CHARACTERISTIC}"
    r"|\bgeschäftsführer|\bhandelsregister|\bamtsgericht|\bdatenschutz",
    re.IGNORECASE,
)


def spans(text: str) -> list[Span]:
    """The parts of the text that are the message itself, in their order."""
    if "\n" not in text:
        return [(0, len(text))]
    start = begin = inner_letter(text)
    end = _end(text, begin)
    kept: list[Span] = []
    for line in text[begin:end].splitlines(keepends=True):
        stop = start + len(line)
        if not _is_letterhead(line):
            if kept and kept[-1][1] == start:
                kept[-1] = (kept[-1][0], stop)
            else:
                kept.append((start, stop))
        start = stop
    after = POSTSCRIPT.search(text, end)
    return [*kept, (after.start(), _end(text, after.start()))] if after and end < len(text) else kept


def inner_letter(text: str) -> int:
    """Where a letter begins that was sent on with hardly a word; 0 where the text itself is the letter."""
    for marker in (FORWARDED, OUTLOOK_HEADER):
        found = marker.search(text)
        if found:
            below = found.end() if marker is FORWARDED else found.start()
            above = [line for line in text[: found.start()].splitlines() if not _is_letterhead(line)]
            if len(" ".join(above).split()) < MOST_ABOVE and len(text[below:].split()) > LEAST_BELOW:
                return below if _is_own_words(above) else 0
    return 0


def is_footer(sentence: str) -> bool:
    """Whether a sentence is an address, a notice or a link, from which no reason about a person is read."""
    return FOOTER.search(sentence) is not None


def _is_own_words(above: list[str]) -> bool:
    """Whether what stands above a letter only passes it on; an answer of its own speaks for itself."""
    words = " ".join(above)
    return len(words.split()) <= FEW or PASSED_ON.search(words) is not None


def _end(text: str, begin: int) -> int:
    """Where the message ends: at a quoted letter, or at a signature after which little follows."""
    end = len(text)
    for quoted in QUOTED_FROM_HERE.finditer(text, begin):
        if _words_between(text, begin, quoted.start()):
            end = quoted.start()
            break
    for signed in SIGNATURE_FROM_HERE.finditer(text, begin, end):
        rest = text[signed.end() : end]
        is_end = len(rest) < LONGEST_SIGNATURE or signed.group().strip().startswith("--")
        if is_end and _words_between(text, begin, signed.start()):
            return signed.start()
    return end


def _words_between(text: str, begin: int, end: int) -> bool:
    return any(line.strip() and not _is_letterhead(line) for line in text[begin:end].splitlines())


def _is_letterhead(line: str) -> bool:
    line = line[:500]
    return bool(NOT_THE_MESSAGE.match(line) or HEADER.match(line) or _is_name(line.strip()))


def _is_name(line: str) -> bool:
    """A name, an office or an address on a line of its own."""
    words = line.split()
    if not words or len(words) > 10 or line[-1] in ".?!;:" or not NAMES.match(line):
        return False
    return (len(words) > 1 and TITLE.search(line) is not None) or (
        len(words) > 2 and re.search(r"\d", line) is not None
    )
