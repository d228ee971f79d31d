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
    entrevistador|entrevistadora|entrevistado|entrevistada|moderador|moderadora|participante|pregunta
    respuesta
    intérprete|pergunta|resposta
    intervistatore|intervistatrice|intervistato|intervistata|domanda|risposta
    görüşmeci|görüşülen|katılımcı|soru|cevap|yanıt|tercüman
    интервьюер|респондент|вопрос|ответ|модератор|участник|участница|переводчик
    المحاور|المحاورة|المحاوِر|محاور|محاورة|المقابل|الباحث|الباحثة|المشارك|المشاركة|المبحوث|المبحوثة
    المجيب|المجيبة
    المستجوب|المستجوبة|الصحفي|الصحفية|المذيع|المذيعة|المترجم|المترجمة|سؤال|جواب|السؤال|الجواب|س|ج
    مصاحبه‌گر|مصاحبه گر|مصاحبه‌کننده|مصاحبه کننده|مصاحبه‌شونده|مصاحبه شونده|پرسش|پاسخ
    انٹرویو لینے والا|انٹرویو کرنے والا|سوال
    מראיין|מראיינת|מרואיין|מרואיינת|שאלה|תשובה|ש|ת
    聞き手|話し手|語り手|インタビュアー|質問者|回答者|司会|司会者|調査者|采访者|受访者|问|答|問
    ผู้สัมภาษณ์|ผู้ให้สัมภาษณ์|ผู้ดำเนินรายการ|ถาม|ตอบ
    interviewster|geïnterviewde|vraag|antwoord|tolk|spreker|respondente|deelnemer|deelneemster
    intervjuare|intervjuperson|intervjuer|informant|fråga|svar|spørsmål|interviewperson|spørger
    haastattelija|haastateltava|vastaaja|kysymys|vastaus|tulkki
    kérdező|válaszadó|interjúalany|kérdés|válasz|tolmács|interjúkészítő
    ankieter|ankieterka|respondentka|badacz|badaczka|pytanie|odpowiedź|prowadzący|prowadząca|tłumacz
    tłumaczka
    tazatel|tazatelka|dotazovaný|dotazovaná|otázka|odpověď|respondentka|tlumočník|tlumočnice
    intervievator|intervievat|întrebare|răspuns|klausėjas|atsakymas|klausimas|intervija|jautājums|atbilde
    інтерв'юер|респондентка|питання|відповідь|ведущий|ведущая|исследователь|информант
    συνεντευκτής|συνεντεύκτρια|ερώτηση|απάντηση|συντονιστής
    访谈者|訪談者|访问者|主持人|被访者|受訪者|采訪者|研究者|记者|記者|提问者|面談者|インタビュイー|通訳
    면담자|질문자|응답자|참여자|연구자|진행자|사회자|질문|답변|답|문
    साक्षात्कारकर्ता|उत्तरदाता|प्रश्न|उत्तर|người phỏng vấn|người trả lời|hỏi|đáp|pewawancara|responden
    informan
    mhojaji|mhojiwa|swali|jibu|the court|the witness|the clerk|the defendant|the interpreter|the president
    presiding judge|judge president|unidentified person|unidentified man|unidentified woman|unidentified male
    unidentified female|unknown speaker|audience member
    co-host|anchor|commentator
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
    name|names|description|what|why|when|where|who|how|since|contributor|reference|availability|software
    files
    breaking|opinion|live|analysis|exclusive|also read|more|advertisement|ad|subscribe|sign up|news|explainer
    pdf|html|file|download|he said|she said|they said|i said|and he said|and she said|the lesson|the result
    von|an|betreff|gesendet|quelle|foto|anmerkung|hinweis|kapitel|abbildung|tabelle|erstens|zweitens
    drittens
    de|à|objet|envoyé|photo|remarque|chapitre|tableau|fuente|nota|asunto|para|enviado|capítulo|tabla|figura
    قال|قالت|وقال|وقالت|قلت|وأضاف|وأضافت|أضاف|أضافت|المصدر|ملاحظة|صورة|من|إلى|الموضوع|أولا|ثانيا|ثالثا|أولاً
    ثانياً|ثالثاً
    אמר|אמרה|מקור|הערה|צילום
    yeah|yep|yup|nope|okay|ok|right|sure|exactly|absolutely|definitely|maybe|perhaps|thanks|thank you
    hello|hi
    bye|goodbye|mm|mhm|mm-hmm|mhmm|uh-huh|hmm|um|uh|oh|ah|wow|laughter|laughs|laughing|applause|pause
    long pause
    silence|inaudible|unintelligible|crosstalk|cross talk|music|soundbite|sound|noise|crying|sighs|coughs
    unclear
    overlapping|break|recording stops|end of recording|redacted|removed|blank_audio|foreign language|cheering
    ja|nein|genau|danke|hallo|lachen|lacht|pause|oui|non|merci|bonjour|rires|rire|sí|gracias|hola|risas|claro
    agree|disagree|strongly agree|strongly disagree|neutral|undecided|true|false|none|n/a|other|always|never
    often|sometimes|rarely|strengths|strength|weaknesses|weakness|opportunities|threats|barriers|barrier
    facilitators|action|actions|decision|decisions|agenda|item|items|goal|goals|objective|objectives|aim|aims
    theme|themes|code|codes|category|memo|memos|definition|observation|observations|interpretation
    context|quote
    quotes|quotation|finding|findings|recommendation|recommendations|option|options|hypothesis|outcome
    outcomes
    evidence|claim|cause|causes|effect|effects|impact|impacts|challenge|challenges|problem|issue|issues
    reason
    reasons|purpose|scope|overview|background information|key points|key findings|details|detail|comment
    remarks
    remark|follow-up|prompt|prompts|probe|probes|instruction|instructions|warm-up|closing|opening|topic
    subject line
    name of interviewer|name of interviewee|name of participant|village|district|province|country|city|region
    ward|nationality|ethnicity|religion|education|marital status|employment|income|household|telephone|mobile
    date of birth|dob|signature|signed|approved by|prepared by|reviewed by|client name|patient name
    serial number
    start|end|start time|end time|total|amount|quantity|unit|number|no.|nr|telefon|adresse|betrag|anzahl
    nummer
    thema|ergebnis|beispiel|frage 1|begründung|problem|lösung|ziel|ziele|hinweise|fazit|zusammenfassung
    stärken
    schwächen|vorteil|vorteile|nachteil|nachteile|geschlecht|alter|beruf|geburtsdatum|unterschrift|beispiele
    nom|prénom|âge|sexe|profession|adresse|téléphone|courriel|remarques|conclusion|objectif|objectifs
    problème
    nombre|apellido|edad|sexo|profesión|dirección|teléfono|correo|observaciones|objetivo|objetivos|problema
    resumen|conclusión|pseudonyme|pseudónimo|seudónimo|ocupación|barrio|municipio
    项目名称|项目|名称|地址|地 址|联系人|日期|日 期
    电话|电 话|传真|传 真|邮编|邮箱|电子邮件|致|注|备注|说明|附件
    时间
    地点|姓名|性别|年龄|职业|编号|单位|数量|金额|总价|单价|盖章|签字|签名|公章|主题|标题|目的|结论|方法|问题描述
    摘要
    关键词|作者|来源|来源于|例如|例|首先|其次|最后|第一|第二|第三|日期和时间|受访时间|访谈时间|访谈地点|项目编号
    采购人
    投标人|投标人公章|预算金额|开标时间|网址|手机|传真号码|開始|終了|日時|場所|氏名|名前|性別|年齢|職業|住所|電話|件名
    備考|注意|目的|方法|結論|題名|所属|出席者|議題|担当|작성자|날짜|장소|이름|성별|나이|직업|주소|전화|비고|주의|목적
    الاسم|الجنسية|الهاتف|العنوان|المهنة|ملاحظات|الموقع|الوقت|الهدف|النتيجة|المشكلة|الحل|المشروع
    اسم المشروع|القرية
    نام|نشانی|تلفن|شغل|سن|جنسیت|تاریخ|مکان|زمان|موضوع|توجه|پروژه|شہر|نام و نام خانوادگی|پتہ|تعلیم
    שם|כתובת|טלפון|גיל|מין|מקצוע|נושא|הערות|מטרה|ชื่อ|ที่อยู่|โทรศัพท์|วันที่|สถานที่|อายุ|เพศ|อาชีพ
    หมายเหตุ|เรื่อง
    имя|возраст|пол|профессия|дата|место|время|телефон|примечание|цель|вывод|проблема|причина|тема
    """
)

# Who stands beside somebody of the same name.
RELATIVES = word_set(
    """
    interpreter|translator|mother|father|mom|mum|dad|wife|husband|son|daughter|sister|brother|friend|aunt
    uncle
    grandmother|grandfather|grandma|grandpa|cousin|neighbour|neighbor|colleague|assistant|junior|senior|jr|sr
    jr.|sr.|baby|carer|caregiver|partner|mr|mrs|ms|miss|dr|mr.|mrs.|ms.|dr.|sister-in-law|brother-in-law
    dolmetscher|dolmetscherin|übersetzer|übersetzerin|mutter|vater|frau|herr|mann|sohn|tochter|schwester
    bruder
    freund|freundin|interprète|traducteur|traductrice|mère|père|femme|mari|fils|fille|sœur|frère|ami|amie
    madame|monsieur|mme|m|intérprete|traductor|traductora|madre|padre|esposa|esposo|marido|hijo|hija|hermano
    hermana|amigo|amiga|señor|señora|sr|sra|المترجم|المترجمة|مترجم|مترجمة|أم|أب|زوجة|زوج|ابن|ابنة|أخ|أخت
    tercüman|çevirmen|anne|baba|eş|eşi|oğlu|kızı|kardeşi|tolk|tłumacz|tlumočník|переводчик|мать|отец|жена|муж
    """
)

# What describes a person behind a comma: KELLY MCEVERS, HOST.
DESCRIPTIONS = word_set(
    """
    host|co-host|cohost|byline|anchor|correspondent|reporter|president|senator|congressman|congresswoman
    professor|director|author|editor|commentator|analyst|contributor|minister|secretary|expert|attorney
    lawyer
    judge|guest|phd|md|esq|mp|cnn|npr|bbc|abc|cbs|nbc|msnbc|fox|news|producer|spokesman|spokeswoman
    spokesperson|chairman|chairwoman|chair|governor|mayor|ambassador|general|colonel|captain|founder|ceo
    officer|chief|former|executive|journalist|writer|historian|researcher|doctor|teacher|student|resident
    witness|survivor|activist|actor|actress|singer|musician|moderator|narrator|interviewer|interviewee
    """
)

# Several who speak at once, and voices without a name: speakers wherever others are.
GROUPS = word_set(
    """
    all|everyone|everybody|both|several|together|group|class|children|audience|crowd|chorus|voice|voices|others
    several voices|female voice|male voice|man|woman|boy|girl|child|male|female|unknown|unidentified|unclear
    alle|mehrere|beide|gruppe|publikum|mann|frau|kind|unbekannt|tous|toutes|plusieurs|homme|femme|inconnu
    todos|todas|varios|varias|ambos|hombre|mujer|desconocido|tutti|uomo|donna|hepsi|herkes|все|вместе|الجميع
    """
)

# How somebody speaks, in brackets behind the name; such a bracket makes no other person.
MANNERS = word_set(
    """
    voice-over|voiceover|voice over|v.o|vo|o.s|os|on camera|on-camera|off camera|off-camera|offscreen|cont'd
    contd|continued|continuing|cont|via|by|through|over|laughing|laughs|whispering|whispers|crying|cries
    shouting|singing|crosstalk|translated|on|off|in|from|host|unintelligible|inaudible|speaking|reading
    interrupting|interrupts|lacht|leise|flüstert|rires|ríe|risas|en|auf|sur
    """
)

# Words that begin a phrase, not a name: "The problem is: ...".
FUNCTION_WORDS = word_set(
    """
    the|a|an|my|your|his|her|our|their|its|this|that|these|those|one|two|another|other|some|so|and|but|or|if
    because|when|while|as|for|in|on|at|to|of|with|by|from|it|he|she|we|they|you|what|who|why|how|where|there
    here|is|was|are|were|not|no|yes|well|then|also|first|second|last|next|to be|like|just|only|it's|i'm
    der|die|das|ein|eine|mein|meine|und|aber|oder|weil|wenn|als|für|in|im|am|zu|mit|von|es|er|sie|wir|ich|was
    le|la|les|un|une|mon|ma|mes|et|mais|ou|parce|si|quand|pour|dans|sur|avec|de|du|des|il|elle|nous|ils|ce
    el|los|las|una|mi|mis|y|pero|porque|cuando|para|en|con|por|lo|que|yo|ella|nosotros|ellos|esto|eso|al
    """
)

# Given names that are words as well; whatever is said in small letters, they are people.
NAMES_THAT_ARE_WORDS = word_set(
    """
    will|mark|may|grace|hope|rose|joy|bill|rob|sue|pat|frank|art|jack|dawn|faith|amber|drew|chase|gene
    ray|mike
    sky|summer|april|june|august|guy|dean|miles|penny|ruby|iris|lily|daisy|victor|christian|rich|bob|nick|peg
    dick|don|ken|ben|ana|deniz|umut|can|barış|rosa|luz|paz|mar|sol|clara|blanca|angel|pierre|olive|fleur
    baker
    cook|fisher|hunter|mason|miller|smith|taylor|walker|carter|king|young|brown|white|black|green|gray|long
    short|stone|wood|hill|lake|love|day|bell|rice|best|power|price|bush|fox|wolf|bird|marina|sandy|stormy
    violet|ivy|heather|holly|robin|jade|pearl|crystal|melody|harmony|mercy|patience|prudence|charity|chance
    """
)

# Lower-case parts of names.
PARTICLES = word_set(
    "al|ap|bin|bint|da|das|de|del|della|der|di|do|dos|du|e|el|ibn|la|le|of|the|und|van|vom|von|y|zu|zum"
)

# Articles and prepositions that surnames begin with: De Vries, El Sayed, La Rosa.
BEGIN_SURNAMES = word_set("al|da|de|del|della|di|dos|du|el|ibn|la|le")
