"""What may stand in a cell of an attribute: kinds, states of knowing, and text that is typed as a value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.cases.dates import read_date
from app.cases.numbers import read_number
from app.errors import UserError
from app.names import folded, storable

CASE_KINDS = ("person", "event", "organisation", "other")
KINDS = ("text", "number", "date", "yes_no", "choice", "choices", "ordered")
WITH_OPTIONS = ("choice", "choices", "ordered")
KNOWN, UNKNOWN, NOT_ASKED, NOT_APPLICABLE = STATES = ("known", "unknown", "not_asked", "not_applicable")
BETWEEN = "; "  # several answers in one cell
# columns of every table of cases beside those of attributes
RESERVED = ("case", "case id", "case kind", "case note", "documents")


def _words(listed: str) -> frozenset[str]:
    return frozenset(map(folded, listed.split("|")))


# English, German, French, Spanish, Turkish, Arabic
YES = _words("yes|y|true|1|ja|j|wahr|oui|vrai|sí|si|verdadero|evet|doğru|نعم|صحيح")
NO = _words("no|n|false|0|nein|falsch|non|faux|falso|hayır|hayir|yanlış|لا|خطأ")
STATE_WORDS = {
    UNKNOWN: _words("unknown|?|unbekannt|inconnu|desconocido|bilinmiyor|غير معروف"),
    NOT_ASKED: _words("not asked|not_asked|nicht gefragt|non demandé|no preguntado|sorulmadı|لم يُسأل"),
    NOT_APPLICABLE: _words(
        "not applicable|not_applicable|n/a|trifft nicht zu|entfällt|sans objet|no aplica|uygulanamaz|لا ينطبق"
    ),
}
STATE_OF = {word: state for state, words in STATE_WORDS.items() for word in words}
IN_A_TABLE = {state: f"({state.replace('_', ' ')})" for state in STATES[1:]}
# what spreadsheets put for a formula that failed, in the same languages
ERRORS = _words(
    "#n/a|#nv|#yok|#value!|#wert!|#valeur!|#¡valor!|#değer!|#ref!|#bezug!|#¡ref!|#başv!|#div/0!|#¡div/0!|"
    "#sayi/0!|#sayı/0!|#name?|#nom?|#¿nombre?|#ad?|#num!|#zahl!|#nombre!|#¡num!|#sayi!|#sayı!|#null!|#nul!|"
    "#¡nulo!|#boş!|#spill!|#überlauf!|#calc!|#field!|#blocked!|#unknown!|#busy!|#connect!|#getting_data|"
    "#error!"
)
ERROR_OF_OFFICE = re.compile(r"err:\d{3}")
MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00:00")


@dataclass(frozen=True)
class AttributeType:
    """What values of an attribute look like; `options` are its words, in their order, without twins."""

    kind: str
    unit: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class CellEntry:
    """What a cell says: a `value` in its one written form where it is known, else only the state."""

    state: str
    value: str = ""

    @property
    def in_a_table(self) -> str:
        """The cell of a file that is read as this entry again."""
        return self.value if self.state == KNOWN else IN_A_TABLE[self.state]


def read_entry(typed: str, type_: AttributeType) -> CellEntry | None:
    """What somebody typed, or a cell of a table, as an entry of this type; None for an empty cell.

    UserError says why it is none: it begins with what was typed, and names no attribute.
    """
    text = storable(typed).strip()
    if not text:
        return None
    plain = folded(text)
    if plain in ERRORS or ERROR_OF_OFFICE.fullmatch(plain):
        raise UserError(f"“{text}” is an error of a spreadsheet's formula, no value. Mend it there first.")
    state = STATE_OF.get(plain.strip("()")) if plain.startswith("(") and plain.endswith(")") else None
    if state is None and type_.kind != "text" and plain not in map(folded, type_.options):
        state = STATE_OF.get(plain)
    return CellEntry(state) if state else CellEntry(KNOWN, _value(text, type_))


def _value(text: str, type_: AttributeType) -> str:
    if type_.kind == "number":
        _refuse_date(text)
        return read_number(text, type_.unit)
    if type_.kind == "date":
        return read_date(text)
    if type_.kind == "yes_no":
        return _yes_or_no(text)
    if type_.kind == "choices":
        chosen = {_option(part, type_.options) for part in re.split(r"[;|\n؛]", text) if part.strip()}
        return BETWEEN.join(option for option in type_.options if option in chosen)
    if type_.kind in WITH_OPTIONS:
        return _option(text, type_.options)
    return MIDNIGHT.sub(r"\1", text) if MIDNIGHT.fullmatch(text) else text


def _refuse_date(text: str) -> None:
    """A spreadsheet takes 3-5 for a day in May."""
    if MIDNIGHT.fullmatch(text):
        raise UserError(
            f"“{text[:10]}” is a date, no number; perhaps a spreadsheet made it of one. Give the column the "
            "format of text, and type the number anew."
        )


def _yes_or_no(text: str) -> str:
    word = folded(text)
    if word in YES:
        return "yes"
    if word in NO:
        return "no"
    raise UserError(f"“{text}” is neither yes nor no. Write one of the two.")


def _option(text: str, options: Sequence[str]) -> str:
    word = folded(MIDNIGHT.sub(r"\1", text))
    for option in options:
        if folded(option) == word:
            return option
    raise UserError(f"“{text.strip()}” is not in the list. It has: {', '.join(options)}.")


def is_canonical(value: str, kind: str, options: Sequence[str]) -> bool:
    """Whether a value is written in the one form that is stored."""
    try:
        entry = read_entry(value, AttributeType(kind, "", tuple(options)))
    except UserError:
        return False
    return entry == CellEntry(KNOWN, value)


def tidy_options(options: Sequence[str], kind: str) -> tuple[str, ...]:
    """The words of a list without white space around them; UserError where they can't be a list."""
    words = tuple(" ".join(storable(option).split()) for option in options)
    words = tuple(word for word in words if word)
    if kind not in WITH_OPTIONS:
        return ()
    if not words:
        raise UserError("A list needs words to choose from. Type one in each line.")
    for word in words:
        if re.search("[;|؛]", word):
            raise UserError(f"“{word}” can't be in a list: “;” and “|” divide several answers in one cell.")
    if len(set(map(folded, words))) < len(words):
        twin = next(word for index, word in enumerate(words) if folded(word) in map(folded, words[:index]))
        raise UserError(f"“{twin}” is in the list twice. Take one of the two out.")
    return words


def sort_key(entry: CellEntry | None, type_: AttributeType) -> tuple[int, float, str]:
    """What cells of a column are sorted by: numbers as such, lists in their order, what isn't known last."""
    if entry is None:
        return (2, 0.0, "")
    if entry.state != KNOWN:
        return (1, float(STATES.index(entry.state)), "")
    if type_.kind == "number":
        return (0, float(entry.value), "")
    if type_.kind in ("choice", "ordered") and entry.value in type_.options:
        return (0, float(type_.options.index(entry.value)), "")
    return (0, 0.0, folded(entry.value))
