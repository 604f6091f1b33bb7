"""The log: one line an event, on standard error, and never a secret."""

from __future__ import annotations

import logging
import re
import sys
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import structlog

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType
    from typing import TextIO

    from structlog.typing import Processor, ProcessorReturnValue, WrappedLogger

    from bot.settings import Settings

_HIDDEN: Final = "<token>"
# They tell of every request, and of every failure that we tell of ourselves, with its traceback.
_TALKATIVE: Final = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram.request": logging.CRITICAL,
    "uvicorn.error": logging.WARNING,
}
# They tell of every statement and request at DEBUG, with the words that people have written.
_SILENT: Final = ("aiosqlite", "telegram.ext.ExtBot")


def configure_logging(settings: Settings, stream: TextIO | None = None) -> None:
    """Send structlog's and the standard library's records, warnings and crashes through one pipeline."""
    stream = stream or sys.stderr
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    shared: list[Processor] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _renderer(settings, stream),
            _hiding(settings.secrets()),
        ],
        foreign_pre_chain=shared,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    logging.captureWarnings(capture=True)
    for name, usual in _TALKATIVE.items():
        logging.getLogger(name).setLevel(logging.DEBUG if level == logging.DEBUG else usual)
    for name in _SILENT:
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _log_crash


def _renderer(settings: Settings, stream: TextIO) -> Processor:
    if settings.log_format == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(
        colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback
    )


def _hiding(secrets: Iterable[str]) -> Processor:
    """A last processor that takes the secrets out of the finished line, however they got there."""
    shapes = {shape for secret in secrets if secret for shape in (secret, quote(secret, safe=""))}
    # The longest first, in case one secret begins another.
    found = re.compile("|".join(re.escape(shape) for shape in sorted(shapes, key=len, reverse=True)))

    def hide(_logger: WrappedLogger, _method: str, line: ProcessorReturnValue) -> ProcessorReturnValue:
        return found.sub(_HIDDEN, line) if shapes and isinstance(line, str) else line

    return hide


def _log_crash(kind: type[BaseException], crash: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, crash, trace)
        return
    logging.getLogger("bot").critical("crashed", exc_info=(kind, crash, trace))
