"""What somebody is choosing about files that were read, before any of it is in a project."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.documents.sources import Source
from app.documents.speaker_choices import SpeakerChoices
from app.exchange.import_choices import FileChoices, ImportChoices
from app.exchange.import_documents import FilesRead
from app.exchange.import_preview import DoubtRow, LabelRow, doubt_rows, label_rows


@dataclass(frozen=True)
class ChosenLabel:
    """A label with what was chosen: what it is called, its role ("": by the name), whether it is coded."""

    row: LabelRow
    name: str
    role: str
    codable: bool


@dataclass(frozen=True)
class ChosenDoubt:
    """A line that looks like a label, and whether it is taken for one."""

    row: DoubtRow
    taken: bool


class ImportDraft:
    """Holds what was read and what was chosen; names and roles hold for all files alike."""

    def __init__(self, files: FilesRead, choices: ImportChoices) -> None:
        self.files, self._choices = files, choices
        self._names: dict[str, str] = {}
        self._roles: dict[str, str] = {}
        self._left_out: set[str] = set()  # names
        self._taken: set[tuple[Path, int]] = set()

    def choices(self) -> ImportChoices:
        """What was chosen."""
        named = {chosen.name for chosen in self.labels()}
        roles = {name: role for name, role in self._roles.items() if name in named}
        speakers = SpeakerChoices(dict(self._names), roles, frozenset(self._left_out & named))
        files = {path: self._of(path) for path, _ in self.files.sources}
        return replace(self._choices, files=files, speakers=speakers)

    def _of(self, path: Path) -> FileChoices:
        lines = frozenset(line for of, line in self._taken if of == path)
        return replace(self._choices.of(path), taken=lines)

    def labels(self) -> list[ChosenLabel]:
        """The labels of all files with what was chosen about them."""
        return [self._chosen(row) for row in label_rows(self.files)]

    def _chosen(self, row: LabelRow) -> ChosenLabel:
        name = self._names.get(row.label, row.label)
        return ChosenLabel(row, name, self._roles.get(name, ""), name not in self._left_out)

    def doubts(self) -> list[ChosenDoubt]:
        """The lines that look like labels, and whether they are taken for some."""
        return [ChosenDoubt(row, (row.path, row.line) in self._taken) for row in doubt_rows(self.files)]

    def call(self, chosen: Collection[ChosenLabel], name: str) -> None:
        """Let labels be called so; under the name of another they are one with it."""
        name = name.strip()
        for label in chosen:
            self._names[label.row.label] = name
            if label.role and name:
                self._roles.setdefault(name, label.role)

    def merge(self, chosen: Collection[ChosenLabel]) -> None:
        """Make labels one, called as that with most turns; one alone, as whom it may be a misspelling of."""
        commonest = max(chosen, key=lambda label: label.row.turns)
        like = commonest.row.like if len(chosen) == 1 else ""
        self.call(chosen, self._names.get(like, like) if like else commonest.name)

    def give_role(self, chosen: Collection[ChosenLabel], role: str) -> None:
        """Give speakers a role."""
        self._roles.update({label.name: role for label in chosen if label.name})

    def set_codable(self, chosen: Collection[ChosenLabel], *, codable: bool) -> None:
        """Say whether speakers' turns are there to be coded."""
        names = {label.name for label in chosen if label.name}
        self._left_out = self._left_out - names if codable else self._left_out | names

    def take(self, chosen: Collection[ChosenDoubt], *, taken: bool) -> None:
        """Let lines begin turns, or none."""
        lines = {(doubt.row.path, doubt.row.line) for doubt in chosen}
        self._taken = self._taken | lines if taken else self._taken - lines

    def read_as(self, paths: Sequence[Path], dialect: str) -> ImportChoices:
        """The choices by which some files are to be read anew, in another form."""
        files = {path: replace(self._choices.of(path), dialect=dialect) for path in paths}
        self._choices = replace(self._choices, files={**self._choices.files, **files})
        return self._choices

    def take_anew(self, anew: FilesRead) -> None:
        """Put what was read anew in the place of what it was before."""
        by_path: dict[Path, list[Source]] = {}
        for path, source in anew.sources:
            by_path.setdefault(path, []).append(source)
        sources = []
        for path, source in self.files.sources:
            fresh = by_path.get(path)
            sources.append((path, fresh.pop(0) if fresh else source))
        self.files = replace(self.files, sources=tuple(sources))
        self._taken = {(of, line) for of, line in self._taken if of not in by_path}
