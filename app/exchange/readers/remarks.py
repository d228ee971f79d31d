"""What readers of documents say in the same words: what was left out or moved, and why a file is refused."""

from collections.abc import Collection, Iterator

from app.counting import counted
from app.errors import UserError
from app.exchange.readers.kinds import kind_of


def refuse_another_kind(data: bytes, file_name: str, kind: str, read_as: str) -> None:
    """UserError where the bytes are not of this kind ("a PDF file"), whatever the file is called."""
    actual = kind_of(data) or f"not {kind}"
    if actual != kind:
        raise UserError(
            f"“{file_name}” is {actual}, in spite of its name, and cannot be read as {read_as}. Nothing was "
            "imported from it. Open it in its own program and save it as a Word document (.docx) or as text."
        )


def too_deep(file_name: str) -> UserError:
    """What is said of a document whose parts lie in one another without end."""
    return UserError(
        f"“{file_name}” is nested too deeply to be read as a document. "
        "Copy its text into a new document and import that."
    )


def first_remarks(comments: int, notes: int, seen: Collection[str], program: str = "") -> Iterator[str]:
    """A sentence each for comments, tracked changes (“changes”), notes and “hidden” text.

    `program` is the one in which changes are looked at, where there is only one.
    """
    if comments:
        yield f"{_were(comments, 'comment')} left out."
    if "changes" in seen:
        where = f" in {program}" if program else ""
        yield f"tracked changes were read as if they had been accepted. Check the document{where}."
    if notes:
        yield f"{_were(notes, 'note')} put at the end of the text, numbered in brackets."
    if "hidden" in seen:
        yield "hidden text was left out."


def last_remarks(seen: Collection[str], program: str = "the program") -> Iterator[str]:
    """A sentence for the “numbers” of lists."""
    if "numbers" in seen:
        yield f"the bullets and numbers that {program} puts before lists are not part of the text."


def _were(number: int, what: str) -> str:
    return f"{counted(number, what)} {'was' if number == 1 else 'were'}"
