"""Words that say little by themselves, by language: left out where words are counted."""

from collections import Counter
from collections.abc import Mapping

from app.folding import folded

_LISTS = {
    "en": """two three four five six seven eight nine ten first second next last another
    a about above after again against all also am an and any are aren't as at be because been before
    being below between both but by can can't could couldn't did didn't do does doesn't doing don't down
    during each even ever every few for from further get go going gonna got had hadn't has hasn't have
    haven't having he he's her here hers herself him himself his how i i'd i'll i'm i've if in into is isn't
    it it's its itself just kind know let's like lot many may me mean might more most much my myself no nor
    not now of off oh ok okay on once one only or other our ours ourselves out over own really right said
    same say see she she's should so some something still such than that that's the their theirs them
    themselves then there there's these they they're they've thing things think this those through to too uh
    um under until up us very was wasn't way we we're we've well were weren't what when where which while who
    whom why will with without won't would wouldn't yeah yes you you're you've your yours yourself""",
    "de": """zwei drei vier fünf sechs sieben acht neun zehn erste ersten zweite
    ab aber alle allem allen aller alles als also am an ander andere anderen anderer anderes auch auf
    aus bei beim bin bis bist da dabei dadurch dafür dagegen daher damit danach dann daran darauf darf das
    dass davon dazu dein deine dem den denn der deren des deshalb dessen die dies diese diesem diesen dieser
    dieses doch dort du durch eben ein eine einem einen einer eines einfach einmal er es etwas euch euer für
    gar gegen gehabt genau gerade gesagt gewesen gibt ging hab habe haben halt hast hat hatte hatten hätte
    hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins irgendwie ist ja jede jedem
    jeden jeder jedes jetzt kann kein keine keinem keinen keiner können könnte machen mal man manche mehr
    mein meine meinem meinen meiner mich mir mit muss müssen nach natürlich ne nein nicht nichts noch nun nur
    ob oder ohne okay schon sehr sein seine seinem seinen seiner seit sich sie sind so sogar sollte sondern
    sonst über um und uns unser unsere unter viel vom von vor war waren warum was weil welche wenn wer werde
    werden wie wieder will wir wird wo wollte wurde würde wurden zu zum zur zwar zwischen äh ähm""",
    "fr": """deux trois quatre cinq six sept huit neuf dix premier première
    à ai aie alors après as au aucun aussi autre autres aux avait avant avec avez avons beaucoup bien
    bon c ça car ce ceci cela celle celui ces cet cette ceux chaque chez comme comment d dans de déjà des
    depuis deux donc dont du elle elles en encore entre es est et étaient était étais été être eu euh fait
    faire fois font hein ici il ils j je jusque l la là le les leur leurs lui m ma mais me même mêmes mes moi
    moins mon n ne ni non nos notre nous on ont ou où ouais oui par parce pas peu peut plus pour pourquoi qu
    quand que quel quelle quelles quels qui quoi s sa sans se sera ses si soi son sont sous sur t ta te tes
    toi ton tous tout toute toutes très trop tu un une va vais vers voilà vos votre vous y c'est j'ai j'étais
    n'est c'était qu'il qu'elle qu'on qu'ils d'un d'une il y a""",
    "es": """dos tres cuatro cinco seis siete ocho nueve diez primero primera
    a ahí al ahora
    algo alguien algún alguna algunas alguno algunos allá allí ante antes aquel aquella
    aquellos aquí así aunque bien bueno cada casi como cómo con contra cosa cosas cual cuál cuando cuándo de
    del desde donde dónde dos durante e él el ella ellas ello ellos en entonces entre era eran eres es esa
    esas ese eso esos esta está estaba estaban están estar estas este esto estos estoy fue fueron fui ha
    había habían hace hacer hacia han has hasta hay he hemos hoy igual incluso ir iba la las le les lo los
    luego más me mi mí mientras mis mismo mucha muchas mucho muchos muy nada nadie ni ningún no nos nosotros
    nuestra nuestro o os otra otras otro otros para pero poco por porque pues que qué quien quién quienes se
    sea según ser si sí sido siempre sin sino sobre sois solo sólo somos son soy su sus también tampoco tan
    tanto te tenía tengo ti tiene tienen toda todas todavía todo todos tu tú tus un una unas uno unos usted
    ustedes va vamos van voy y ya yo eh""",
    "ar": """من إلى عن على في مع هذا هذه ذلك تلك هؤلاء هنا هناك هو هي هم هن أنا نحن أنت أنتم انت انا احنا إنه
    أنه إنها أنها إن أن ان لا لم لن ليس ليست ما ماذا متى أين كيف لماذا كم أي أو أم و ثم حتى إذا اذا لو لكن
    لأن لان كان كانت كانوا يكون تكون كنت كنا قد كل بعض غير بين بعد قبل عند عندما عندي كما مثل أيضا ايضا فقط
    جدا الذي التي الذين اللي يعني شو ليش وين هيك هاد هاي مش مو ولا وما فيه فيها به بها له لها لهم لنا لي
    عليه عليها منه منها عنه عنها معه إليه نعم آه طيب بس كمان شي شيء يا وكان وكانت وهو وهي""",
    "tr": """acaba ama ancak artık aslında az bana bazı belki ben beni benim bile bir biraz biri birkaç biz
    bize bizi bizim böyle bu buna bunda bundan bunlar bunu bunun burada çok çünkü da daha de değil diye dolayı
    en evet falan filan gibi hani hatta hayır hem hep her hiç için ile ise işte kadar ki kim kimse mı mi mu
    mü nasıl ne neden nerede niye o olan olarak oldu olduğu olsa on ona ondan onlar onlara onları onların onu
    onun orada öyle pek peki sadece sanki sen seni şey şeyi şimdi siz sonra şu tabii tüm var ve veya ya yani
    yok zaten""",
    "pt": """a à ainda além algo alguém algum alguma ao aos apenas aquela aquele aqui as às assim até bem cada
    coisa coisas com como contra da das de dela dele deles depois do dos e é ela elas ele eles em enquanto
    então entre era eram essa esse esta está estava estavam este eu eram foi foram fui gente há isso isto já
    lá lhe mais mas me mesmo meu meus mim minha muito na não nas nem no nos nós nossa nosso num numa o os ou
    outra outro para pela pelas pelo pelos por porque pra qual quando que quem se sem sempre ser seu seus só
    são sou sua suas também tem têm tenho tinha tudo um uma umas uns você vocês""",
    "it": """a ad ai al alla alle allo allora anche ancora avere aveva c che chi ci come con così cosa da dal
    dalla dei del della delle dello di dove due e è ed era erano essere fa fare fatto gli ha hai hanno ho i
    il in io l la le lei li lo loro lui ma me mi mia mio molto ne nei nel nella noi non nostro o ogni per
    perché però più poi proprio può qua quale quando quanto quella quelle quelli quello questa queste questi
    questo qui se sei senza si sì sia siamo sono sta su sua sul sulla suo te ti tra tu tutti tutto un una
    uno va vi voi""",
}
_NAMES = {
    "en": "english englisch anglais inglés ingles",
    "de": "german deutsch allemand alemán aleman",
    "fr": "french französisch français francés",
    "es": "spanish spanisch espagnol español castellano",
    "ar": "arabic arabisch arabe árabe العربية عربي",
    "tr": "turkish türkisch türkçe turc turco",
    "pt": "portuguese portugiesisch portugais português portugués",
    "it": "italian italienisch italien italiano",
}
STOP_WORDS: Mapping[str, frozenset[str]] = {
    language: frozenset(map(folded, words.split())) for language, words in _LISTS.items()
}
_LANGUAGE_OF = {folded(name): language for language, names in _NAMES.items() for name in names.split()}
LEAST_SHARE = 0.15  # of the words of a text that belong to the list of its language


def stop_words_of(language: str, words: Counter[str]) -> frozenset[str]:
    """The list for a text: of its language as people named it (“de”, “German”), else of the likeliest one.

    `words` are its words, folded, with their counts; nothing for a language without a list.
    """
    named = folded(language).replace("_", "-").split("-")[0].strip()
    code = _LANGUAGE_OF.get(named, named)
    if code in STOP_WORDS:
        return STOP_WORDS[code]
    if named:
        return frozenset()
    whole = words.total()
    shares = {
        code: sum(words[word] for word in listed) / whole if whole else 0.0
        for code, listed in STOP_WORDS.items()
    }
    likeliest = max(shares, key=lambda code: shares[code])
    return STOP_WORDS[likeliest] if shares[likeliest] >= LEAST_SHARE else frozenset()
