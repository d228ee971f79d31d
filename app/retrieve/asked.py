"""What is retrieved: codes, how they stand to one another, and what else must be true; plain values."""

from dataclasses import dataclass, field
from typing import Literal

Relation = Literal["overlapping", "inside", "around", "equal", "near", "followed", "same"]
RELATIONS: tuple[Relation, ...] = ("overlapping", "inside", "around", "equal", "near", "followed", "same")
Measure = Literal["word", "sentence", "turn", "document", "case"]
COUNTED: tuple[Measure, ...] = ("word", "sentence", "turn")  # distances
SHARED: tuple[Measure, ...] = ("turn", "document", "case")  # what two passages may be in together
Layer = Literal["any", "all", "consensus"]
LAYERS: tuple[Layer, ...] = ("any", "all", "consensus")
Comparison = Literal["is", "is not", "<", "<=", ">", ">="]
COMPARISONS: tuple[Comparison, ...] = ("is", "is not", "<", "<=", ">", ">=")


@dataclass(frozen=True)
class CodeNamed:
    """Passages of a code and of those under it; `alone` without those. `guid` names it once it is saved."""

    name: str
    alone: bool = False
    guid: str = field(default="", compare=False)


@dataclass(frozen=True)
class AnyCode:
    """Passages of whatever code."""


@dataclass(frozen=True)
class Either:
    """Passages of both sides: “or”."""

    left: "Asked"
    right: "Asked"


@dataclass(frozen=True)
class Both:
    """The stretches that passages of both sides cover: “and”."""

    left: "Asked"
    right: "Asked"


@dataclass(frozen=True)
class Without:
    """Passages of the left that share no character with one of the right: “and not”."""

    left: "Asked"
    right: "Asked"


@dataclass(frozen=True)
class Related:
    """Passages of the left that stand so, or (`negated`) don't, to one of the right.

    overlapping, inside, around, equal   share a character with it, lie in it, hold it, have its ends
    near      at most `within` words between the two, or as many sentences or turns farther (0: in one)
    followed  the right one begins behind it; no farther than `within`, where that is not None
    same      in the same turn, document or case
    """

    left: "Asked"
    relation: Relation
    right: "Asked"
    negated: bool = False
    within: int | None = None
    measure: Measure = "word"


Asked = CodeNamed | AnyCode | Either | Both | Without | Related


@dataclass(frozen=True)
class AttributeAsked:
    """What must be known of the case that a passage belongs to."""

    name: str
    comparison: Comparison
    value: str


@dataclass(frozen=True)
class Conditions:
    """What else must be true; () and None leave nothing out.

    Of codings: `layer` any coder, all coders (the stretches that each has) or the consensus; `coders` these
    alone; `round` what was to be coded in it; `sure`, `memo` (has one), `origins`, made `since` and `before`
    a day (UTC, as 2026-11-29). Of passages: `speakers` (touches a turn of one of them), `documents`,
    `languages`, `properties` (name, value), `cases`, `attributes` of their case.
    """

    layer: Layer = "any"
    coders: tuple[str, ...] = ()
    round: str = ""
    sure: bool | None = None
    memo: bool | None = None
    origins: tuple[str, ...] = ()
    since: str = ""
    before: str = ""
    speakers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    cases: tuple[str, ...] = ()
    attributes: tuple[AttributeAsked, ...] = ()


@dataclass(frozen=True)
class RetrieveQuery:
    """A whole query."""

    asked: Asked
    conditions: Conditions = field(default_factory=Conditions)


def codes_in(asked: Asked) -> list[CodeNamed | AnyCode]:
    """The codes that a query names, in their order, each once."""
    if isinstance(asked, CodeNamed | AnyCode):
        return [asked]
    return list(dict.fromkeys([*codes_in(asked.left), *codes_in(asked.right)]))


def codes_found(asked: Asked) -> list[CodeNamed | AnyCode]:
    """Those whose passages may be in the result, not those that only stand beside them."""
    if isinstance(asked, CodeNamed | AnyCode):
        return [asked]
    if isinstance(asked, Either | Both):
        return list(dict.fromkeys([*codes_found(asked.left), *codes_found(asked.right)]))
    return codes_found(asked.left)
