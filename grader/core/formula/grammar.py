"""How do the words of a formula fit together?  Precedence climbing, with a sentence for misfits."""

import re
from collections.abc import Mapping, Sequence
from typing import NoReturn

from grader.core.formula.errors import FormulaError
from grader.core.formula.letters import key_of
from grader.core.formula.tokens import END, FRACTIONS, NAME, NUMBER, RAISED, Token
from grader.core.formula.tree import (
    ALIASES,
    BINDING,
    CONSTANTS,
    FUNCTIONS,
    OPERATIONS,
    Binary,
    Call,
    Constant,
    Negative,
    Node,
    Number,
    Symbol,
)

NODES, DEPTH = 120, 60
IMPLICIT = "implicit"
PRECEDENCE = {**BINDING, RAISED: BINDING["**"], IMPLICIT: BINDING["*"]}
CLOSING = {"(": ")", "[": "]", "{": "}"}
AFTER_BARE = ("", "+", "-", *CLOSING.values())


class Parser:
    """Precedence climbing over the tokens of one formula."""

    def __init__(self, tokens: Sequence[Token], symbols: Sequence[str]) -> None:
        self.tokens = tokens
        self.symbols = {key_of(symbol): symbol for symbol in symbols}
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
        key = key_of(token.text)
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
        name = "√" if token.typed == "√" else key_of(token.text)
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
    """What an unknown name may stand for: mr for m*r, lnp for ln(p), ln5 for ln(5), P for p."""
    other_case = [symbol for name, symbol in symbols.items() if name.lower() == key.lower()]
    if other_case:
        return other_case[0]
    for function in ALIASES:
        rest = key.removeprefix(function)
        argument = [rest] if rest.isdecimal() else _factors(rest, symbols)
        if rest != key and argument:
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
