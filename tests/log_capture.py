"""The real log pipeline, written to memory, with all global state put back afterwards."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING

import structlog

from bot.logs import configure_logging
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def captured_log(**settings: str) -> Iterator[StringIO]:
    """What is logged under these settings until the block ends."""
    root = logging.getLogger()
    known = set(root.manager.loggerDict)
    levels = {name: logging.getLogger(name).level for name in known}
    handlers, level, hook = root.handlers, root.level, sys.excepthook
    before = structlog.get_config()
    stream = StringIO()
    configure_logging(Settings.model_validate(settings), stream)
    try:
        yield stream
    finally:
        logging.captureWarnings(capture=False)
        root.handlers, sys.excepthook = handlers, hook
        root.setLevel(level)
        for name in set(root.manager.loggerDict):
            logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))
        structlog.configure(**before)
