"""Which moment does a platform's time stand for?"""

from datetime import datetime


def moment(text: str) -> datetime | None:
    """A time such as `2026-10-01 23:12:11.861687000 Z`; None if it is none."""
    try:
        return datetime.fromisoformat(text.strip().replace(" UTC", "Z"))
    except ValueError:
        return None
