"""Sentences of findings and tables in three languages."""

from __future__ import annotations

from lawkit.model import LANGUAGES, Language

Texts = dict[Language, str]

GAPS: dict[str, Texts] = {
    "delegation-without-act": {
        "rus": "Закон поручает принять подзаконные акты (мест: {of}); для {times} из них среди известных актов ({known}) ничего похожего нет",
        "kaz": "Заң заңға тәуелді актілер қабылдауды тапсырады (орын саны: {of}); олардың {times} үшін белгілі актілердің ({known}) арасында ұқсасы жоқ",
        "eng": "The law leaves {of} matters to by-laws; for {times} of them none of the by-laws known ({known}) has a title about it",
    },
    "body-without-function": {
        "rus": "Орган «{term}» определен, но ни одна другая норма акта его не упоминает",
        "kaz": "«{term}» органы анықталған, бірақ актінің басқа бірде-бір нормасы оны атамайды",
        "eng": "The body “{term}” is defined and no other provision of the act mentions it",
    },
    "right-without-procedure": {
        "rus": "Право названо, но в акте для него не найдено: {lacks}",
        "kaz": "Құқық аталған, бірақ ол үшін актіде табылмады: {lacks}",
        "eng": "A right is named, and the act seems to have none of these for it: {lacks}",
    },
    "duty-without-consequence": {
        "rus": "В акте обязанностей и запретов: {duties}, но ни одна норма не говорит о последствиях нарушения",
        "kaz": "Актідегі міндеттер мен тыйымдар саны: {duties}, бірақ бірде-бір норма бұзу салдарын айтпайды",
        "eng": "The act has {duties} duties and prohibitions, and no provision says what follows from a breach",
    },
    "duty-without-power": {
        "rus": "Орган ({body}) должен контролировать, но полномочий для этого акт ему не дает",
        "kaz": "Орган ({body}) бақылауға тиіс, бірақ акт оған ол үшін өкілеттік бермейді",
        "eng": "The body ({body}) must oversee, and the act gives it no power to do so",
    },
    "undefined-competence": {
        "rus": "Назван «уполномоченный орган» (мест: {times}), но акт не говорит, какой это орган",
        "kaz": "«Уәкілетті орган» аталған (орын саны: {times}), бірақ акт оның қай орган екенін айтпайды",
        "eng": "An “authorised body” is named ({times} places), and the act does not say which body that is",
    },
}

LACKS: dict[str, Texts] = {
    "procedure": {"rus": "порядок", "kaz": "тәртіп", "eng": "procedure"},
    "term": {"rus": "срок", "kaz": "мерзім", "eng": "time limit"},
    "refusal": {"rus": "основания отказа", "kaz": "бас тарту негіздері", "eng": "grounds of refusal"},
    "appeal": {"rus": "обжалование", "kaz": "шағымдану", "eng": "appeal"},
}

VALUES: dict[str, Texts] = {
    "met": {"rus": "выполнено", "kaz": "орындалған", "eng": "met"},
    "partly": {"rus": "частично", "kaz": "ішінара", "eng": "partly"},
    "not_found": {"rus": "не найдено", "kaz": "табылмады", "eng": "not found"},
    "contradicted": {"rus": "противоречит", "kaz": "қайшы", "eng": "contradicted"},
    "undetermined": {"rus": "не определено", "kaz": "анықталмады", "eng": "undetermined"},
}

COLUMNS: dict[str, Texts] = {
    "checklist": {"rus": "Перечень", "kaz": "Тізбе", "eng": "Checklist"},
    "item": {"rus": "№", "kaz": "№", "eng": "No."},
    "group": {"rus": "Группа", "kaz": "Топ", "eng": "Group"},
    "requirement": {"rus": "Требование", "kaz": "Талап", "eng": "Requirement"},
    "verdict": {"rus": "Вывод", "kaz": "Қорытынды", "eng": "Verdict"},
    "reason": {"rus": "Основание", "kaz": "Негіздеме", "eng": "Reason"},
    "places": {"rus": "Нормы", "kaz": "Нормалар", "eng": "Provisions"},
    "severity": {"rus": "Значимость", "kaz": "Маңызы", "eng": "Severity"},
    "source": {"rus": "Источник требования", "kaz": "Талаптың дереккөзі", "eng": "Source"},
    "decided_by": {"rus": "Кто решил", "kaz": "Кім шешті", "eng": "Decided by"},
    "stale": {"rus": "Устарело", "kaz": "Ескірген", "eng": "Stale"},
    "annex": {
        "rus": "Сведения о пробелах правового регулирования",
        "kaz": "Құқықтық реттеудегі олқылықтар туралы мәліметтер",
        "eng": "Gaps in legal regulation",
    },
    "score": {"rus": "Итог по группам", "kaz": "Топтар бойынша қорытынды", "eng": "Score by group"},
}


def say(texts: Texts, **values: object) -> Texts:
    """A sentence in every language with its values filled in; lists are joined, words of `LACKS` are translated."""
    return {
        language: texts[language].format(**{k: _said(v, language) for k, v in values.items()}) for language in LANGUAGES
    }


def _said(value: object, language: Language) -> object:
    if isinstance(value, list):
        return ", ".join(LACKS[v][language] if v in LACKS else str(v) for v in value)
    return value
