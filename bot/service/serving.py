"""The service: the Telegram front with all that keeps it up."""

from __future__ import annotations

import asyncio
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import structlog
from telegram.error import TelegramError

from bot.errors import SettingsError
from bot.service.replicas.delivery_marks import DeliveryMarks
from bot.service.replicas.inbox import DurableInbox
from bot.service.replicas.polling_lock import SharedPollingLock
from bot.service.replicas.replica import BEAT, Identity, Peers
from bot.service.store.database import Database, StoreAwayError, database_url, sqlite_in
from bot.service.store.digest_mark import DigestMark
from bot.service.store.group_commit import GroupCommit
from bot.service.store.memory import Store, asked_lately, purge
from bot.service.watch.digest import WeeklyDigest, local_now
from bot.service.watch.health import Health
from bot.service.watch.metrics import Metrics
from bot.service.watch.notify import ServiceManager
from bot.service.watch.reloading import Reloader, prepare_in_a_process
from bot.service.watch.web import Receiver, WebServer, listen, web_app
from bot.telegram import Polling, Retry, Webhook, Worker, build_front, http_client

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from datetime import datetime

    from telegram.ext import ExtBot

    from bot.service.watch.reloading import Content
    from bot.settings import Settings
    from bot.telegram import TelegramFront

_PURGE_EVERY: Final = 3600.0
_SCRUB_EVERY: Final = 60.0
_LAST_RESPONSES: Final = 1.5

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Tempo:
    """How often things are done that nobody waits for, in seconds."""

    beat: float = BEAT
    first_retry: float = 1.0
    port: float = 5.0
    webhook: float = 60.0
    quiet: float = 1.0
    digest: float = 60.0


class Service:
    """One process of the service, from its start to its end."""

    def __init__(
        self,
        settings: Settings,
        load: Callable[[], Content],
        tempo: Tempo | None = None,
        prepare: Callable[[], Awaitable[str]] = prepare_in_a_process,
        now: Callable[[], datetime] = local_now,
    ) -> None:
        self._tempo = tempo or Tempo()
        bot = settings.require_token().partition(":")[0]
        self._settings = settings
        self._metrics = Metrics()
        content = load()
        self._metrics.serves(content.knowledge)
        self._health = Health(self._metrics, polls=settings.webhook_url is None)
        given = settings.database_url
        self._database = Database(
            database_url(given.get_secret_value()) if given else sqlite_in(settings.state_dir)
        )
        self._writes = GroupCommit(self._database)
        self._identity = Identity(settings.state_dir)
        self._peers = Peers(self._identity.name, self._tempo.beat)
        self._database.on_open.append(self._peers.enroll)
        self._store = Store(
            self._database,
            self._writes,
            days=settings.retention_days,
            per_minute=settings.questions_per_minute,
            on_question=self._metrics.asked,
        )
        self._reloader = Reloader(
            settings.knowledge,
            content,
            load,
            self._swap,
            self._tell_admins,
            partial(asked_lately, self._database),
            self._metrics,
            prepare,
            self._tempo.quiet,
        )
        self._front = self._build(content)
        number = int(bot) if bot.isdecimal() else 0
        self._delivery_marks = DeliveryMarks(self._identity.beside("receipts"))
        self._inbox = DurableInbox(self._database, self._writes, number, self._peers, self._delivery_marks)
        self._retry = Retry(first=self._tempo.first_retry, watch=self._health)
        self._digest = WeeklyDigest(
            DigestMark(self._database, number),
            lambda: self._front.reviewing,
            settings.admin_ids,
            self._retry,
            now,
            self._tempo.digest,
        )
        self._worker = Worker(self._front, self._inbox, self._retry, self._health)
        self._polling_lock = SharedPollingLock(self._database, number, self._peers.name)
        self._manager = ServiceManager()
        self._server: WebServer | None = None
        self._restarted = True
        self._purged = -_PURGE_EVERY
        self._scrubbed = time.monotonic()
        self._health.store_up = lambda: self._database.up
        self._health.standing_by = lambda: self._polling_lock.standing_by
        self._metrics.follow(
            queue_depth=lambda: self._worker.depth,
            undelivered_chats=lambda: self._worker.undelivered,
            store_up=lambda: self._database.up,
            standby=lambda: self._polling_lock.standing_by,
        )

    @property
    def port(self) -> int:
        """Where the endpoints are; 0 until they are."""
        return self._server.port if self._server else 0

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set.

        Raises:
            BotError: a setting is unusable, Telegram refuses the token, or the database is too new.

        """
        if self._settings.webhook_url:
            self._server = self._webhook_server(self._settings.webhook_url)
        try:
            await self._database.open()
            await self._take_up()
            background = [self._heartbeat(), self._web(), self._reloader.run(), self._digest.run()]
            self._manager.ready()
            await self._together(self._updates().run(stop), background, stop)
        finally:
            await self._end()

    def reload(self) -> None:
        """Have the content read anew."""
        self._reloader.request()

    def _build(self, content: Content, bot: ExtBot[None] | None = None) -> TelegramFront:
        return build_front(
            self._settings,
            content.answers,
            content.knowledge,
            self._store,
            content.examples,
            bot=bot,
            reload=self.reload,
        )

    def _swap(self, content: Content) -> None:
        self._front = self._build(content, self._front.bot)
        self._worker.swap(self._front)
        self._metrics.serves(content.knowledge)

    async def _tell_admins(self, text: str) -> None:
        for admin in sorted(self._settings.admin_ids):
            with suppress(TelegramError):
                await self._front.bot.send_message(admin, text)

    def _updates(self) -> Polling | Webhook:
        front, worker, retry = self._front, self._worker, self._retry
        if url := self._settings.webhook_url:
            secret = self._settings.require_webhook_secret()
            return Webhook(front, worker, url, secret, retry, self._health, self._tempo.webhook)
        request = http_client(self._settings, 1)
        return Polling(front, worker, request, retry, self._polling_lock, self._health)

    async def _together(
        self,
        front: Coroutine[None, None, None],
        background: list[Coroutine[None, None, None]],
        stop: asyncio.Event,
    ) -> None:
        """Run the front, and beside it what must never end before it does."""
        tasks = [asyncio.create_task(each) for each in background]
        answering = asyncio.create_task(front)
        halting = asyncio.create_task(self._announce(stop))
        try:
            await asyncio.wait({answering, *tasks}, return_when=asyncio.FIRST_COMPLETED)
            for each in tasks:
                if each.done():
                    await each
            await answering
        finally:
            stop.set()
            await asyncio.gather(answering, return_exceptions=True)
            if self._server is not None:
                self._server.should_exit = True
                await asyncio.wait(tasks, timeout=_LAST_RESPONSES, return_when=asyncio.FIRST_COMPLETED)
            for each in (*tasks, halting):
                each.cancel()
            await asyncio.gather(*tasks, halting, return_exceptions=True)

    async def _announce(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._health.stopping = True
        self._manager.stopping()

    async def _heartbeat(self) -> None:
        beat = self._tempo.beat
        period = min(beat, self._manager.watchdog / 2) if self._manager.watchdog else beat
        while True:
            await self._take_up()
            if self._health.moving():
                self._manager.alive()
            self._manager.status(self._health.state())
            await asyncio.sleep(period)

    async def _take_up(self) -> None:
        """Show life to the other replicas, and take up what lies unanswered."""
        await self._database.look()
        if not self._database.up and self._settings.database_url is None:
            # Somebody may have taken the whole folder away.
            with suppress(OSError):
                self._settings.state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self._database.up and not await self._database.open():
            await self._lead()
            return
        with suppress(StoreAwayError):
            await self._peers.beat(self._database)
            await self._lead()
            self._writes.resume()
            left = await self._inbox.adopt(own=self._restarted)
            self._restarted = False
            if left:
                log.info("taking up questions that were left unanswered", questions=len(left))
            for update in left:
                self._worker.begin(update)
            if time.monotonic() - self._purged >= _PURGE_EVERY:
                async with self._database.writing() as connection:
                    await purge(connection, self._settings.retention_days)
                self._purged = time.monotonic()
        if time.monotonic() - self._scrubbed >= _SCRUB_EVERY:
            await self._database.scrub()
            self._scrubbed = time.monotonic()

    async def _lead(self) -> None:
        """See whether it is this replica that fetches updates."""
        if not self._settings.webhook_url:
            await self._polling_lock.attempt()

    def _webhook_server(self, url: str) -> WebServer:
        receiver = Receiver(self._worker, self._health, self._settings.require_webhook_secret())
        app = web_app(self._metrics, self._health, receiver, urlsplit(url).path or "/")
        return WebServer(app, listen(self._settings))

    async def _web(self) -> None:
        if self._server is not None:
            await self._server.run_until_stopped()
            return
        # Polling needs no port: one that is taken, as by the process stood by for, is waited for.
        told = False
        while True:
            try:
                listener = listen(self._settings)
            except SettingsError as problem:
                if not told:
                    log.warning("no health checks and metrics for now", problem=str(problem))
                told = True
                await asyncio.sleep(self._tempo.port)
            else:
                self._server = WebServer(web_app(self._metrics, self._health), listener)
                await self._server.run_until_stopped()
                return

    async def _end(self) -> None:
        with suppress(TimeoutError, StoreAwayError):
            async with asyncio.timeout(1):
                await self._writes.flush()
                await self._peers.leave(self._database)
        await self._database.close()
        self._delivery_marks.close()
        self._identity.release()


async def serve(settings: Settings, load: Callable[[], Content]) -> None:
    """Answer on Telegram until SIGTERM or SIGINT, and read the content anew on SIGHUP.

    Raises:
        BotError: a setting is unusable, Telegram refuses the token, or the database is too new.

    """
    service = Service(settings, load)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = {signal.SIGTERM: stop.set, signal.SIGINT: stop.set, signal.SIGHUP: service.reload}
    for each, handle in signals.items():
        loop.add_signal_handler(each, handle)
    try:
        await service.run(stop)
    finally:
        for each in signals:
            loop.remove_signal_handler(each)
