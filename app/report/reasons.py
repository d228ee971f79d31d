"""Why a value is missing, and what must be known of one: in short for a table, and at length."""

from app.agreement.coefficients.unitizing import OVERLAPS
from app.agreement.coefficients.values import (
    NO_INTERSECTION,
    NO_UNITS,
    NO_VARIATION,
    NOT_USED,
    ROUGH,
    TOO_FEW_USES,
    WITHOUT_INTERVAL,
)
from app.agreement.study.variables import TWO_VALUES
from app.translation import tr


def shortened(words: str) -> str:
    """A reason or a flag as it fits into the table."""
    short = {
        **dict.fromkeys(ROUGH, tr("rough interval")),
        **dict.fromkeys(WITHOUT_INTERVAL, tr("no interval")),
    }
    return short.get(words, words)


def explained(words: str) -> str:
    """A reason or a flag at length."""
    long = {
        NOT_USED: tr(
            "None of these coders has used this code in these documents, so there is nothing to judge."
        ),
        NO_VARIATION: tr(
            "Every unit got the same value, so no disagreement can be expected by chance and no "
            "chance-corrected coefficient exists."
        ),
        TOO_FEW_USES: tr(
            "One of the coders has used this code fewer than five times: the number would change much with "
            "a single coding more."
        ),
    }
    return long.get(words, words[:1].upper() + words[1:] + ".")


def shortened_in_group(note: str) -> str:
    """A reason or a flag of an exclusive group as it fits into the table."""
    short = {OVERLAPS: tr("codes overlap"), TWO_VALUES: tr("α: two codes in one unit")}
    return short.get(note) or shortened(note)


def explained_in_group(reason: str, *, closed: bool = False) -> str:
    """A reason or a flag of an exclusive group at length; of a closed round nobody changes a coding."""
    way_out = (
        tr(
            "A closed round stays as it is: leave one of the two codes out above, under codes; choose the "
            "group to see the passages at the right."
        )
        if closed
        else tr(
            "Choose the group: the passages appear at the right, and whoever coded them can take one code "
            "off each."
        )
    )
    overlaps = tr("One coder gave the same text two codes of this group, though they exclude each other.")
    long = {
        OVERLAPS: f"{overlaps} {way_out}",
        TWO_VALUES: tr(
            "One coder gave one unit two codes of this group, so that the group has no single value there. "
            "Compare by a finer unit to have alpha of the group as one variable; by character already: "
            "{way_out}",
            way_out=way_out,
        ),
        NO_INTERSECTION: tr("No text was coded by two coders in this group, so there is nothing to compare."),
        NO_UNITS: tr("Nobody used a code of this group in these documents."),
    }
    return long.get(reason, explained(reason))
