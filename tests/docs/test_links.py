"""Links of the manual lead somewhere."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.manual import DOCS, HOUSE, anchors, links, pages

PAGES = pages()


def name(page: Path) -> str:
    return page.relative_to(HOUSE).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_and_picture_of_a_page_is_there(page: Path) -> None:
    broken = []
    for link in links(page):
        place, _, anchor = unquote(link).partition("#")
        target = (page.parent / place).resolve() if place else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert broken == []


def test_every_page_of_the_manual_is_reached_from_its_index() -> None:
    reached, waiting = set[Path](), [DOCS / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached and page.suffix == ".md" and page.exists():
            reached.add(page)
            places = [unquote(link).partition("#")[0] for link in links(page)]
            waiting += [(page.parent / place).resolve() for place in places if place]

    decisions = DOCS / "decisions"  # a folder that is read as such
    pages_here = [page for page in DOCS.rglob("*.md") if page.parent != decisions]
    assert [name(page) for page in pages_here if page not in reached] == []
