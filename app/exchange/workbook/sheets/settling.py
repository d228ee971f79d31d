"""How a disagreement is settled in a sheet: the words in its cells, the same on the way out and back in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.exchange.workbook.writing.text import visible
from app.names import folded
from app.reconcile.items import Item
from app.reconcile.outcomes import REASONS, ConsensusSpan, result_of, whose
from app.reconcile.queries import DecisionRow
from app.report.words import OUTCOMES

OTHER, EDITED, AS = OUTCOMES["other"].name, OUTCOMES["edited"].name, "as "
WORDS: Mapping[str, str] = {
    outcome: OUTCOMES[outcome].name
    for outcome in ("both", "union", "intersection", "nobody", "deferred", "other")
}
MEANINGS = (
    ("as NAME", OUTCOMES["coder"].meaning),
    *((OUTCOMES[key].name, OUTCOMES[key].meaning) for key in ("both", "union", "intersection", "nobody")),
    (OTHER, "the final code on the whole passage"),
    (OUTCOMES["deferred"].name, OUTCOMES["deferred"].meaning),
)


@dataclass(frozen=True)
class Settled:
    """What the four cells of a row say that a person may edit."""

    decision: str = ""
    final: str = ""
    reason: str = ""
    note: str = ""


def offered(coders: Sequence[str]) -> list[str]:
    """What may stand in the cell “decision”."""
    return [*(AS + visible(name) for name in coders), *WORDS.values()]


def settled(
    item: Item, decision: DecisionRow | None, coders: Mapping[int, str], codes: Mapping[int, str]
) -> Settled:
    """The cells of an item after a decision; `coders` and `codes` are names by id."""
    if decision is None or decision.outcome == "open":
        return Settled()
    return Settled(
        _in_words(item, decision, coders),
        final_of(decision.codings, codes),
        visible(REASONS.get(decision.reason, decision.reason)),
        visible(decision.note).strip(),
    )


def final_of(spans: Sequence[ConsensusSpan], codes: Mapping[int, str]) -> str:
    """The codes of what the consensus has, each once, as the cell “final code” has them."""
    return "; ".join(dict.fromkeys(visible(codes.get(span.code_id, "?")) for span in spans))


def _in_words(item: Item, decision: DecisionRow, coders: Mapping[int, str]) -> str:
    if decision.outcome != "coder":
        return WORDS.get(decision.outcome, EDITED)
    followed = whose(item, decision.codings)
    return AS + visible(coders.get(followed[0], "?")) if followed else EDITED


def outcome_of(
    item: Item, cells: Settled, coders: Mapping[str, int], codes: Mapping[str, int]
) -> tuple[str, tuple[ConsensusSpan, ...]]:
    """The outcome that a row asks for, and what the consensus gets; by folded names of coders and codes.

    ValueError with what is wrong, as the end of a sentence that began with the row.
    """
    words = folded(cells.decision)
    if words.startswith(AS):
        coder_id = coders.get(folded(words.removeprefix(AS)))
        if coder_id not in item.coders:
            raise ValueError(f"“{cells.decision}” names nobody who coded this passage's document")
        return "coder", result_of(item, "coder", coder_id=coder_id)
    outcome = next((key for key, word in WORDS.items() if word == words), None)
    if outcome is None:
        raise ValueError(f"“{cells.decision}” is not a decision. Choose one of the list")
    if outcome != "other":
        return outcome, result_of(item, outcome)
    code_id = codes.get(folded(cells.final))
    if code_id is None:
        missing = f"there is no code “{cells.final}”" if cells.final.strip() else "the final code is missing"
        raise ValueError(f"for “{OTHER}” {missing}. Choose a code of the list")
    return outcome, (ConsensusSpan(code_id, item.start, item.end),)


def reason_of(words: str) -> str:
    """The key of a usual reason, or the project's own reason as it is."""
    typed = folded(words)
    return next((key for key, reason in REASONS.items() if folded(reason) == typed), words.strip())


def same(first: Settled, second: Settled) -> bool:
    """Whether two rows say the same."""
    pairs = ((first.decision, second.decision), (first.final, second.final), (first.reason, second.reason))
    return (
        all(folded(mine) == folded(its) for mine, its in pairs) and first.note.split() == second.note.split()
    )


def is_so(after: Settled, written: Settled, now: Settled) -> bool:
    """Whether a row that was `written` asks for what is decided `now`, as when a sheet is imported twice."""
    stale = folded(after.decision) not in (EDITED, OTHER) and folded(after.final) == folded(written.final)
    final = now.final if stale or not after.final else after.final  # nobody wrote it there for this decision
    return same(Settled(after.decision, final, after.reason, after.note), now)


def says(final: str, spans: Sequence[ConsensusSpan], codes: Mapping[int, str]) -> bool:
    """Whether a cell names what a decision gives, in any order, or nothing."""
    wanted, given = ([folded(name) for name in text.split(";")] for text in (final, final_of(spans, codes)))
    return not final.strip() or sorted(wanted) == sorted(given)
