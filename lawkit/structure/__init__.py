"""From blocks to a tree: articles, points, parts and list items with ids that hold in every language."""

from lawkit.structure.splitter import split

__all__ = ["split"]
