"""A class in front of the page: what each student does, how long it took, what came back."""

import asyncio
import html
import json
import re
import time
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass, field

from bench.site.answers import Answer, answers
from bench.site.served import Served
from bench.site.wire import Wire
from grader.web.checking import BUSY, NOT_KEPT, OFTEN, YOURS

REFUSALS = (BUSY, YOURS, NOT_KEPT, OFTEN.partition("{")[0])
NAMED = re.compile(r"student\d{3}")
PAUSE = 0.3  # seconds between two looks at what is typed


@dataclass
class Seen:
    """What the class saw: seconds of every kind of event, and what should not be."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    verdicts: Counter[str] = field(default_factory=Counter)
    told_to_wait: int = 0
    unanswered: int = 0
    wrong: list[str] = field(default_factory=list)


class Student:
    """One browser: the events of the page as it sends them, and a look at what comes back."""

    def __init__(self, key: str, place: int, wire: Wire, events: dict[str, int], seen: Seen):
        self.key, self.wire, self.events, self.seen = key, wire, events, seen
        self.answers = answers(key, place)
        self.sent: Counter[str] = Counter()
        self.here = ""

    async def prepared(self, pause: float = 0.0) -> Answer:
        """The next answer, up to the click: the exercise is shown, the fields are typed in."""
        answer = next(self.answers)
        if answer.exercise != self.here:
            self.here = answer.exercise
            await self._event("show", [answer.exercise, ""])
        for typed in answer.readings:
            await asyncio.sleep(pause)
            await self._event("read", typed)
        return answer

    async def checked(self, answer: Answer) -> None:
        """Click, and look at the verdict."""
        back = await self._event("check", answer.data)
        if back is None:
            return
        if any(refusal in back for refusal in REFUSALS):
            self.seen.told_to_wait += 1
            return
        self.seen.verdicts[self.key] += 1
        self.sent[answer.exercise] += 1
        count = self.sent[answer.exercise]
        expected = [answer.mark, f"{count} attempt{'s' * (count > 1)}"]
        self._look(back, expected)

    async def _event(self, name: str, data: list[object]) -> str | None:
        """The text that an event brought; None if it brought none."""
        body = {
            "data": data, "event_data": None, "fn_index": self.events[name], "trigger_id": 0,
            "session_hash": f"of{self.key}",
        }  # fmt: skip
        began = time.perf_counter()
        try:
            back = await self.wire.post(f"/learn/gradio_api/run/predict?exercise={data[0]}", body)
        except ConnectionError:
            self.seen.unanswered += 1
            return None
        self.seen.seconds.setdefault(name, []).append(time.perf_counter() - began)
        text = html.unescape(json.dumps(back["data"], ensure_ascii=False))
        self._look(text, [])
        return text

    def _look(self, text: str, expected: list[str]) -> None:
        strange = {*NAMED.findall(text)} - {self.key}
        missing = [one for one in expected if one not in text]
        if strange or missing:
            self.seen.wrong.append(f"{self.key}: {strange or missing}")


class School:
    """All of them."""

    def __init__(self, site: Served, events: dict[str, int]) -> None:
        self.seen, self.site = Seen(), site
        self.students = [
            Student(key, place, Wire(site.port, token), events, self.seen)
            for place, (key, token) in enumerate(site.tokens.items())
        ]

    def look_anew(self) -> Seen:
        """What was seen until now; from now on it is counted anew, but for the verdicts."""
        before = self.seen
        self.seen = Seen(verdicts=before.verdicts, wrong=before.wrong)
        for student in self.students:
            student.seen = self.seen
        return before

    async def alone(self, times: int) -> None:
        """One student answers, nobody else does."""
        for _ in range(times):
            await self.students[0].checked(await self.students[0].prepared())

    async def lesson(self, seconds: float, each: float) -> None:
        """Everybody answers once in `each` seconds, not all at the same moment."""
        end = time.perf_counter() + seconds

        async def sits(student: Student, first: float) -> None:
            click = time.perf_counter() + first
            while click < end:
                answer = await student.prepared(PAUSE)
                await asyncio.sleep(max(0.0, click - time.perf_counter()))
                await student.checked(answer)
                click += each

        every = len(self.students)
        await _all(sits(one, each * (1 + n / every)) for n, one in enumerate(self.students))

    async def burst(self) -> float:
        """Everybody clicks at the same moment; seconds until the last one has an answer."""
        ready = [(one, await one.prepared()) for one in self.students]
        began = time.perf_counter()
        await _all(student.checked(answer) for student, answer in ready)
        return time.perf_counter() - began

    async def hurry(self, count: int, at_once: int = 16) -> None:
        """So many answers as fast as the site gives verdicts, `at_once` students at a time."""
        left = iter(range(count))

        async def goes_on(mine: list[Student]) -> None:
            while True:
                for student in mine:
                    if next(left, None) is None:
                        return
                    await student.checked(await student.prepared())

        await _all(goes_on(self.students[n::at_once]) for n in range(at_once))

    def close(self) -> None:
        for student in self.students:
            student.wire.close()


async def _all(work: "list[Awaitable[None]] | object") -> None:
    await asyncio.gather(*work)
