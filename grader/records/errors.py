"""What is wrong with a database, in a sentence that says how to mend it?"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc


class RecordsError(RuntimeError):
    """The records cannot be used; the text says why and what to do."""


@contextmanager
def explained(name: str) -> Iterator[None]:
    """What a database complains of, as a sentence."""
    try:
        yield
    except exc.DatabaseError as error:
        raise RecordsError(_sentence(name, str(error.orig))) from error


def _sentence(name: str, text: str) -> str:
    if "not a database" in text or "malformed" in text:
        return f"{name} is not a database of ours, or it is damaged; choose another with --db."
    if "readonly" in text or "unable to open" in text:
        return f"{name} cannot be written; check its folder's rights, or choose another with --db."
    if "locked" in text or "lock timeout" in text:
        return f"{name} is held by another process for too long; try again."
    if "full" in text:
        return f"The disk that holds {name} is full; make room and try again."
    if "disk I/O" in text:
        return f"{name} cannot be written any further; look for room and quotas, and try again."
    if "connection" in text:
        why = " ".join(text.split())
        return f"{name} cannot be reached ({why}); start the server, or choose another with --db."
    return f"{name}: {text}"
