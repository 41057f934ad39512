"""How does text get onto a page?  A student's text is never markup; ours may hold mathematics."""

import html
import re
import unicodedata
from collections.abc import Iterable

LONGEST = 20_000
_CODE = re.compile(r"`([^`]+)`")


def literal(text: str) -> str:
    """Text that a student typed or printed, as markup that shows exactly its characters."""
    return "".join(_shown(character) for character in _clean(text))


def block(text: str) -> str:
    """The same for text whose lines and spaces matter: a program, what it printed."""
    shown = "".join(_escaped(character) for character in _clean(text))
    return f"<pre><code>{shown}</code></pre>"


def sentence(text: str) -> str:
    """A sentence of ours or of an author: `code` and $mathematics$ mean something, nothing else."""
    return _CODE.sub(r"<code>\1</code>", html.escape(text, quote=False))


def mixed(text: str, ours: Iterable[str]) -> str:
    """A text that contains sentences of ours among words of a student."""
    known = sorted({part for part in ours if part}, key=len, reverse=True)
    if not known:
        return literal(text)
    parts = re.split("(" + "|".join(map(re.escape, known)) + ")", text)
    return "".join(sentence(part) if part in known else literal(part) for part in parts)


def amount(points: float) -> str:
    """Points without needless zeros."""
    return format(round(points, 2), "g").replace("-", "−")


def counted(points: float) -> str:
    """`1 point`, `2.5 points`."""
    return f"{amount(points)} {'point' if points == 1 else 'points'}"


def sign(shown: str, said: str) -> str:
    """A sign for the eye and the word for it."""
    return f'<span class="sign">{shown}</span><span class="said">{said}: </span>'


def _clean(text: str) -> str:
    """Without control characters and those that turn the direction of writing."""
    if len(text) > LONGEST:
        text = text[:LONGEST] + "…"
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _HIDDEN)


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def _shown(character: str) -> str:
    if character == "\n":
        return "<br>"
    # Alone in its element a dollar finds no partner and stays a dollar.
    return "<span>&#36;</span>" if character == "$" else _escaped(character)


def _escaped(character: str) -> str:
    plain = character.isalnum() or character == " " or ord(character) > 127
    return character if plain else f"&#{ord(character)};"
