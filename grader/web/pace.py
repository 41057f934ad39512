"""How often may one student check?  So many answers in a minute, counted in this process."""

import datetime
import threading
from collections import deque

WINDOW = datetime.timedelta(minutes=1)
MOST = 30


class Pace:
    """The times of everybody's latest answers; those who rest are forgotten."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._times: dict[str, deque[datetime.datetime]] = {}

    def wait(self, student: str, now: datetime.datetime) -> int:
        """Count an answer; or the seconds until there may be another."""
        with self._lock:
            self._forget(now - WINDOW)
            times = self._times.setdefault(student, deque())
            if len(times) < self._most:
                times.append(now)
                return 0
            return max(1, round((times[0] + WINDOW - now).total_seconds()))

    def _forget(self, until: datetime.datetime) -> None:
        for student, times in list(self._times.items()):
            while times and times[0] <= until:
                times.popleft()
            if not times:
                del self._times[student]
