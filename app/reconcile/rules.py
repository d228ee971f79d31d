"""Bulk rules: what they would decide, item by item, before anything is decided.

exact                             everybody coded alike: that
boundary=SHARE[:union|intersection|longer]
                                  everybody gave this one code, and what all coded is at least SHARE of what
                                  anybody coded: the union, the intersection, or the longer coding
majority                          of three or more coders more than half coded exactly alike: that
sure                              all coded something, those who are sure alike, the others are unsure: the
                                  sure coding
coder=NAME                        whatever NAME coded
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.errors import UserError
from app.names import key
from app.reconcile.actions import Choice, in_codes_of_today
from app.reconcile.items import Item, OriginalCoding
from app.reconcile.outcomes import ConsensusSpan, result_of
from app.reconcile.possible import Ground, Trial
from app.reconcile.queries import QueueRow

WAYS = ("union", "intersection", "longer")
SHARE = 0.8
Decided = tuple[str, tuple[ConsensusSpan, ...]]  # outcome, what the consensus gets
_Alike = tuple[tuple[int, int, int], ...]


class Rule(Protocol):
    """Decides an item, or leaves it; `text` is what people type for it, and what decisions keep."""

    @property
    def text(self) -> str: ...

    def decides(self, item: Item) -> Decided | None: ...


@dataclass(frozen=True)
class Exact:
    """What everybody coded alike goes into the consensus."""

    text: str = "exact"

    def decides(self, item: Item) -> Decided | None:
        """The common coding."""
        return ("intersection", result_of(item, "intersection")) if item.kind == "agreed" else None


@dataclass(frozen=True)
class Boundary:
    """One code by everybody, whose ends differ little."""

    share: float = SHARE
    way: str = "union"

    @property
    def text(self) -> str:
        """As it is typed."""
        return f"boundary={self.share:g}:{self.way}"

    def decides(self, item: Item) -> Decided | None:
        """The union, the intersection, or what the coder who coded most of it coded."""
        if item.kind == "agreed" or overlap_share(item) < self.share:
            return None
        if self.way != "longer":
            return self.way, result_of(item, self.way)
        longest = max(
            item.coders, key=lambda coder: sum(coding.end - coding.start for coding in item.coders[coder])
        )
        return "coder", result_of(item, "coder", coder_id=longest)


@dataclass(frozen=True)
class Majority:
    """More than half of three or more coders coded exactly alike, which may be nothing."""

    text: str = "majority"

    def decides(self, item: Item) -> Decided | None:
        """What they coded."""
        if item.kind == "agreed" or len(item.coders) < 3:
            return None
        alike, many = Counter(_alike(coder) for coder in item.coders.values()).most_common(1)[0]
        return _as(item, alike) if 2 * many > len(item.coders) else None


@dataclass(frozen=True)
class Sure:
    """Who is unsure gives way to those who are sure, where these coded alike.

    Who coded nothing has an opinion, too, but didn't say how sure it is: such items are left to people.
    """

    text: str = "sure"

    def decides(self, item: Item) -> Decided | None:
        """What those who are sure coded."""
        if item.kind == "agreed" or not item.unsure or not all(item.coders.values()):
            return None
        sure = {_alike(codings) for codings in item.coders.values() if all(coding.sure for coding in codings)}
        return _as(item, sure.pop()) if len(sure) == 1 else None


@dataclass(frozen=True)
class OneCoder:
    """One coder's codings count."""

    coder_id: int
    name: str

    @property
    def text(self) -> str:
        """As it is typed."""
        return f"coder={self.name}"

    def decides(self, item: Item) -> Decided | None:
        """What this coder coded, where he or she completed the document."""
        if self.coder_id not in item.coders:
            return None
        codings = result_of(item, "coder", coder_id=self.coder_id)
        return ("coder" if codings else "nobody"), codings


@dataclass(frozen=True)
class RulesPreview:
    """What rules would decide: the choices for `decide_many`, and the items that they leave.

    `refused` are items that a rule would settle, but for codes that exclude each other, `lost` those whose
    code, words or document are gone since their round was closed; `by_rule` counts the choices by the text of
    their rule.
    """

    choices: tuple[Choice, ...]
    left: tuple[Item, ...]
    refused: tuple[Item, ...]
    lost: tuple[Item, ...] = ()

    @property
    def by_rule(self) -> dict[str, int]:
        """How many items each rule would settle."""
        return dict(Counter(choice.rule for choice in self.choices))


def preview(
    rows: Iterable[QueueRow], rules: Sequence[Rule], ground_now: Ground | None = None
) -> RulesPreview:
    """What the rules would decide of the open items, the first that fits; others' decisions stay.

    Each choice is tried on `ground_now` as `decide_many` tries it: what is refused there is no choice.
    """
    left: list[Item] = []
    decided: list[Choice] = []
    for row in rows:
        if row.status != "open":
            continue
        by_rule = _first(row.item, rules)
        if by_rule is None:
            left.append(row.item)
            continue
        rule, outcome, codings = by_rule
        follows = row.decision.id if row.decision else None
        decided.append(Choice(row.item, outcome, codings, rule=rule, follows_id=follows))
    choices, refused, lost = tried(decided, ground_now or Ground())
    return RulesPreview(choices, tuple(left), refused, lost)


def tried(
    choices: Iterable[Choice], ground_now: Ground
) -> tuple[tuple[Choice, ...], tuple[Item, ...], tuple[Item, ...]]:
    """Choices that can be taken, in today's codes; items where codes exclude others; items that lost them."""
    trial = Trial(ground_now)
    possible: list[Choice] = []
    refused: list[Item] = []
    lost: list[Item] = []
    for previewed in choices:
        choice = in_codes_of_today(previewed, ground_now)
        item = choice.item
        codings = ground_now.placed(item.round_id, item.document_id, choice.codings)
        obstacle = trial.take(item.document_id, codings, choice.follows_id)
        if obstacle is None:
            possible.append(choice)
        else:
            (refused if obstacle.kind == "clash" else lost).append(choice.item)
    return tuple(possible), tuple(refused), tuple(lost)


def rule_of(text: str, coder_ids: Mapping[str, int]) -> Rule:
    """The rule that somebody typed; `coder_ids` by the key of their names. UserError where it is none."""
    name, _, value = text.strip().partition("=")
    if name == "coder" and value:
        if key(value) not in coder_ids:
            raise UserError(f"There is no coder “{value}” in this project. Check the name in “{text}”.")
        return OneCoder(coder_ids[key(value)], value)
    if name == "boundary":
        return _boundary(text, value)
    simple: dict[str, Rule] = {"exact": Exact(), "majority": Majority(), "sure": Sure()}
    if value or name not in simple:
        raise UserError(
            f"“{text}” is not a rule. Choose from: exact, boundary=0.8:union (or :intersection, :longer), "
            "majority, sure, coder=NAME."
        )
    return simple[name]


def overlap_share(item: Item) -> float:
    """How much of what anybody coded everybody coded (Jaccard), 0 to 1; 0 for several codes."""
    if len(item.code_ids) != 1 or not all(item.coders.values()):
        return 0.0
    places = sorted(
        edge
        for coder_id in item.coders
        for coding in result_of(item, "coder", coder_id=coder_id)
        for edge in ((coding.start, 1), (coding.end, -1))
    )
    depth = common = whole = before = 0
    for at, step in places:
        common += (at - before) * (depth == len(item.coders))
        whole += (at - before) * (depth > 0)
        depth, before = depth + step, at
    return common / whole


def _boundary(text: str, value: str) -> Boundary:
    share, _, way = value.partition(":")
    try:
        rule = Boundary(float(share) if share else SHARE, way or WAYS[0])
    except ValueError:
        rule = Boundary(-1)
    if not 0 < rule.share <= 1 or rule.way not in WAYS:
        raise UserError(
            f"“{text}” is not a rule. Say how much must overlap, from 0 to 1, and what the consensus gets: "
            "boundary=0.8:union, boundary=0.8:intersection or boundary=0.8:longer."
        )
    return rule


def _first(item: Item, rules: Iterable[Rule]) -> tuple[str, str, tuple[ConsensusSpan, ...]] | None:
    for rule in rules:
        decided = rule.decides(item)
        if decided is not None:
            return rule.text, *decided
    return None


def _alike(codings: Sequence[OriginalCoding]) -> _Alike:
    return tuple(sorted((coding.code_id, coding.start, coding.end) for coding in codings))


def _as(item: Item, alike: _Alike) -> Decided:
    """The codings of those who coded alike, as an outcome."""
    who = next(coder for coder, codings in item.coders.items() if _alike(codings) == alike)
    spans = result_of(item, "coder", coder_id=who)
    return ("coder" if spans else "nobody"), spans
