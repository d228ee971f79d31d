"""The one word for each kind of disagreement, outcome, state, unit and statistic, and what it means."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.agreement.methods.sources import NAMED


@dataclass(frozen=True)
class Word:
    """A name as lists, columns and buttons have it, and its meaning: a clause, as it stands behind a colon.

    `told` is what a sentence says where the name alone wouldn't be understood.
    """

    name: str
    meaning: str
    told: str = ""

    @property
    def in_a_sentence(self) -> str:
        """The words for a sentence."""
        return self.told or self.name


def QT_TRANSLATE_NOOP(_context: str, words: str) -> str:  # noqa: N802  # lupdate seeks this name
    """The words, marked for translators; the window translates them where it shows them."""
    return words


# the names are the keys of --kind, of --json and of files
KINDS: Mapping[str, Word] = {
    "boundary": Word(
        QT_TRANSLATE_NOOP("report", "boundary"),
        QT_TRANSLATE_NOOP("report", "they begin or end a passage elsewhere"),
    ),
    "split": Word(
        QT_TRANSLATE_NOOP("report", "split"),
        QT_TRANSLATE_NOOP("report", "one has several passages for the other’s one"),
    ),
    "relative": Word(
        QT_TRANSLATE_NOOP("report", "relative"),
        QT_TRANSLATE_NOOP("report", "the other has the code’s parent, child or sibling instead"),
    ),
    "swapped": Word(
        QT_TRANSLATE_NOOP("report", "swapped"),
        QT_TRANSLATE_NOOP("report", "the other has another code instead"),
    ),
    "missed": Word(
        QT_TRANSLATE_NOOP("report", "missed"), QT_TRANSLATE_NOOP("report", "the other has nothing there")
    ),
    "exclusive": Word(
        QT_TRANSLATE_NOOP("report", "exclusive"),
        QT_TRANSLATE_NOOP("report", "codes that exclude each other were both used"),
    ),
    "agreed": Word(QT_TRANSLATE_NOOP("report", "agreed"), QT_TRANSLATE_NOOP("report", "all coded the same")),
}

OUTCOMES: Mapping[str, Word] = {
    "coder": Word(
        QT_TRANSLATE_NOOP("report", "one coder’s coding"),
        QT_TRANSLATE_NOOP("report", "what this coder coded here"),
    ),
    "both": Word(
        QT_TRANSLATE_NOOP("report", "both"),
        QT_TRANSLATE_NOOP("report", "everything that anybody coded here"),
        QT_TRANSLATE_NOOP("report", "everybody’s codings"),
    ),
    "union": Word(
        QT_TRANSLATE_NOOP("report", "union"),
        QT_TRANSLATE_NOOP("report", "of each code, all that anybody gave it to"),
    ),
    "intersection": Word(
        QT_TRANSLATE_NOOP("report", "intersection"),
        QT_TRANSLATE_NOOP("report", "of each code, what all who used it here gave it to"),
    ),
    "edited": Word(
        QT_TRANSLATE_NOOP("report", "edited"), QT_TRANSLATE_NOOP("report", "boundaries set by hand")
    ),
    "other": Word(
        QT_TRANSLATE_NOOP("report", "other code"), QT_TRANSLATE_NOOP("report", "a code that nobody used here")
    ),
    "nobody": Word(
        QT_TRANSLATE_NOOP("report", "nobody"),
        QT_TRANSLATE_NOOP("report", "nobody was right: no code"),
        QT_TRANSLATE_NOOP("report", "nobody was right: left uncoded"),
    ),
    "added": Word(
        QT_TRANSLATE_NOOP("report", "added"),
        QT_TRANSLATE_NOOP("report", "a coding that nobody had made"),
        QT_TRANSLATE_NOOP("report", "a coding that nobody had made"),
    ),
    "deferred": Word(
        QT_TRANSLATE_NOOP("report", "later"),
        QT_TRANSLATE_NOOP("report", "to be discussed"),
        QT_TRANSLATE_NOOP("report", "later, to be discussed"),
    ),
    "open": Word(
        QT_TRANSLATE_NOOP("report", "re-opened"), QT_TRANSLATE_NOOP("report", "the decision was taken back")
    ),
}

STATES: Mapping[str, Word] = {
    "open": Word(QT_TRANSLATE_NOOP("report", "open"), QT_TRANSLATE_NOOP("report", "nothing is decided")),
    "deferred": Word(QT_TRANSLATE_NOOP("report", "later"), QT_TRANSLATE_NOOP("report", "to be discussed")),
    "changed": Word(
        QT_TRANSLATE_NOOP("report", "changed"),
        QT_TRANSLATE_NOOP("report", "its codings are others since the decision"),
    ),
    "settled": Word(
        QT_TRANSLATE_NOOP("report", "settled"), QT_TRANSLATE_NOOP("report", "the consensus has it")
    ),
}

UNITS: Mapping[str, Word] = {
    "character": Word(
        QT_TRANSLATE_NOOP("report", "character"), QT_TRANSLATE_NOOP("report", "every character of the text")
    ),
    "token": Word(
        QT_TRANSLATE_NOOP("report", "token"), QT_TRANSLATE_NOOP("report", "a word, a number or an emoji")
    ),
    "sentence": Word(
        QT_TRANSLATE_NOOP("report", "sentence"), QT_TRANSLATE_NOOP("report", "as its full stop ends it")
    ),
    "turn": Word(
        QT_TRANSLATE_NOOP("report", "turn"),
        QT_TRANSLATE_NOOP("report", "what one speaks until another does; a paragraph where nobody is named"),
    ),
    "document": Word(
        QT_TRANSLATE_NOOP("report", "document"), QT_TRANSLATE_NOOP("report", "a text as a whole")
    ),
}

FIELDS: Mapping[str, Word] = {  # of a code's definition; their columns in files keep the keys
    "brief_definition": Word(
        QT_TRANSLATE_NOOP("report", "Brief definition"), QT_TRANSLATE_NOOP("report", "the code in one line")
    ),
    "full_definition": Word(
        QT_TRANSLATE_NOOP("report", "Full definition"),
        QT_TRANSLATE_NOOP("report", "what the code means, in full"),
    ),
    "use_when": Word(
        QT_TRANSLATE_NOOP("report", "Use when"), QT_TRANSLATE_NOOP("report", "when the code applies")
    ),
    "do_not_use_when": Word(
        QT_TRANSLATE_NOOP("report", "Do not use when"),
        QT_TRANSLATE_NOOP("report", "when it doesn’t, and which code to take instead"),
    ),
    "typical_example": Word(
        QT_TRANSLATE_NOOP("report", "Typical example"),
        QT_TRANSLATE_NOOP("report", "a passage that anybody would give this code"),
    ),
    "close_but_no": Word(
        QT_TRANSLATE_NOOP("report", "Counter-example"),
        QT_TRANSLATE_NOOP("report", "a passage that looks like it and isn’t (“close, but no”)"),
    ),
}

ENDS = Word(
    QT_TRANSLATE_NOOP("report", "trim ends"),
    QT_TRANSLATE_NOOP("report", "white space and punctuation at the ends of codings are left out first"),
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

STATISTICS: Mapping[str, str] = {
    key: (named.name[:1].upper() + named.name[1:]).replace("'", "’") for key, named in NAMED.items()
}


def characters(number: int) -> str:
    """A number of characters, in English: “1 character”."""
    return f"{number:,} character" + ("" if number == 1 else "s")
