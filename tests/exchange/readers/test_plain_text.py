"""Plain text is read in the encoding it was written in, and a guess is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.exchange.readers.plain_text import read

FRENCH = (
    "INTERVIEWEUR : Pourquoi êtes-vous parti ? C’était l’été, à la fin d’août. Nous étions très fatigués "
    "et l’émir n’a rien fait pour nous. Après ça, je n’ai plus cru à leurs promesses. Où ? Chez ma sœur."
)
ARABIC = (
    "المحاورة: لماذا غادرت المدينة؟\n"
    "أبو محمد: لأنهم كذبوا علينا منذ اليوم الأول، وكان القادة يأكلون جيداً بينما كنا "
    "نجوع. ثم قتلوا أخي فهربت ليلاً عبر الحدود إلى تركيا مع زوجتي وأولادي.\n"
)
HEBREW = "מראיינת: למה עזבת את העיר? דוד: כי הם שיקרו לנו מהיום הראשון, והמפקדים אכלו טוב בזמן שאנחנו רעבנו."
RUSSIAN = (
    "Интервьюер: Почему вы ушли? Респондент: Потому что нас обманывали. Командиры жили хорошо, а мы голодали."
)
TURKISH = (
    "Görüşmeci: Neden ayrıldınız? Katılımcı: Bize yalan söylediler. Sonra kardeşimi öldürdüler, şimdi açım."
)
THAI = "ผู้สัมภาษณ์: ทำไมคุณถึงออกจากเมืองนี้ มานะ: เพราะพวกเขาโกหกเราตั้งแต่วันแรกและทุกคนหิวโหยมาก"
JAPANESE = "聞き手：なぜ町を出たのですか。田中：彼らは最初の日から私たちに嘘をついていたからです。"


@pytest.mark.parametrize("text", [FRENCH, ARABIC, HEBREW, RUSSIAN, THAI, JAPANESE, "plain ASCII"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_that_is_marked_or_valid_needs_no_guess(text: str, encoding: str) -> None:
    reading = read(text.encode(encoding), "a.txt")[0]
    assert (reading.text, reading.warnings) == (text, ())


@pytest.mark.parametrize("text", [FRENCH, ARABIC, HEBREW, RUSSIAN])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_recognised_and_said(text: str, encoding: str) -> None:
    reading = read(text.encode(encoding), "a.txt")[0]
    assert reading.text == text
    assert "UTF-16" in reading.warnings[0]


@pytest.mark.parametrize(
    ("text", "encoding", "called"),
    [
        (FRENCH, "cp1252", "Windows-1252"),
        (ARABIC, "cp1256", "Windows-1256"),
        (ARABIC, "iso8859_6", "ISO 8859-6"),
        (HEBREW, "cp1255", "Windows-1255"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (RUSSIAN, "koi8_r", "KOI8-R"),
        (TURKISH, "cp1254", "Windows-1254"),
        (THAI, "cp874", "Windows-874"),
        (JAPANESE, "cp932", "Shift JIS"),
    ],
)
def test_older_encodings_are_guessed_and_the_guess_is_said(text: str, encoding: str, called: str) -> None:
    reading = read(text.encode(encoding), "interview.txt")[0]
    assert reading.text == text
    assert called in reading.warnings[0]
    assert "interview.txt" in reading.warnings[0]


def test_utf_8_with_a_damaged_byte_keeps_the_rest_and_says_so() -> None:
    data = ARABIC.encode()
    reading = read(data[:40] + b"\xff" + data[40:], "a.txt")[0]
    assert reading.text.count("\ufffd") == 1
    assert reading.text.replace("\ufffd", "") == ARABIC
    assert reading.warnings[0].startswith("1 character")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", "a PDF file"),
        (b"{\\rtf1\\ansi Hello}", "an RTF document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (bytes(range(256)) * 20, "not a text file"),
        (b"text with\x01\x02\x03\x04 controls", "not a text file"),
    ],
)
def test_what_is_not_text_is_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(UserError, match=f"“renamed.txt” .*{words}"):
        read(data, "renamed.txt")[0]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    try:
        assert isinstance(read(data, "a.txt")[0].text, str)
    except UserError as error:
        assert "a.txt" in str(error)
