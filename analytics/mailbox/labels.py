"""Where a mail lies, read from the words that mail programs put on it, in several languages."""

from __future__ import annotations

import re
from enum import Enum


class Place(Enum):
    """Where a mail lies. Only the first two are read: the rest was thrown away, never sent, or never asked for."""

    INBOX = "inbox"
    SENT = "sent"
    DRAFT = "draft"
    SPAM = "spam"
    BIN = "bin"
    CHAT = "chat"

    @property
    def is_read(self) -> bool:
        return self in (Place.INBOX, Place.SENT)


WORDS: dict[Place, tuple[str, ...]] = {
    Place.SPAM: ("spam", "junk", "junk e-mail", "junk email", "bulk mail", "indésirables", "courrier indésirable",
                 "correo no deseado", "lixo eletrônico", "ongewenste e-mail", "posta indesiderata"),
    Place.BIN: ("trash", "bin", "deleted", "deleted items", "deleted messages", "papierkorb", "gelöscht",
                "gelöschte elemente", "gelöschte objekte", "corbeille", "éléments supprimés", "papelera",
                "elementos eliminados", "lixeira", "prullenbak", "cestino"),
    Place.DRAFT: ("drafts", "draft", "entwürfe", "entwurf", "brouillons", "borradores", "rascunhos", "concepten",
                  "bozze"),
    Place.CHAT: ("chat", "chats"),
    Place.SENT: ("sent", "sent mail", "sent items", "sent messages", "gesendet", "gesendete objekte",
                 "gesendete elemente", "gesendete nachrichten", "envoyés", "messages envoyés", "éléments envoyés",
                 "enviados", "elementos enviados", "mensajes enviados", "enviadas", "itens enviados", "verzonden",
                 "verzonden items", "inviati", "posta inviata"),
}  # fmt: skip
"""What mail programs call these places, in their order of weight: a sent mail in the bin was thrown away."""


def place_of(labels: str, source: str) -> Place:
    """Where a mail lies, from Gmail's labels (divided by commas), else from the names of file and folders."""
    said = [label.strip(' "').casefold() for label in labels.split(",")]
    if not labels:
        said = [
            re.sub(r"\.(mbox|mbx|eml|emlx|zip)$", "", part.casefold()).strip() for part in re.split(r"[/\\!]", source)
        ]
    return next((place for place, words in WORDS.items() if any(word in words for word in said)), Place.INBOX)
