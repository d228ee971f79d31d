"""Tells by a speaker's label whether it names somebody who interprets."""

import re

from app.documents.speaker_words import word_set

_WHO_INTERPRET = word_set(
    """
    interpreter|translator|interp|interpr|transl|the interpreter|dolmetscher|dolmetscherin|dolmetschende
    übersetzer|übersetzerin|interprète|traducteur|traductrice|intérprete|traductor|traductora|tradutor|tradutora
    interprete|traduttore|traduttrice|tolk|vertaler|tolken|tulkki|tolmács|tłumacz|tłumaczka|tlumočník|tlumočnice
    tercüman|çevirmen|переводчик|переводчица|перекладач|перекладачка|διερμηνέας|المترجم|المترجمة|مترجم|مترجمة
    ترجمان|מתורגמן|מתורגמנית|通訳|翻译|翻譯|口译|통역|통역사|ล่าม|दुभाषिया|thông dịch viên|mkalimani
    """
)
_APART = re.compile(r"[\s,()\[\]/–-]+|['’]s\b")


def is_interpreter(label: str) -> bool:
    """Tell whether a label says that he or she interprets: "Interpreter 2", "Fatima's interpreter"."""
    key = " ".join(label.casefold().split()).strip(" .:")
    key = re.sub(r"[\s#_.-]*\d{1,3}$", "", key)
    return key in _WHO_INTERPRET or any(word in _WHO_INTERPRET for word in _APART.split(key))
