"""Who is looking. Every read and write of the store goes through a Viewer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    APPLICANT = "applicant"
    STAFF = "staff"
    ANALYST = "analyst"


@dataclass(frozen=True)
class Viewer:
    """A person at the store. Made where somebody signs in (or opens a store file of their own), nowhere else.

    An applicant sees their own rows and can name no one else. An analyst holds the file and sees everybody's
    counts. Staff see published numbers only. Journals are read by the applicant who wrote them alone.
    """

    role: Role
    applicant_id: int | None = None

    def __post_init__(self) -> None:
        if (self.role is Role.APPLICANT) != (self.applicant_id is not None):
            raise ValueError("an applicant's viewer names that applicant, and no other viewer names one")

    @classmethod
    def applicant(cls, applicant_id: int) -> Viewer:
        return cls(Role.APPLICANT, applicant_id)

    @classmethod
    def analyst(cls) -> Viewer:
        return cls(Role.ANALYST)

    @classmethod
    def staff(cls) -> Viewer:
        return cls(Role.STAFF)
