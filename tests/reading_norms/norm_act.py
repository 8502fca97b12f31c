"""Makes an act of a few lines, as a plain-text file would give it."""

from lawkit.model import Act
from lawkit.sources import read_act_bytes


def act(text: str, language: str = "rus") -> Act:
    """One paragraph a line; the name tells the language."""
    body = "\n\n".join(f"      {line.strip()}" for line in text.strip().splitlines() if line.strip())
    return read_act_bytes(body.encode(), f"X2000000001.{language}.txt")
