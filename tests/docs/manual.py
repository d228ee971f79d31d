"""The manual as its tests read it: pages, links, tables and worked examples."""

import re
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).parents[2]
DOCS = HOUSE / "docs"
STATISTICS = DOCS / "statistics"

_FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[(?:\\.|[^\]])*\]\((?P<target>[^)\s]+)\)")
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


def pages() -> list[Path]:
    """Every page of the manual, and those of the project's front that lead to it."""
    front = [HOUSE / name for name in ("README.md", "ARCHITECTURE.md", "CHANGELOG.md")]
    return [*front, *sorted(DOCS.rglob("*.md"))]


def words(page: Path) -> str:
    """A page without what stands in fences."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def fenced(page: Path, kind: str) -> list[str]:
    """The lines of a page's fences of one kind."""
    found = [match for match in _FENCE.finditer(page.read_text(encoding="utf-8")) if match["kind"] == kind]
    return [line for match in found for line in match["body"].splitlines() if line.strip()]


def links(page: Path) -> Iterator[str]:
    """Where the links and pictures of a page lead, those into the internet left out."""
    for match in _LINK.finditer(words(page)):
        if not match["target"].startswith(("http://", "https://", "mailto:")):
            yield match["target"]


def anchors(page: Path) -> set[str]:
    """What a link may name behind #: the headings, as common readers of Markdown write them."""
    headings = [line.lstrip("#").strip() for line in words(page).splitlines() if line.startswith("#")]
    return {_NOT_IN_ANCHORS.sub("", heading.casefold()).replace(" ", "-") for heading in headings}


def tables(page: Path) -> list[list[dict[str, str]]]:
    """The tables of a page: their rows as {header: cell}."""
    found: list[list[dict[str, str]]] = []
    header: list[str] = []
    for line in words(page).splitlines():
        if not line.startswith("|"):
            header = []
            continue
        cells = [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not header:
            header = cells
            found.append([])
        elif set(line) - set("|-: "):
            found[-1].append(dict(zip(header, cells, strict=True)))
    return found
