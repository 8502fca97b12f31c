"""The picture of what flows where: names stay inside it."""

from __future__ import annotations

import re

import pytest

from lawkit.report.pictures import flow


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Глава 3. Цифровые данные", "Глава 3. Цифровые данные"),
        ("Глава 3. Порядок ведения реестра и доступа к нему", "Глава 3. Порядок ведения реестра и доступ…"),
        ("Глава 3. ПОРЯДОК ВЕДЕНИЯ РЕЕСТРА И ДОСТУПА", "Глава 3. ПОРЯДОК ВЕДЕНИЯ РЕЕСТРА…"),
    ],
)
def test_a_name_is_cut_to_the_room_there_is(name: str, shown: str) -> None:
    picture = flow({("Закон", name): 3}, ["Закон"], [name], label="карта")
    texts = re.findall(r"<text[^>]*>([^<]*)<title>([^<]*)</title>", str(picture))
    assert (shown, name) in texts
