"""The small functions behind the rule pages, one module a family. A function's name is its rule's code with underscores."""
