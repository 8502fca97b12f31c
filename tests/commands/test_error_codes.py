"""Each error has a code of its own, so that people can look it up."""

import importlib
import pkgutil

import lawkit
from lawkit.errors import LawkitError


def test_codes_are_unique():
    for module in pkgutil.walk_packages(lawkit.__path__, "lawkit."):
        importlib.import_module(module.name)
    waiting, codes = [LawkitError], {}
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if "code" in vars(one):
            codes.setdefault(one.code, []).append(one.__name__)
    assert len(codes) > 10
    assert not {code: names for code, names in codes.items() if len(names) > 1}
