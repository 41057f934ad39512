"""Which characters do these bytes stand for?"""

import codecs
import re

COOKIE = re.compile(rb"\A(?:[^\n]*\n)?[ \t\f]*#[^\n]*?coding[:=][ \t]*([-\w.]+)")

# Only plain tables of characters: some of Python's codecs take quadratic time, or are no text.
KNOWN = re.compile(
    r"utf-8|ascii|iso8859-\d+|cp\d+|koi8-[rut]|mac-\w+|gb2312|gbk|gb18030|big5|shift_jis|euc_\w+"
)


def decoded(data: bytes) -> tuple[str, str]:
    """The text with \\n at the ends of lines, and a note for the student if it had to be guessed.

    UTF-8 and UTF-16 with a mark at the start, the encoding that a program names, UTF-8; else
    Windows-1252, which has a character for nearly every byte.
    """
    text, note = _decoded(data)
    return text.replace("\r\n", "\n").replace("\r", "\n"), note


def _decoded(data: bytes) -> tuple[str, str]:
    for encoding in _candidates(data):
        try:
            return data.decode(encoding), ""
        except (UnicodeDecodeError, LookupError):
            continue
    note = "The file is not UTF-8; it was read as Windows-1252. Save it as UTF-8."
    try:
        return data.decode("cp1252"), note
    except UnicodeDecodeError:
        return data.decode("latin-1"), note.replace("Windows-1252", "Latin-1")


def _candidates(data: bytes) -> list[str]:
    if data.startswith(codecs.BOM_UTF8):
        return ["utf-8-sig"]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    return [*_named(data), "utf-8"]


def _named(data: bytes) -> list[str]:
    """The encoding that the first two lines name (PEP 263)."""
    cookie = COOKIE.match(data[:1000])
    if not cookie:
        return []
    try:
        name = codecs.lookup(cookie[1].decode("ascii")).name
    except LookupError:
        return []
    return [name] if KNOWN.fullmatch(name) else []


def storable(text: str) -> str:
    """The text without what no database or file takes: NUL and halves of surrogate pairs."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
