"""The commands."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from typing import TYPE_CHECKING

from tests.load.absences import abuse, outage, pause
from tests.load.kills import kills
from tests.load.memory import memory
from tests.load.reloading import reloading
from tests.load.replicas import replicas
from tests.load.throughput import throughput

if TYPE_CHECKING:
    from collections.abc import Coroutine


def main() -> int:
    """Run one command; exit code 0 when it shows what it must."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument(
        "command", choices=("kills", "pause", "outage", "abuse", "reload", "replicas", "throughput", "memory")
    )
    parser.add_argument("--mode", choices=("polling", "webhook"), default="polling")
    parser.add_argument("--count", type=int, default=0, help="questions or updates")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--database", default="", help="PostgreSQL instead of SQLite")
    parser.add_argument("--latency", type=int, default=0, help="milliseconds to Telegram and back")
    parser.add_argument("--gently", action="store_true", help="restart replicas instead of killing them")
    given = parser.parse_args()
    database = given.database or os.environ.get("BOT_TEST_DATABASE_URL", "")
    runs: dict[str, Coroutine[None, None, bool]] = {
        "kills": kills(
            given.mode,
            given.count or 1000,
            seed=given.seed,
            database=given.database,
            latency=given.latency / 1000,
        ),
        "pause": pause(given.database, given.count or 100),
        "outage": outage(given.count or 60),
        "abuse": abuse(given.count or 5000),
        "reload": reloading(given.count or 1000),
        "replicas": replicas(
            database,
            given.count or 1500,
            given.seed,
            gently=given.gently,
        ),
        "throughput": throughput(given.count or 1500, database=database),
        "memory": memory(given.count or 200_000),
    }
    chosen = runs.pop(given.command)
    for other in runs.values():
        other.close()
    return 0 if asyncio.run(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
