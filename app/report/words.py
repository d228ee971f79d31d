"""The one word for each kind of disagreement, outcome, state and unit, and what it means."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.translation import QT_TR_NOOP


@dataclass(frozen=True)
class Word:
    """A name as lists, columns and buttons have it, and its meaning: a clause, as it stands behind a colon.

    `clause` is what a sentence says where the name alone wouldn't be understood.
    """

    name: str
    meaning: str
    clause: str = ""

    @property
    def in_a_sentence(self) -> str:
        """The words for a sentence."""
        return self.clause or self.name


# the names are the keys of --kind, of --json and of files
KINDS: Mapping[str, Word] = {
    "boundary": Word(
        QT_TR_NOOP("boundary"),
        QT_TR_NOOP("they begin or end a passage elsewhere"),
    ),
    "split": Word(
        QT_TR_NOOP("split"),
        QT_TR_NOOP("one has several passages for the other’s one"),
    ),
    "relative": Word(
        QT_TR_NOOP("relative"),
        QT_TR_NOOP("the other has the code’s parent, child or sibling instead"),
    ),
    "swapped": Word(
        QT_TR_NOOP("swapped"),
        QT_TR_NOOP("the other has another code instead"),
    ),
    "missed": Word(QT_TR_NOOP("missed"), QT_TR_NOOP("the other has nothing there")),
    "exclusive": Word(
        QT_TR_NOOP("exclusive"),
        QT_TR_NOOP("codes that exclude each other were both used"),
    ),
    "agreed": Word(QT_TR_NOOP("agreed"), QT_TR_NOOP("all coded the same")),
}

OUTCOMES: Mapping[str, Word] = {
    "coder": Word(
        QT_TR_NOOP("one coder’s coding"),
        QT_TR_NOOP("what this coder coded here"),
    ),
    "both": Word(
        QT_TR_NOOP("both"),
        QT_TR_NOOP("everything that anybody coded here"),
        QT_TR_NOOP("everybody’s codings"),
    ),
    "union": Word(
        QT_TR_NOOP("union"),
        QT_TR_NOOP("of each code, all that anybody gave it to"),
    ),
    "intersection": Word(
        QT_TR_NOOP("intersection"),
        QT_TR_NOOP("of each code, what all who used it here gave it to"),
    ),
    "edited": Word(QT_TR_NOOP("edited"), QT_TR_NOOP("boundaries set by hand")),
    "other": Word(QT_TR_NOOP("other code"), QT_TR_NOOP("a code that nobody used here")),
    "nobody": Word(
        QT_TR_NOOP("nobody"),
        QT_TR_NOOP("nobody was right: no code"),
        QT_TR_NOOP("nobody was right: left uncoded"),
    ),
    "added": Word(
        QT_TR_NOOP("added"),
        QT_TR_NOOP("a coding that nobody had made"),
        QT_TR_NOOP("a coding that nobody had made"),
    ),
    "deferred": Word(
        QT_TR_NOOP("later"),
        QT_TR_NOOP("to be discussed"),
        QT_TR_NOOP("later, to be discussed"),
    ),
    "open": Word(QT_TR_NOOP("re-opened"), QT_TR_NOOP("the decision was taken back")),
}

STATES: Mapping[str, Word] = {
    "open": Word(QT_TR_NOOP("open"), QT_TR_NOOP("nothing is decided")),
    "deferred": Word(QT_TR_NOOP("later"), QT_TR_NOOP("to be discussed")),
    "changed": Word(
        QT_TR_NOOP("changed"),
        QT_TR_NOOP("its codings are others since the decision"),
    ),
    "settled": Word(QT_TR_NOOP("settled"), QT_TR_NOOP("the consensus has it")),
}

UNITS: Mapping[str, Word] = {
    "character": Word(QT_TR_NOOP("character"), QT_TR_NOOP("every character of the text")),
    "token": Word(QT_TR_NOOP("token"), QT_TR_NOOP("a word, a number or an emoji")),
    "sentence": Word(QT_TR_NOOP("sentence"), QT_TR_NOOP("as its full stop ends it")),
    "turn": Word(
        QT_TR_NOOP("turn"),
        QT_TR_NOOP("what one speaks until another does; a paragraph where nobody is named"),
    ),
    "passage": Word(QT_TR_NOOP("passage"), QT_TR_NOOP("as passages were given before anybody coded")),
    "document": Word(QT_TR_NOOP("document"), QT_TR_NOOP("a text as a whole")),
    "case": Word(QT_TR_NOOP("case"), QT_TR_NOOP("all that belongs to a person, event or organisation")),
}

FIELDS: Mapping[str, Word] = {  # of a code's definition; their columns in files keep the keys
    "brief_definition": Word(QT_TR_NOOP("Brief definition"), QT_TR_NOOP("the code in one line")),
    "full_definition": Word(
        QT_TR_NOOP("Full definition"),
        QT_TR_NOOP("what the code means, in full"),
    ),
    "use_when": Word(QT_TR_NOOP("Use when"), QT_TR_NOOP("when the code applies")),
    "do_not_use_when": Word(
        QT_TR_NOOP("Do not use when"),
        QT_TR_NOOP("when it doesn’t, and which code to take instead"),
    ),
    "typical_example": Word(
        QT_TR_NOOP("Typical example"),
        QT_TR_NOOP("a passage that anybody would give this code"),
    ),
    "close_but_no": Word(
        QT_TR_NOOP("Counter-example"),
        QT_TR_NOOP("a passage that looks like it and isn’t (“close, but no”)"),
    ),
}

NONE = Word(
    QT_TR_NOOP("“none” is a value"),
    QT_TR_NOOP(
        "in an exclusive group “none of them” is one more value; else who gave a unit none of its codes has "
        "no value there"
    ),
)
ENDS = Word(
    QT_TR_NOOP("trim ends"),
    QT_TR_NOOP("white space and punctuation at the ends of codings are left out first"),
)

THRESHOLD = Word(
    QT_TR_NOOP("threshold"),
    QT_TR_NOOP("where the line stands in intervals and in the workbook’s Summary; no number depends on it"),
)

SUMMED_UP = (
    "percent_agreement",
    "cohen_kappa",
    "fleiss_kappa",
    "krippendorff_alpha",
    "gwet_ac1",
    "positive_agreement",
    "negative_agreement",
)  # what a summary can show


def characters(count: int) -> str:
    """A number of characters, in English: “1 character”."""
    return f"{count:,} character" + ("" if count == 1 else "s")
