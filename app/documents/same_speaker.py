"""Which labels name one person: short and full names, initials, what stands behind a comma or in brackets."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from app.documents.labels import SpeakerLabel
from app.documents.names import MOST_PEOPLE, Strength, is_role
from app.documents.speaker_words import DESCRIPTIONS, MANNERS, RELATIVES, ROLES

_APART = RELATIVES | ROLES
_PARTY = re.compile(r"(?:[A-Z]{1,3}[-–][A-Z]{2}|[RDI])$")  # (R), (D-NY)


def with_one_name_each(labels: Sequence[SpeakerLabel]) -> list[SpeakerLabel]:
    """Give each person one name: NEUMANN for "PETER NEUMANN" and "NEUMANN", "Ana Yilmaz" for "AY".

    Two are one person only where nothing speaks against it: a full name introduces the short one, once or
    twice, before it and never beside it. "Fatima" and "Fatima interpreter", "Ahmad (father)" and "Ahmad
    (son)", "Interviewer 1" and "Interviewer" stay apart.
    """
    full = _with_brackets(labels)
    full = _without_descriptions(full)
    names = [name.casefold() for name in full]
    short = _introduced(names, {label.key for label in labels if label.strength is Strength.ROLE})
    people = [short.get(key, key) for key in names]
    spellings: dict[str, Counter[str]] = {}
    for person, name in zip(people, full, strict=True):
        spellings.setdefault(person, Counter())[name] += 1
    chosen = {person: min(times, key=lambda n: (-times[n], len(n))) for person, times in spellings.items()}
    return [
        label if label.name == chosen[person] else _named(label, chosen[person])
        for label, person in zip(labels, people, strict=True)
    ]


def _named(label: SpeakerLabel, name: str) -> SpeakerLabel:
    return label._replace(name=name, key=name.casefold())


def _with_brackets(labels: Sequence[SpeakerLabel]) -> list[str]:
    """The names, with what stands in brackets where it tells people apart, or for initials."""
    kinds: dict[str, set[str]] = {}
    for label in labels:
        if label.alias and not _is_manner(label.alias):
            kinds.setdefault(label.key, set()).add(label.alias.casefold())
    by_initials = {
        alias: key for key, aliases in kinds.items() for alias in aliases if _may_be_initials(alias, key)
    }
    written = {label.key: label.name for label in reversed(labels)}
    if not kinds:
        return [label.name for label in labels]
    names = []
    for label in labels:
        several = len(kinds.get(label.key, ())) > 1 or label.alias.casefold() in _APART
        if label.key in by_initials and not label.alias:
            names.append(written[by_initials[label.key]])
        elif label.alias and several and not _is_manner(label.alias):
            names.append(f"{label.name} ({label.alias})")
        else:
            names.append(label.name)
    return names


def _is_manner(alias: str) -> bool:
    key = alias.casefold().strip(" .")
    first = key.split()[0] if key else ""
    return key in MANNERS or first in MANNERS or bool(_PARTY.match(alias)) or any(c.isdigit() for c in key)


def _may_be_initials(alias: str, key: str) -> bool:
    letters = [c for c in alias if c.isalpha()]
    return 1 <= len(letters) <= 4 and letters[0] == key[:1]


def _without_descriptions(names: Sequence[str]) -> list[str]:
    """The names without what describes people behind a comma: "KELLY MCEVERS, HOST", not "Miller, Anne"."""
    counts = Counter(name.casefold() for name in names)
    others = {name.casefold() for name in names if "," not in name}
    cut: dict[str, str] = {}
    for name in set(names):
        before, comma, behind = (part.strip() for part in name.partition(","))
        if comma and _describes(before.casefold(), behind.casefold(), counts[name.casefold()], others):
            cut[name] = before
    return [cut.get(name, name) for name in names] if cut else list(names)


def _describes(before: str, behind: str, count: int, others: set[str]) -> bool:
    if any(word.strip(".") in DESCRIPTIONS or is_role(word) for word in behind.split()):
        return True
    words = before.split()
    is_known = before in others or words[-1] in others
    return is_known and (len(words) > 1 or count == 1)


def _introduced(keys: Sequence[str], roles: set[str]) -> Mapping[str, str]:
    """Map each full name to the first or last name alone that follows it, where it introduces that person."""
    counts = Counter(keys)
    if len(counts) > MOST_PEOPLE:
        return {}
    first = {key: index for index, key in reversed(list(enumerate(keys)))}
    beside = {(earlier, later) for earlier, later in pairwise(keys) if earlier != later}
    full = [key for key in counts if " " in key and key not in roles and not any(c.isdigit() for c in key)]
    introduced: dict[str, str] = {}
    for short in counts:
        if " " in short or short in roles:
            continue
        holders = [key for key in full if short in (key.split()[0], key.split()[-1])]
        if len(holders) != 1:
            continue
        (holder,) = holders
        apart = (holder, short) not in beside and (short, holder) not in beside
        rare = counts[holder] <= max(2, counts[short] // 4)
        others = [word for word in holder.split() if word != short]
        if apart and rare and first[holder] < first[short] and not any(_sets_apart(word) for word in others):
            introduced[holder] = short
    return introduced


def _sets_apart(word: str) -> bool:
    plain = word.strip(".,()'’")
    return plain in _APART or plain.endswith(("'s", "’s")) or is_role(plain)
