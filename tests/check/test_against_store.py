"""Against a store a draft meets what it would meet in memory, through an index that is kept and kept true."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from lawkit.check.against import AtHand
from lawkit.check.stored import Stored
from lawkit.model import Reading
from lawkit.reading import read
from lawkit.register import Register
from lawkit.sources.files import read_bytes
from lawkit.store import Store
from lawkit.structure import split

LAW = """О модельном реестре

Статья 1. Основные понятия
В настоящем Законе используются следующие понятия:
1) модельный реестр – перечень модельных услуг, который ведётся оператором в цифровой форме;
2) оператор – юридическое лицо, определяемое уполномоченным органом для ведения модельного реестра.

Статья 2. Обязанности оператора
1. Оператор обязан ответить на письменный запрос заявителя о сведениях реестра в течение пяти рабочих дней со дня его получения.
2. Оператор публикует годовой отчёт о ведении реестра на своём интернет-ресурсе до первого марта.
"""
OTHER = """О модельных архивах

Статья 1. Хранение
1. Архив хранит бумажные дела о строительстве мостов и дорог в течение семидесяти пяти лет.
2. Плата за выдачу копий дел устанавливается местным исполнительным органом области.
"""
DRAFT = """О модельных услугах

Статья 1. Основные понятия
В настоящем Законе используются следующие понятия:
1) модельный реестр – перечень модельных услуг, который ведётся оператором в цифровой форме.

Статья 2. Сроки
1. Оператор обязан ответить на письменный запрос заявителя о сведениях реестра в течение десяти рабочих дней со дня его получения.
2. Порядок хранения дел определяется статьёй 1 Закона Республики Казахстан «О модельных архивах» и статьёй 9 Закона Республики Казахстан «О модельных архивах».
"""


def _act(text, act_id, **more):
    document = read_bytes(text.encode(), "act.txt")
    act = split(replace(document, act_id=act_id, language="rus"))
    return replace(
        act,
        title=text.splitlines()[0],
        kind="law",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source=act_id,
        **more,
    )


def _store(path, **texts):
    with Store.open(path, create=True) as store:
        for act_id, text in texts.items():
            act = _act(text, act_id)
            store.put_act(act)
            store.put_reading(read(act, Register.load()))
    return path


@pytest.fixture
def laws(tmp_path):
    return _store(tmp_path / "laws.db", Z2100000001=LAW, Z2100000002=OTHER)


def _draft() -> Reading:
    return read(_act(DRAFT, "draft:services"), Register.load())


def _told(findings):
    return sorted((f.code, f.tier, *(str(pin.address) for pin in f.pins[:2])) for f in findings)


def test_the_same_as_in_memory(laws):
    """The findings are those of a full run over draft and acts; the draft's pin comes first."""
    acts = [_act(LAW, "Z2100000001"), _act(OTHER, "Z2100000002")]
    full = AtHand(tuple(read(act, Register.load()) for act in acts)).findings(_draft())
    with Store.open(laws, readonly=True) as store:
        found = Stored(store, "rus").findings(_draft())
    assert _told(found) == _told(full)
    assert {f.code for f in found} >= {"deadline-conflict", "definition-duplicate"}
    assert all(f.pins[0].address.act == "draft:services" for f in found)
    assert all("Z2100000002" not in str(pin.address) for f in found for pin in f.pins)


def test_index_is_kept_and_made_anew(laws):
    """Made once, loaded the next time, made anew when an act changes."""
    said = []

    def find():
        with Store.open(laws, readonly=True) as store:
            return _told(Stored(store, "rus", said.append).findings(_draft()))

    first = find()
    assert find() == first
    assert len(said) == 2, "the index and the answers"
    _store(laws, Z2100000003=LAW.replace("пяти рабочих", "семи рабочих"))
    assert len(find()) > len(first)
    assert len(said) == 4
    assert not [p for p in laws.with_name("laws.db.overlaps").iterdir() if p.name.startswith(".")]


def test_broken_index_is_made_anew(laws):
    """A damaged or half-written index does no harm."""
    with Store.open(laws, readonly=True) as store:
        first = _told(Stored(store, "rus").findings(_draft()))
    for file in laws.with_name("laws.db.overlaps").joinpath("rus").iterdir():
        if file.name != "of.json":
            file.write_bytes(b"x")
    with Store.open(laws, readonly=True) as store:
        assert _told(Stored(store, "rus").findings(_draft())) == first


def test_folder_that_cannot_be_written(laws):
    """Where the index cannot be kept it is made in memory."""
    laws.with_name("laws.db.overlaps").write_text("a file in the way", encoding="utf-8")
    with Store.open(laws, readonly=True) as store:
        assert Stored(store, "rus").findings(_draft())


def test_references_are_checked_against_the_acts_named(laws):
    """A reference to an article that the stored act has is resolved, to one that it lacks dead."""
    with Store.open(laws, readonly=True) as store:
        held = Stored(store, "rus")
        reading = held.read(_act(DRAFT, "draft:services"), Register.load())
        assert list(held.acts()._loaded) == ["Z2100000002"]
    status = {r.target.eid: r.status for r in reading.references if r.target and r.target.act == "Z2100000002"}
    assert status.get("art_1") == "resolved"
    assert status.get("art_9") == "dead"


def test_empty_store(tmp_path):
    """A store without acts of the draft's language says nothing."""
    path = _store(tmp_path / "empty.db")
    with Store.open(path, readonly=True) as store:
        assert list(Stored(store, "kaz").findings(_draft())) == []
        assert dict(Stored(store, "rus").acts()) == {}


def test_an_edition_of_the_draft_itself_is_no_other_act(laws):
    """A draft that is an act of the store is not told to repeat itself."""
    with Store.open(laws, readonly=True) as store:
        own = read(_act(LAW, "Z2100000001"), Register.load())
        assert not [f for f in Stored(store, "rus").findings(own) if f.code == "duplicate"]


def test_acts_made_under_another(tmp_path):
    """A store names the acts whose preamble cites a law, as acts at hand do; a mention in a norm does not count."""
    law = "Закона Республики Казахстан от 16 ноября 2015 года «О доступе к информации»"
    texts = {
        "V2100000001": f"Приказ Министра культуры\nО журнале\nВ соответствии со статьей 6 {law} ПРИКАЗЫВАЮ:\n1. Вести журнал.\n",
        "V2100000002": f"Приказ Министра культуры\nО книге\n1. Книга ведется с учетом {law}.\n",
    }
    at_hand = AtHand(tuple(read(_act(text, act_id), Register.load()) for act_id, text in texts.items()))
    assert at_hand.issued_under("Z1500000401") == ["V2100000001"]
    with Store.open(_store(tmp_path / "orders.db", **texts), readonly=True) as store:
        assert Stored(store, "rus").issued_under("Z1500000401") == ["V2100000001"]


def test_provisions_of_so_many_words(tmp_path):
    """Counted in the store as in acts at hand, word for word; an unknown act has none."""
    text = (
        "О журнале\n\nСтатья 1. Порядок\n1. Оператор ведет журнал учета обращений.\n2. Журнал открыт.\n3. Исключен.\n"
    )
    at_hand = AtHand((read(_act(text, "Z2100000007"), Register.load()),))
    with Store.open(_store(tmp_path / "one.db", Z2100000007=text), readonly=True) as store:
        stored = Stored(store, "rus")
        for least in range(1, 8):
            assert list(stored.worded("Z2100000007", least)) == list(at_hand.worded("Z2100000007", least))
        assert at_hand.worded("Z2100000007", 5) == ["art_1__para_1"]
        assert list(stored.worded("Z9900000000", 1)) == list(at_hand.worded("Z9900000000", 1)) == []


ASKING = (
    "Статья 3. Согласие\n1. Человек имеет право отозвать согласие на обработку своих персональных данных в любое время."
)
ANSWER = "Статья 4. Данные\n1. Субъект персональных данных вправе отзывать данное им согласие."


def _same_matter(path, told=None):
    draft = read(_act(ASKING, "draft:consent"), Register.load())
    with Store.open(path, readonly=True) as store:
        found = Stored(store, "rus", told.append if told is not None else None).findings(draft)
    return [f for f in found if f.code == "same-matter"]


def test_a_question_answered_in_other_words(laws):
    """The act's provision is named with its text, although no word of it was looked up in the index."""
    assert not _same_matter(laws)
    _store(laws, Z2100000004=ANSWER)
    (finding,) = _same_matter(laws)
    assert [pin.address.eid for pin in finding.pins] == ["art_3__para_1", "art_4__para_1"]
    assert finding.pins[1].text == "Субъект персональных данных вправе отзывать данное им согласие."
    assert finding.tier in ("likely", "possible")


def test_answers_are_kept_act_by_act(laws):
    """What an act answers is not looked for again; a broken file is made anew, and an act that is gone is forgotten."""
    _store(laws, Z2100000004=ANSWER)
    first = _same_matter(laws)
    kept = laws.with_name("laws.db.overlaps") / "rus.answers.json"
    named = set(json.loads(kept.read_bytes())["acts"])
    _store(laws, Z2100000005=ANSWER.replace("Статья 4", "Статья 5"))
    assert {len(f.pins) for f in _same_matter(laws)} == {3}
    assert named < set(json.loads(kept.read_bytes())["acts"])
    kept.write_text('{"of": 1, "acts": [')
    again = _same_matter(laws)
    assert [f.pins[:2] for f in again] == [f.pins[:2] for f in first]
    said = []
    assert _same_matter(laws, said) == again
    assert not said
