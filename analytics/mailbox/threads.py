"""Which mails belong to one conversation: by what they answer to, Gmail's own threads, and appointments."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.mailbox.mail import Mail


def conversations(mails: Sequence[Mail]) -> dict[str, str]:
    """For each mail's key the name of its conversation, the same for all mails of it."""
    groups = _Groups()
    for mail in mails:
        for name in mail.names:
            groups.join(mail.key, name)
        groups.join(mail.key, mail.key)
    return {mail.key: groups.of(mail.key) for mail in mails}


class _Groups:
    """Sets of names that were said to belong together (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The name that stands for a set."""
        parent = self._parent.setdefault(name, name)
        while parent != self._parent[parent]:
            self._parent[parent] = self._parent[self._parent[parent]]
            parent = self._parent[parent]
        self._parent[name] = parent
        return parent

    def join(self, one: str, other: str) -> None:
        """Says that two names belong together."""
        self._parent[self.of(one)] = self.of(other)
