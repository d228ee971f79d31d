"""Retrieval as a plain loop over all codings, without arrays: what the sweeps must equal."""

from dataclasses import dataclass
from typing import Any

from app.documents.words import sentences, tokens
from app.retrieve.asked import AnyCode, Asked, Both, CodeNamed, Either, Related, Without

Place = tuple[int, int, int]  # document, start, end


@dataclass(frozen=True)
class Coded:
    """A coding."""

    document: int
    start: int
    end: int
    code: str
    coder: int


@dataclass(frozen=True)
class World:
    """Texts with their turns, codings, the codes under each, who completed what, and cases of documents."""

    texts: dict[int, str]
    turns: dict[int, list[tuple[int, int]]]
    codings: list[Coded]
    below: dict[str, set[str]]
    completed: set[tuple[int, int]]
    cases: dict[int, set[str]]
    layer: str = "any"


def places(world: World, asked: Asked) -> set[Place]:
    """What a query finds."""
    if isinstance(asked, CodeNamed | AnyCode):
        return of_code(world, asked)
    left, right = places(world, asked.left), places(world, asked.right)
    if isinstance(asked, Either):
        return left | right
    if isinstance(asked, Both):
        return {
            (document, *span)
            for document in world.texts
            for span in runs(characters(left, document) & characters(right, document))
        }
    if isinstance(asked, Without):
        return {place for place in left if not any(meet(place, other) for other in right)}
    return {place for place in left if any(stands(world, asked, place, o) for o in right) != asked.negated}


def of_code(world: World, code: CodeNamed | AnyCode) -> set[Place]:
    counting = [one for one in world.codings if counts(world, one, code)]
    if world.layer == "any":
        return {(one.document, one.start, one.end) for one in counting}
    found: set[Place] = set()
    for document in world.texts:
        people = {coder for of, coder in world.completed if of == document}
        if len(people) < 2:
            continue
        each = [
            characters(
                {(document, o.start, o.end) for o in counting if (o.document, o.coder) == (document, coder)},
                document,
            )
            for coder in people
        ]
        found |= {(document, *span) for span in runs(set.intersection(*each))}
    return found


def counts(world: World, one: Coded, code: CodeNamed | AnyCode) -> bool:
    if isinstance(code, AnyCode):
        return True
    return one.code == code.name or (not code.alone and one.code in world.below.get(code.name, set()))


def characters(found: set[Place], document: int) -> set[int]:
    return {at for of, start, end in found if of == document for at in range(start, end)}


def runs(inside: set[int]) -> list[tuple[int, int]]:
    starts = sorted(at for at in inside if at - 1 not in inside)
    ends = sorted(at + 1 for at in inside if at + 1 not in inside)
    return list(zip(starts, ends, strict=True))


def meet(place: Place, other: Place) -> bool:
    return place[0] == other[0] and place[1] < other[2] and other[1] < place[2]


def stands(world: World, asked: Related, place: Place, other: Place) -> bool:
    """Whether two passages stand so to one another."""
    if asked.relation == "same" and asked.measure == "case":
        return bool(world.cases.get(place[0], set()) & world.cases.get(other[0], set()))
    if place[0] != other[0]:
        return False
    by_place: dict[str, Any] = {
        "overlapping": meet(place, other),
        "inside": other[1] <= place[1] and place[2] <= other[2],
        "around": place[1] <= other[1] and other[2] <= place[2],
        "equal": place == other,
    }
    if asked.relation in by_place:
        return bool(by_place[asked.relation])
    if asked.relation == "followed":
        return other[1] >= place[2] and (
            asked.within is None or apart(world, asked.measure, place, other) <= asked.within
        )
    if asked.measure == "document":
        return True
    within = 0 if asked.relation == "same" else asked.within or 0
    if meet(place, other):
        return True
    first, second = sorted([place, other], key=lambda one: one[1])
    return apart(world, asked.measure, first, second) <= within


def apart(world: World, measure: str, first: Place, second: Place) -> int:
    text = world.texts[first[0]]
    if measure == "word":
        return len(tokens(text, first[2], second[1]))
    starts = [begin for begin, _ in (sentences(text) if measure == "sentence" else world.turns[first[0]])]
    return sum(begin <= second[1] for begin in starts) - sum(begin <= first[2] - 1 for begin in starts)
