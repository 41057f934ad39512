"""Who sets a value?  Looks at the option, the variable, the file, the default, and says which."""

import difflib
import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic

from grader.settings.kinds import Setting, T
from grader.settings.table import SETTINGS

CONFIG = "CHAINRULE_CONFIG"
USUAL = Path("chainrule.toml")


class Unusable(ValueError):
    """What is set cannot be used; the text says where it stands and how to mend it."""


@dataclass(frozen=True)
class Found(Generic[T]):
    """A value, and what set it: an option, a variable, a file, or nothing."""

    value: T
    source: str


def chosen(setting: Setting[T], given: T | None = None) -> T:
    """What holds where an option says `given`.  Raises Unusable."""
    return found(setting, given).value


def found(setting: Setting[T], given: T | None = None) -> Found[T]:
    """What holds, and what set it.  An option or a variable that is empty sets nothing."""
    if given or given == 0:
        return Found(given, setting.option)
    name = setting.variable
    if text := os.environ.get(name, ""):
        return Found(_value(setting, setting.kind.from_text, text, name), name)
    name = f"{name}_FILE"
    if setting.secret and (path := os.environ.get(name, "")):
        text = _text(Path(path), name).strip()
        return Found(_value(setting, setting.kind.from_text, text, path), name)
    path, stated = _stated()
    if setting.name in stated:
        value, place = stated[setting.name], f"{path}: {setting.name}"
        return Found(_value(setting, setting.kind.from_file, value, place), str(path))
    return Found(setting.default(), "default")


def file() -> Path | None:
    """The file of settings; None where there is none.  Raises Unusable."""
    return _stated()[0]


def _stated() -> tuple[Path | None, dict[str, Any]]:
    """The file of settings and what it states; every name is one that is known."""
    named = os.environ.get(CONFIG, "")
    path = Path(named or USUAL)
    if not named and not path.exists():
        return None, {}
    try:
        stated = tomllib.loads(_text(path, "--config" if named else "The settings"))
    except tomllib.TOMLDecodeError as error:
        raise Unusable(f"{path} is no TOML: {error}.") from error
    for name in stated.keys() - SETTINGS.keys():
        near = difflib.get_close_matches(name, SETTINGS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(SETTINGS)}."
        raise Unusable(f"{path}: there is no setting {name!r}; {hint}")
    return path, stated


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Unusable(f"{name}: {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Unusable(f"{name}: {path} is not UTF-8.") from error


def _value(setting: Setting[T], read: Callable[[Any], T], value: Any, place: str) -> T:
    try:
        return read(value)
    except ValueError as error:
        shown = "" if setting.secret else f", not {value!r}"
        raise Unusable(f"{place} should be {setting.kind.called}{shown}.") from error
