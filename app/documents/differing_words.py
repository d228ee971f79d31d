"""What differs in two versions of a text, as whole words: as a person reads it."""

from app.documents.alignment import Alignment, Replacement
from app.documents.words import is_within_word


def differing_words(alignment: Alignment) -> tuple[Replacement, ...]:
    """The differences widened to whole words in both texts; those that only white space parts are one."""
    old_text, new_text = alignment.old_text, alignment.new_text
    words: list[tuple[int, int, int, int]] = []
    for part in alignment.differences():
        old, new = part.old, part.new
        old_end, new_end = old + part.old_length, new + part.new_length
        reached = words[-1][1] if words else 0
        while old > reached and (is_within_word(old_text, old) or is_within_word(new_text, new)):
            old, new = old - 1, new - 1
        while old_end < len(old_text) and new_end < len(new_text):
            if not (is_within_word(old_text, old_end) or is_within_word(new_text, new_end)):
                break
            if old_text[old_end] != new_text[new_end]:
                break
            old_end, new_end = old_end + 1, new_end + 1
        if words and not old_text[words[-1][1] : old].strip():
            old, new = words[-1][0], words[-1][2]
            words.pop()
        words.append((old, max(old, old_end), new, max(new, new_end)))
    return tuple(Replacement(old, new, old_end - old, new_end - new) for old, old_end, new, new_end in words)
