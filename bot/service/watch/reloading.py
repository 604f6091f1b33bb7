"""The content kept fresh: a changed knowledge folder is read aside and put in place of the old in one step."""

from __future__ import annotations

import asyncio
import shutil
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog
from watchfiles import awatch

from bot.errors import BotError
from bot.knowledge import Severity, check_knowledge, fingerprint
from bot.models import Language, Question
from bot.rendering.problems import in_lines
from bot.rendering.reloading import kept_text, reloaded_text

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence
    from pathlib import Path

    from bot.conversation.answering import Answers
    from bot.models import Knowledge, PassageId, Status
    from bot.service.watch.metrics import Metrics

_LOOK_EVERY: Final = 30.0
"""Seconds between looks at a folder whose file system tells nothing."""
_QUIET: Final = 1.0
_LINE: Final = 600
_NAMED: Final = 3
_SWITCH: Final = 0.0005

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Content:
    """What is served: the engine, what it reads, and questions to begin with."""

    answers: Answers
    knowledge: Knowledge
    examples: tuple[str, ...] = ()


async def prepare_in_a_process() -> str:
    """Check the folder and build its index in a process of its own, so that nobody waits; returns the problem, if any."""
    # It must not take the processor from who answers.
    nice = shutil.which("nice")
    process = await asyncio.create_subprocess_exec(
        *((nice, "-n", "10") if nice else ()),
        sys.executable,
        "-m",
        "bot",
        "index",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        raise
    lines = said.decode(errors="replace").strip().splitlines()
    if process.returncode == 0:
        return ""
    return (lines[-1] if lines else f"reading it ended with code {process.returncode}")[:_LINE]


class Reloader:
    """Puts new content in place of the old whenever the folder changes, or somebody asks for it.

    `quiet` is for how many seconds nothing may change before the folder is read; broken content changes nothing
    and is told, in the log and to `tell`.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - its connections to the rest of the service
        self,
        folder: Path,
        content: Content,
        load: Callable[[], Content],
        swap: Callable[[Content], None],
        tell: Callable[[str], Awaitable[None]],
        asked_lately: Callable[[], Awaitable[Sequence[str]]],
        metrics: Metrics,
        prepare: Callable[[], Awaitable[str]] = prepare_in_a_process,
        quiet: float = _QUIET,
    ) -> None:
        self._folder = folder
        self._content = content
        self._load = load
        self._swap = swap
        self._tell = tell
        self._asked_lately = asked_lately
        self._metrics = metrics
        self._prepare = prepare
        self._quiet = quiet
        self._wanted = asyncio.Event()
        self._told = ""

    def request(self) -> None:
        """Have the folder read as soon as it is quiet, changed or not."""
        self._told = ""
        self._wanted.set()

    async def run(self) -> None:
        """Watch and reload until cancelled."""
        watching = asyncio.create_task(self._watch())
        try:
            while True:
                await self._wanted.wait()
                await self._settle()
                self._wanted.clear()
                await self._reload()
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)

    async def _watch(self) -> None:
        seen = await asyncio.to_thread(fingerprint, self._folder)
        while True:
            with suppress(OSError):
                every = int(_LOOK_EVERY * 1000)
                async for changes in awatch(
                    self._folder, step=200, rust_timeout=every, yield_on_timeout=True
                ):
                    now = await asyncio.to_thread(fingerprint, self._folder)
                    if changes or now != seen:
                        self._wanted.set()
                    seen = now
            # The folder is not there, for now.
            await asyncio.sleep(_LOOK_EVERY)

    async def _settle(self) -> None:
        """Return when nothing has changed for a while: an editor's program may write in several steps."""
        before = await asyncio.to_thread(fingerprint, self._folder)
        while True:
            await asyncio.sleep(self._quiet)
            now = await asyncio.to_thread(fingerprint, self._folder)
            if now == before:
                return
            before = now

    async def _reload(self) -> None:
        problem = await self._prepare()
        if problem:
            await self._keep(problem)
            return
        try:
            with _yielding():
                content = await asyncio.to_thread(self._load)
        except BotError as error:
            await self._keep(str(error))
            return
        old, self._content = self._content, content
        knowledge = content.knowledge
        if knowledge.version == old.knowledge.version:
            return
        # Making ready what the front needs of the content takes a moment as well.
        with _yielding():
            await asyncio.to_thread(self._swap, content)
        self._told = ""
        self._metrics.reloads.labels("swapped").inc()
        log.info("new content is served", version=knowledge.version, passages=len(knowledge.passages))
        asked = await self._asked_lately()
        with _yielding():
            changed = await asyncio.to_thread(_answered_otherwise, asked, old.answers, content.answers)
        counts = len(knowledge.articles), len(knowledge.passages)
        await self._tell(reloaded_text(knowledge.version, *counts, changed, len(asked)))

    async def _keep(self, problem: str) -> None:
        found = await asyncio.to_thread(check_knowledge, self._folder)
        errors = [
            (each.path.name, each.line, str(each.severity), each.text)
            for each in found
            if each.severity is Severity.ERROR
        ]
        problem = "\n".join(in_lines(errors, Language.SIMPLIFIED)[:_NAMED]) or problem
        self._metrics.reloads.labels("kept").inc()
        log.error("the new content cannot be used; the old is still served", problem=problem)
        if problem != self._told:
            self._told = problem
            await self._tell(kept_text(problem))


@contextmanager
def _yielding() -> Iterator[None]:
    """Threads give way to one another after half a millisecond, and not after five, so that nobody feels the other."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _answered_otherwise(questions: Sequence[str], old: Answers, new: Answers) -> list[str]:
    """The questions that get another passage, or another kind of answer."""

    def shown(answers: Answers, text: str) -> tuple[Status, PassageId | None, str]:
        answer = answers.answer(Question(text), 1)
        first = answer.matches[0].passage if answer.matches else None
        return answer.status, first.id if first else None, first.text if first else ""

    return [text for text in questions if shown(old, text) != shown(new, text)]
