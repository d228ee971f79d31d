"""Bulk rules on answers: what they would decide, before anything is decided.

exact         everybody answered alike: that
majority      of three or more coders more than half answered alike: that
sure          those who are sure answered alike, the others are unsure: the sure answer
coder=NAME    whatever NAME answered
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.errors import UserError
from app.names import key
from app.reconcile.value_actions import ValueChoice
from app.reconcile.value_items import ValueItem
from app.reconcile.value_queue import ValueQueueRow
from app.sheets.values import Given

VALUE_RULES = ("exact", "majority", "sure", "coder=NAME")


@dataclass(frozen=True)
class ValueRule:
    """One rule, by what people type for it; `coder_id` is whose answers count where it names a coder."""

    text: str
    coder_id: int | None = None

    def decides(self, item: ValueItem) -> tuple[str, Given] | None:
        """The outcome and the answer, or None where people decide."""
        answers = item.answers
        if self.coder_id is not None:
            return ("coder", answers[self.coder_id].given) if self.coder_id in answers else None
        if self.text == "exact":
            return ("coder", next(iter(answers.values())).given) if item.agreed else None
        if item.agreed:
            return None
        if self.text == "majority":
            given, times = Counter(answer.given for answer in answers.values()).most_common(1)[0]
            return ("coder", given) if len(answers) > 2 and 2 * times > len(answers) else None
        sure = {answer.given for answer in answers.values() if answer.sure}
        return ("coder", sure.pop()) if item.unsure and len(sure) == 1 else None


def value_rules(texts: Sequence[str], people: Mapping[str, int]) -> list[ValueRule]:
    """Rules as they are typed; UserError for one that is none of answers. `people` are ids by names' keys."""
    rules = []
    for text in texts:
        name, equals, who = text.partition("=")
        if name.strip() == "coder" and equals:
            if key(who) not in people:
                raise UserError(
                    f"There is no coder “{who}” to follow, so nothing was decided. Check the name."
                )
            rules.append(ValueRule(text, people[key(who)]))
        elif text in ("exact", "majority", "sure"):
            rules.append(ValueRule(text))
        else:
            raise UserError(
                f"“{text}” is no rule for answers, so nothing was decided. Use {', '.join(VALUE_RULES)}."
            )
    return rules


def choices_of_rules(rows: Sequence[ValueQueueRow], rules: Sequence[ValueRule]) -> list[ValueChoice]:
    """What the first rule that decides an open item makes of it; what a person settled stays."""
    choices = []
    for row in rows:
        if row.status in ("settled", "deferred"):
            continue
        for rule in rules:
            decided = rule.decides(row.item)
            if decided is not None:
                follows = row.decision.id if row.decision else None
                outcome, given = decided
                choices.append(ValueChoice(row.item, outcome, given, rule=rule.text, follows_id=follows))
                break
    return choices
