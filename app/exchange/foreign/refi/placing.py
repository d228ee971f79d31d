"""Where the selections of an exchange project are in our texts, and the codings that they make."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from app.exchange.foreign.offsets import TriedSelection, chosen_countings, counting_fits
from app.exchange.foreign.project import ForeignCoding, Losses, OffsetCount
from app.exchange.foreign.refi.notes import FileNotes
from app.exchange.foreign.refi.texts import FileSelection, FileText

DOUBTFUL = 0.6  # share of selections on edges of words below which the reading is called doubtful


class PlacedSelection(NamedTuple):
    """A selection and where it is in the canonical text of its document."""

    document: str
    selection: FileSelection
    start: int
    end: int


class PlacedTexts(NamedTuple):
    """All selections that are in a text, and how the offsets of each text were counted."""

    selections: Sequence[PlacedSelection]
    offsets: Sequence[OffsetCount]

    @property
    def spans(self) -> dict[str, tuple[str, int, int]]:
        """Where selections are, by guid."""
        return {row.selection.key: (row.document, row.start, row.end) for row in self.selections}

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences on texts whose offsets fit badly."""
        return tuple(
            f"Of the passages of “{offsets.document}” only {offsets.share:.0%} begin and end at words, so "
            "they may stand in wrong places: look at the passages before you take them."
            for offsets in self.offsets
            if offsets.share < DOUBTFUL
        )


def placed(texts: Sequence[FileText], losses: Losses) -> PlacedTexts:
    """Find out how offsets are counted and place the selections; those that are nowhere are left behind."""
    countings = {text.key: counting_fits(text.raw, text.text, _tried(text)) for text in texts}
    chosen = chosen_countings(countings)
    selections: list[PlacedSelection] = []
    counts: list[OffsetCount] = []
    for text in texts:
        counting = chosen[text.key]
        tried = len(_tried(text))
        if tried:
            share = round(countings[text.key].fits[counting].edges, 3)
            counts.append(OffsetCount(text.name, counting.words, share, tried))
        offsets = countings[text.key].maps[counting]
        for selection in text.selections:
            start, end = offsets.place(selection.start), offsets.place(selection.end)
            if selection.is_source:
                start, end = 0, len(text.text.rstrip())
            if start is None or end is None or start >= end:
                empty = selection.start == selection.end
                why = "for nothing is selected" if empty else "outside of any text"
                losses.add("coding", "codings", why, len(selection.codings))
            else:
                selections.append(PlacedSelection(text.key, selection, start, end))
    return PlacedTexts(selections, counts)


def _tried(text: FileText) -> list[TriedSelection]:
    return [
        TriedSelection(selection.start, selection.end, selection.name or selection.description)
        for selection in text.selections
        if not selection.is_source
    ]


def codings_of(
    selections: Sequence[PlacedSelection], codes: AbstractSet[str], notes: FileNotes, losses: Losses
) -> Iterator[ForeignCoding]:
    """The codings of all selections."""
    for document, selection, start, end in selections:
        about = notes.about(selection.key, selection.notes)
        if not selection.codings and (selection.description or about):
            losses.add("comment", "comments", "on passages without a code")
        for coding in selection.codings:
            if coding.code not in codes:
                losses.add("coding", "codings", "whose code the file lacks")
                continue
            memos = [*notes.about("", coding.notes), selection.description, *about]
            yield ForeignCoding(
                document=document,
                code=coding.code,
                coder=coding.user,
                selector=selection.user,
                start=start,
                end=end,
                memo="\n\n".join(memo for memo in dict.fromkeys(memos) if memo),
                created_at=coding.at,
                selected_at=selection.at,
            )


def names_of_active(
    people: Mapping[str, str], codings: Sequence[ForeignCoding], unnamed: str
) -> dict[str, str]:
    """Who coded or selected anything, with those whom the file names nowhere."""
    active = {person for coding in codings for person in (coding.coder, coding.selector)}
    names = {guid: name for guid, name in people.items() if guid in active}
    strangers = [guid for guid in sorted(active) if guid not in names and (guid or _nobody(codings))]
    for index, guid in enumerate(strangers, start=1):
        names[guid] = unnamed if len(strangers) == 1 else f"{unnamed} {index}"
    return names


def _nobody(codings: Sequence[ForeignCoding]) -> bool:
    return any(not (coding.coder or coding.selector) for coding in codings)
