"""Runs the commands: python -m bot."""

from __future__ import annotations

import gc
import os
import sys


def run() -> None:
    """Run one command and leave with its exit code; Ctrl-C leaves quietly, even while libraries load."""
    # Matrices are small here: on a busy machine, threads that wait for one another make their products ten times slower.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
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
