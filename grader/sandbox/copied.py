"""Is a line not Python because of where it was copied from?  Notebooks, consoles, web pages."""

import re

COPIED = (
    (r"^[%!]", "A line that begins with % or ! is a notebook's own; take it out."),
    (r"^(>>>|\.\.\. |In ?\[)", "Take out what the console or the notebook wrote before the code."),
    (r"invalid character .[“”‘’„«»]", "Write plain quotes, \" or '."),
    (r"invalid character .[−–—]", "Write a plain minus sign, -."),
    (
        r"non-printable character",
        "A space there is not a plain one, as happens with what is copied from a web page; type it "
        "anew.",
    ),
)


def not_python(message: str, text: str) -> str:
    """What Python says of a line, and what to do where it was copied from somewhere else."""
    said = f"{text.strip()}\n{message}"
    found = (f" {what}" for pattern, what in COPIED if re.search(pattern, said, re.MULTILINE))
    return f"This is not Python: {message}.{next(found, '')}"
