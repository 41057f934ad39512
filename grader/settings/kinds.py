"""What is a setting, and how does a value stand in the environment and in a file?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Kind(Generic[T]):
    """What people call such a value, and how it is read from a variable's text and from TOML.

    Both readers raise ValueError.
    """

    called: str
    from_text: Callable[[str], T]
    from_file: Callable[[Any], T]


@dataclass(frozen=True)
class Setting(Generic[T]):
    """Something that can be set.  What is `secret` may stand in a file of its own."""

    name: str
    kind: Kind[T]
    default: Callable[[], T]
    meaning: str
    option: str = ""
    secret: bool = False

    @property
    def variable(self) -> str:
        return f"CHAINRULE_{self.name.upper()}"


def _exactly(kind: type[T]) -> Callable[[Any], T]:
    def read(value: Any) -> T:
        if type(value) is not kind:  # True is no number
            raise ValueError(value)
        return value

    return read


def number(least: int, most: int) -> Kind[int]:
    def within(value: int) -> int:
        if not least <= value <= most:
            raise ValueError(value)
        return value

    return Kind(
        f"a whole number from {least} to {most}",
        lambda text: within(int(text)),
        lambda value: within(_exactly(int)(value)),
    )


def _parted(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _texts(value: Any) -> list[str]:
    return [_exactly(str)(one) for one in _exactly(list)(value)]


TEXT = Kind("a text", str, _exactly(str))
TEXTS = Kind('a list, as ["a", "b"]', _parted, _texts)
