"""In which language is a text? Reasons are read in English, outcomes in five languages.

The model (n-grams, 97 languages) comes inside the package py3langid; nothing is fetched.
"""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from analytics.taxonomy import ENGLISH, LANGUAGES

NOT_ENGLISH = 0.05
"""A text is taken for another language where English's own chance is below this."""
FEWEST = 4
"""Words of a text that can be told; names and abbreviations alone look like anything."""
ENOUGH = 4_000
"""Characters that are looked at."""

WORD = re.compile(r"[^\W\d_]+")
ENGLISH_WORDS = frozenset((
    "the", "you", "your", "we", "our", "is", "are", "was", "were", "have", "has", "not", "for", "with", "that", "this",
    "to", "of", "and", "at", "will", "be", "been", "would", "it", "they", "but", "from", "their", "had", "i",
    "dear", "my", "if", "as", "please", "unfortunately", "thank", "thanks", "application", "could", "too", "more",
))  # fmt: skip
ACCENTED = re.compile(r"[äöüßéèêàçñáíóúãõôâîïœ¿¡]", re.IGNORECASE)


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted({*LANGUAGES} & set(identifier.labels)))
    return identifier


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language; None where there are too few words to tell."""
    words = WORD.findall(text[:ENOUGH].lower())
    english = sum(word in ENGLISH_WORDS for word in words) / max(1, len(words))
    if len(words) < FEWEST:
        return ENGLISH if english else None
    if english >= 0.2 and not ACCENTED.search(text[:ENOUGH]):
        return ENGLISH
    ranked = _identifier().rank(text[:ENOUGH])
    if dict(ranked).get(ENGLISH, 0.0) >= NOT_ENGLISH:
        return ENGLISH
    return str(ranked[0][0])
