"""Who is asking?  One local person, or people who signed in."""

from dataclasses import dataclass
from typing import Protocol

from fastapi import Request

from grader.records import Records
from grader.records.codes import INSTRUCTOR
from grader.records.sessions import Person, person_of
from grader.web.addresses import is_here
from grader.web.answers import Clock, now

LOCAL = "local"
COOKIE = "chainrule"


class People(Protocol):
    """Says which student or instructor a request comes from; None if it may not."""

    def student(self, request: Request) -> str | None: ...

    def instructor(self, request: Request) -> str | None: ...


class OnePerson:
    """Without a roster, whoever sits at this machine is the one student and the instructor."""

    def student(self, request: Request) -> str | None:
        return LOCAL if is_here(request) else None

    def instructor(self, request: Request) -> str | None:
        return self.student(request)


@dataclass(frozen=True)
class Class:
    """With a roster, people who signed in.  An instructor may see what students see."""

    records: Records
    clock: Clock = now

    def person(self, request: Request) -> Person | None:
        token = request.cookies.get(COOKIE)
        return person_of(self.records, token, self.clock()) if token else None

    def student(self, request: Request) -> str | None:
        person = self.person(request)
        return person.key if person else None

    def instructor(self, request: Request) -> str | None:
        person = self.person(request)
        return person.key if person and person.role == INSTRUCTOR else None
