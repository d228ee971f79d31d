"""Texts in older encodings of some forty languages are read as they were written."""

import pytest

from app.errors import UserError
from app.exchange.readers.encodings import ENCODINGS, called, guessed_encoding, python_name
from app.exchange.readers.plain_text import read

# language: (what is said, the encodings that such texts come in)
SAID = {
    "fi": (
        (
            "Lähdin, koska en enää kestänyt. Veljeäni hakattiin, ja meidän täytyi ylittää joki yöllä. K"
            "ukaan ei auttanut meitä, se oli hyvin vaikeaa. Äitini jäi kylään, ja kuulin hänestä vasta "
            "keväällä."
        ),
        "cp1252 iso8859_15 iso8859_1 mac_roman cp850 cp437",
    ),
    "sv": (
        (
            "Vi gick därifrån på natten, för att ingen vågade stanna kvar. Min bror hade blivit slagen "
            "och jag var rädd för att de skulle komma tillbaka. Det var så här det började, år efter år"
            "."
        ),
        "cp1252 iso8859_15 iso8859_1 mac_roman cp850 cp437",
    ),
    "da": (
        (
            "Vi gik om natten, fordi ingen turde blive. Min bror var blevet slået, og jeg var bange for"
            ", at de ville komme tilbage. Så måtte vi over floden på en båd, og det var meget svært."
        ),
        "cp1252 iso8859_15 iso8859_1 mac_roman cp850 cp437",
    ),
    "no": (
        (
            "Vi gikk om natten fordi ingen turte å bli. Broren min var blitt slått, og jeg var redd for"
            " at de skulle komme tilbake. Så måtte vi over elven i en båt, og det var så vanskelig."
        ),
        "cp1252 iso8859_15 iso8859_1 mac_roman cp850 cp437",
    ),
    "is": (
        (
            "Við fórum um nótt vegna þess að enginn þorði að vera eftir. Bróðir minn hafði verið barinn"
            " og ég var hrædd um að þeir kæmu aftur. Það var mjög erfitt fyrir okkur öll."
        ),
        "cp1252 iso8859_15 iso8859_1 mac_roman cp850 cp437 mac_iceland cp861",
    ),
    "de": (
        (
            "Wir sind nachts gegangen, weil niemand mehr bleiben wollte. Mein Bruder wurde geschlagen, "
            "und ich hatte große Angst, dass sie zurückkämen. Das war für uns alle sehr schwer, natürli"
            "ch."
        ),
        "cp1252 iso8859_15 iso8859_1 mac_roman cp850 cp437 cp1250 iso8859_2",
    ),
    "nl": (
        (
            "We zijn 's nachts vertrokken omdat niemand meer durfde te blijven. Mijn broer was geslagen"
            " en ik was bang dat ze terug zouden komen. Hij zei: één keer is genoeg, ik heb geen ideeën"
            " meer."
        ),
        "cp1252 iso8859_15 iso8859_1 mac_roman cp850 cp437",
    ),
    "fr": (
        (
            "Nous sommes partis la nuit parce que personne n'osait rester. Mon frère avait été battu et"
            " j'avais peur qu'ils reviennent. Après, là-bas, c'était très difficile, où que l'on aille,"
            " même chez ma sœur."
        ),
        "cp1252 iso8859_15 iso8859_1 mac_roman cp850 cp437",
    ),
    "es": (
        (
            "Salimos de noche porque nadie se atrevía a quedarse. A mi hermano lo habían golpeado y yo "
            "tenía miedo de que volvieran. ¿Qué más podíamos hacer? Mañana será otro día, decía mi tío."
        ),
        "cp1252 iso8859_15 iso8859_1 mac_roman cp850 cp437",
    ),
    "pt": (
        (
            "Saímos de noite porque ninguém se atrevia a ficar. O meu irmão tinha sido espancado e eu t"
            "inha medo de que eles voltassem. Não havia mais nada, então fomos até à fronteira com a mi"
            "nha mãe."
        ),
        "cp1252 iso8859_15 iso8859_1 mac_roman cp850 cp437",
    ),
    "it": (
        (
            "Siamo partiti di notte perché nessuno osava più restare. Mio fratello era stato picchiato "
            "e io avevo paura che tornassero. Così è cominciato, e non c'era più niente da fare, perciò"
            " andammo via. Sarà così."
        ),
        "cp1252 iso8859_15 iso8859_1 mac_roman cp850 cp437",
    ),
    "ca": (
        (
            "Vam marxar de nit perquè ningú no s'atrevia a quedar-se. Al meu germà l'havien colpejat i "
            "jo tenia por que tornessin. Això va ser molt difícil, però què podíem fer? Després vam pas"
            "sar el riu."
        ),
        "cp1252 iso8859_15 iso8859_1 mac_roman cp850 cp437",
    ),
    "pl": (
        (
            "Wyszliśmy w nocy, bo nikt nie śmiał zostać. Mojego brata pobito i bałam się, że oni wrócą."
            " Potem musieliśmy przejść przez rzekę, i to było bardzo ciężkie dla nas wszystkich. Późnie"
            "j już nic się nie działo."
        ),
        "cp1250 iso8859_2 mac_latin2 cp852",
    ),
    "cs": (
        (
            "Odešli jsme v noci, protože se nikdo neodvážil zůstat. Mého bratra zbili a já jsem se bála"
            ", že se vrátí. Pak jsme museli přejít řeku a bylo to pro nás všechny velmi těžké."
        ),
        "cp1250 iso8859_2 mac_latin2 cp852",
    ),
    "sk": (
        (
            "Odišli sme v noci, lebo sa nikto neodvážil zostať. Môjho brata zbili a ja som sa bála, že "
            "sa vrátia. Potom sme museli prejsť cez rieku a bolo to pre nás všetkých veľmi ťažké."
        ),
        "cp1250 iso8859_2 mac_latin2 cp852",
    ),
    "sl": (
        (
            "Odšli smo ponoči, ker si nihče ni upal ostati. Mojega brata so pretepli in bala sem se, da"
            " se bodo vrnili. Potem smo morali čez reko in to je bilo za vse nas zelo težko. Še zdaj ži"
            "vim s tem."
        ),
        "cp1250 iso8859_2 mac_latin2 cp852",
    ),
    "hr": (
        (
            "Otišli smo noću jer se nitko nije usudio ostati. Mojega brata su pretukli i bojala sam se "
            "da će se vratiti. Poslije smo morali prijeći rijeku i to je bilo svima nama vrlo teško. Ži"
            "vot je takav."
        ),
        "cp1250 iso8859_2 mac_latin2 cp852",
    ),
    "hu": (
        (
            "Éjszaka indultunk el, mert senki sem mert ott maradni. A bátyámat megverték, és féltem, ho"
            "gy visszajönnek. Aztán át kellett mennünk a folyón, és ez mindnyájunknak nagyon nehéz volt"
            ". Ő később jött."
        ),
        "cp1250 iso8859_2 mac_latin2 cp852",
    ),
    "ro": (
        (
            "Am plecat noaptea pentru că nimeni nu mai îndrăznea să rămână. Pe fratele meu îl bătuseră "
            "și mi-era frică să nu se întoarcă. Apoi a trebuit să trecem râul, și a fost foarte greu pe"
            "ntru toți."
        ),
        "cp1250 iso8859_2 mac_romanian cp852",
    ),
    "et": (
        (
            "Me lahkusime öösel, sest keegi ei julgenud jääda. Minu venda oli pekstud ja ma kartsin, et"
            " nad tulevad tagasi. Siis pidime üle jõe minema ja see oli meile kõigile väga raske. Mõned"
            " jäid maha."
        ),
        "cp1257 iso8859_13 cp775 iso8859_4 cp1252 iso8859_15",
    ),
    "lv": (
        (
            "Mēs aizgājām naktī, jo neviens neuzdrošinājās palikt. Mans brālis tika piekauts, un es bai"
            "dījos, ka viņi atgriezīsies. Tad mums bija jāiet pāri upei, un tas bija ļoti grūti mums vi"
            "siem."
        ),
        "cp1257 iso8859_13 cp775 iso8859_4",
    ),
    "lt": (
        (
            "Mes išėjome naktį, nes niekas nedrįso likti. Mano brolį sumušė, ir aš bijojau, kad jie sug"
            "rįš. Paskui turėjome eiti per upę, ir tai buvo labai sunku mums visiems. Žmonės nieko nesa"
            "kė."
        ),
        "cp1257 iso8859_13 cp775 iso8859_4",
    ),
    "tr": (
        (
            "Gece yola çıktık, çünkü kimse kalmaya cesaret edemiyordu. Ağabeyimi dövmüşlerdi ve geri ge"
            "leceklerinden korkuyordum. Sonra nehri geçmek zorunda kaldık, hepimiz için çok zordu. Şimd"
            "i iyiyim."
        ),
        "cp1254 iso8859_9 mac_turkish cp857",
    ),
    "ru": (
        (
            "Мы ушли ночью, потому что никто не решался остаться. Моего брата избили, и я боялась, что "
            "они вернутся. Потом нам пришлось перейти реку, и это было очень тяжело для всех нас."
        ),
        "cp1251 koi8_r iso8859_5 mac_cyrillic cp866",
    ),
    "uk": (
        (
            "Ми пішли вночі, бо ніхто не наважувався залишитися. Мого брата побили, і я боялася, що вон"
            "и повернуться. Потім нам довелося перейти річку, і це було дуже важко для всіх нас. Її не "
            "було."
        ),
        "cp1251 koi8_u mac_cyrillic iso8859_5 cp1125",
    ),
    "bg": (
        (
            "Тръгнахме през нощта, защото никой не смееше да остане. Брат ми беше пребит и аз се страху"
            "вах, че ще се върнат. После трябваше да минем през реката и това беше много трудно за всич"
            "ки нас."
        ),
        "cp1251 koi8_r iso8859_5 mac_cyrillic cp866",
    ),
    "sr": (
        (
            "Отишли смо ноћу јер се нико није усудио да остане. Мог брата су претукли и бојала сам се д"
            "а ће се вратити. После смо морали да пређемо реку и то је свима нама било веома тешко."
        ),
        "cp1251 iso8859_5 mac_cyrillic cp855",
    ),
    "el": (
        (
            "Φύγαμε τη νύχτα, γιατί κανείς δεν τολμούσε να μείνει. Τον αδελφό μου τον είχαν χτυπήσει κα"
            "ι φοβόμουν ότι θα γυρίσουν. Μετά έπρεπε να περάσουμε το ποτάμι και ήταν πολύ δύσκολο για ό"
            "λους μας."
        ),
        "cp1253 iso8859_7 mac_greek cp737",
    ),
    "he": (
        (
            "יצאנו בלילה כי אף אחד לא העז להישאר. את אחי היכו, ופחדתי שהם יחזרו. אחר כך היינו צריכים לע"
            "בור את הנהר, וזה היה קשה מאוד לכולנו. אמא שלי נשארה בכפר."
        ),
        "cp1255 iso8859_8 cp862",
    ),
    "ar": (
        (
            "غادرنا في الليل لأن أحداً لم يجرؤ على البقاء. لقد ضربوا أخي وكنت أخاف أن يعودوا. ثم كان عل"
            "ينا أن نعبر النهر، وكان ذلك صعباً جداً علينا جميعاً. بقيت أمي في القرية."
        ),
        "cp1256 iso8859_6",
    ),
    "fa": (
        (
            "شب راه افتادیم چون هیچ کس جرأت نداشت بماند. برادرم را زده بودند و من می‌ترسیدم که برگردند."
            " بعد باید از رودخانه می‌گذشتیم و برای همه ما خیلی سخت بود. مادرم در ده ماند."
        ),
        "cp1256",
    ),
    "th": (
        (
            "เราออกเดินทางตอนกลางคืน เพราะไม่มีใครกล้าอยู่ต่อ พี่ชายของฉันถูกทำร้าย และฉันกลัวว่าพวกเขา"
            "จะกลับมา หลังจากนั้นเราต้องข้ามแม่น้ำ มันยากมากสำหรับเราทุกคน"
        ),
        "cp874",
    ),
    "ja": (
        (
            "私たちは夜に出発しました。誰も残る勇気がなかったからです。兄は殴られ、彼らが戻ってくるので"
            "はないかと怖かったです。それから川を渡らなければならず、とても大変でした。"
        ),
        "cp932 euc_jp",
    ),
    "zh": (
        (
            "我们是夜里走的，因为没有人敢留下来。我哥哥被打了，我害怕他们会回来。后来我们必须过河，这对"
            "我们所有人来说都非常困难。我母亲留在村子里。"
        ),
        "gb18030",
    ),
    "zt": (
        (
            "我們是夜裡走的，因為沒有人敢留下來。我哥哥被打了，我害怕他們會回來。後來我們必須過河，這對"
            "我們所有人來說都非常困難。我母親留在村子裡。"
        ),
        "big5",
    ),
    "ko": (
        (
            "우리는 밤에 떠났습니다. 아무도 남을 용기가 없었기 때문입니다. 형이 맞았고 그들"
            "이 돌아올까 봐 무서웠습니다. 그리고 강을 건너야 했는데 우리 모두에게 매우 힘들"
            "었습니다."
        ),
        "cp949 johab",
    ),
    "sq": (
        (
            "Ne ikëm natën sepse askush nuk guxonte të qëndronte. Vëllain tim e kishin rrahur dhe unë k"
            "isha frikë se do të ktheheshin. Pastaj na u desh të kalonim lumin, dhe ishte shumë e vësht"
            "irë për të gjithë, çdo ditë."
        ),
        "cp1252 iso8859_15 iso8859_1 mac_roman cp850 cp437",
    ),
}


def samples() -> list[tuple[str, str, str]]:
    """(language, encoding, text) of what can be written so: whole, half, behind English."""
    found = []
    for language, (text, encodings) in SAID.items():
        for encoding in encodings.split():
            for said in (text, text[: len(text) // 2], f"Interviewer: Why did you leave?\nAnswer: {text}"):
                written = said.translate(str.maketrans("’–œ", "'-o"))
                try:
                    data = written.encode(encoding)
                except UnicodeEncodeError:
                    continue
                if not data.isascii() and data.decode(encoding) == written:
                    found.append((language, encoding, written))
    return found


def test_texts_of_every_language_are_read_in_the_encoding_that_they_were_written_in() -> None:
    tried = samples()
    wrong = [
        (language, encoding, len(text))
        for language, encoding, text in tried
        if read(text.encode(encoding), "a.txt")[0].text != text
    ]
    assert len(tried) > 400
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize("language", ["fi", "hu", "lt", "cs", "pl", "sk", "lv", "et", "tr", "ru", "el"])
def test_half_a_text_in_the_encoding_of_windows_is_enough(language: str) -> None:
    text, encodings = SAID[language]
    half = text[: len(text) // 2]
    reading = read(half.encode(encodings.split()[0]), "a.txt")[0]
    assert reading.text == half
    assert "does not say how its letters are encoded" in reading.warnings[0]


def test_an_encoding_that_was_chosen_is_taken_without_a_word() -> None:
    data = "Ő később jött.".encode("cp1250")
    assert (read(data, "a.txt", "windows-1250")[0].text, read(data, "a.txt", "cp1250")[0].warnings) == (
        "Ő később jött.",
        (),
    )
    assert read(data, "a.txt", "cp1252")[0].text == "Õ késõbb jött."


def test_a_byte_order_mark_is_believed_before_a_choice() -> None:
    assert read("\ufeffÖ".encode(), "a.txt", "cp1252")[0].text == "Ö"


def test_what_a_chosen_encoding_cannot_hold_is_counted() -> None:
    reading = read("Žena".encode("cp1250"), "a.txt", "utf-8")[0]
    assert reading.text == "\ufffdena"
    assert reading.warnings[0].startswith("1 character")


@pytest.mark.parametrize("name", ["klingon", "rot13", "hex", "zip", "a\x00b", ""])
def test_what_is_no_encoding_of_letters_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="There is no encoding"):
        python_name(name)


def test_encodings_have_one_name_whatever_they_are_called() -> None:
    assert [python_name(n) for n in ("Windows-1252", "latin2", "MacRoman", "UTF8")] == [
        "cp1252",
        "iso8859_2",
        "mac_roman",
        "utf-8",
    ]
    assert called("cp1252") == "Western European, Windows-1252"
    assert all(python_name(name) == name for name in ENCODINGS)


def test_japanese_of_old_mails_is_recognised() -> None:
    text = SAID["ja"][0]
    assert guessed_encoding(text.encode("iso2022_jp")) == "iso2022_jp"
    assert read(text.encode("iso2022_jp"), "a.txt")[0].text == text


def test_letters_far_behind_in_a_long_text_are_found() -> None:
    text = "Interviewer: And then?\n" * 20_000 + SAID["hu"][0]
    assert read(text.encode("cp1250"), "a.txt")[0].text == text


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        (
            (
                "Интервьюер: Как это началось?\nПётр: Я ушёл, потому что больше не мог.\n"
                "Интервьюер: А потом?\nПётр: Мы шли на север.\n"
            ),
            "cp1251",
        ),
        ("Enquêteur: Où êtes-vous né ?\nÉmile: À Besançon, l'été 1950.\n", "cp850"),
    ],
    ids=["ru", "fr"],
)
def test_few_lines_are_read_in_the_encoding_that_puts_no_capital_or_line_inside_a_word(
    said: str, encoding: str
) -> None:
    guessed = guessed_encoding(said.encode(encoding))
    assert guessed is not None
    assert said.encode(encoding).decode(guessed) == said
