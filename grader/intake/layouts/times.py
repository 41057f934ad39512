"""Which moment does a platform's time stand for?"""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from grader.intake.folder import UnusableInput


def moment(text: str) -> datetime | None:
    """A time such as `2026-10-01 23:12:11.861687000 Z`; None if it is none."""
    try:
        return datetime.fromisoformat(text.strip().replace(" UTC", "Z"))
    except ValueError:
        return None


def zone_called(name: str) -> tzinfo:
    """The time zone of this name.  Raises UnusableInput."""
    try:
        return ZoneInfo(name)
    # A name such as Europe is that of a folder of zones.
    except (KeyError, ValueError, OSError) as error:
        raise UnusableInput(f"There is no time zone {name!r}; one is Europe/Berlin.") from error
