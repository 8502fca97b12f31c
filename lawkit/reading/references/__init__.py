"""References: every mention of a provision, an act or a field of legislation, with its span, target and status.

How it works: units of structure («пункт 2») are found and chained (`chain`), acts are found (`naming`, `naming_kaz`),
chains are attached to acts, and each target is looked up in the act's tree and the register (`resolve`).
"""

from lawkit.reading.references.finding import find_references, references_in_text

__all__ = ["find_references", "references_in_text"]
