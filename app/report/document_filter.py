"""By what the list of documents can be narrowed: a group, a language, how far the coder at work is."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.report.document_list import DocumentEntry, state_in_words
from app.rounds.queries import State
from app.translation import tr

STATES: tuple[State, ...] = ("not started", "started", "completed")


class DocumentFilter(NamedTuple):
    """Which documents are listed: all (`kind` ""), those of a `group`, in a `language`, or in a `state`."""

    kind: str = ""
    value: str = ""

    def lets_through(self, entry: DocumentEntry, groups: Mapping[str, Sequence[int]]) -> bool:
        """Whether a document is listed."""
        if self.kind == "group":
            return entry.document.id in groups.get(self.value, ())
        if self.kind == "language":
            return entry.document.language == self.value
        return self.kind != "state" or entry.state == self.value


def filters(
    entries: Sequence[DocumentEntry], groups: Mapping[str, Sequence[int]]
) -> list[tuple[DocumentFilter, str]]:
    """The filters that would list some documents and leave others out, and how they are called."""
    languages = sorted({entry.document.language for entry in entries if entry.document.language})
    states = {entry.state for entry in entries}
    offered = [(DocumentFilter(), tr("All documents"))]
    offered += [(DocumentFilter("group", name), name) for name in groups]
    if len({entry.document.language for entry in entries}) > 1:
        offered += [
            (DocumentFilter("language", language), tr("Language {language}", language=language))
            for language in languages
        ]
    if len(states) > 1:
        offered += [
            (DocumentFilter("state", state), state_in_words(state)) for state in STATES if state in states
        ]
    return offered
