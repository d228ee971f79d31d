"""Tells by a speaker's label whether it names whoever asks: an interviewer, moderator or facilitator."""

import re
import unicodedata

from app.documents.speaker_words import word_set

# Casefolded, without numbers and punctuation. One line per language.
_WHO_ASK = word_set(
    """
    interviewer|interviewers|int|intv|intvr|inter|iv|ivr|iver|i|q|question|questioner|moderator|mod|facilitator
    facil|fac|researcher|research assistant|enumerator|fieldworker|field worker|data collector
    interviewr|interveiwer
    interviwer|intervewer|co-interviewer|co-moderator|co-facilitator|assistant moderator|lead interviewer
    interviewerin|interviewende|interviewende person|interviewender|fragende|fragesteller|fragestellerin|frage
    moderatorin|forscher|forscherin|befrager|befragerin|gesprächsleitung|gesprächsleiter
    gesprächsleiterin|interviewleitung|interviewführende|interviewführender
    enquêteur|enquêtrice|enqueteur|enquetrice|intervieweur|intervieweuse|interviewer(e)|modérateur|modératrice
    animateur|animatrice|chercheur|chercheuse|facilitateur|facilitatrice|enq
    entrevistador|entrevistadora|entrevistador/a|entrevistadore|ent|entr|moderador|moderadora|facilitador
    facilitadora|investigador|investigadora|encuestador|encuestadora|pregunta|pergunta|pesquisador|pesquisadora
    inquiridor|inquiridora|preguntas
    intervistatore|intervistatrice|moderatore|moderatrice|facilitatore|facilitatrice|ricercatore|ricercatrice
    domanda
    interviewster|onderzoeker|vraag|gespreksleider|gespreksleidster
    intervjuare|intervjuaren|intervjuer|ordstyrer|spørsmål|fråga|spørger|moderatorn
    haastattelija|kysymys|tutkija
    kérdező|interjúkészítő|kérdés|moderátor
    ankieter|ankieterka|badacz|badaczka|moderatorka|prowadzący|prowadząca|pytanie|wywiadowca
    tazatel|tazatelka|tazatel/ka|moderátorka|otázka|výzkumník|výzkumnice
    görüşmeci|araştırmacı|moderatör|soru|mülakatçı|röportajcı|kolaylaştırıcı
    интервьюер|модератор|исследователь|исследовательница|ведущий|ведущая|вопрос|инт|інтерв'юер|питання|модераторка
    συνεντευκτής|συνεντεύκτρια|συντονιστής|συντονίστρια|ερευνητής|ερευνήτρια|ερώτηση
    المحاور|المحاورة|محاور|محاورة|المقابل|المقابلة|مقابل|مجري المقابلة|مجرية المقابلة|الباحث|الباحثة|باحث
    باحثة
    الميسر|الميسرة|ميسر|ميسرة|مدير الجلسة|مديرة الجلسة|السائل|السائلة|سؤال|السؤال|س|الصحفي|الصحفية
    المذيع|المذيعة|المستجوب|المستجوبة|الموجه|المنسق|المنسقة
    مصاحبه گر|مصاحبه‌گر|مصاحبه کننده|مصاحبه‌کننده|پرسشگر|پرسش|سوال|محقق|پژوهشگر|تسهیلگر|تسهیل‌گر
    انٹرویو لینے والا|انٹرویو لینے والی|انٹرویو کرنے والا|سوال|محقق
    מראיין|מראיינת|המראיין|המראיינת|מנחה|המנחה|חוקר|חוקרת|שאלה|ש
    聞き手|インタビュアー|インタビューアー|質問者|調査者|司会|司会者|ファシリテーター|采访者|采訪者|访谈者|訪談者|访谈员
    访问者|主持人|研究者|问|問|提问者|記者|记者|면담자|질문자|진행자|사회자|연구자|질문
    ผู้สัมภาษณ์|ผู้ดำเนินรายการ|ผู้วิจัย|ถาม
    साक्षात्कारकर्ता|प्रश्न|शोधकर्ता|প্রশ্নকর্তা|সাক্ষাৎকার গ্রহণকারী|người phỏng vấn|hỏi|pewawancara|penanya
    mhojaji|muuliza|mtafiti|swali
    """
)
_NUMBER = re.compile(r"[\s#_.\-–()/]*(?:\d{1,3}|(?<=[\s_])[a-z])$")
_MARKS = re.compile(
    r"[\u064b-\u0652\u0640\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]"
)  # vowels, directions
_BRACKETED = re.compile(r"^(?P<before>[^()\[\]]*)[(\[](?P<inside>[^()\[\]]+)[)\]]$")


def is_interviewer(label: str) -> bool:
    """Tell whether a speaker's label says that he or she asks: "Interviewer 2", "I:", "Q", "المحاورة".

    Only words for the role count, in some thirty languages; a person's name says nothing, whoever it is.
    """
    plain = _plain(label)
    if _without_number(plain) in _WHO_ASK:
        return True
    bracketed = _BRACKETED.match(plain)
    if bracketed:  # "Anna (Interviewer)", "Interviewer (Anna)"
        return any(len(part) > 1 and _without_number(part.strip()) in _WHO_ASK for part in bracketed.groups())
    parts = [part.strip() for part in re.split(r"[,/–-]\s+", plain)]  # "Anna, Moderator"
    return len(parts) > 1 and any(len(part) > 2 and _without_number(part) in _WHO_ASK for part in parts)


def _plain(label: str) -> str:
    label = _MARKS.sub("", unicodedata.normalize("NFC", label)).casefold()
    return " ".join(label.split()).strip(" .:;：*[]<>{}#@_-–—")


def _without_number(label: str) -> str:
    return _NUMBER.sub("", label).strip(" .")
