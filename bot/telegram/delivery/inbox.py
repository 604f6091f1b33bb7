"""Where updates lie from their arrival to their answer; in memory here, in a database elsewhere."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

import structlog

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LARGEST_ID: Final = (1 << 63) - 1
_REMEMBERED: Final = 10_000

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update as Telegram sent it."""

    id: int
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ClaimedUpdates:
    """Which updates are this process's to answer; unless `safe`, they are lost if it dies before it has."""

    updates: tuple[RawUpdate, ...]
    safe: bool


class Inbox(Protocol):
    """What keeps updates until they are answered; it never raises because its store is away."""

    async def admit(self, updates: Sequence[RawUpdate]) -> ClaimedUpdates:
        """Keep and claim those of the updates that nobody has claimed before."""
        ...

    async def mine(self, update: RawUpdate) -> bool:
        """Whether the update is still this process's to answer; waits while that cannot be known."""
        ...

    def note(self, update: RawUpdate) -> None:
        """Take down at once, as far as that is possible, that an update has been dealt with."""
        ...

    async def answered(self, update: RawUpdate) -> None:
        """Let go of an update that has been dealt with."""
        ...


class BriefInbox:
    """An inbox that keeps nothing, and knows the last updates that it saw."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._order: deque[int] = deque()

    async def admit(self, updates: Sequence[RawUpdate]) -> ClaimedUpdates:
        """Claim those that are new to this process."""
        new = tuple(update for update in updates if update.id not in self._seen)
        self.know(update.id for update in new)
        return ClaimedUpdates(new, safe=False)

    async def mine(self, update: RawUpdate) -> bool:  # noqa: ARG002 - the protocol's
        """Nobody else knows of it."""
        return True

    def note(self, update: RawUpdate) -> None:
        """Nothing is kept."""

    async def answered(self, update: RawUpdate) -> None:
        """Nothing was kept."""

    def know(self, numbers: Iterable[int]) -> None:
        """Take these for seen."""
        for number in numbers:
            if number not in self._seen:
                self._seen.add(number)
                self._order.append(number)
        while len(self._order) > _REMEMBERED:
            self._seen.discard(self._order.popleft())

    def forget(self, number: int) -> None:
        """Take this one for new should it come again."""
        if number in self._seen:
            self._seen.discard(number)
            self._order.remove(number)


def raw_update(found: object) -> RawUpdate | None:
    """What was read from JSON as an update; None when it cannot be one."""
    number = found.get("update_id") if isinstance(found, dict) else None
    if type(number) is not int or not 0 <= number <= LARGEST_ID or not isinstance(found, dict):
        return None
    return RawUpdate(number, found)


def raw_updates(found: Iterable[object]) -> tuple[RawUpdate, ...]:
    """Those among what was read that are updates, each once; the others are told and left behind."""
    updates: dict[int, RawUpdate] = {}
    for each in found:
        update = raw_update(each)
        if update is None:
            log.warning("Telegram sent something that is no update")
        else:
            updates.setdefault(update.id, update)
    return tuple(updates.values())
