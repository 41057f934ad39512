"""Who is asking?  One local person, or people who signed in."""

from typing import Protocol

from fastapi import Request

LOCAL = "local"


class People(Protocol):
    """Says which student or instructor a request comes from; None if it may not."""

    def student(self, request: Request) -> str | None: ...

    def instructor(self, request: Request) -> str | None: ...


class OnePerson:
    """Without a roster, whoever sits at this machine is the one student and the instructor."""

    def student(self, request: Request) -> str | None:
        return LOCAL

    def instructor(self, request: Request) -> str | None:
        return LOCAL
