"""The editors' commands, as `bot/cli.py` calls them."""

from __future__ import annotations

import secrets
import socket
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.conversation.gaps import open_questions
from bot.editing import accepting, report
from bot.editing.phrases import editor_phrases
from bot.errors import BotError
from bot.service.asked import read_asked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import TextIO

    from bot.conversation.answering import Answers
    from bot.models import Knowledge, Language, OpenQuestion
    from bot.settings import Settings

_DAYS: Final = 90
_HERE: Final = "127.0.0.1"
_PORT: Final = 8081


@dataclass(frozen=True, slots=True)
class GapsOptions:
    """What the command `gaps` was asked for."""

    days: int
    as_json: bool = False
    csv: Path | None = None
    html: Path | None = None
    to_eval: Path | None = None
    to_forms: bool = False


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """Where the command `preview` was asked to listen; `public` is for an editor elsewhere, where the settings have HTTP."""

    host: str | None = None
    port: int | None = None
    public: bool = False


def show_gaps(settings: Settings, answers: Answers, options: GapsOptions, out: TextIO) -> None:
    """Show what readers asked in vain; nothing changes until somebody accepts something."""
    log, language = read_asked(settings, options.days), settings.language
    found = open_questions(log, answers)
    files: tuple[tuple[Path | None, Callable[[], str]], ...] = (
        (options.csv, lambda: report.as_csv(found, language)),
        (options.html, lambda: report.as_page(found, log, language)),
        (options.to_eval, lambda: "".join(report.as_labels(found))),
    )
    for path, written in files:
        if path is not None:
            path.write_text(written(), encoding="utf-8")
    if options.to_forms:
        accepting.settle(found, settings.knowledge, language, input, print)
    elif options.as_json:
        out.writelines(report.as_json(found, language))
    elif not any(path for path, _ in files):
        out.writelines(f"{line}\n" for line in report.as_text(found, language))


def import_documents(
    files: Sequence[Path], folder: Path, language: Language, out: TextIO, *, dry_run: bool
) -> bool:
    """Turn documents into articles of the folder; whether every one became one."""
    import jieba  # noqa: PLC0415 - it takes a moment
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.progress import track  # noqa: PLC0415 - as above

    from bot.editing.importing.command import import_each, report_of  # noqa: PLC0415 - as above

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    words: dict[str, int] = jieba.dt.FREQ
    console, phrases = Console(stderr=True), editor_phrases(language)
    failed = made = 0
    found = import_each(files, folder, lambda text: words.get(text, 0) > 0, write_them=not dry_run)
    shown = track(found, phrases.importing, console=console, transient=True, disable=not console.is_terminal)
    for each in shown:
        failed += each.draft is None
        made += each.draft is not None
        out.writelines(f"{line}\n" for line in report_of(each, language, written=not dry_run))
    if made and not dry_run:
        out.write(f"{phrases.check_next}\n")
    return not failed


def serve_preview(
    settings: Settings, load: Callable[[], tuple[Knowledge, Answers]], options: PreviewOptions
) -> None:
    """Show the folder in a browser until interrupted; from elsewhere only to who has the address with the token.

    Raises:
        BotError: the port cannot be had.

    """
    from bot.editing.preview.content import Previewed  # noqa: PLC0415 - it takes a moment
    from bot.editing.preview.server import Preview, PreviewServer  # noqa: PLC0415 - as above

    def open_now() -> list[OpenQuestion]:
        answers = previewed.answers
        return open_questions(read_asked(settings, _DAYS), answers) if answers is not None else []

    door = open_door(settings, options)
    listener = _listen(door.host, door.port)
    previewed = Previewed(settings.knowledge.resolve(), load)
    previewed.load()
    address = f"{_reachable(door.host)}:{listener.getsockname()[1]}"
    query = f"?token={door.shown}" if door.token else ""
    sys.stdout.write(f"http://{address}/{query}\n{editor_phrases(settings.language).ends}\n")
    sys.stdout.flush()
    PreviewServer(Preview(previewed, open_now, settings.language), door.token).run([listener])


@dataclass(frozen=True, slots=True)
class Door:
    """Where the preview listens, the token that it asks for ("" for none), and what of that may be shown."""

    host: str
    port: int | None
    token: str = ""
    shown: str = ""


def open_door(settings: Settings, options: PreviewOptions) -> Door:
    """Where to listen; without a token only at an address that this machine alone reaches, and only if none is set."""
    from bot.editing.preview.gate import is_loopback  # noqa: PLC0415 - it takes a moment

    host = options.host or (settings.http_host if options.public else _HERE)
    port = settings.http_port if options.public and options.port is None else options.port
    if settings.preview_token is not None:
        # Whoever set it knows it, and what is shown may end in a log.
        return Door(host, port, settings.preview_token.get_secret_value(), "$BOT_PREVIEW_TOKEN")
    if not options.public and is_loopback(host):
        return Door(host, port)
    token = secrets.token_urlsafe(24)
    return Door(host, port, token, token)


def _listen(host: str, port: int | None) -> socket.socket:
    """A socket on this port; on the usual one, or where that is taken on any that is free, when none is named."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        try:
            listener.bind((host, _PORT if port is None else port))
        except OSError:
            if port is not None:
                raise
            listener.bind((host, 0))
        # Whoever is as fast as the address is shown waits, and is not turned away.
        listener.listen()
    except OSError as error:
        listener.close()
        raise BotError(
            f"--port {host}:{port} cannot be listened on ({error.strerror}); free it or set another"
        ) from None
    return listener


def _reachable(host: str) -> str:
    """What stands for the host in an address that is passed on."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - nothing is bound here
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host
