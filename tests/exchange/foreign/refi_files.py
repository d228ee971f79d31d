"""Exchange files as other programs write them, made in code: their ways of counting, of naming, of erring."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "urn:QDA-XML:project:1.0"


def guid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012x}"


ANA, MURAT, CREATOR = guid(1), guid(2), guid(3)
USERS = {ANA: "Ana", MURAT: "Murat"}
HUNGER, BRIBE = guid(11), guid(12)
EMOJI = (
    "We fled 🚚 at night.\r\nThey took the flour 🍞 from us.\r\nقالوا لنا مرحبا 🙂 ثم رحلوا\r\nHe stayed.\r\n"
)
COUNTS: Mapping[str, Callable[[str], int]] = {
    "code points, CR LF as two": len,
    "UTF-16, CR LF as two": lambda text: len(text.encode("utf-16-le")) // 2,
    "code points, CR LF as one": lambda text: len(text.replace("\r\n", "\n")),
    "UTF-16, CR LF as one": lambda text: len(text.replace("\r\n", "\n").encode("utf-16-le")) // 2,
}


class Passage(NamedTuple):
    """Words that are coded, by whom the file names at the coding and at the selection."""

    words: str
    code: str
    user: str = ANA
    selector: str = ANA
    at: str = "2025-01-02T03:04:05Z"
    selected_at: str = "2025-01-02T03:04:05Z"
    more: str = ""  # XML behind the code
    about: str = ""  # XML before the coding


def selections(text: str, passages: Sequence[Passage], count: Callable[[str], int] = len) -> str:
    """The selections of a text, counted in one of the ways of COUNTS."""
    rows = []
    for number, passage in enumerate(passages):
        start = text.index(passage.words)
        begin, end = count(text[:start]), count(text[: start + len(passage.words)])
        rows.append(
            f'<PlainTextSelection guid="{guid(1000 + number)}" name="" startPosition="{begin}" '
            f'endPosition="{end}" creatingUser="{passage.selector}" creationDateTime="{passage.selected_at}">'
            f'{passage.about}<Coding guid="{guid(2000 + number)}" creatingUser="{passage.user}" '
            f'creationDateTime="{passage.at}"><CodeRef targetGUID="{passage.code}"/>{passage.more}</Coding>'
            "</PlainTextSelection>"
        )
    return "".join(rows)


def code(number_or_guid: int | str, name: str, inside: str = "", **more: str) -> str:
    its = number_or_guid if isinstance(number_or_guid, str) else guid(number_or_guid)
    extra = "".join(f" {key}={quoteattr(value)}" for key, value in more.items())
    return f'<Code guid="{its}" name={quoteattr(name)} isCodable="true"{extra}>{inside}</Code>'


CODES = code(HUNGER, "Hunger", "<Description>Want of food.</Description>", color="#f00") + code(
    BRIBE, "Bribe"
)


def source(number: int, name: str, inside: str, *, path: str = "", text: str = "") -> str:
    reached = f' plainTextPath="{path or f"internal://{guid(number)}.txt"}"' if not text else ""
    content = f"<PlainTextContent>{escape(text)}</PlainTextContent>" if text else ""
    return f'<TextSource guid="{guid(number)}" name={quoteattr(name)}{reached}>{content}{inside}</TextSource>'


def project_xml(
    sources: str,
    *,
    codes: str = CODES,
    users: Mapping[str, str] = USERS,
    rest: str = "",
    before_sources: str = "",
    origin: str = "NVivo for Windows 12.6",
    namespace: str = NAMESPACE,
) -> str:
    listed = "".join(f'<User guid="{key}" name={quoteattr(name)}/>' for key, name in users.items())
    people = f"<Users>{listed}</Users>" if listed else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<Project xmlns="{namespace}" name="Flour" origin={quoteattr(origin)} creatingUserGUID="{CREATOR}">'
        f"{people}<CodeBook><Codes>{codes}</Codes></CodeBook>{before_sources}"
        f"<Sources>{sources}</Sources>{rest}</Project>"
    )


def write(
    path: Path,
    xml: str | bytes,
    texts: Mapping[int | str, str | bytes] | None = None,
    *,
    folder: str = "Sources",
    name: str = "project.qde",
) -> Path:
    """A .qdpx file with texts by the number of their guid, or by a whole name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, xml)
        for key, text in (texts or {}).items():
            member = f"{folder}/{guid(key)}.txt" if isinstance(key, int) else key
            archive.writestr(member, text if isinstance(text, bytes) else text.encode())
    return path
