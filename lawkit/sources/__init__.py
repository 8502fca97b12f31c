"""From files to documents and acts: adilet pages, law-as-git Markdown, plain text, DOCX, PDF, RTF."""

from lawkit.sources.document import Block, BlockLink, Document
from lawkit.sources.files import find_sources, read_act, read_act_bytes, read_bytes, read_document

__all__ = [
    "Block",
    "BlockLink",
    "Document",
    "find_sources",
    "read_act",
    "read_act_bytes",
    "read_bytes",
    "read_document",
]
