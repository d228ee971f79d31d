"""What a person chooses before the workbook is written: which sheets, what text leaves, what is compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.agreement.study.material import Scope
from app.report.comparison_choices import THRESHOLD
from app.report.tables import Holds

ProfileName = Literal["full", "codes", "numbers"]


@dataclass(frozen=True)
class Profile:
    """What text leaves the project: columns that hold text not in `keeps` are left out of every sheet.

    Where a text in `masks` has five words in a row that stand in a document or memo, they are left out of it.

    id     guids                            name        of codes and coders
    word   a word or sentence of ours, a    title       of documents and cases, names of speakers,
           colour, a time                               attributes
    quote  words of a document              memo        memos on anything
    note   what people wrote: reasons,      definition  of codes
           discussion                       example     of codes, mostly quotes
    """

    name: ProfileName
    meaning: str
    keeps: frozenset[Holds]
    masks: frozenset[Holds] = frozenset()


_NUMBERS: frozenset[Holds] = frozenset({"id", "name", "word"})
PROFILES: Mapping[ProfileName, Profile] = {
    profile.name: profile
    for profile in (
        Profile(
            "full",
            "with quotes, context and memos",
            _NUMBERS | {"title", "quote", "memo", "definition", "example", "note"},
        ),
        Profile(
            "codes",
            "codes without text: no quotes, memos, examples or reasons",
            _NUMBERS | {"title", "definition"},
            masks=frozenset({"definition"}),
        ),
        Profile(
            "numbers",
            "numbers only: no text of documents, memos or definitions, no names of documents and speakers",
            _NUMBERS,
            masks=_NUMBERS,
        ),
    )
}


@dataclass(frozen=True)
class WorkbookChoices:
    """`scope` says whom and what agreement compares, its `unit` is that of Units, matrices and Summary.

    `sheets` are titles of `contents.SHEETS`, None for those that are sensible, with some `added` and some
    `left_out`. `statistic` (of
    `agreement.STATISTICS`) is what the Summary shows, beside a line at `threshold`, with `intervals` or not.
    """

    scope: Scope = field(default_factory=Scope)
    sheets: tuple[str, ...] | None = None
    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    profile: ProfileName = "full"
    statistic: str = "krippendorff_alpha"
    threshold: float = THRESHOLD
    intervals: bool = True
