"""A page that was cut off before its text is a page without an act, not a text of markup."""

import pytest

from lawkit.errors import UnreadableSource
from lawkit.sources import read_act_bytes


@pytest.mark.parametrize("page", [b"<html><body>", b"\xef\xbb\xbf<!DOCTYPE html>\n<html>", b"\n<html></html>"])
def test_a_page_without_text_is_refused(page):
    with pytest.raises(UnreadableSource):
        read_act_bytes(page, "act.html")
