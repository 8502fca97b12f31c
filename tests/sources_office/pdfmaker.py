"""Writes small PDF files by hand: text at places, with Cyrillic through a ToUnicode map; or pages of pictures."""


def _char_map():
    """Bytes 0x20–0xff as code page 1251 with Kazakh letters left out; pdfium reads letters through this map."""
    rows = []
    for byte in range(0x20, 0x100):
        letter = bytes([byte]).decode("cp1251", "replace")
        rows.append(f"<{byte:02x}> <{ord(letter):04x}>")
    blocks = "".join(
        f"{len(rows[i : i + 100])} beginbfchar\n" + "\n".join(rows[i : i + 100]) + "\nendbfchar\n"
        for i in range(0, len(rows), 100)
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n" + blocks + "endcmap end end"
    )


def pdf(pages, picture=False, encrypt=False):
    """A PDF; a page is a list of (x, y, text). With `picture`, pages without lines hold an image."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 4 0 R >>",
               _stream(_char_map().encode()),
               _stream(b"\x80", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 ")]  # fmt: skip
    kids = []
    for lines in pages:
        content = b"".join(
            f"BT /F1 12 Tf {x} {y} Td <{text.encode('cp1251').hex()}> Tj ET\n".encode() for x, y, text in lines
        )
        if picture and not lines:
            content = b"q 500 0 0 700 40 40 cm /P Do Q"
        objects.append(_stream(content))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> /XObject << /P 5 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    trailer = ""
    if encrypt:
        objects.append(
            "<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >>"
        )
        trailer = f"/Encrypt {len(objects)} 0 R /ID [<00><00>] "
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        body = content if isinstance(content, bytes) else content.encode()
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return out


def _stream(data, more=""):
    return f"<< {more}/Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"
