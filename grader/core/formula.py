"""What does a formula that a student typed mean?  A grammar of our own reads it; no eval."""

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

import numpy as np

LENGTH, NODES, DEPTH = 300, 120, 60


class Unreadable(ValueError):
    """An answer that cannot be read; its text is the sentence for the student."""


class FormulaError(Unreadable):
    """A formula that cannot be read: the sentence, and where in the student's text it applies."""

    def __init__(self, sentence: str, position: int) -> None:
        super().__init__(sentence, position)
        self.sentence = sentence
        self.position = position

    def __str__(self) -> str:
        return self.sentence


def parse(text: str, symbols: Sequence[str]) -> "Formula":
    """The formula in `text`, in which only `symbols` may stand for numbers.

    Of `L = -ln(p)` the right side counts.  A symbol before a bracket is a factor: `p(1-p)`.
    """
    if len(text) > LENGTH:
        raise FormulaError(
            f"A formula may have at most {LENGTH} characters; yours has {len(text)}.", LENGTH
        )
    return Formula(_Parser(list(_tokens(text)), symbols).formula())


def evaluate_number(text: str) -> float:
    """The value of a formula without symbols, such as `3/8`; nan and inf are possible."""
    return float(parse(text, ()).evaluate({}))


# --- The tree -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Number:
    """A number as it was typed."""

    text: str


@dataclass(frozen=True)
class Constant:
    """pi or e."""

    name: str


@dataclass(frozen=True)
class Symbol:
    """One of the symbols of the question."""

    name: str


@dataclass(frozen=True)
class Negative:
    """A minus sign before an operand."""

    operand: "Node"


@dataclass(frozen=True)
class Call:
    """A function of one argument."""

    function: str
    argument: "Node"


@dataclass(frozen=True)
class Binary:
    """Two operands and the operator between them."""

    operator: str
    left: "Node"
    right: "Node"


Node = Number | Constant | Symbol | Negative | Call | Binary

CONSTANTS = {"pi": math.pi, "e": math.e}
FUNCTIONS = {
    "exp": np.exp,
    "ln": np.log,
    "sqrt": np.sqrt,
    "tanh": np.tanh,
    "sigmoid": lambda x: 1.0 / (1.0 + np.exp(-x)),
}
ALIASES = {**{name: name for name in FUNCTIONS}, "log": "ln", "sigma": "sigmoid"}
OPERATIONS = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "**": np.power,
}
BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 4}
SIGNED, ATOM = 3, 5


@dataclass(frozen=True)
class Formula:
    """A formula as it was understood."""

    tree: Node

    @property
    def symbols(self) -> frozenset[str]:
        """The symbols that occur in it."""
        return frozenset(_symbols(self.tree))

    def evaluate(self, values: Mapping[str, float | np.ndarray]) -> np.ndarray:
        """Its values in float64; what is not defined or too large is nan or inf."""
        given = {name: np.asarray(values[name], np.float64) for name in self.symbols}
        with np.errstate(all="ignore"):
            return np.asarray(_value(self.tree, given))

    def text(self) -> str:
        """How it was read, with every * written out; parsing it gives the same formula."""
        return _text(self.tree)

    def latex(self) -> str:
        """How it was read, typeset; made from known names and numbers only."""
        return _latex(self.tree)


def _symbols(node: Node) -> Iterator[str]:
    match node:
        case Symbol(name):
            yield name
        case Negative(inner) | Call(_, inner):
            yield from _symbols(inner)
        case Binary(_, left, right):
            yield from _symbols(left)
            yield from _symbols(right)


def _value(node: Node, given: Mapping[str, np.ndarray]) -> np.ndarray:
    match node:
        case Number(text):
            return np.asarray(float(text))
        case Constant(name):
            return np.asarray(CONSTANTS[name])
        case Symbol(name):
            return given[name]
        case Negative(operand):
            return -_value(operand, given)
        case Call(function, argument):
            return FUNCTIONS[function](_value(argument, given))
        case Binary(operator, left, right):
            return OPERATIONS[operator](_value(left, given), _value(right, given))


def _level(node: Node) -> int:
    match node:
        case Negative():
            return SIGNED
        case Binary(operator):
            return BINDING[operator]
    return ATOM


def _text(node: Node) -> str:
    match node:
        case Number(text):
            return text
        case Constant(name) | Symbol(name):
            return name
        case Call(function, argument):
            return f"{function}({_text(argument)})"
        case Negative(operand):
            return f"-{_part(operand, BINDING['**'])}"
        case Binary("**", base, exponent):
            return f"{_part(base, ATOM)}**{_part(exponent, BINDING['**'])}"
        case Binary(operator, left, right):
            sign = f" {operator} " if operator in "+-" else operator
            return f"{_part(left, BINDING[operator])}{sign}{_part(right, _right(operator, right))}"


def _right(operator: str, operand: Node) -> int:
    """How strongly a right operand must bind to go without brackets; one with a sign never does."""
    return ATOM + 1 if _signed(operand) else BINDING[operator] + 1


def _signed(node: Node) -> bool:
    match node:
        case Negative():
            return True
        case Binary("+" | "-" | "*" | "/", left, _):
            return _signed(left)
    return False


def _part(node: Node, least: int) -> str:
    return f"({_text(node)})" if _level(node) < least else _text(node)


TYPESET = {
    "exp": r"\exp",
    "ln": r"\ln",
    "tanh": r"\tanh",
    "sigmoid": r"\operatorname{sigmoid}",
}
SIGNS = {"*": r" \cdot ", "+": " + ", "-": " - "}


def _latex(node: Node) -> str:
    match node:
        case Number(text):
            return rf"\mathtt{{{text.replace('-', '{-}')}}}" if "e" in text.lower() else text
        case Constant(name) | Symbol(name):
            return _typeset(name)
        case Call("sqrt", argument):
            return rf"\sqrt{{{_latex(argument)}}}"
        case Call(function, argument):
            return rf"{TYPESET[function]}\left({_latex(argument)}\right)"
        case Negative(operand):
            return f"-{_box(operand, BINDING['**'])}"
        case Binary("/", above, below):
            return rf"\frac{{{_latex(above)}}}{{{_latex(below)}}}"
        case Binary("**", base, exponent):
            return f"{_box(base, ATOM)}^{{{_latex(exponent)}}}"
        case Binary(operator, left, right):
            before, after = _box(left, BINDING[operator]), _box(right, _right(operator, right))
            return f"{before}{SIGNS[operator]}{after}"


def _box(node: Node, least: int) -> str:
    match node:
        case Call() | Binary("/"):
            fits = least < ATOM
        case _:
            fits = _level(node) >= least
    return _latex(node) if fits else rf"\left({_latex(node)}\right)"


def _typeset(name: str) -> str:
    parts = re.fullmatch(r"([a-z]+?)([0-9]*)", _key(name), re.IGNORECASE)
    if not parts:
        return rf"\mathrm{{{_key(name)}}}"
    letters, digits = parts.groups()
    if letters in GREEK.values():
        letters = f"\\{letters}"
    elif len(letters) > 1:
        letters = rf"\mathrm{{{letters}}}"
    return letters + (f"_{{{digits}}}" if digits else "")


# --- Tokens ---------------------------------------------------------------------------------

_LETTERS = "αβγδεζηθικλμνξοπρςστυφχψω"
_SPELLED = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
    "sigma sigma tau upsilon phi chi psi omega"
)
GREEK = dict(zip(_LETTERS, _SPELLED.split(), strict=True))
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789", "_{}\\")
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


def _tokens(typed: str) -> Iterator[Token]:
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


def _key(name: str) -> str:
    """A name without its notation: w_1, w_{1} and w₁ are w1; α and \\alpha are alpha."""
    letters = name.rpartition(".")[2].translate(SUBSCRIPTS)
    return "".join(GREEK.get(letter, letter) for letter in letters)


# --- The grammar ----------------------------------------------------------------------------

IMPLICIT = "implicit"
PRECEDENCE = {**BINDING, RAISED: BINDING["**"], IMPLICIT: BINDING["*"]}
CLOSING = {"(": ")", "[": "]", "{": "}"}
AFTER_BARE = ("", "+", "-", *CLOSING.values())


class _Parser:
    """Precedence climbing over the tokens of one formula."""

    def __init__(self, tokens: Sequence[Token], symbols: Sequence[str]) -> None:
        self.tokens = tokens
        self.symbols = {_key(symbol): symbol for symbol in symbols}
        self.at = self.nodes = self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.token
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def made(self, node: Node) -> Node:
        self.nodes += 1
        if self.nodes > NODES:
            sentence = "This formula is too long to be read; can it be simplified?"
            raise FormulaError(sentence, self.token.start)
        return node

    def formula(self) -> Node:
        tree = self.expression(1)
        if self.token.kind != END:
            self.fail(f"Nothing was opened that this '{self.token.typed}' could close.")
        return tree

    def fail(self, sentence: str) -> NoReturn:
        raise FormulaError(sentence, self.token.start)

    def expression(self, least: int) -> Node:
        """Operands joined by operators that bind at least as strongly as `least`."""
        left, before = self.operand(), ""
        while (operator := self.operator()) and PRECEDENCE[operator] >= least:
            if operator == IMPLICIT and before == "/":
                self.fail(
                    f"What follows the / can be read in two ways. Write the * before "
                    f"'{self.token.typed}', or put the whole denominator in parentheses."
                )
            left, before = self.joined(left, operator), operator
        return left

    def operator(self) -> str:
        """The operator that comes next; none at the end and before a closing bracket."""
        token = self.token
        if token.kind == NUMBER:
            self.fail(f"An operator is missing before '{token.typed}'.")
        if token.kind == RAISED:
            return RAISED
        if token.kind == NAME or token.text in CLOSING or token.text == "√":
            return IMPLICIT
        return token.text if token.text in OPERATIONS else ""

    def joined(self, left: Node, operator: str) -> Node:
        if operator == RAISED:
            return self.made(Binary("**", left, self.raised(self.take().text)))
        if operator == IMPLICIT:
            operator = "*"
        else:
            self.take()
        # A power is read from the right: 2**3**2 is 2**(3**2).
        tighter = 0 if operator == "**" else 1
        return self.made(Binary(operator, left, self.expression(BINDING[operator] + tighter)))

    def raised(self, text: str) -> Node:
        number = self.made(Number(text.lstrip("+-")))
        return self.made(Negative(number)) if text.startswith("-") else number

    def operand(self) -> Node:
        self.depth += 1
        if self.depth > DEPTH:
            self.fail(f"Brackets, functions and signs are nested more than {DEPTH} deep here.")
        node = self.prefixed()
        self.depth -= 1
        return node

    def prefixed(self) -> Node:
        token = self.token
        if token.kind == NUMBER:
            return self.made(Number(self.take().text))
        if token.kind == NAME:
            return self.named()
        if token.text in CLOSING:
            return self.bracket()
        if token.text not in ("+", "-", "√"):
            self.fail(self.missing())
        self.take()
        if token.text == "√":
            return self.called("sqrt", token, (*AFTER_BARE, "*", "/"))
        # A sign binds less than a power: -x**2 is -(x**2).
        inner = self.expression(BINDING["**"])
        return self.made(Negative(inner)) if token.text == "-" else inner

    def missing(self) -> str:
        before = self.tokens[self.at - 1].typed if self.at else ""
        if self.token.kind == END:
            return f"The formula breaks off: something is missing after '{before}'."
        if before in CLOSING and self.token.text == CLOSING[before]:
            return f"There is nothing between '{before}' and '{self.token.typed}'."
        return f"Something is missing before '{self.token.typed}'."

    def bracket(self) -> Node:
        opening = self.take()
        inner = self.expression(1)
        closing = CLOSING[opening.text]
        if self.token.kind == END:
            raise FormulaError(f"A closing '{closing}' is missing.", opening.start)
        if self.token.text != closing:
            self.fail(f"'{opening.text}' must be closed by '{closing}', not '{self.token.typed}'.")
        self.take()
        return inner

    def named(self) -> Node:
        token = self.take()
        key = _key(token.text)
        if token.text in FRACTIONS:
            return self.fraction()
        if key in self.symbols:
            return self.made(Symbol(self.symbols[key]))
        if key.lower() in ALIASES:
            return self.called(ALIASES[key.lower()], token, AFTER_BARE)
        if key in CONSTANTS:
            return self.made(Constant(key))
        raise FormulaError(self.unknown(token, key), token.start)

    def fraction(self) -> Node:
        parts = []
        for _ in range(2):
            if self.token.text != "{":
                self.fail("Write a fraction as \\frac{a}{b}, both parts in braces, or as a/b.")
            parts.append(self.bracket())
        return self.made(Binary("/", *parts))

    def called(self, function: str, token: Token, after: Sequence[str]) -> Node:
        """A function and its argument; without brackets only where nothing else could follow."""
        if self.token.text in CLOSING:
            return self.made(Call(function, self.bracket()))
        name = "√" if token.typed == "√" else _key(token.text)
        mend = f"the argument of {name} in parentheses: {name}(…)."
        if self.token.kind not in (NUMBER, NAME):
            self.fail(f"Put {mend}")
        node = self.made(Call(function, self.operand()))
        if self.token.text not in after:
            self.fail(f"This can be read in two ways; put {mend}")
        return node

    def unknown(self, token: Token, key: str) -> str:
        """What to say of a name that is neither a symbol nor a function."""
        if re.fullmatch(r"log(2|10|e)|lg|lb|ld", key):
            return f"log means the natural logarithm here; {token.typed} is not available."
        usable = f"Use {', '.join(self.symbols.values())}." if self.symbols else "Use numbers only."
        if self.token.text in CLOSING:
            usable += f" The functions are {', '.join(dict.fromkeys(('log', *FUNCTIONS)))}."
        better = _suggestion(key, self.symbols)
        return f"I do not know '{token.typed}'. {f'Do you mean {better}?' if better else usable}"


def _suggestion(key: str, symbols: Mapping[str, str]) -> str:
    """What an unknown name may stand for: mr for m*r, lnp for ln(p), P for p."""
    other_case = [symbol for name, symbol in symbols.items() if name.lower() == key.lower()]
    if other_case:
        return other_case[0]
    for function in ALIASES:
        if key.startswith(function) and (argument := _factors(key[len(function) :], symbols)):
            return f"{function}({'*'.join(argument)})"
    for function in ALIASES:
        if key.endswith(function) and (factors := _factors(key[: -len(function)], symbols)):
            return f"{'*'.join(factors)}*{function}(…)"
    return "*".join(_factors(key, symbols))


def _factors(key: str, symbols: Mapping[str, str]) -> list[str]:
    """Symbols that, written one after the other, give `key`; empty if there are none."""
    ways: dict[int, list[str]] = {0: []}
    for end in range(1, len(key) + 1):
        for name, symbol in symbols.items():
            start = end - len(name)
            if end not in ways and start in ways and key[start:end] == name:
                ways[end] = [*ways[start], symbol]
    return ways.get(len(key), [])


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
