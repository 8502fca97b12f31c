"""Everything lawkit keeps, in one SQLite file: `Store.open("lawkit.db")`."""

from lawkit.store.store import ActInfo, Hit, Store

__all__ = ["ActInfo", "Hit", "Store"]
