"""Fetching acts into a cache, politely; and watching what changed. The doors: `sources_for`, `Job`, `Settings`; `watching.watch`."""

from __future__ import annotations

from lawkit.fetching.job import Job, Outcome, Result
from lawkit.fetching.settings import Settings
from lawkit.fetching.sources import Way, sources_for

__all__ = ["Job", "Outcome", "Result", "Settings", "Way", "sources_for"]
