"""Which words is the text of a formula made of, however they were typed?"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from grader.core.formula.errors import FormulaError

SUPERSCRIPTS = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
# One character for one, so that positions stay those of the student's text.
PLAIN = str.maketrans(
    "−–—·⋅×∙•∗÷∕⁄\t\r\u00a0\u2002\u2003\u2009\u200a\u202f\u200b\u2060\ufeff$",
    "---******///            ",
)
COMMANDS = {"\\cdot": "*", "\\times": "*", "\\ast": "*", "\\div": "/", "^": "**"}
FRACTIONS = ("\\frac", "\\dfrac", "\\tfrac")
EQUALS = re.compile(r"(?<![<>!=:]):?=(?!=)|[≔≈←]")
TOKEN = re.compile(
    r"""(?P<space>[ ]+ | \\[]()[,;:! ] | \\(?:left|right)(?![A-Za-z]))
    | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<part>[½¼¾])
    | (?P<raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)
    | \\(?:operatorname|mathrm|text)[ ]*\{(?P<upright>[A-Za-z]+)\}
    | (?P<name>(?:(?:np|numpy|math)\.)?(?:\\[A-Za-z]+|[A-Za-z][A-Za-z0-9]*|[α-ω][0-9]*)
        (?:_\{[A-Za-z0-9]+\}|_[0-9]+|_[A-Za-z]+|[₀-₉]+)*)
    | (?P<sign>\*\*|[-+*/^()√{}]|\[|\])""",
    re.VERBOSE,
)
NUMBER, NAME, RAISED, SIGN, END = "number", "name", "raised", "sign", "end"


@dataclass(frozen=True)
class Token:
    """A word of the formula: `text` as understood, `typed` as the student wrote it."""

    kind: str
    text: str
    typed: str
    start: int


def tokens(typed: str) -> Iterator[Token]:
    text = "".join(map(_plain, typed)).translate(PLAIN).rstrip()
    at = _right_side(text)
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise FormulaError(_strange(text[at]), at)
        if match.lastgroup != "space":
            yield _token(match, typed[at : match.end()])
        at = match.end()
    yield Token(END, "", "", len(text))


def _plain(character: str) -> str:
    """Letters copied from a typeset page (𝑝) and full-width signs as ordinary ones."""
    if "\U0001d400" <= character <= "\U0001d7ff" or "\uff01" <= character <= "\uff5e":
        return unicodedata.normalize("NFKC", character)
    return character


def _right_side(text: str) -> int:
    equals = list(EQUALS.finditer(text))
    if len(equals) > 1:
        raise FormulaError("There are several = signs; give one formula.", equals[1].start())
    start = equals[0].end() if equals else 0
    if not text[start:].strip():
        where = "on the right of the = sign" if equals else "here"
        raise FormulaError(f"There is no formula {where} yet.", start)
    return start + len(text[start:]) - len(text[start:].lstrip())


def _token(match: re.Match[str], typed: str) -> Token:
    kind, text, start = str(match.lastgroup), match[str(match.lastgroup)], match.start()
    if kind == "part":
        return Token(NUMBER, f"{unicodedata.numeric(text)}", typed, start)
    if kind == RAISED:
        return Token(RAISED, text.translate(SUPERSCRIPTS), typed, start)
    if text in COMMANDS:
        return Token(SIGN, COMMANDS[text], typed, start)
    return Token(NAME if kind == "upright" else kind, text, typed, start)


def _strange(character: str) -> str:
    """What to say of a character that no formula contains."""
    known = {
        ",": "There is a comma; write decimal numbers with a point, such as 0.5.",
        "%": "Write a share as a decimal number, without the % sign.",
        "\n": "Write one formula, on one line.",
        "'": "A derivative written with ' cannot be read; use the symbols of the question.",
        "|": "|…| cannot be read; only round, square and curly brackets can.",
    }
    shown = f"'{character}'" if character.isprintable() else f"the character U+{ord(character):04X}"
    return known.get(character, f"I do not understand {shown}. Use + - * / ^ and parentheses.")
