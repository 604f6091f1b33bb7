"""The editors' commands, as `bot/cli.py` calls them."""

from __future__ import annotations

import secrets
import socket
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.editing import accepting, report
from bot.editing.gaps import open_questions
from bot.editing.phrases import editor_phrases
from bot.errors import BotError
from bot.service.asked import read_asked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import TextIO

    from bot.conversation.answering import Answers
    from bot.editing.gaps import OpenQuestion
    from bot.models import Knowledge, Language
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
    from bot.editing.preview.gate import is_loopback  # noqa: PLC0415 - as above
    from bot.editing.preview.server import Preview, PreviewServer  # noqa: PLC0415 - as above

    def open_now() -> list[OpenQuestion]:
        answers = previewed.answers
        return open_questions(read_asked(settings, _DAYS), answers) if answers is not None else []

    host = options.host or (settings.http_host if options.public else _HERE)
    given, token = settings.preview_token, ""
    if given is not None:
        token = given.get_secret_value()
    elif options.public or not is_loopback(host):
        token = secrets.token_urlsafe(24)
    port = settings.http_port if options.public and options.port is None else options.port
    listener = _listen(host, port)
    previewed = Previewed(settings.knowledge.resolve(), load)
    previewed.load()
    # What was given is known to whoever gave it, and what is written here may end in a log.
    query = "" if not token else f"?token={token if given is None else '$BOT_PREVIEW_TOKEN'}"
    address = f"{_reachable(host)}:{listener.getsockname()[1]}"
    sys.stdout.write(f"http://{address}/{query}\n{editor_phrases(settings.language).ends}\n")
    sys.stdout.flush()
    PreviewServer(Preview(previewed, open_now, settings.language), token).run([listener])


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
