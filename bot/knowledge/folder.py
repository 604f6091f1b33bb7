"""Files in and text out: the only place that touches the disk, careful with what it finds there."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from bot.knowledge.problems import Problems

# Far above any real folder, low enough that a hostile one is refused before it hurts.
_MEBIBYTE = 1 << 20
_MOST_BYTES_IN_A_FILE = 1024 * _MEBIBYTE
_MOST_BYTES = 2048 * _MEBIBYTE
_MOST_FILES = 50_000

ARTICLE_SUFFIXES = (".md", ".markdown", ".txt")
_BESIDE = frozenset({"readme", "license", "changelog", "contributing", "dictionary", "examples", "absent"})
_PUT_ONE = "put an article there, such as my-town.md"

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def control_character(text: str) -> re.Match[str] | None:
    """The first control code, other than tab and line feed, or lone surrogate: no text should hold one."""
    return _CONTROL.search(text)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file, with line feeds for line ends and no byte order mark."""

    path: Path
    text: str


def fingerprint(root: Path) -> str:
    """A hash of the names, sizes and times of all files below the folder: 16 hexadecimal digits, equal while none changes.

    "" when the folder cannot be listed, or holds a link, whose target may change unseen.
    """
    digest = hashlib.sha256(str(root.resolve()).encode())
    try:
        for folder, folders, names in os.walk(root, onerror=_raise):
            folders.sort()
            for name in sorted(names):
                status = os.lstat(os.path.join(folder, name))  # noqa: PTH118 - many files, and pathlib is slow
                if stat.S_ISLNK(status.st_mode):
                    return ""
                digest.update(
                    f"{folder}/{name} {status.st_size} {status.st_mtime_ns}\n".encode(
                        errors="surrogateescape"
                    )
                )
    except OSError:
        return ""
    return digest.hexdigest()[:16]


def _raise(error: OSError) -> None:
    raise error


class Folder:
    """A knowledge folder: lists and reads its files, and refuses what leads out of it or is too large."""

    def __init__(self, root: Path, problems: Problems) -> None:
        self.root = root
        self._problems = problems
        self._bytes_left = _MOST_BYTES
        self._digests: list[str] = []

    @property
    def version(self) -> str:
        """A hash of everything read as content, in whatever order: 8 hexadecimal digits."""
        return hashlib.sha256("\n".join(sorted(self._digests)).encode()).hexdigest()[:8]

    def articles(self) -> list[Path]:
        """The article files, sorted; none at all is an error."""
        folder = self.root / "articles"
        try:
            if not self.root.is_dir():
                remedy = "name one that holds articles/*.md with --knowledge or BOT_KNOWLEDGE"
                self._problems.error(self.root, None, f"is no folder; {remedy}")
                return []
            if not folder.is_dir():
                self._problems.error(folder, None, f"is no folder; make it and {_PUT_ONE}")
                return []
        except OSError as error:
            self._problems.error(self.root, None, f"cannot be opened ({_reason(error)}); check the path")
            return []
        found = self.files("articles", *ARTICLE_SUFFIXES)
        if not found and self._problems.first_error is None:
            self._problems.error(folder, None, f"holds no *.md file; {_PUT_ONE}")
        return found

    def strangers(self) -> list[Path]:
        """The files among the articles that are no articles, such as a document of a word processor."""
        folder = self.root / "articles"
        return sorted(
            path
            for path in folder.rglob("*")
            if path.is_file()
            and path.suffix.lower() not in ARTICLE_SUFFIXES
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        )

    def misplaced(self) -> list[Path]:
        """What looks like an article, and lies beside the folder of articles instead of in it."""
        return sorted(
            path
            for path in self.root.iterdir()
            if path.is_file()
            and path.suffix.lower() in ARTICLE_SUFFIXES
            and path.stem.lower() not in _BESIDE
            and not path.name.startswith(".")
        )

    def files(self, subfolder: str, *suffixes: str) -> list[Path]:
        """The files of a subfolder, and of those below it, that end so, sorted, without hidden ones."""
        folder = self.root / subfolder
        try:
            if not folder.is_dir():
                return []
            found = sorted(
                path
                for path in folder.rglob("*")
                if path.suffix.lower() in suffixes
                and not any(part.startswith(".") for part in path.relative_to(folder).parts)
            )
        except OSError as error:
            self._problems.error(folder, None, f"cannot be listed ({_reason(error)}); check its permissions")
            return []
        if len(found) > _MOST_FILES:
            self._problems.error(
                folder, None, f"holds more than {_MOST_FILES:,} files; split the knowledge folder"
            )
            return []
        for path in found:
            if not path.name.isprintable():
                self._problems.error(
                    folder, None, f"the file name {path.name!a} cannot be shown; rename the file"
                )
        return [path for path in found if path.name.isprintable()]

    def file(self, name: str) -> Path | None:
        """A file directly in the folder, or None when it is not there."""
        path = self.root / name
        return path if os.path.lexists(path) else None

    def content(self, path: Path) -> Source | None:
        """The text of a file that is part of what the bot knows; None after noting why it cannot be read."""
        source = self.text(path)
        if source is None:
            return None
        control = control_character(source.text)
        if control is not None:
            line = source.text.count("\n", 0, control.start()) + 1
            code = f"U+{ord(control[0]):04X}"
            self._problems.error(path, line, f"has the control character {code}; delete it")
            return None
        name = path.relative_to(self.root).as_posix()
        self._digests.append(hashlib.sha256(f"{name}\n{source.text}".encode()).hexdigest())
        return source

    def text(self, path: Path) -> Source | None:
        """The text of any file of the folder; None after noting why it cannot be read."""
        data = self._bytes(path)
        if data is None:
            return None
        try:
            text = data.decode().removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            byte = f"byte {error.start + 1} is 0x{data[error.start]:02x}"
            self._problems.error(path, line, f"is not UTF-8 ({byte}); save the file as UTF-8")
            return None
        return Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))

    def _bytes(self, path: Path) -> bytes | None:
        try:
            real = path.resolve(strict=True)
            if not real.is_relative_to(self.root.resolve()):
                self._problems.error(
                    path, None, "links to a place outside the knowledge folder; copy the file here"
                )
                return None
            # Asked before opening: to open a pipe would wait for ever.
            status = real.stat()
            if not stat.S_ISREG(status.st_mode):
                self._problems.error(path, None, "is not a file; remove it or give it another ending")
                return None
            if status.st_size > _MOST_BYTES_IN_A_FILE:
                limit = _MOST_BYTES_IN_A_FILE // _MEBIBYTE
                self._problems.error(path, None, f"is larger than {limit} MiB; split it into several files")
                return None
            if status.st_size > self._bytes_left:
                limit = _MOST_BYTES // _MEBIBYTE
                self._problems.error(
                    path, None, f"makes the folder larger than {limit} MiB; split the folder"
                )
                return None
            self._bytes_left -= status.st_size
            with real.open("rb") as file:
                return file.read(status.st_size)
        # RuntimeError: a circle of links, in Python 3.11 and 3.12.
        except (OSError, RuntimeError) as error:
            self._problems.error(
                path, None, f"cannot be read ({_reason(error)}); check the file and its permissions"
            )
            return None


def _reason(error: OSError | RuntimeError) -> str:
    if isinstance(error, RuntimeError):
        return "it links to itself"
    return error.strerror or type(error).__name__
