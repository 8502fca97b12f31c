"""SHA-256 and BLAKE2 for names and comparisons, without OpenSSL: `hashlib` loads it, which takes a hundredth of a second at start.

The built-in modules are those that Python's own `random` uses in the same way; where a Python has none, it is hashlib.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    try:
        from _sha2 import sha256  # since Python 3.12
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:
            from hashlib import sha256

__all__ = ["blake2b", "hexdigest", "sha256"]


def hexdigest(data: Any) -> str:
    """The SHA-256 of bytes, in hexadecimal digits."""
    return sha256(data).hexdigest()
