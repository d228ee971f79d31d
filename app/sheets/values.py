"""What may be answered to a variable: words of its list or numbers, “can't tell”, “not applicable”."""

import re
from typing import NamedTuple

from app.cases.numbers import read_number
from app.cases.values import BETWEEN, ERROR_OF_OFFICE, ERRORS, MIDNIGHT, NO, YES
from app.codebook.variables import VariableRow
from app.errors import UserError
from app.names import folded, storable

ANSWERED, UNCLEAR, NOT_APPLICABLE = STATES = ("answered", "unclear", "not_applicable")
IN_A_TABLE = {UNCLEAR: "(can't tell)", NOT_APPLICABLE: "(not applicable)"}


def _words(listed: str) -> frozenset[str]:
    return frozenset(map(folded, listed.split("|")))


# English, German, French, Spanish, Turkish, Arabic
STATE_WORDS = {
    UNCLEAR: _words(
        "can't tell|can’t tell|cannot tell|unclear|?|nicht zu sagen|unklar|indécidable|no se puede decir|"
        "belirsiz|غير واضح"
    ),
    NOT_APPLICABLE: _words(
        "not applicable|not_applicable|n/a|trifft nicht zu|entfällt|sans objet|no aplica|uygulanamaz|لا ينطبق"
    ),
}
STATE_OF = {word: state for state, words in STATE_WORDS.items() for word in words}


class Given(NamedTuple):
    """What an answer says: a `value` in its one written form where it is answered, else only the state."""

    state: str
    value: str = ""

    @property
    def in_a_table(self) -> str:
        """The cell of a file that is read as this answer again."""
        return self.value if self.state == ANSWERED else IN_A_TABLE[self.state]


def read_given(typed: str, variable: VariableRow) -> Given | None:
    """What somebody typed, or a cell of a table, as an answer; None for an empty cell.

    UserError says why it is none: it begins with what was typed, and doesn't name the variable.
    """
    text = storable(typed).strip()
    if not text:
        return None
    plain = folded(text)
    if (plain in ERRORS and plain not in map(folded, variable.words)) or ERROR_OF_OFFICE.fullmatch(plain):
        raise UserError(f"“{text}” is an error of a spreadsheet's formula, no answer. Mend it there first.")
    if plain not in map(folded, variable.words):
        state = STATE_OF.get(plain.strip("()").strip())
        if state == UNCLEAR and not variable.unclear:
            raise UserError(f"“{text}” is no answer here: “can't tell” isn't offered.")
        if state is not None:
            return Given(state)
    return Given(ANSWERED, _value(text, variable))


def _value(text: str, variable: VariableRow) -> str:
    if variable.takes_numbers:
        if MIDNIGHT.fullmatch(text):
            raise UserError(
                f"“{text[:10]}” is a date, no number; perhaps a spreadsheet made it of one. Give the column "
                "the format of text, and type the number anew."
            )
        return read_number(text, variable.unit)
    if variable.several:
        chosen = {_word(part, variable) for part in re.split(r"[;|\n؛]", text) if part.strip()}
        return BETWEEN.join(word for word in variable.words if word in chosen)
    return _word(text, variable)


def _word(text: str, variable: VariableRow) -> str:
    wanted = folded(MIDNIGHT.sub(r"\1", text))
    by_key = {folded(word): word for word in variable.words}
    if wanted in by_key:
        return by_key[wanted]
    for words in (YES, NO):  # a list of “yes” and “no” takes “1”, “wahr” and the like
        same = [word for name, word in by_key.items() if name in words]
        if wanted in words and len(same) == 1 and any(name in YES for name in by_key):
            return same[0]
    decimal = re.fullmatch(r"(\d+)\.0+", wanted)
    if decimal and decimal[1] in by_key:  # a spreadsheet makes 1.0 of 1
        return by_key[decimal[1]]
    raise UserError(f"“{text.strip()}” is not among the answers. There are: {', '.join(variable.words)}.")


def is_canonical(given: Given, variable: VariableRow) -> bool:
    """Whether an answer is written in the one form that is stored."""
    if given.state != ANSWERED:
        return given.state in STATES and not given.value
    try:
        return read_given(given.value, variable) == given
    except UserError:
        return False
