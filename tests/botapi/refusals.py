"""How the Bot API says no."""

from __future__ import annotations

from typing import Any


class RefusedError(Exception):
    """A request that Telegram would refuse, with its status and its words.

    `wrong` tells a request that no bot should make from one that came too late or met a closed door.
    """

    def __init__(self, status: int, description: str, *, wrong: bool = False, **parameters: int) -> None:
        super().__init__(description)
        self.wrong = wrong
        self.status = status
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON that Telegram answers with."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


def bad_request(problem: str) -> RefusedError:
    """Status 400 for a request that is wrong in itself, in Telegram's wording."""
    return RefusedError(400, f"Bad Request: {problem}", wrong=True)


def too_late(problem: str) -> RefusedError:
    """Status 400 for a request that the state of things has overtaken."""
    return RefusedError(400, f"Bad Request: {problem}")
