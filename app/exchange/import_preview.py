"""What files hold before they come in: who speaks in them, by which labels, and which lines are in doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.documents.names import MOST_PEOPLE, differ_little, is_role
from app.documents.roles import role_by_name
from app.documents.sources import Source
from app.exchange.import_documents import FilesRead
from app.in_context import after

FIRST_WORDS = 90  # characters


@dataclass(frozen=True)
class LabelRow:
    """A label in all files together: whose role it names, how many turns it has in how many files, the first
    words behind it, and a commoner label of which it may be a misspelling.
    """

    label: str
    role: str
    turns: int
    files: int
    words: str
    rtl: bool
    like: str = ""


@dataclass(frozen=True)
class DoubtRow:
    """A line of a file, counted from 1, that looks like a label of `like` and wasn't taken for one."""

    path: Path
    line: int
    words: str
    like: str
    rtl: bool


@dataclass(frozen=True)
class FileRow:
    """A text as it would come in; `dialect` is the form that was recognised, "" where there is none or where
    the file itself says who speaks.
    """

    path: Path
    name: str
    characters: int
    dialect: str
    turns: int
    speakers: int
    paragraphs: int
    doubtful: int
    warnings: tuple[str, ...]


def label_rows(files: FilesRead) -> list[LabelRow]:
    """The labels of all files, those with most turns first."""
    turns: dict[str, int] = {}
    holders: dict[str, set[int]] = {}
    first: dict[str, tuple[str, bool]] = {}
    for index, (_, source) in enumerate(files.sources):
        for region in source.regions:
            if region.kind == "turn":
                label = region.speaker or ""
                turns[label] = turns.get(label, 0) + 1
                holders.setdefault(label, set()).add(index)
                if label not in first:
                    words = after(source.text[region.body : region.end], 0, FIRST_WORDS)
                    first[label] = words, source.direction == "rtl"
    labels = sorted(turns, key=lambda label: (-turns[label], label))
    like = dict(_likely_one(labels))
    return [
        LabelRow(
            label, role_by_name(label), turns[label], len(holders[label]), *first[label], like.get(label, "")
        )
        for label in labels
    ]


def _likely_one(labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Labels that differ from a commoner one in a letter, or in capitals, and that one."""
    keys = [label.casefold() for label in labels[:MOST_PEOPLE]]
    for index, label in enumerate(labels[:MOST_PEOPLE]):
        for before in range(index):
            little = differ_little(keys[before], keys[index]) and not (
                is_role(label) and is_role(labels[before])
            )
            if label and (little or keys[before] == keys[index]):
                yield label, labels[before]
                break


def doubt_rows(files: FilesRead) -> list[DoubtRow]:
    """The lines that look like labels, in the order of the files."""
    return [
        DoubtRow(path, doubt.line, doubt.words, doubt.like, source.direction == "rtl")
        for path, source in files.sources
        for doubt in source.recognition.doubtful
    ]


def file_rows(files: FilesRead) -> list[FileRow]:
    """The texts one by one."""
    return [_file_row(path, source) for path, source in files.sources]


def _file_row(path: Path, source: Source) -> FileRow:
    spoken = [region.speaker or "" for region in source.regions if region.kind == "turn"]
    return FileRow(
        path=path,
        name=source.name,
        characters=len(source.text),
        dialect=source.recognition.dialect or "",
        turns=len(spoken),
        speakers=len(set(spoken) - {""}),
        paragraphs=sum(region.kind == "paragraph" for region in source.regions),
        doubtful=len(source.recognition.doubtful),
        warnings=source.warnings,
    )


def is_worth_a_look(files: FilesRead) -> bool:
    """Whether somebody speaks in the texts, so that names and roles are looked at before they come in."""
    return any(region.kind == "turn" for _, source in files.sources for region in source.regions)
