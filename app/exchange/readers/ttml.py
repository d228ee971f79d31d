"""Reads .ttml and .dfxp: subtitles as broadcasters write them in XML."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.errors import UserError
from app.exchange.readers.cues import Cue, blocks_of_cues
from app.exchange.readers.package import attribute, local
from app.exchange.readers.reading import Reading, language_code

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CLOCK = re.compile(r"(\d+):(\d{1,2}):(\d{1,2}(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?$")
_OFFSET = re.compile(r"(\d+(?:\.\d+)?)(h|ms|m|s|f|t)$")


def read(data: bytes, file_name: str, encoding: str | None = None) -> tuple[Reading, ...]:
    """Read timed text: who the file names as speaking has turns; else a paragraph for each subtitle."""
    del encoding  # XML says its own
    root = _root(data, file_name)
    clock = _Clock(root)
    agents = dict(_agents(root))
    cues = [cue for element in root.iter() if local(element) == "p" for cue in _cues(element, clock, agents)]
    blocks = tuple(blocks_of_cues(cues))
    return (Reading("", (), blocks, language=language_code(attribute(root, "lang"))),)


def _root(data: bytes, file_name: str) -> "Element":
    from defusedxml import DefusedXmlException, ElementTree  # type: ignore[import-untyped]  # no stubs

    try:
        root: Element = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UserError(
            f"“{file_name}” contains definitions that subtitles never need and that can do harm, so it was "
            "not read. Save its text in another form and import that."
        ) from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UserError(
            f"“{file_name}” is damaged and cannot be read as subtitles in XML. Nothing was imported from it. "
            "Ask for the file again, or save its text in another form and import that."
        ) from error
    if local(root) != "tt":
        raise UserError(
            f"“{file_name}” is XML, but no subtitles (TTML), in spite of its name. Nothing was imported from "
            "it. Open it in the program that made it and save its text in another form."
        )
    return root


class _Clock:
    """Turns the file's times to milliseconds: of the clock, in seconds, frames or ticks."""

    def __init__(self, root: "Element") -> None:
        self._frames = _parameter(attribute(root, "frameRate"), 30)
        multiplier = (attribute(root, "frameRateMultiplier") or "").replace(":", " ").split()
        if len(multiplier) == 2:
            self._frames *= _parameter(multiplier[0], 1) / _parameter(multiplier[1], 1)
        self._ticks = _parameter(attribute(root, "tickRate"), self._frames)

    def milliseconds(self, time: str | None) -> int | None:
        """None where there is no time, or none that the format knows."""
        if match := _CLOCK.match((time or "").strip()):
            hours, minutes, seconds, frames = match.groups()
            whole = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
            return round(1000 * (whole + float(frames or 0) / self._frames))
        if match := _OFFSET.match((time or "").strip()):
            units = {"h": 3600, "m": 60, "s": 1, "ms": 0.001, "f": 1 / self._frames, "t": 1 / self._ticks}
            return round(1000 * float(match[1]) * units[match[2]])
        return None


def _parameter(text: str | None, otherwise: float) -> float:
    try:
        return float(text or "") or otherwise
    except ValueError:
        return otherwise


def _agents(root: "Element") -> Iterator[tuple[str, str]]:
    """Who speaks, by the id that speech refers to."""
    for element in root.iter():
        if local(element) == "agent":
            names = (
                " ".join("".join(child.itertext()).split()) for child in element if local(child) == "name"
            )
            key = attribute(element, "id") or ""
            yield key, next(names, "") or key


def _cues(paragraph: "Element", clock: _Clock, agents: dict[str, str]) -> Iterator[Cue]:
    """A cue for each who speaks in a subtitle."""
    start, end = (clock.milliseconds(attribute(paragraph, name)) for name in ("begin", "end"))
    speaker = agents.get(attribute(paragraph, "agent") or "", "")
    pieces = [(speaker, "")]
    for piece in _pieces(paragraph, speaker, agents):
        if piece[0] == pieces[-1][0]:
            pieces[-1] = piece[0], pieces[-1][1] + piece[1]
        else:
            pieces.append(piece)
    for who, words in pieces:
        lines = (" ".join(line.split()) for line in words.split("\n"))
        yield Cue(start, end, " ".join(line for line in lines if line), who)


def _pieces(element: "Element", speaker: str, agents: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield speaker, " ".join((element.text or " ").splitlines())
    for child in element:
        name = local(child)
        if name == "br":
            yield speaker, "\n"
        elif name in ("span", "p"):
            yield from _pieces(child, agents.get(attribute(child, "agent") or "", speaker), agents)
        yield speaker, " ".join((child.tail or "").splitlines())
