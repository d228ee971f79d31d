"""Words that stand for a person who speaks in a transcript, and words before a colon that never do."""


def word_set(lists: str) -> frozenset[str]:
    """The words between bars and line ends of `lists`."""
    return frozenset(word.strip() for line in lists.splitlines() for word in line.split("|") if word.strip())


# Casefolded, without digits and full stops. One line per language.
ROLES = word_set(
    """
    interviewer|interviewee
    respondent|participant|moderator|facilitator|speaker|researcher|informant|narrator|host|guest
    reporter|question|answer|interpreter|translator|int|iv|ie|resp|part|q|i|focus group|unidentified speaker
    interviewerin|befragte|befragter|befragte person|interviewte|interviewter|sprecher|sprecherin|moderatorin
    teilnehmer|teilnehmerin|frage|antwort|dolmetscher|dolmetscherin
    enquêteur|enquêtrice|enquêté|enquêtée|intervieweur|intervieweuse|interviewé|interviewée|participante
    modérateur|modératrice|répondant|répondante|réponse|interprète
    entrevistador|entrevistadora|entrevistado|entrevistada|moderador|moderadora|participante|pregunta|respuesta
    intérprete|pergunta|resposta
    intervistatore|intervistatrice|intervistato|intervistata|domanda|risposta
    görüşmeci|görüşülen|katılımcı|soru|cevap|yanıt|tercüman
    интервьюер|респондент|вопрос|ответ|модератор|участник|участница|переводчик
    المحاور|المحاورة|المحاوِر|محاور|محاورة|المقابل|الباحث|الباحثة|المشارك|المشاركة|المبحوث|المبحوثة|المجيب|المجيبة
    المستجوب|المستجوبة|الصحفي|الصحفية|المذيع|المذيعة|المترجم|المترجمة|سؤال|جواب|السؤال|الجواب|س|ج
    مصاحبه‌گر|مصاحبه گر|مصاحبه‌کننده|مصاحبه کننده|مصاحبه‌شونده|مصاحبه شونده|پرسش|پاسخ
    انٹرویو لینے والا|انٹرویو کرنے والا|سوال
    מראיין|מראיינת|מרואיין|מרואיינת|שאלה|תשובה|ש|ת
    聞き手|話し手|語り手|インタビュアー|質問者|回答者|司会|司会者|調査者|采访者|受访者|问|答|問
    ผู้สัมภาษณ์|ผู้ให้สัมภาษณ์|ผู้ดำเนินรายการ|ถาม|ตอบ
    """
)

# Lines of the head of a transcript: "Date: ...". A block of them is not spoken.
HEAD_WORDS = word_set(
    """
    date|place|location|time|duration|length|interview|interview no|interview number|interview id|title
    project
    transcript|transcriber|transcribed by|transcription|recorded|recording|language|participants
    interviewers|setting
    gender|age|sex|occupation|nationality|file|code|id|pseudonym|present|speakers|status|version
    datum|ort|dauer|titel|projekt|sprache|lieu|durée|langue|titre|fecha|lugar|duración|idioma|título
    التاريخ|المكان|المدة|اللغة|العنوان|العمر|الجنس|رقم المقابلة|תאריך|מקום|שפה
    """
)

# What else stands before a colon at the start of a line and does not speak.
NEVER_SPEAK = HEAD_WORDS | word_set(
    """
    from|to|cc|bcc|subject|sent|reply-to|re|fw|fwd|attachments|attachment|tel|phone|fax|email|e-mail|mail
    web|website
    url|link|links|http|https|www|doi|issn|isbn|address|contact|copyright|licence|license|source|sources|via
    by|author
    authors|editor|published|updated|posted|filed under|tags|tag|category|categories|topics|keywords
    abstract|summary
    introduction|background|methods|results|conclusion|conclusions|discussion|references|notes|note|nb|n.b
    ps|p.s
    correction|clarification|disclaimer|warning|caution|update|editor's note|full text|read more|see also
    related
    more|share|photo|photos|image|caption|video|audio|listen|watch|figure|fig|table|chart|map|box|appendix
    annex
    chapter|section|part one|step|steps|example|examples|e.g|i.e|question time|comments|no comments|comment
    reply
    first|second|third|fourth|fifth|sixth|finally|lastly|next|then|also|but|and|or|so|yes|no|well|now|here
    remember
    first narrative|pros|cons|myth|fact|facts|problem|solution|before|after|do|don't|tip|tips|point|result
    lesson
    monday|tuesday|wednesday|thursday|friday|saturday|sunday|breakfast|lunch|dinner|ingredients|method|price
    rating
    name|names|description|what|why|when|where|who|how|since|contributor|reference|availability|software|files
    breaking|opinion|live|analysis|exclusive|also read|more|advertisement|ad|subscribe|sign up|news|explainer
    pdf|html|file|download|he said|she said|they said|i said|and he said|and she said|the lesson|the result
    von|an|betreff|gesendet|quelle|foto|anmerkung|hinweis|kapitel|abbildung|tabelle|erstens|zweitens
    drittens
    de|à|objet|envoyé|photo|remarque|chapitre|tableau|fuente|nota|asunto|para|enviado|capítulo|tabla|figura
    قال|قالت|وقال|وقالت|قلت|وأضاف|وأضافت|أضاف|أضافت|المصدر|ملاحظة|صورة|من|إلى|الموضوع|أولا|ثانيا|ثالثا|أولاً
    ثانياً|ثالثاً
    אמר|אמרה|מקור|הערה|צילום
    """
)

# Lower-case parts of names.
PARTICLES = word_set(
    "al|ap|bin|bint|da|das|de|del|della|der|di|do|dos|du|e|el|ibn|la|le|of|the|und|van|vom|von|y|zu|zum"
)
