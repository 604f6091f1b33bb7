"""Files in: UTF-8, JSON and the right shape, or one line that says where they are not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import EvaluationFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Record(BaseModel):
    """The shape of a piece of JSON; what it does not name is ignored."""

    model_config = ConfigDict(strict=True, frozen=True)


Shape = TypeVar("Shape", bound=Record)


def read_text(path: Path) -> str:
    """The whole file, without a byte order mark."""
    data = path.read_bytes()
    try:
        return data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise EvaluationFileError("is not UTF-8; save the file as UTF-8", path, line) from None


def read_lines(path: Path, text: str, shape: type[Shape]) -> Iterator[tuple[int, Shape]]:
    """Each line that is not blank, as a record, with its number."""
    # Only line feeds end a line: JSON strings may hold what else splitlines() takes for one.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            raise EvaluationFileError(
                "is not JSON; write one object a line, in one line", path, number
            ) from None
        yield number, validated(value, shape, path, number)


def validated(value: object, shape: type[Shape], path: Path, line: int | None = None) -> Shape:
    """The value as a record of this shape."""
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"])
        problem = f"{place.removeprefix('.')}: {first['msg']}" if place else first["msg"]
        raise EvaluationFileError(problem, path, line) from None
