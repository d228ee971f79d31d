"""Direction follows most letters; a language is named only where the script leaves hardly any doubt."""

import pytest

from app.documents.direction import direction_of, language_of


@pytest.mark.parametrize(
    ("text", "direction", "language"),
    [
        ("Why did you leave?", "ltr", None),
        ("Почему вы ушли?", "ltr", None),
        ("لماذا غادرت المدينة؟", "rtl", "ar"),
        ("Ali: لماذا غادرت المدينة؟", "rtl", "ar"),
        ("چرا شهر را ترک کردی؟ گفتم پدرم", "rtl", "fa"),
        ("آپ نے شہر کیوں چھوڑا؟ ہم بھوکے تھے", "rtl", "ur"),
        ("למה עזבת?", "rtl", "he"),
        ("なぜ町を出たのですか。", "ltr", "ja"),
        ("你为什么离开这座城市", "ltr", None),
        ("ทำไมคุณถึงออกจากเมืองนี้", "ltr", "th"),
        ("왜 떠났습니까?", "ltr", "ko"),
        ("In Arabic, سلام means peace.", "ltr", None),
        ("12:30 ...", "ltr", None),
        ("", "ltr", None),
    ],
)
def test_direction_and_language_follow_the_letters(text: str, direction: str, language: str | None) -> None:
    assert (direction_of(text), language_of(text)) == (direction, language)
