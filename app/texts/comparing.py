"""Two versions of a text as they are compared before one takes the other's place."""

from app.documents.alignment import Alignment, align
from app.documents.canonical import canonical
from app.documents.edits import Edit, corrected
from app.errors import UserError
from app.jobs import Job

LEAST_IN_COMMON = 0.3
_RUN = 25  # characters: so long a stretch in common is no chance
NO_TEXT_LEFT = "Nothing of “{}” would be left, so it was not changed. Remove the document if it is to go."


def correction(name: str, body: str, start: int, end: int, words: str) -> Alignment:
    """The text of the document of this name beside the one with `words` in the place of [start, end).

    UserError where that is no correction.
    """
    words = canonical(words)
    if not 0 <= start <= end <= len(body):
        raise UserError(
            "That passage lies outside the text, so nothing was changed. Select some words again."
        )
    if body[start:end] == words:
        raise UserError("These are the words that stand there, so nothing was changed. Type other ones.")
    alignment = corrected(body, [Edit(start, end, words)])
    if not alignment.new_text.strip():
        raise UserError(NO_TEXT_LEFT.format(name))
    return alignment


def renewal(name: str, body: str, new_text: str, job: Job, *, anyway: bool = False) -> Alignment:
    """The text of the document of this name beside a file's; UserError where that is no version of it."""
    new_text = canonical(new_text)
    if not new_text.strip():
        raise UserError(
            f"The file has no text, so “{name}” was not changed. Check the file, and choose it again."
        )
    if new_text == body:
        raise UserError(f"The file has the text that “{name}” has already, so nothing was changed.")
    alignment = align(body, new_text, job)
    share = in_common(alignment)
    if share < LEAST_IN_COMMON and not anyway:
        raise UserError(
            f"Only {share:.0%} of this text and of “{name}” are the same: it seems to be another document’s. "
            "Nothing was changed. Import it as a document of its own, or take it anyway: then most codings "
            "are lost."
        )
    return alignment


def in_common(alignment: Alignment) -> float:
    """The share of a text that is in the other one, in stretches that are no chance; of the shorter one."""
    shorter = min(_letters(alignment.old_text), _letters(alignment.new_text))
    same = [alignment.old_text[stretch.old : stretch.old + stretch.length] for stretch in alignment.same]
    long = [words for words in same if len(words) >= min(_RUN, shorter // 2)]
    return sum(map(_letters, long)) / shorter if shorter else 0.0


def _letters(words: str) -> int:
    return len(words) - sum(map(str.isspace, words))
