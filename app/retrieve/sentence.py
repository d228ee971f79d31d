"""A query as a sentence: “Hunger” within 5 words of “Faith”, by all coders, spoken by “BAKER”; and back."""

from collections.abc import Callable, Iterable
from typing import Any, get_args

from app.errors import UserError
from app.retrieve.asked import (
    COMPARISONS,
    AnyCode,
    Asked,
    AttributeAsked,
    Both,
    CodeNamed,
    Conditions,
    Either,
    Measure,
    Related,
    Relation,
    RetrieveQuery,
    Without,
)
from app.retrieve.words import CLAUSES, EMPTY, Words
from app.store.codings import ORIGINS

BY_PLACE: dict[str, Relation] = {
    "overlapping": "overlapping",
    "inside": "inside",
    "around": "around",
    "equal to": "equal",
    "equal": "equal",
}
MEASURES: dict[str, Measure] = {
    name: measure for measure in get_args(Measure) for name in (measure, f"{measure}s")
}
MOST_NESTED = 50


def text_of(query: RetrieveQuery) -> str:
    """The sentence of a query; `parsed` reads it as the same query."""
    return ", ".join([_asked_text(query.asked, 0), *_clauses(query.conditions)])


def _asked_text(asked: Asked, least: int) -> str:
    """In brackets where something that binds closer (or, and, standing so) is wanted than it is."""
    if isinstance(asked, AnyCode):
        return "anything"
    if isinstance(asked, CodeNamed):
        return _quoted(asked.name) + (" alone" if asked.alone else "")
    if isinstance(asked, Either):
        level, words = 0, "or"
    elif isinstance(asked, Both | Without):
        level, words = 1, "and not" if isinstance(asked, Without) else "and"
    else:
        level, words = 2, _relation_text(asked)
    text = f"{_asked_text(asked.left, level)} {words} {_asked_text(asked.right, level + 1)}"
    return f"({text})" if level < least else text


def _relation_text(asked: Related) -> str:
    words = {
        "overlapping": "overlapping",
        "inside": "inside",
        "around": "around",
        "equal": "equal to",
        "near": f"within {_distance(asked)} of",
        "followed": "followed by" if asked.within is None else f"followed within {_distance(asked)} by",
        "same": f"in the same {asked.measure} as",
    }[asked.relation]
    return f"not {words}" if asked.negated else words


def _distance(asked: Related) -> str:
    return f"{asked.within or 0} {asked.measure}s"


def _clauses(conditions: Conditions) -> Iterable[str]:
    names = _listed(conditions.coders)
    if conditions.layer == "consensus":
        yield "by the consensus"
    elif conditions.layer == "all":
        yield f"by all of {names}" if names else "by all coders"
    elif names:
        yield f"by {names}"
    for words, listed in (
        ("spoken by", conditions.speakers),
        ("in documents", conditions.documents),
        ("in languages", conditions.languages),
        ("of cases", conditions.cases),
    ):
        if listed:
            yield f"{words} {_listed(listed)}"
    for name, value in conditions.properties:
        yield f"with property {_quoted(name)} is {_quoted(value)}"
    for attribute in conditions.attributes:
        yield f"where {_quoted(attribute.name)} {attribute.comparison} {_quoted(attribute.value)}"
    if conditions.round:
        yield f"in round {_quoted(conditions.round)}"
    if conditions.sure is not None:
        yield "sure" if conditions.sure else "unsure"
    if conditions.memo is not None:
        yield "with memo" if conditions.memo else "without memo"
    if conditions.origins:
        yield f"made by {' or '.join(conditions.origins)}"
    if conditions.since:
        yield f"made since {conditions.since}"
    if conditions.before:
        yield f"made before {conditions.before}"


def _listed(names: Iterable[str]) -> str:
    return " or ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return f"“{name}”" if "“" not in name and "”" not in name else f'"{name}"'


def parsed(text: str) -> RetrieveQuery:
    """The query that a sentence asks; UserError says what can't be read, where, and what may stand there."""
    return _Reader(Words(text)).query()


def conditions_parsed(text: str) -> Conditions:
    """The conditions that clauses alone say, as “spoken by “BAKER”, sure”."""
    return Conditions(**_Reader(Words(text)).clauses())


class _Reader:
    """Reads a sentence from its first word to its last."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._depth = 0

    def query(self) -> RetrieveQuery:
        """The whole sentence."""
        if self._words.at_end:
            raise UserError(EMPTY)
        asked = self._either()
        return RetrieveQuery(asked, Conditions(**self.clauses()))

    def clauses(self) -> dict[str, Any]:
        """All clauses to the end, by the fields of Conditions."""
        conditions: dict[str, Any] = {}
        while True:
            while self._words.takes(",") or self._words.takes(";"):
                pass
            if self._words.at_end:
                break
            self._clause(conditions)
        return conditions

    def _either(self) -> Asked:
        left = self._both()
        while self._words.takes("or"):
            left = Either(left, self._both())
        return left

    def _both(self) -> Asked:
        left = self._related()
        while self._words.takes("and"):
            joins = Without if self._words.takes("not") else Both
            left = joins(left, self._related())
        return left

    def _related(self) -> Asked:
        left = self._code()
        while True:
            related = self._relation(left)
            if related is None:
                return left
            left = related

    def _relation(self, left: Asked) -> Related | None:
        negated = self._words.takes("not")
        for words, relation in BY_PLACE.items():
            if self._words.takes(words):
                return Related(left, relation, self._code(), negated)
        if self._words.takes("within") or self._words.takes("near"):
            within, measure = self._far()
            self._words.takes("of")
            return Related(left, "near", self._code(), negated, within, measure)
        if self._words.takes("followed by"):
            return Related(left, "followed", self._code(), negated)
        if self._words.takes("followed within"):
            within, measure = self._far()
            self._words.needs("by")
            return Related(left, "followed", self._code(), negated, within, measure)
        if self._words.takes("in the same"):
            measure = self._measure(("turn", "document", "case"))
            self._words.takes("as")
            return Related(left, "same", self._code(), negated, None, measure)
        if negated:
            raise self._words.refused(
                "overlapping, inside, around, equal to, within, followed by or in the same"
            )
        return None

    def _far(self) -> tuple[int, Measure]:
        within = self._words.number()
        return within, self._measure(("word", "sentence", "turn"))

    def _measure(self, among: tuple[Measure, ...]) -> Measure:
        for name, measure in MEASURES.items():
            if measure in among and self._words.takes(name):
                return measure
        raise self._words.refused(", ".join(among))

    def _code(self) -> Asked:
        self._depth += 1
        if self._depth > MOST_NESTED:
            raise UserError(
                f"The query has more than {MOST_NESTED} brackets within one another. Make it simpler."
            )
        try:
            if self._words.takes("("):
                asked = self._either()
                self._words.needs(")")
                return asked
            if self._words.takes("anything"):
                return AnyCode()
            name = self._words.name("the name of a code")
            return CodeNamed(name, alone=self._words.takes("alone"))
        finally:
            self._depth -= 1

    def _clause(self, conditions: dict[str, Any]) -> None:
        for words, read in self._clauses().items():
            if self._words.takes(words):
                for field, value in read().items():
                    several = isinstance(value, tuple)
                    if field in conditions and not several:
                        raise UserError(
                            f"The query says twice what is meant by “{words}”. Leave one of them out."
                        )
                    conditions[field] = (*conditions.get(field, ()), *value) if several else value
                return
        raise self._words.refused(f"and, or, overlapping, within, {', '.join(CLAUSES)}")

    def _clauses(self) -> dict[str, Callable[[], dict[str, Any]]]:
        """What is read behind the words that begin a clause; longer ones come first."""
        return {
            "by any coder": dict,
            "by the consensus": lambda: {"layer": "consensus"},
            "by consensus": lambda: {"layer": "consensus"},
            "by all of": lambda: {"layer": "all", "coders": self._names()},
            "by all coders": lambda: {"layer": "all"},
            "by": lambda: {"coders": self._names()},
            "spoken by": lambda: {"speakers": self._names()},
            "in documents": lambda: {"documents": self._names()},
            "in document": lambda: {"documents": self._names()},
            "in languages": lambda: {"languages": self._names()},
            "in language": lambda: {"languages": self._names()},
            "of cases": lambda: {"cases": self._names()},
            "of case": lambda: {"cases": self._names()},
            "with property": lambda: {"properties": (self._property(),)},
            "where": lambda: {"attributes": (self._attribute(),)},
            "in round": lambda: {"round": self._words.name("the name of a round")},
            "sure": lambda: {"sure": True},
            "unsure": lambda: {"sure": False},
            "with memo": lambda: {"memo": True},
            "without memo": lambda: {"memo": False},
            "made since": lambda: {"since": self._words.day()},
            "made before": lambda: {"before": self._words.day()},
            "made by": lambda: {"origins": self._origins()},
        }

    def _names(self) -> tuple[str, ...]:
        names = [self._words.name("a name")]
        while self._words.takes_between_names():
            names.append(self._words.name("a name"))
        return tuple(names)

    def _origins(self) -> tuple[str, ...]:
        names = self._names()
        for name in names:
            if name not in ORIGINS:
                raise UserError(f"Codings are made by {', '.join(ORIGINS)}, and “{name}” is none of these.")
        return names

    def _property(self) -> tuple[str, str]:
        name = self._words.name("the name of a property")
        self._words.needs("is", "=")
        return name, self._words.name("a value")

    def _attribute(self) -> AttributeAsked:
        name = self._words.name("the name of an attribute")
        for comparison in sorted(COMPARISONS, key=len, reverse=True):
            if self._words.takes(comparison):
                return AttributeAsked(name, comparison, self._words.name("a value"))
        if self._words.takes("="):
            return AttributeAsked(name, "is", self._words.name("a value"))
        raise self._words.refused(", ".join(COMPARISONS))
