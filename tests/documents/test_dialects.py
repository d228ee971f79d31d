"""Every form of transcript gives its turns, and nothing that merely looks like one gives a speaker."""

import textwrap
from itertools import cycle

import pytest

from app.documents.turns import recognition

SPEECH = ["Can you tell me how it began?", "I grew up in the north with my uncle."] * 3


def spoken(text: str) -> list[tuple[str | None, str | None, str]]:
    regions = recognition(text).regions
    return [(r.speaker, r.time, text[r.body : r.end].strip()) for r in regions if r.kind == "turn"]


def speakers(text: str) -> list[str | None]:
    return [speaker for speaker, _, _ in spoken(text)]


def dialogue(form: str, one: str, other: str) -> str:
    """Six turns in a form with {name}, {n} (the turn's number) and {said}."""
    return "\n".join(
        form.format(name=name, n=n, said=said)
        for n, (name, said) in enumerate(zip(cycle([one, other]), SPEECH, strict=False))
    )


@pytest.mark.parametrize(
    ("form", "one", "other", "time"),
    [
        ("{name}   {n} minutes 3 seconds\n{said}\n", "Miller, Anne", "Jamal K", "1 minutes 3 seconds"),
        ("{name}   {n} Minuten 3 Sekunden\n{said}\n", "Anne Miller", "Jamal K", "1 Minuten 3 Sekunden"),
        ("0:{n}:3.120 --> 0:{n}:5.960\n{name}\n{said}\n", "Miller, Anne", "Jamal K", "0:1:3.120"),
        ("[{name}] 10:0{n}:01\n{said}\n", "Anne Miller", "Jamal", "10:01:01"),
        ("10:0{n}:01\t{name}:\t{said}", "Anne Miller", "Jamal", "10:01:01"),
        ("10:0{n}:01 From {name} to Everyone: {said}", "Anne Miller", "Jamal", "10:01:01"),
        (
            '{n} "{name}" (123456)\n00:0{n}:03.719 --> 00:0{n}:05.129\n{said}\n',
            "Anne",
            "Jamal",
            "00:01:03.719",
        ),
        ("{n}\n00:0{n}:03.719 --> 00:0{n}:05.129\n{name}: {said}\n", "Anne", "Jamal", "00:01:03.719"),
        ("00:0{n}:03.719 --> 00:0{n}:05.129\n<v {name}>{said}\n", "Anne Miller", "Jamal", "00:01:03.719"),
        ("[{name}] {said}", "SPEAKER_00", "SPEAKER_01", None),
        ("[00:0{n}.000 --> 00:0{n}.900] [{name}] {said}", "SPEAKER_00", "SPEAKER_01", "00:01.000"),
        ("[00:0{n}.000 --> 00:0{n}.900]  {name}: {said}", "SPEAKER_00", "SPEAKER_01", "00:01.000"),
        ("[{n}.20s -> {n}.90s] {name}: {said}", "SPEAKER_00", "SPEAKER_01", "1.20s"),
        ("[00:0{n}:12 - 00:0{n}:14] {name}: {said}", "Anne", "Jamal", "00:01:12"),
        ("{name} [00:0{n}:12]: {said}", "Speaker A", "Speaker B", "00:01:12"),
        ("{name}: {said} #00:0{n}:02-3#", "I", "B", "00:01:02-3"),
        ("#00:0{n}:02-3# {name}: {said}", "I", "B", "00:01:02-3"),
        ("{name}: {said} [00:0{n}:02]", "I", "B", "00:01:02"),
        ("{name} – {said}", "Anna", "Jean-Paul", None),
        ("{name} - {said}", "Anna", "Jamal", None),
        ("{name} — {said}", "Интервьюер", "Анна", None),
        ("{name} - {said}", "المحاورة", "أبو محمد", None),
        ("[{name}]: {said}", "Anna", "Jamal", None),
        ("[{name}] {said}", "Anna", "Jamal", None),
        ("{{{name}}} {said}", "Anna", "Jamal", None),
        ("{name}.- {said}", "ENTREVISTADORA", "ENTREVISTADO", None),
        ("{name}.–{said}", "ENTREVISTADORA", "ENTREVISTADO", None),
        ("{name}.- {said}", "P", "R", None),
        ("{name}. {said}", "Q", "A", None),
        ("    {name}. {said}", "The CHAIRMAN", "Mr. O'BRIEN", None),
        ("Q{n}  {name}: {said}", "Chair", "Jamal Khan", None),
        ("{name} [00:0{n}:05] {said}", "Speaker 1", "Anne", "00:01:05"),
        ("[00:0{n}:05] - {name}\n{said}\n", "Anne Miller", "Jamal", "00:01:05"),
        ("{name}\u3000{said}", "田中", "司会", None),
        ("{name}.\n{said}\n", "ROMEO", "JULIET", None),
        ("12/03/2020, 10:0{n} - {name}: {said}", "Anna", "+49 170 1234567", "10:01"),
        ("{name}     {said}", "Interviewer", "Anne", None),
        ("{name}\n\n{said}\n", "Ira Glass", "Anne Miller", None),
        ("          {name}\n     {said}\n", "ANNA", "JAMAL", None),
        ("  {n}   {name}.   {said}", "Q", "A", None),
        (">> {name}: {said}", "ANDERSON COOPER", "JAMAL", None),
        ("{name}: {said}", "Miller, Anne", "Miller, Bob", None),
    ],
)
def test_a_transcript_of_this_form_has_its_turns_with_their_times(
    form: str, one: str, other: str, time: str | None
) -> None:
    found = spoken(dialogue(form, one, other))
    assert [speaker for speaker, _, _ in found] == [one, other] * 3
    assert found[1][1] == time
    assert all(said in words for (_, _, words), said in zip(found, SPEECH, strict=True))


def test_a_teams_meeting_has_nobody_called_by_a_date() -> None:
    head = "Meeting in “General”\nJanuary 15, 2024, 9:00AM\n25m 3s\n\nMiller, Anne started transcription\n\n"
    text = head + dialogue("{name}   {n} minutes 3 seconds\n{said}\n", "Miller, Anne", "Jamal K")
    assert speakers(text) == ["Miller, Anne", "Jamal K"] * 3
    assert recognition(text).dialect == "alone"


def test_the_number_and_time_of_a_cue_belong_to_the_turn_below_them() -> None:
    text = dialogue("{n}\n00:00:0{n}.000 --> 00:00:0{n}.900\n{name}: {said}\n", "Anne", "Jamal")
    turns = [r for r in recognition(text).regions if r.kind == "turn"]
    assert [text[r.start : r.start + 2] for r in turns] == [f"{n}\n" for n in range(6)]


def test_a_name_written_twice_above_its_words_is_one_turn() -> None:
    said = "{name}\n{n} minutes 3 seconds0:03\n{name} {n} minutes 3 seconds\n{said}\n"
    found = spoken(dialogue("{name} {n} minutes 1 seconds\n{said}\n\n" + said, "Paul Murphy", "Jeff Voigt"))
    assert len(found) == 12
    assert all(words for _, _, words in found)


def test_a_chat_file_has_its_main_tiers_with_times() -> None:
    text = (
        "@Begin\n@Participants:\tINV Investigator, CHI Target_Child\n*INV:\thow did it begin ? 0_1500\n"
        "%mor:\tadv|how\n*CHI:\tI went\n\tand then home . 61500_63000\n*INV:\tand ?\n*CHI:\tyes .\n@End\n"
    )
    found = spoken(text)
    assert [(speaker, time) for speaker, time, _ in found][:2] == [("INV", "0:00.000"), ("CHI", "1:01.500")]
    assert len(found) == 4


def test_a_day_in_court_has_questions_answers_and_those_who_speak_between_them() -> None:
    text = (
        "  1             THE COURT: Be seated.  Mr. Smith.\n  2             MR. SMITH: Thank you.\n"
        "  3    BY MR. SMITH:\n  4        Q.   Where were you on that\n  5    night?\n"
        "  6        A.   At home.  I was with my\n  7    brother.\n  8        Q.   And then?\n"
        "  9        A.   Yes.\n 10             MS. JONES: Objection.\n 11             THE COURT: Sustained.\n"
    )
    expected = ["THE COURT", "MR. SMITH", "Q", "A", "Q", "A", "MS. JONES", "THE COURT"]
    assert speakers(text) == expected


def test_those_who_speak_once_or_together_in_a_group_are_speakers() -> None:
    who = ["Moderator", "P1", "P2", "P1/P2", "All", "P3", "Moderator", "Several voices", "P10"]
    assert speakers("\n".join(f"{name}: Yes." for name in who)) == who


def test_a_role_that_stands_once_in_the_head_does_not_speak() -> None:
    head = "PARTICIPANTS:\nHillary Clinton and\nDonald Trump\n\nMODERATOR:\nLester Holt\n\n"
    text = head + "HOLT: Good evening.\n\nTRUMP: So.\n\nCLINTON: No.\n\nHOLT: Why?\n\nTRUMP: Wrong."
    assert speakers(text) == ["HOLT", "TRUMP", "CLINTON", "HOLT", "TRUMP"]


def test_a_short_answer_that_comes_again_is_no_speaker() -> None:
    text = "Q. Did you go?\nA. Yes.\nQ. Did he?\nA. Yes.\nQ. Why?\nA. No.\nQ. So?\nA. Yes.\n"
    assert speakers(text) == ["Q", "A"] * 4


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("names", [("MSM: ", "Kemal: "), ("Interviewer: ", "Sara: "), ("Q. ", "A. ")])
def test_a_transcript_broken_at_a_width_keeps_its_turns(names: tuple[str, str], between: str) -> None:
    story = (
        "Then the men came back and asked us for money every week until\nwe could not pay any more, and my "
        "uncle said that we should\nleave before the winter, because the road over the pass would\nbe closed "
        "and nobody could tell who would hold it in spring."
    )
    said = ["How did it go on after that night, and who of your family was\nthere with you?", story] * 3
    text = between.join(name + words for name, words in zip(cycle(names), said, strict=False))
    found = spoken(text)
    assert [speaker for speaker, _, _ in found] == [name.strip(" :.") for name in names] * 3
    assert [words for _, _, words in found] == said


def test_a_wrapped_line_that_begins_like_a_label_is_not_one() -> None:
    story = (
        "Then the men came back and asked us for money every week until we could not pay, and he said to the "
        "men what he told Kemal: that we should leave before the winter, because the road over the pass "
        "would be closed and nobody could tell who would hold it in spring."
    )
    wrapped = textwrap.fill(f"Anna: {story}", 62)
    assert "\nKemal: that" in wrapped
    text = f"{wrapped}\n\nKemal: No.\n\n{wrapped}\n\nKemal: Yes.\n\n"
    assert speakers(text) == ["Anna", "Kemal"] * 2


@pytest.mark.parametrize(
    "names",
    [
        ["Interviewer", "Fatima", "Fatima interpreter"],
        ["Interviewer", "Fatima", "Fatima (interpreter)"],
        ["Ahmad", "Ahmad (father)", "Ahmad (son)"],
        ["Interviewer (Anna)", "Interviewer (Ben)", "Sara"],
        ["Mr Smith", "Mrs Smith", "Smith"],
        ["Ali", "Ali Hassan", "Hassan Omar"],
        ["Miller, Anne", "Miller, Bob", "Anne"],
        ["Ana", "Anna", "Anne"],
        ["Maria", "Maria's mother", "I"],
        ["P1", "P10", "P2"],
    ],
)
def test_people_whose_names_hold_one_another_stay_apart(names: list[str]) -> None:
    text = "\n".join(f"{name}: {said}" for name, said in zip(names * 2, SPEECH, strict=True))
    assert speakers(text) == names * 2


def test_a_full_name_that_introduces_a_speaker_is_the_short_one() -> None:
    text = (
        "ANDERSON COOPER, CNN HOST: Good evening.\n\nJOHN KING, CNN CORRESPONDENT (voice-over): It began.\n\n"
        "COOPER: So?\n\nKING: Yes.\n\nSEN. JOHN MCCAIN (R), ARIZONA: We did.\n\nCOOPER (on camera): What?\n\n"
        "MCCAIN: Yes.\n\nUNIDENTIFIED MALE: No.\n\nCOOPER: Hm.\n\nMCCAIN: So.\n"
    )
    expected = "COOPER|KING|COOPER|KING|MCCAIN|COOPER|MCCAIN|UNIDENTIFIED MALE|COOPER|MCCAIN"
    assert speakers(text) == expected.split("|")


@pytest.mark.parametrize(
    "written", ["Jamal; ", "Jamal ; ", "jamal; ", "Jamal;: ", "Jamal:: ", "Jamal.: ", "Jamal:"]
)
def test_a_label_with_a_mistyped_colon_is_taken(written: str) -> None:
    text = (
        "Interviewer: Why did you leave?\nJamal: They beat my brother.\nInterviewer: And then?\n"
        f"{written}I walked for nine nights.\nInterviewer: Where to?\nJamal: To the north.\n"
    )
    assert spoken(text)[3] == ("Jamal", None, "I walked for nine nights.")


def test_a_name_alone_among_names_with_times_is_taken() -> None:
    timed = dialogue("{name}  0:0{n}\n{said}\n", "Sara Mann", "DC04")
    assert speakers(timed + "\nSara Mann \nAnd then?\n\nDC04  1:00\nYes.\n")[-2:] == ["Sara Mann", "DC04"]


def test_a_time_without_a_name_begins_a_turn_of_nobody_and_is_named() -> None:
    timed = dialogue("{name}  0:0{n}\n{said}\n", "Sara Mann", "DC04")
    text = timed + "\n48:32\nBut you succeeded, right?\n\nDC04  49:01\nYes.\n"
    assert spoken(text)[-2:] == [(None, "48:32", "But you succeeded, right?"), ("DC04", "49:01", "Yes.")]
    assert [(doubt.words, doubt.like) for doubt in recognition(text).doubtful] == [("48:32", "")]


@pytest.mark.parametrize("time", ["00;13", "0013", "1.13", "[00:1;3]", "00:13:"])
def test_a_mistyped_time_behind_a_name_hides_no_turn(time: str) -> None:
    timed = dialogue("{name}  0:0{n}\n{said}\n", "Sara Mann", "DC04")
    text = f"{timed}\nSara Mann  {time}\nAnd then?\n\nDC04  1:00\nYes.\n"
    assert speakers(text)[-2:] == ["Sara Mann", "DC04"]
    assert spoken(text)[-2][2] == "And then?"


@pytest.mark.parametrize(
    ("line", "like"),
    [
        ("Jamal, I walked for nine nights and days.", "Jamal"),
        ("Jamal. I walked for nine nights.", "Jamal"),
        ("Jamal - I walked for nine nights.", "Jamal"),
        ("Jamal I walked for nine nights.", "Jamal"),
        ("Interviewer Why did you walk?", "Interviewer"),
    ],
)
def test_a_line_that_looks_like_a_label_and_was_not_taken_is_named(line: str, like: str) -> None:
    text = (
        "Interviewer: Why did you leave?\nJamal: They beat my brother.\nInterviewer: And then?\n"
        f"{line}\nInterviewer: Where to?\nJamal: To the north.\n"
    )
    found = recognition(text)
    assert len([r for r in found.regions if r.kind == "turn"]) == 5
    assert [(doubt.line, doubt.like) for doubt in found.doubtful] == [(4, like)]
    assert line.startswith(found.doubtful[0].words.removesuffix(" …"))


def test_a_misspelt_name_is_a_speaker_of_its_own_and_named() -> None:
    text = dialogue("{name}: {said}", "Interviewer", "Jamal") + "\nInterviwer: Where to?\nJamal: North.\n"
    found = recognition(text)
    assert "Interviwer" in {region.speaker for region in found.regions}
    assert [(doubt.line, doubt.like) for doubt in found.doubtful] == [(7, "Interviewer")]


def test_a_clean_transcript_has_nothing_doubtful() -> None:
    assert recognition(dialogue("{name}: {said}", "P1", "P2")).doubtful == ()
    assert recognition(dialogue("{name}: {said}", "Ana Smith", "Jamal")).doubtful == ()


@pytest.mark.parametrize(
    "text",
    [
        "项目名称:粮食调查\n地址:北路十二号\n联系人:王先生\n日期:三月五日\n\n" * 3,
        "ชื่อ: สมชาย\nอายุ: 34\nอาชีพ: ครู\n\nชื่อ: มานี\nอายุ: 30\nอาชีพ: หมอ",
        "Patient: John Smith\nWard: 3\nDoctor: Miller\n\nPatient: Ann Bell\nWard: 4\nDoctor: Hill\n",
        "Strengths: Good staff.\nWeaknesses: Few funds, but our strengths grow.\n\n"  # noqa: ISC004  # one text
        "Strengths: People trust us.\nWeaknesses: They don't know our weaknesses.\n",
        "I like it.\nAgree\nI hate it.\nDisagree\nI know it.\nAgree\nI need it.\nDisagree\n",
        "Anna – opening\nJamal – keynote\nBreak – coffee\nSara – closing",
        "Paris – the capital of France.\nRome – the capital of Italy.\nParis – also a name.\n",
        "Present: A, B\nAction: Anna writes.\nDecision: We go.\nAction: Ben calls.\nDecision: We stay.",
        "A. First option.\nB. Second option.\nC. Third option.\nA. First again.\nB. Second.\n",
        "Matthew 5:3 Blessed are.\nMatthew 5:4 Blessed.\nLuke 2:1 And it.\nLuke 2:2 So.",
        "[00:00.000 --> 00:05.000] We left.\n[00:05.000 --> 00:09.000] We came.\n" * 3,
        "[laughs] We left.\n[pause] We came.\n[laughs] They shot.\n[pause] So.\n",
        "Barriers:\nThere are barriers to care.\n\nFacilitators:\nSome facilitators help.\n\n" * 3,
    ],
)
def test_forms_headings_and_lists_give_no_speaker(text: str) -> None:
    assert speakers(text) == []


FORMS = (
    "Katılımcı: 12\nYaş: 34",
    "Katılımcı: 12\nYaş: 34\nCinsiyet: Kadın\nŞehir: İzmir",
    "Teilnehmer: 12\nAlter: 34\nGeschlecht: weiblich\nOrt: Köln",
    "Participant : 12\nÂge : 34\nSexe : féminin\nVille : Lyon",
    "Participante: 12\nEdad: 34\nSexo: mujer\nCiudad: Sevilla",
    "Participante: 12\nIdade: 34\nProfissão: professora\nCidade: Braga",
    "Partecipante: 12\nEtà: 34\nSesso: femminile\nCittà: Torino",
    "Uczestnik: 12\nWiek: 34\nPłeć: kobieta\nMiasto: Łódź",
    "Участник: 12\nВозраст: 34\nПол: женский\nГород: Казань",
    "المشارك: 12\nالعمر: 34\nالجنس: أنثى",
    "参与者：12\n年龄：34\n性别：女\n城市：成都",
    "Osallistuja: 12\nIkä: 34\nKaupunki: Oulu",
    "Résztvevő: 12\nÉletkor: 34\nVáros: Pécs",
    "Účastník: 12\nVěk: 34\nMěsto: Brno",
    "प्रतिभागी: 12\nआयु: 34\nपेशा: शिक्षक",
    "Mshiriki: 12\nUmri: 34\nJinsia: Mke",
    "Συμμετέχων: 12\nΗλικία: 34\nΦύλο: γυναίκα",
    "משתתף: 12\nגיל: 34\nמין: נקבה",
)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_in_any_language_gives_no_speaker_alone_or_before_an_interview(form: str) -> None:
    assert speakers(form) == []
    assert speakers(f"{form}\n\nWe talked for an hour. The tea went cold, and she spoke of the mill.\n") == []
    assert set(speakers(f"{form}\n\n{dialogue('{name}: {said}', 'Ana', 'Murat')}")) == {"Ana", "Murat"}


@pytest.mark.parametrize(
    "names",
    [
        ("Interviewer", "عمر"),  # Omar; in Urdu the field “age”
        ("سارة", "عمر"),
        ("Sara", "Al-Hassan"),
        ("Jansen", "De Vries"),
        ("I", "Anon."),
        ("Interv.", "Befr."),
        ("Anna", "El Sayed"),
        ("Kim", "So-Young"),
        ("Yilmaz, Ana", "Al-Hassan, Omar"),
        ("De Jong, Piet", "De Vries, Anna"),
    ],
)
def test_names_that_begin_as_other_words_do_are_speakers(names: tuple[str, str]) -> None:
    first, second = names
    text = f"{first}: Why did you leave, and when?\n{second}: It was the war and so on.\n" * 4
    names_only = [first.rstrip("."), second.rstrip(".")]
    assert [turn.speaker for turn in recognition(text).regions] == names_only * 4


@pytest.mark.parametrize("label", ["**{}**:", "**{}:**", "_{}:_"])
def test_labels_that_were_pasted_with_the_signs_of_markdown_are_taken(label: str) -> None:
    said = ("Why did you leave?", "It was the war: nothing else.")
    names = ("Anna", "P_1")
    text = "".join(f"{label.format(name)} {words}\n\n" for name, words in zip(names, said, strict=True)) * 3
    turns = recognition(text).regions
    assert [turn.speaker for turn in turns] == [*names] * 3
    assert text[turns[0].body : turns[0].end].strip() == said[0]


def test_a_word_that_recurs_between_turns_as_a_name_would_is_named() -> None:
    text = "Interviewer: Why did you leave?\nOh: It was the war.\n" * 3 + "Interviewer: And you, Ana?\n"
    text += "Ana: The same.\nInterviewer: Thank you.\nAna: Yes.\n"
    doubtful = recognition(text).doubtful
    assert [(line.line, line.like) for line in doubtful] == [(2, "Oh"), (4, "Oh"), (6, "Oh")]


def among(line: str) -> str:
    """A conversation of Anna and Omar with an odd line where Omar answers."""
    return (
        f"Anna: Why did you leave?\nOmar: The war was on.\nAnna: And then?\n{line} We walked for nine days.\n"
        "Anna: Ok, and where to?\nOmar: To the border.\nAnna: I see.\nOmar: Yes, so.\n"
    )


@pytest.mark.parametrize(
    "line",
    ["Omar [laughs]:", "Omar (on the phone):", "Omar [over phone] :", "[Omar]:", "Omar (?):", "Omar?:"],
)
def test_a_label_with_a_remark_is_its_speaker(line: str) -> None:
    assert [turn.speaker for turn in recognition(among(line)).regions] == ["Anna", "Omar"] * 4


@pytest.mark.parametrize(
    "line",
    [
        "Omar and Anna:",
        "Omar's wife:",
        "Omar on phone:",
        "Omar cont'd:",
        "“Omar:",
        "X:",
        "??:",
        "[inaudible]:",
        "INAUDIBLE:",
        "0mar:",
    ],
)
def test_what_begins_like_a_label_among_turns_is_named_where_it_was_not_taken(line: str) -> None:
    assert 4 in [doubtful.line for doubtful in recognition(among(line)).doubtful]
