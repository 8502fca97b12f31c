"""Small acts of our own for the tests of consolidation."""

from __future__ import annotations

from lawkit.model import Act, Provision, Reading, Span
from lawkit.reading import find_definitions, find_references


def act(act_id: str, title: str, articles: list[tuple[str, list[str]]], **fields) -> Act:
    """An act whose articles have a heading and points; a point may be «1) …» to be a subpoint of the one before."""
    provisions: list[Provision] = []
    body = ""

    def add(eid, kind, number, num, heading, text, parent):
        nonlocal body
        line = " ".join(x for x in (num, heading, text) if x)
        span = Span(len(body), len(body) + len(line))
        provisions.append(Provision(eid, kind, number, num, heading, text, parent, len(provisions), span))
        body += line + "\n"

    for n, (heading, points) in enumerate(articles, 1):
        add(f"art_{n}", "article", str(n), f"Статья {n}.", heading, "", "")
        point = 0
        for text in points:
            number, _, rest = text.partition(") ")
            if number.isdigit() and rest:
                add(
                    f"art_{n}__para_{point}__subpara_{number}",
                    "subparagraph",
                    number,
                    f"{number})",
                    "",
                    rest,
                    f"art_{n}__para_{point}",
                )
            else:
                point += 1
                add(f"art_{n}__para_{point}", "paragraph", str(point), f"{point}.", "", text, f"art_{n}")
    return Act(act_id, "rus", title, body, tuple(provisions), kind="law", status="in_force", **fields)


def reading(one: Act) -> Reading:
    return Reading(one, find_references(one, None, {one.act_id: one}), find_definitions(one))


def access_act() -> Act:
    return act("Z9900000001", "О доступе к сведениям", [
        ("Основные понятия, используемые в настоящем Законе", [
            "В настоящем Законе используются следующие основные понятия:",
            "1) запрос – просьба о предоставлении сведений;", "2) сведения – данные об окружающем мире."]),
        ("Права и обязанности пользователя информацией", ["Пользователь информации имеет право получать информацию.",
            "Пользователь информации обязан соблюдать порядок, указанный в пункте 1 статьи 3 настоящего Закона."]),
        ("Предоставление информации по запросу", [
            "Ответ на письменный запрос о предоставлении информации даётся в течение пяти рабочих дней.",
            "Письменный запрос без подписи не рассматривается, кроме случаев по пункту 1 настоящей статьи."]),
        ("Порядок введения в действие настоящего Закона", ["Настоящий Закон вводится в действие со дня опубликования."]),
    ])  # fmt: skip


def data_act() -> Act:
    return act("Z9900000002", "О персональных данных", [
        ("Основные понятия, используемые в настоящем Законе", [
            "В настоящем Законе используются следующие основные понятия:",
            "1) запрос – просьба о предоставлении сведений;", "2) субъект – лицо, чьи данные обрабатываются."]),
        ("Согласие субъекта персональных данных", ["Согласие субъекта на сбор персональных данных даётся письменно.",
            "Отзыв согласия субъекта персональных данных допускается в любое время."]),
        ("Трансграничная передача персональных данных", [
            "Трансграничная передача персональных данных на территорию иностранных государств ограничена законом."]),
        ("Разведение пчёл", ["Ульи ставят весной на южном склоне."]),
    ])  # fmt: skip
