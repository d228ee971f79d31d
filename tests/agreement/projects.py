"""Projects made from plain rows, for tests of whole comparisons."""

from pathlib import Path

from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.rounds.actions import complete_many
from app.store import Project


def project_of(folder: Path, documents, codings, *, codes=("Money", "Work", "Faith"), coders=("Ana", "Ben")):
    """A project of (name, text, who completed it, regions or None) and (document, coder, code, start, end).

    `codes` are names, or (name, parent, exclusive). Whoever asks closes it.
    """
    folder.mkdir(exist_ok=True)
    project = Project.create(str(folder / "made.intercoder"))
    project.do("Make", _fill, documents, codings, codes, coders)
    return project


def _fill(session, documents, codings, codes, coders):
    people = {name: add_coder(session, name=name) for name in coders}
    book = {}
    for code in codes:
        name, parent, exclusive = (code, None, False) if isinstance(code, str) else code
        book[name] = add_code(session, name=name, parent_id=book.get(parent), exclusive=exclusive)
    found = {}
    for name, text, completed, regions in documents:
        more = {} if regions is None else {"regions": regions}
        found[name] = add_document(session, name=name, text=text, **more)
        complete_many(session, pairs=[(found[name], people[coder]) for coder in completed])
    for document, coder, code, start, end in codings:
        apply_code(
            session,
            document_id=found[document],
            code_id=book[code],
            coder_id=people[coder],
            start=start,
            end=end,
        )
