"""Plain YAML is read as PyYAML reads it; what is more than plain is left to it."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lawkit import plain_yaml
from lawkit.resources import from_yaml, resource

FILES = sorted([*resource("rules").rglob("*.yaml"), *resource("rules", "lint").glob("*/*.md")])


def usual(text):
    """The value by PyYAML's own constructor; by libyaml where it is there: it takes a few broken texts that Python does not."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def alike(one, two):
    """Equal in values and in kinds: 1 is not True, and the order of keys is that of the text."""
    if isinstance(one, dict) and isinstance(two, dict):
        return list(one) == list(two) and all(alike(one[k], two[k]) for k in one) and alike([*one], [*two])
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(map(alike, one, two))
    return type(one) is type(two) and one == two


def test_all_our_rules():
    plain = 0
    for path in FILES:
        text = path.read_text("utf-8")
        text = text.split("---\n", 2)[1] if path.suffix == ".md" else text
        expected = usual(text)
        assert alike(from_yaml(text), expected), path
        try:
            plain += alike(plain_yaml.load(text), expected)
        except plain_yaml.Odd:
            continue
    assert plain > 0.8 * len(FILES)  # else it would be of no use


@pytest.mark.parametrize(
    "text",
    [
        "", "# a remark\n", "word", "- a\n- b: {c: [1, -2, 0, 1.5, yes, No, ~, null, 'null', \"1\"]}\n", "a: 1\na: 2\n", "a:\n", "'': x",
        "{a: on, b: off, TRUE: x, 3: y, 1.5: z, ~: n}", "a: |\n  two\n  lines\n", "a: >-\n  two\n  lines\n", "a: =", "a: '='", "- -\n",
        "a: 012\nb: 0x1F\nc: 1_000\nd: 1:30\ne: .inf\nf: 1e3\ng: +1\nh: 1.\n", "a: 2024-01-31", "a: &x [1]\nb: *x", "a: !!str 1", "a: ! 1",
        "<<: {a: 1}\nb: 2", "? [a, b]\n: c", "--- a\n--- b\n", "--- a\n...\n", "%YAML 1.1\n---\na: 1\n", "a: ٣", "y: n", "a: NULL\nb: nUll",
    ],
)  # fmt: skip
def test_texts_of_every_kind(text):
    try:
        expected = usual(text)
    except yaml.YAMLError as problem:
        with pytest.raises(type(problem)):
            from_yaml(text)
    else:
        assert alike(from_yaml(text), expected)


@given(st.text("ab1.-_: \n[]{},'\"#&*!|>?~%=nyo", max_size=40))
def test_any_text(text):
    try:
        expected = usual(text)
    except (yaml.YAMLError, ValueError):
        with pytest.raises((yaml.YAMLError, ValueError)):
            from_yaml(text)
    else:
        assert alike(from_yaml(text), expected) or expected != expected  # noqa: PLR0124 - not a number


def test_without_libyaml(monkeypatch):
    monkeypatch.delattr(yaml, "cyaml", raising=False)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert from_yaml("a: [1, x]") == {"a": [1, "x"]}
