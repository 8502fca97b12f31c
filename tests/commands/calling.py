"""Two acts in our own words, and ways to call the command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lawkit.commands import main

FIRST = """О модельном реестре

Статья 1. Основные понятия
В настоящем Законе используются следующие понятия:
1) реестр – перечень модельных услуг в цифровой форме;
2) оператор – юридическое лицо, которое ведёт реестр.

Статья 2. Обязанности оператора
1. Оператор обязан отвечать на запрос заявителя в течение пяти рабочих дней со дня его получения.
2. Порядок ведения реестра определяется статьёй 1 настоящего Закона.

Статья 3. Публикация
Оператор публикует реестр на своём интернет-ресурсе и обновляет его каждый месяц.
"""
SECOND = FIRST.replace("О модельном реестре", "О модельных запросах").replace("пяти рабочих", "десяти рабочих")


def call(*arguments, capsys=None):
    """Exit status of the command line run in this process."""
    with pytest.raises(SystemExit) as stop:
        main([str(a) for a in arguments])
    return stop.value.code or 0


def shell(*arguments, cwd=None, **environment):
    """The command line in a process of its own."""
    root = Path(__file__).parents[2]
    env = {k: v for k, v in os.environ.items() if k not in ("LAWKIT_DB", "LAWKIT_DEBUG")}
    return subprocess.run(
        [sys.executable, str(root / "cli.py"), *map(str, arguments)],
        capture_output=True, cwd=cwd, env={**env, **environment}, timeout=120, check=False,
    )  # fmt: skip
