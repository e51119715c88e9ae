"""What is said about reasons: one case on each side of every limit, whole sentences compared."""

from __future__ import annotations

import pytest

from analytics.statistics.proportions import wilson
from analytics.statistics.rejection_reasons import ReasonDifference, ReasonShare, RejectionReasons
from analytics.taxonomy import Reason
from analytics.wording.rejection_reasons import (
    by_group,
    by_reason,
    differences_in_words,
    foot,
    groups_in_words,
    heat,
    in_words,
    most_in_words,
    no_reason_in_words,
)

SKILLS, OTHERS = (Reason.EXPERIENCE, "lack of experience or skills"), (Reason.OTHERS, "other candidates")


def found(
    stated: int, rejections: int, skills: int = 0, others: int = 0, *, workable: int = 0, not_read: int = 0
) -> RejectionReasons:
    named = sorted(((SKILLS[0], skills), (OTHERS[0], others)), key=lambda it: -it[1])
    shares = tuple(ReasonShare(reason, wilson(n, stated)) for reason, n in named if n)
    return RejectionReasons(None, rejections, stated, shares, wilson(workable, stated), not_read)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (found(0, 0), "No rejection so far."),
        (found(0, 1), "One rejection, without a reason."),
        (found(1, 1, 1, 1), "One rejection; it named lack of experience or skills and other candidates."),
        (found(0, 2), "Of 2 rejections, none gave a reason."),
        (found(1, 2, 1), "Of 2 rejections, 1 gave a reason: lack of experience or skills."),
        (found(2, 2, 2), "Of 2 rejections, 2 gave a reason: lack of experience or skills (2)."),
        (
            found(4, 9, 3, 2),
            "Of 9 rejections, 4 gave a reason: lack of experience or skills (3) and other candidates (2).",
        ),
        (
            found(5, 9, 3, 2),
            "Of 9 rejections, 5 gave a reason, most often lack of experience or skills (3)."
            " None of those 5 named something that can be worked on.",
        ),
        (
            found(5, 9, 3, 3, workable=1),
            "Of 9 rejections, 5 gave a reason, most often lack of experience or skills and other candidates (3 each)."
            " One of those 5 named something that can be worked on.",
        ),
        (
            found(19, 30, 10, workable=7),
            "Of 30 rejections, 19 gave a reason, most often lack of experience or skills (10)."
            " Seven of those 19 named something that can be worked on.",
        ),
        (
            found(20, 30, 10, workable=20),
            "Of 30 rejections, 20 gave a reason, most often lack of experience or skills (50%)."
            " All 20 named something that can be worked on.",
        ),
        (found(0, 2, not_read=1), "Of 2 rejections, none gave a reason. One more answer could not be read."),
        (found(0, 2, not_read=2), "Of 2 rejections, none gave a reason. Two more answers could not be read."),
    ],
)
def test_the_one_sentence(result: RejectionReasons, said: str) -> None:
    assert in_words(result) == said


def test_the_title_names_a_reason_only_where_it_is_named_more_than_any_other() -> None:
    assert most_in_words(found(5, 9, 3, 2)) == "Lack of experience or skills is named most"
    assert most_in_words(found(5, 9, 2, 3)) == "Other candidates is named most"
    assert most_in_words(found(5, 9, 3)) == "Lack of experience or skills is named most"
    assert most_in_words(found(5, 9, 3, 3)) == "No reason is named more than any other"


def test_the_table_has_shares_from_five_on_and_whoever_gave_none() -> None:
    for result, shares in ((found(5, 9, 3, 2), (0.6, 0.4)), (found(4, 9, 3, 2), (None, None))):
        table = by_reason(result)
        assert table["Reason"].tolist() == ["Lack of experience or skills", "Other candidates", "None given"]
        assert table["Can be worked on"].tolist()[:2] == ["yes", "no"]
        assert table["Rejections"].tolist() == [3, 2, 9 - result.stated]
        for place, share in enumerate(shares):
            low, high = table["Low"][place], table["High"][place]
            assert table["Share"][place] == share
            assert (low is None and high is None) if share is None else low < share < high
    assert by_group([found(5, 9, 3, 2)]).to_numpy().tolist() == [
        [None, 9, 5, "Lack of experience or skills", 3],
        [None, 9, 5, "Other candidates", 2],
    ]


def test_the_foot_and_the_box_count() -> None:
    assert foot(found(5, 9, 3), ", known until 3 May") == "n = 5 of 9 rejections, known until 3 May."
    assert no_reason_in_words(found(5, 9, 3)) == "Four gave no reason"


@pytest.mark.parametrize(
    ("p_values", "sentence", "title"),
    [
        (
            (),
            "Too few rejections gave a reason to compare the groups.",
            "Too few reasons so far to compare groups",
        ),
        (
            (0.05, None),
            "No reason is named in one group so much more often that chance would not explain it.",
            "The reasons are alike, as far as these rejections can tell",
        ),
        (
            (0.049, 0.3),
            "Named differently often from group to group, and chance would hardly do that: lack of experience"
            " or skills.",
            "Some groups name lack of experience or skills more often than others",
        ),
        (
            (0.01, 0.02),
            "Named differently often from group to group, and chance would hardly do that: lack of experience or skills"
            " and other candidates.",
            "Some groups name lack of experience or skills and other candidates more often than others",
        ),
    ],
)
def test_groups_differ_only_where_the_test_says_so(
    p_values: tuple[float | None, ...], sentence: str, title: str
) -> None:
    differences = [
        ReasonDifference(reason, 9, p, p) for reason, p in zip((SKILLS[0], OTHERS[0]), p_values, strict=False)
    ]
    assert differences_in_words(differences) == sentence
    assert groups_in_words(differences) == title


def test_a_cell_has_a_percentage_from_twenty_on_and_the_most_named_reason_stands_first() -> None:
    columns, rows = heat([found(20, 30, 10), found(19, 30, 3, 8), found(5, 9, 0, 3)])
    assert columns == ["Not known\nn = 20", "Not known\nn = 19", "Not known\nn = 5"]
    assert list(rows.items()) == [
        ("Lack of experience or skills", [("50% · 10", 0.5), ("3", 0.0), ("–", 0.0)]),
        ("Other candidates", [("–", 0.0), ("8", 0.0), ("3", 0.0)]),
    ]
