"""What a file says of itself is kept beside its turns: headings, pages with their numbers, times."""

from pathlib import Path

from app.documents.turns import TextRegion
from app.exchange.readers import read_sources
from app.exchange.readers.reading import Reading, TextBlock


def of_kind(regions: tuple[TextRegion, ...], kind: str) -> list[TextRegion]:
    return [region for region in regions if region.kind == kind]


def test_headings_of_markdown_and_pages_are_regions(tmp_path: Path) -> None:
    for name, words in (
        ("a.md", "# How it began\n\nThey came.\n\n## And then\n\nWe left.\n"),
        ("a.html", "<h1>How it began</h1><p>They came.</p><h2>And then</h2><p>We left.</p>"),
    ):
        (tmp_path / name).write_text(words, encoding="utf-8")
        (source,) = read_sources(tmp_path / name)
        headings = of_kind(source.regions, "heading")
        assert [source.text[part.start : part.end] for part in headings] == ["How it began", "And then"]


def test_a_page_goes_up_to_the_next_also_within_a_paragraph() -> None:
    blocks = (TextBlock("One two", pages=((0, "3"), (4, "4"))), TextBlock("Three", pages=((0, "5"),)))
    text, told = Reading("", blocks=blocks).recognised()
    pages = [(part.label, text[part.start : part.end]) for part in of_kind(told.regions, "page")]
    assert pages == [("3", "One "), ("4", "two\n"), ("5", "Three\n")]


def test_a_turn_is_said_from_its_first_cue_to_its_last(tmp_path: Path) -> None:
    cues = [
        ("1.000", "2.500", "Ana", "Why?"),
        ("3.000", "4.000", "Ana", "When?"),
        ("9.000", "9.750", "B", "So."),
    ]
    text = "WEBVTT\n\n" + "".join(f"00:0{a} --> 00:0{b}\n<v {who}>{words}\n\n" for a, b, who, words in cues)
    (tmp_path / "a.vtt").write_text(text, encoding="utf-8")
    (source,) = read_sources(tmp_path / "a.vtt")
    assert [(part.speaker, part.start_ms, part.end_ms) for part in of_kind(source.regions, "turn")] == [
        ("Ana", 1000, 4000),
        ("B", 9000, 9750),
    ]
