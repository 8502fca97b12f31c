"""Why a row says what it says, in three languages, for the map's readers."""

from __future__ import annotations

from lawkit.model import Language

_REASONS: dict[str, dict[Language, str]] = {
    "lexical": {
        "rus": "По словам заголовка и текста ближе всего к статье {number} «{heading}»",
        "kaz": "Тақырыбы мен мәтінінің сөздері бойынша {number}-бапқа ең жақын: «{heading}»",
        "eng": "By the words of heading and text nearest to article {number}, “{heading}”",
    },
    "role": {
        "rus": "Такая статья есть в начале или в конце каждого акта; все они сведены в статью {number} «{heading}»",
        "kaz": "Мұндай бап әр актінің басында немесе соңында бар; олардың бәрі {number}-бапқа біріктірілді: «{heading}»",
        "eng": "Every act has such an article; all of them come together in article {number}, “{heading}”",
    },
    "preamble": {
        "rus": "Преамбула говорит, что регулирует закон: она уходит в статью {number} «{heading}»",
        "kaz": "Кіріспе заң нені реттейтінін айтады: ол {number}-бапқа көшеді: «{heading}»",
        "eng": "The preamble says what the law regulates: it goes to article {number}, “{heading}”",
    },
    "nearest": {
        "rus": "Ближе всего по словам: {other}",
        "kaz": "Сөздері бойынша ең жақыны: {other}",
        "eng": "Nearest by their words: {other}",
    },
    "follows": {
        "rus": "Следует за своей статьёй в статью {number} «{heading}»",
        "kaz": "Өз бабының соңынан {number}-бапқа көшеді: «{heading}»",
        "eng": "Follows its article into article {number}, “{heading}”",
    },
    "apart": {
        "rus": "По словам ближе к статье {number} «{heading}», чем к той, куда идёт остальная статья",
        "kaz": "Сөздері бойынша баптың қалған бөлігі көшетін бапқа қарағанда {number}-бапқа жақын: «{heading}»",
        "eng": "By its words nearer to article {number}, “{heading}”, than to where the rest of its article goes",
    },
    "split": {
        "rus": "Части статьи расходятся по разным статьям: {other}",
        "kaz": "Баптың бөліктері әртүрлі баптарға бөлінеді: {other}",
        "eng": "Parts of the article go to different articles: {other}",
    },
    "to-bylaw": {
        "rus": "Деталь исполнения: в законе достаточно указать в статье {number} «{heading}», кто её устанавливает",
        "kaz": "Орындау егжей-тегжейі: заңда оны кім белгілейтінін {number}-бапта көрсету жеткілікті: «{heading}»",
        "eng": "A detail of execution: it is enough that article {number}, “{heading}”, says who settles it",
    },
    "definition": {
        "rus": "Понятия всех актов сведены в статью {number} «{heading}»",
        "kaz": "Барлық актілердің ұғымдары {number}-бапқа біріктірілді: «{heading}»",
        "eng": "The terms of all acts come together in article {number}, “{heading}”",
    },
    "definition-differs": {
        "rus": "Понятие определено иначе: {other}. Какое определение оставить, решает человек",
        "kaz": "Ұғым басқаша айқындалған: {other}. Қай анықтаманы қалдыруды адам шешеді",
        "eng": "The term is defined differently in {other}. A person decides which definition stays",
    },
    "thin": {
        "rus": "Две статьи подходят почти одинаково: {number} «{heading}» и {other}. Решает человек",
        "kaz": "Екі бап бірдей дерлік сәйкес келеді: {number} «{heading}» және {other}. Адам шешеді",
        "eng": "Two articles fit almost equally: {number}, “{heading}”, and {other}. A person decides",
    },
    "unfit": {
        "rus": "Ни одна статья не подходит по словам; ближе всех {number} «{heading}». Решает человек",
        "kaz": "Сөздері бойынша бірде-бір бап сәйкес келмейді; ең жақыны {number} «{heading}». Адам шешеді",
        "eng": "No article fits by its words; the nearest is {number}, “{heading}”. A person decides",
    },
    "duplicate": {
        "rus": "То же говорит {other}; остаётся одна норма",
        "kaz": "Дәл осыны айтады: {other}; бір норма қалады",
        "eng": "The same is said by {other}; one provision stays",
    },
    "merged": {
        "rus": "Почти совпадает: {other}; нормы объединяются в статье {number} «{heading}»",
        "kaz": "Дерлік сәйкес: {other}; нормалар {number}-бапта біріктіріледі: «{heading}»",
        "eng": "Almost the same: {other}; both are merged in article {number}, “{heading}”",
    },
    "merged-here": {
        "rus": "Основа для объединения в статье {number} «{heading}»; почти совпадает: {other}",
        "kaz": "{number}-баптағы біріктірудің негізі: «{heading}»; дерлік сәйкес: {other}",
        "eng": "What the merger in article {number}, “{heading}”, is built on; almost the same: {other}",
    },
    "transitional-ask": {
        "rus": "Переходная норма прежнего акта: исполнена она или ещё действует, решает человек",
        "kaz": "Бұрынғы актінің өтпелі нормасы: ол орындалды ма, әлі қолданыла ма – адам шешеді",
        "eng": "A transitional provision of the old act: whether it has done its work, a person decides",
    },
    "future": {
        "rus": "Слов нормы здесь ещё нет: она вводится в действие позже. Возьмите их из изменяющего закона; решает человек",
        "kaz": "Норманың сөздері мұнда әлі жоқ: ол кейінірек қолданысқа енгізіледі. Оларды өзгертетін заңнан алыңыз; адам шешеді",
        "eng": "The words are not here yet: the provision takes effect later. Take them from the amending law; a person decides",
    },
    "commencement": {
        "rus": "Норма о введении акта в действие исполнена; у нового закона будет своя",
        "kaz": "Актіні қолданысқа енгізу туралы норма орындалды; жаңа заңның өз нормасы болады",
        "eng": "The commencement clause has done its work; the new law will have its own",
    },
    "transitional": {
        "rus": "Переходная норма прежнего акта; её срок или случай прошёл, проверьте",
        "kaz": "Бұрынғы актінің өтпелі нормасы; мерзімі немесе жағдайы өтті, тексеріңіз",
        "eng": "A transitional provision of the old act; its time or case has passed, check it",
    },
    "repeal": {
        "rus": "Отмена прежних актов уже состоялась",
        "kaz": "Бұрынғы актілердің күшін жою орындалды",
        "eng": "The repeal it orders has taken place",
    },
    "by-law": {
        "rus": "Подзаконный акт: его нормы остаются в нём, в закон не переносятся",
        "kaz": "Заңға тәуелді акт: нормалары өзінде қалады, заңға көшірілмейді",
        "eng": "A by-law: its provisions stay in it and do not move into the law",
    },
    "outside": {
        "rus": "Акт вне предмета закона: норма остаётся на своём месте",
        "kaz": "Акт заңның реттеу нысанынан тыс: норма өз орнында қалады",
        "eng": "The act is outside the field of the law: the provision stays where it is",
    },
    "repealed": {
        "rus": "Акт утратил силу",
        "kaz": "Актінің күші жойылған",
        "eng": "The act has been repealed",
    },
    "aligned": {
        "rus": "Соответствует по тексту: {other}",
        "kaz": "Мәтіні бойынша сәйкес келеді: {other}",
        "eng": "Corresponds by its text to {other}",
    },
    "aligned-same": {
        "rus": "Дословно стоит в новом акте: {other}",
        "kaz": "Жаңа актіде сөзбе-сөз тұр: {other}",
        "eng": "Stands word for word in the new act: {other}",
    },
    "aligned-thin": {
        "rus": "В новом акте есть только отдалённо похожая норма: {other}. Решает человек",
        "kaz": "Жаңа актіде тек алыстан ұқсас норма бар: {other}. Адам шешеді",
        "eng": "The new act has only a remotely similar provision: {other}. A person decides",
    },
    "aligned-terms": {
        "rus": "Изменены только термины: {other}",
        "kaz": "Тек терминдер өзгертілді: {other}",
        "eng": "Only the terms changed: {other}",
    },
    "aligned-form": {
        "rus": "Изменены только окончания слов или знаки препинания",
        "kaz": "Тек сөз жалғаулары немесе тыныс белгілері өзгертілді",
        "eng": "Only endings of words or punctuation changed",
    },
    "beaten": {
        "rus": "В новом акте соответствия не найдено; ближайшая норма – {heading}, но она отвечает другой: {other}",
        "kaz": "Жаңа актіде сәйкес норма табылмады; ең жақыны – {heading}, бірақ ол басқасына сәйкес келеді: {other}",
        "eng": "No counterpart was found in the new act; the nearest, {heading}, answers to another: {other}",
    },
    "beaten-near": {
        "rus": "Похожа норма нового акта – {heading}, но, судя по словам, она отвечает другой: {other}. Решает человек",
        "kaz": "Жаңа актіде ұқсас норма бар – {heading}, бірақ ол сөздеріне қарағанда басқасына сәйкес келеді: {other}. Адам шешеді",
        "eng": "A provision of the new act, {heading}, is similar, but by its words answers to another: {other}. A person decides",
    },
    "dealt-out": {
        "rus": "Части статьи разошлись по разным статьям нового акта: {other}; заголовок не переходит",
        "kaz": "Баптың бөліктері жаңа актінің әртүрлі баптарына бөлінді: {other}; тақырып көшпейді",
        "eng": "Parts of the article went to different articles of the new act: {other}; the heading does not come over",
    },
    "excluded-by": {
        "rus": "В новом акте соответствия не найдено; по примечанию к тексту норму исключает закон {other}",
        "kaz": "Жаңа актіде сәйкес норма табылмады; мәтінге ескертпе бойынша норманы {other} заң алып тастайды",
        "eng": "No counterpart was found in the new act; by a note on the text law {other} takes the provision out",
    },
    "frame": {
        "rus": "Такая статья есть в каждом акте; сам акт в новый не переходит, и она остаётся с ним",
        "kaz": "Мұндай бап әр актіде бар; актінің өзі жаңа актіге көшпейді, бап сонда қалады",
        "eng": "Every act has such an article; the act itself does not go over, and it stays with it",
    },
    "no-counterpart": {
        "rus": "В новом акте соответствия не найдено",
        "kaz": "Жаңа актіде сәйкес норма табылмады",
        "eng": "No counterpart was found in the new act",
    },
    "other-language": {
        "rus": "Акта нет на языке нового акта: сравнить нельзя. Решает человек",
        "kaz": "Акт жаңа актінің тілінде жоқ: салыстыру мүмкін емес. Адам шешеді",
        "eng": "The act is not there in the language of the new one: no comparison. A person decides",
    },
    "person": {
        "rus": "Решение человека",
        "kaz": "Адамның шешімі",
        "eng": "A person's decision",
    },
}


def reason(
    name: str, number: str = "", heading: dict[Language, str] | None = None, other: str | dict[Language, str] = ""
) -> dict[Language, str]:
    """The reason of this name in three languages, with an article's number and heading and other places filled in."""
    words = heading or {}
    out: dict[Language, str] = {}
    for language, form in _REASONS[name].items():
        told = other if isinstance(other, str) else other.get(language, "")
        title = words.get(language) or words.get("rus") or ""
        out[language] = form.replace("{number}", number).replace("{heading}", title).replace("{other}", told)
    return out


def own_words(told: dict[Language, str], language: Language) -> str:
    """What a person wrote beside a decision, out of the reason that was made of it; empty for other reasons."""
    text = told.get(language) or told.get("rus") or ""
    first = _REASONS["person"][language] + ": "
    return text.removeprefix(first) if text.startswith(first) else ""
