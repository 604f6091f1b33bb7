"""Runs the commands: python -m bot."""

from __future__ import annotations

import gc
import sys


def run() -> None:
    """Run one command and leave with its exit code; Ctrl-C leaves quietly, even while libraries load."""
    # What is imported stays; searching it for garbage would take a tenth of the time to the first answer.
    gc.disable()
    try:
        from bot.cli import main  # noqa: PLC0415

        gc.enable()
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
