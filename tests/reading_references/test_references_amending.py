"""Acts that change others, read from whole texts: what each provision takes over from the lead-in above it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from model import model_act

from lawkit.model import Act, Language, Reference
from lawkit.reading import find_references
from lawkit.sources import read_act

RUS = """ЗАКОН РЕСПУБЛИКИ КАЗАХСТАН

О внесении изменений и дополнений в некоторые законодательные акты Республики Казахстан

Статья 1. Внести изменения и дополнения в следующие законодательные акты Республики Казахстан:

1. В Закон Республики Казахстан "О модельных услугах":
1) дополнить статьями 7-2 и 7-3 следующего содержания:
"Статья 7-2. Реестр
1. Реестр ведёт оператор.
2. Сведения пункта 1 настоящей статьи открыты.
Статья 7-3. Доступ
1. Доступ открыт каждому.
2. Пункт 1 настоящей статьи и статья 7-2 настоящего Закона действуют для всех.";
2) в статье 5:
пункты 2 и 3 изложить в следующей редакции:
"2. Срок установлен пунктом 1 настоящей статьи.
3. Срок, указанный в пункте 2 настоящей статьи, не продлевается.";
пункт 9 исключить.

2. В Закон Республики Казахстан "О неведомых вещах":
1) в статье 5:
пункт 1 исключить;
2) статью 1 изложить в следующей редакции:
"Статья 1. Норма настоящего Закона".

Статья 2. Порядок введения в действие настоящего Закона
1. Настоящий Закон вводится в действие с 1 января.
2. Пункт 2 статьи 1 настоящего Закона вводится в действие с 1 июля.
"""
KAZ = """ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ ЗАҢЫ

Кейбір заңнамалық актілерге өзгерістер мен толықтырулар енгізу туралы

1-бап. «Модельдік қызметтер туралы» Қазақстан Республикасының Заңына мынадай өзгерістер мен толықтырулар енгізілсін:
1) 5-баптың 2-тармағында:
3) тармақша алып тасталсын;
екінші бөлік мынадай редакцияда жазылсын:
«Мерзім осы баптың 3-тармағында белгіленеді.»;
2) 7-бап мынадай мазмұндағы 4-тармақпен толықтырылсын:
«4. Осы тармақ 12-бапқа қатысты емес.».

2-бап. Осы Заң 2027 жылғы 1 қаңтардан бастап қолданысқа енгізіледі.
"""


def read(text: str, language: Language, title: str, folder: Path) -> tuple[Act, list[Reference]]:
    path = folder / f"act.{language}.txt"
    path.write_text(text, encoding="utf-8")
    act = read_act(path)
    law = model_act("law", language, "art_1", "", "", title)
    return act, list(find_references(act, None, {law.act_id: law}))


def told(act: Act, references: list[Reference]) -> list[str]:
    return [
        f"{r.text} => {r.status} {'' if r.target is None else str(r.target).replace(act.act_id, 'own')}".rstrip()
        for r in references
    ]


def test_every_line_means_the_act_and_the_units_of_its_lead_in(tmp_path):
    act, found = read(RUS, "rus", "О модельных услугах", tmp_path)
    assert told(act, found) == [
        'Закон Республики Казахстан "О модельных услугах" => resolved Z9900000001',
        "статьями 7-2 => act_only Z9900000001#art_7-2",
        "7-3 => act_only Z9900000001#art_7-3",
        "Статья 7-2 => act_only Z9900000001#art_7-2",
        "пункта 1 настоящей статьи => act_only Z9900000001#art_7-2__para_1",
        "Пункт 1 настоящей статьи => act_only Z9900000001#art_7-3__para_1",
        "статья 7-2 настоящего Закона => act_only Z9900000001#art_7-2",
        "статье 5 => resolved Z9900000001#art_5",
        "пункты 2 => resolved Z9900000001#art_5__para_2",
        "3 => resolved Z9900000001#art_5__para_3",
        "пунктом 1 настоящей статьи => resolved Z9900000001#art_5__para_1",
        "пункте 2 настоящей статьи => resolved Z9900000001#art_5__para_2",
        "пункт 9 => dead Z9900000001#art_5__para_9",
        'Закон Республики Казахстан "О неведомых вещах" => undetermined',
        "статье 5 => undetermined",
        "пункт 1 => undetermined",
        "статью 1 => undetermined",
        "Статья 1 => undetermined",
        "настоящего Закона => undetermined",
        "настоящего Закона => resolved own",
        "Настоящий Закон => resolved own",
        "Пункт 2 статьи 1 настоящего Закона => resolved own#art_1__para_2",
    ]


def test_kazakh_lines_that_begin_with_the_number_of_a_subpoint_go_on_under_their_lead_in(tmp_path):
    act, found = read(KAZ, "kaz", "Модельдік қызметтер туралы", tmp_path)
    assert told(act, found) == [
        "«Модельдік қызметтер туралы» Қазақстан Республикасының Заңына => resolved Z9900000001",
        "5-баптың 2-тармағында => resolved Z9900000001#art_5__para_2",
        "екінші бөлік => resolved Z9900000001#art_5__para_2__al_2",
        "осы баптың 3-тармағында => resolved Z9900000001#art_5__para_3",
        "7-бап => resolved Z9900000001#art_7",
        "4-тармақпен => act_only Z9900000001#art_7__para_4",
        "Осы тармақ 12-бапқа => undetermined Z9900000001",
        "Осы Заң => resolved own",
    ]


@pytest.mark.parametrize("lost", ['";', "настоящей статьи", "1) ", "в следующей редакции", "1. В Закон"])
def test_whatever_is_torn_out_no_unit_of_the_changed_act_is_called_dead_in_the_changing_one(lost, tmp_path):
    act, found = read(RUS.replace(lost, " "), "rus", "О модельных услугах", tmp_path)
    assert not [r.text for r in found if r.status == "dead" and r.target is not None and r.target.act == act.act_id]


def test_time_grows_with_the_text_and_not_faster(tmp_path):
    clause = "в пункте 2 статьи 5 слова «один» заменить словами «два», "
    spent = []
    for count in (400, 3200):
        start = time.process_time()
        read(RUS.replace("1) дополнить", f"1) {clause * count} дополнить"), "rus", "О модельных услугах", tmp_path)
        spent.append(time.process_time() - start)
    assert spent[1] < 30 * spent[0]
