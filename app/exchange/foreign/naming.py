"""Names of another program as ours: each once among its kind, short enough, without line ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.errors import UserError
from app.exchange.foreign.project import CoderReading, ForeignCode, ForeignCoding, ForeignProject
from app.names import LONGEST, key, tidy

_ROOM = 20  # characters for what makes a name another one


def short_name(name: str, what: str) -> str:
    """A name that fits, what is too long cut off."""
    plain = " ".join(name.split()) or what.capitalize()
    return tidy(plain if len(plain) <= LONGEST - _ROOM else f"{plain[: LONGEST - _ROOM]}…", what)


class FreeNames:
    """Gives out names of a kind, each once, whatever their case."""

    def __init__(self, what: str, taken: Iterable[str] = ()) -> None:
        self._what = what
        self._taken = {key(name) for name in taken}

    def name(self, wanted: str, otherwise: str = "") -> str:
        """The name itself where it is free, else `otherwise`, else with a number behind it."""
        plain = short_name(wanted, self._what)
        attempt, name = 1, plain
        while key(name) in self._taken:
            attempt += 1
            is_second = attempt == 2 and otherwise
            name = short_name(otherwise, self._what) if is_second else f"{plain} ({attempt})"
        self._taken.add(key(name))
        return name


def code_names(codes: Sequence[ForeignCode]) -> dict[str, str]:
    """A name for each code by its key; one that stands under two parents bears the second parent's name."""
    names = {code.key: code.name for code in codes}
    free = FreeNames("code")
    return {
        code.key: free.name(code.name, f"{code.name} ({names[code.parent]})" if code.parent in names else "")
        for code in codes
    }


@dataclass(frozen=True)
class TakeChoices:
    """What the person chose: whose codings they are, and which people are one; None for what was inferred."""

    reading: CoderReading | None = None
    merged: tuple[tuple[str, str], ...] = ()  # a name of the file, and whose codings these are


class CoderNames:
    """The names of coders, under a reading and with people brought together."""

    def __init__(self, foreign: ForeignProject, choices: TakeChoices) -> None:
        self.reading: CoderReading = choices.reading or foreign.reading
        self._foreign = foreign
        free = FreeNames("coder")
        plain = {guid: free.name(name) for guid, name in foreign.coders.items()}
        known = {key(name) for name in (*foreign.coders.values(), *plain.values())}
        targets: dict[str, str] = {}
        for name, target in choices.merged:
            if key(name) not in known:
                listed = ", ".join(sorted(plain.values())) or "none"
                raise UserError(f"There is no coder “{name}” in this file. Its coders are: {listed}.")
            targets[key(name)] = short_name(target, "coder")
        self._names = {guid: targets.get(key(name), name) for guid, name in plain.items()}

    def name(self, coding: ForeignCoding) -> str:
        """Whose coding it is."""
        return self._names[self._foreign.coder_of(coding, self.reading)]

    def time(self, coding: ForeignCoding) -> str:
        """When that person coded."""
        return self._foreign.time_of(coding, self.reading)
