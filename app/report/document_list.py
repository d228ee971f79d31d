"""What is told of a document: in files, and in a list with how far the coder at work is with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.documents.queries import DocumentRow
from app.report.tables import TableColumn
from app.rounds.queries import State
from app.translation import tr

DOCUMENT: Mapping[str, TableColumn[DocumentRow]] = {
    column.name_in_files: column
    for column in (
        TableColumn[DocumentRow](
            "Document id",
            lambda document: document.guid,
            meaning="Identifies the document, in every workbook of this project.",
            holds="id",
        ),
        TableColumn[DocumentRow](
            "Document", lambda document: document.name, meaning="The document's name.", holds="title"
        ),
    )
}


@dataclass(frozen=True)
class DocumentEntry:
    """One document as it is listed."""

    document: DocumentRow
    state: State
    codings: int


def columns() -> list[TableColumn[DocumentEntry]]:
    """The name, then what is copied beside it."""
    return [
        TableColumn(tr("Document"), lambda entry: entry.document.name, tip=in_words, spoken=in_words),
        TableColumn(tr("State"), lambda entry: state_in_words(entry.state), shown=False),
        TableColumn(tr("Codings"), lambda entry: entry.codings, "count", shown=False),
        TableColumn(tr("Language"), lambda entry: entry.document.language, shown=False),
        TableColumn(tr("Characters"), lambda entry: entry.document.length, "count", shown=False),
    ]


def in_words(entry: DocumentEntry) -> str:
    """An entry as a sentence: “04 Baker: started, 12 codings, language ar”."""
    parts = [state_in_words(entry.state), tr("{count} coding", "{count} codings", entry.codings)]
    if entry.document.language:
        parts.append(tr("language {language}", language=entry.document.language))
    return f"{entry.document.name}: {', '.join(parts)}"


def state_in_words(state: State) -> str:
    """A state as people read it."""
    return {"not started": tr("not started"), "started": tr("started"), "completed": tr("completed")}[state]
