"""A model act in Russian, Kazakh and English, in our own words, and ways to change one of its versions."""

import datetime as dt
from dataclasses import replace

from lawkit.reading import read
from lawkit.sources import read_act_bytes

RUS = """О модельном реестре услуг

Статья 1. Основные понятия
В настоящем Законе используются следующие основные понятия:
1) модельный реестр – перечень модельных услуг в цифровой форме;
2) хранитель реестра – юридическое лицо, которое ведет модельный реестр;
3) пользователь услуги – гражданин, который обращается за модельной услугой.

Статья 2. Принципы
Ведение модельного реестра основывается на принципах:
1) законности;
2) прозрачности;
3) добросовестности граждан;
4) доступности для лиц с инвалидностью.

Статья 3. Права и обязанности хранителя реестра
1. Хранитель реестра вправе:
1) запрашивать у государственных органов сведения о модельных услугах;
2) приостанавливать доступ к модельному реестру на срок до трех часов;
3) привлекать экспертов для оценки качества услуг.
2. Хранитель реестра обязан отвечать на запрос пользователя услуги в течение пяти рабочих дней со дня его получения.
3. Хранителю реестра запрещается передавать персональные данные третьим лицам без согласия гражданина.
4. За нарушение пункта 2 настоящей статьи взыскивается штраф в размере двадцати месячных расчетных показателей.

Статья 4. Совет по модельным услугам
1. Совет состоит из 15 (пятнадцати) членов, одна треть которых назначается Парламентом.
2. Решение Совета принимается большинством голосов и публикуется не позднее тридцати календарных дней.
3. Порядок работы Совета определяется в соответствии с подпунктами 1) и 3) пункта 1 статьи 3 настоящего Закона.

Статья 5. Введение в действие
Настоящий Закон вводится в действие с 1 июля 2027 года.
"""
KAZ = """Үлгілік қызметтер тізілімі туралы

1-бап. Негізгі ұғымдар
Осы Заңда мынадай негізгі ұғымдар пайдаланылады:
1) үлгілік тізілім – үлгілік қызметтердің цифрлық нысандағы тізбесі;
2) тізілімді сақтаушы – үлгілік тізілімді жүргізетін заңды тұлға;
3) қызметті пайдаланушы – үлгілік қызметке жүгінетін азамат.

2-бап. Қағидаттар
Үлгілік тізілімді жүргізу мынадай қағидаттарға:
1) заңдылыққа;
2) ашықтыққа;
3) азаматтардың адалдығына;
4) мүгедектігі бар адамдар үшін қолжетімділікке негізделеді.

3-бап. Тізілімді сақтаушының құқықтары мен міндеттері
1. Тізілімді сақтаушы:
1) мемлекеттік органдардан үлгілік қызметтер туралы мәліметтерді сұратуға;
2) үлгілік тізілімге қол жеткізуді үш сағатқа дейінгі мерзімге тоқтата тұруға;
3) қызметтердің сапасын бағалау үшін сарапшыларды тартуға құқылы.
2. Тізілімді сақтаушы қызметті пайдаланушының сұрау салуына оны алған күннен бастап бес жұмыс күні ішінде жауап беруге міндетті.
3. Тізілімді сақтаушыға азаматтың келісімінсіз дербес деректерді үшінші тұлғаларға беруге тыйым салынады.
4. Осы баптың 2-тармағын бұзғаны үшін жиырма айлық есептік көрсеткіш мөлшерінде айыппұл өндіріп алынады.

4-бап. Үлгілік қызметтер жөніндегі кеңес
1. Кеңес 15 (он бес) мүшеден тұрады, олардың үштен бірін Парламент тағайындайды.
2. Кеңестің шешімі көпшілік дауыспен қабылданады және күнтізбелік отыз күннен кешіктірілмей жарияланады.
3. Кеңестің жұмыс тәртібі осы Заңның 3-бабы 1-тармағының 1) және 3) тармақшаларына сәйкес айқындалады.

5-бап. Қолданысқа енгізу
Осы Заң 2027 жылғы 1 шілдеден бастап қолданысқа енгізіледі.
"""
ENG = """On the model register of services

Article 1. Basic concepts
The following basic concepts are used in this Law:
1) model register – a list of model services in digital form;
2) register keeper – a legal person that keeps the model register;
3) user of a service – a citizen who applies for a model service.

Article 2. Principles
The model register is kept on the principles of:
1) legality;
2) transparency;
3) good faith of citizens;
4) accessibility for persons with disability.

Article 3. Rights and duties of the register keeper
1. The register keeper may:
1) request information about model services from state bodies;
2) suspend access to the model register for up to three hours;
3) engage experts to assess the quality of services.
2. The register keeper must answer a request of a user of a service within five working days of its receipt.
3. The register keeper is prohibited from transferring personal data to third parties without the consent of the citizen.
4. For a violation of paragraph 2 of this Article a fine of twenty monthly calculation indices is collected.

Article 4. Council on model services
1. The Council consists of 15 (fifteen) members, one third of whom are appointed by the Parliament.
2. A decision of the Council is taken by a majority of votes and published within thirty calendar days.
3. The procedure of the Council is determined in accordance with subparagraphs 1) and 3) of paragraph 1 of Article 3 of this Law.

Article 5. Entry into force
This Law enters into force on July 1, 2027.
"""
TEXTS = {"rus": RUS, "kaz": KAZ, "eng": ENG}


def act(language, *changes):
    """The model act in one language, with words changed: («what», «by what»), …; each must be there once."""
    text = TEXTS[language]
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    made = read_act_bytes(text.encode(), f"model.{language}.txt")
    return replace(made, act_id="M1", edition=dt.date(2027, 7, 1))


def reading(language, *changes):
    """The same, read."""
    return read(act(language, *changes))


def renumbered(made, dropped):
    """An act without the provision `dropped`; what follows it among its siblings moves up by one number."""
    gone = next(p for p in made.provisions if p.eid == dropped)
    siblings = [p for p in made.provisions if p.parent == gone.parent and p.kind == gone.kind]
    later = siblings[siblings.index(gone) + 1 :]
    names = {p.eid: q.eid for q, p in zip([gone, *later], later, strict=False)}
    numbers = {p.eid: q.number for q, p in zip([gone, *later], later, strict=False)}

    def named(eid):
        head = next((n for n in names if eid == n or eid.startswith(n + "__")), None)
        return names[head] + eid[len(head) :] if head else eid

    left = (p for p in made.provisions if p.eid != dropped and not p.eid.startswith(dropped + "__"))
    return replace(
        made,
        provisions=tuple(
            replace(p, eid=named(p.eid), parent=named(p.parent), number=numbers.get(p.eid, p.number)) for p in left
        ),
    )
