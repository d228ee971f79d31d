"""What a file says itself of its text: blocks, speakers, times."""

from app.exchange.readers.reading import Reading, TextBlock


def test_speakers_whom_the_file_names_have_the_turns_that_it_says() -> None:
    blocks = (
        TextBlock("Recorded in Oslo"),
        TextBlock(""),
        TextBlock("Hi: all", "Fatima", "00:01"),
        TextBlock("and more"),
        TextBlock(""),
        TextBlock("Yes", "Fatima’s interpreter"),
        TextBlock("(noise)", time="00:09"),
    )
    text, recognition = Reading("", blocks=blocks).recognised()
    assert text == "Recorded in Oslo\n\nFatima: Hi: all\nand more\n\nFatima’s interpreter: Yes\n(noise)\n"
    told = [
        (region.kind, region.speaker, region.time, text[region.body : region.end])
        for region in recognition.regions
    ]
    assert told == [
        ("paragraph", None, None, "Recorded in Oslo\n\n"),
        ("turn", "Fatima", "00:01", "Hi: all\nand more\n\n"),
        ("turn", "Fatima’s interpreter", None, "Yes\n"),
        ("turn", None, "00:09", "(noise)\n"),
    ]
    assert recognition.confidence == 1


def test_where_the_file_names_nobody_turns_are_told_from_the_text() -> None:
    blocks = (TextBlock("Anna: Hi"), TextBlock("Ben: Ho"), TextBlock("Anna: Yes"), TextBlock("Ben: No"))
    _, recognition = Reading("", blocks=blocks).recognised()
    assert [region.speaker for region in recognition.regions] == ["Anna", "Ben", "Anna", "Ben"]
