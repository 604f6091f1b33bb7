"""The word lists: a dictionary for the segmenter, synonyms for other words, examples to begin with."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from typing import TYPE_CHECKING, Any

from bot.knowledge.folder import control_character
from bot.knowledge.problems import quoted
from bot.models import Synonyms

if TYPE_CHECKING:
    from bot.knowledge.folder import Source
    from bot.knowledge.problems import Problems

_LONGEST_WORD = 40
_MOST_WORDS = 1_000
"""Words that one key of a table may stand for."""
_MOST_MENDED = 50
_MOST_ABSENT = 10_000
_SEPARATORS = "，。；：、"
_ENTRY = re.compile(r"\S+( \d{1,9})?( [a-z]{1,8})?")

# A button that asks a question carries it, and has room for 64 bytes.
_MOST_EXAMPLE_BYTES = 60

_TOML_LINE = re.compile(r"\(at line (\d+)")
# The standard parser takes time in the square of the dots in a key; an entry needs none.
_MOST_DOTS = 100


def read_dictionary(source: Source, problems: Problems) -> tuple[str, ...]:
    """The entries `word [frequency] [tag]`, with single spaces as jieba wants them; # begins a remark."""
    lines: dict[str, int] = {}
    entries: list[str] = []
    for number, line in enumerate(source.text.split("\n"), 1):
        entry = " ".join(line.split())
        if not entry or entry.startswith("#"):
            continue
        word = entry.partition(" ")[0]
        if not _ENTRY.fullmatch(entry) or any(mark in word for mark in _SEPARATORS):
            remedy = "write a word without spaces, then if need be a number, then a tag such as ns"
            problems.warning(source.path, number, f"{quoted(entry)} is no dictionary entry; {remedy}")
            continue
        if len(word) > _LONGEST_WORD:
            problem = f"{quoted(word)} is longer than {_LONGEST_WORD} characters and no word; shorten it"
            problems.warning(source.path, number, problem)
            continue
        if word in lines:
            problems.warning(
                source.path, number, f"{quoted(word)} stands on line {lines[word]} already; delete one"
            )
            continue
        lines[word] = number
        entries.append(entry)
    return tuple(entries)


def read_examples(source: Source, problems: Problems) -> tuple[str, ...]:
    """The example questions, one a line; # begins a remark, and what is too long for a button is left out."""
    examples: list[str] = []
    for number, line in enumerate(source.text.split("\n"), 1):
        example = line.strip()
        if not example or example.startswith("#"):
            continue
        if len(example.encode()) > _MOST_EXAMPLE_BYTES:
            room = f"{_MOST_EXAMPLE_BYTES // 3} Chinese characters"
            problems.warning(source.path, number, f"{quoted(example)} is longer than {room}; shorten it")
            continue
        examples.append(example)
    return tuple(examples)


def read_absent(source: Source, problems: Problems) -> tuple[str, ...]:
    """The questions that the articles do not answer, one a line; # begins a remark."""
    lines = [(number, line.strip()) for number, line in enumerate(source.text.split("\n"), 1)]
    questions = dict.fromkeys(line for _, line in lines if line and not line.startswith("#"))
    if len(questions) > _MOST_ABSENT:
        problem = (
            f"{quoted('absent.txt')} has {len(questions)} words, more than {_MOST_ABSENT}; keep the likeliest"
        )
        problems.warning(source.path, None, problem)
    return tuple(questions)[:_MOST_ABSENT]


def read_synonyms(source: Source, problems: Problems) -> Synonyms:
    """The two tables of the file; a table that is missing is empty."""
    tables = _tables(source, problems)
    reader = _TableReader(source, problems)
    for name in tables:
        if name not in {"aliases", "synonyms"}:
            line_of = reader.line_of("", name)
            problems.warning(
                source.path, line_of, f"{quoted(name)} is not known here; use [aliases] and [synonyms]"
            )
    aliases, synonyms = (reader.read(name, tables.get(name, {})) for name in ("aliases", "synonyms"))
    return Synonyms(aliases, synonyms)


def _tables(source: Source, problems: Problems) -> dict[str, Any]:
    """What the file says; a line that is no TOML is left out and told, so that the others are not lost with it."""
    lines = source.text.split("\n")
    for number, line in enumerate(lines, 1):
        if line.count(".") > _MOST_DOTS:
            problems.warning(source.path, number, "has too many dots; write one entry a line")
            lines[number - 1] = ""
    for _ in range(_MOST_MENDED):
        try:
            return tomllib.loads("\n".join(lines))
        except (ValueError, RecursionError) as error:
            found = _TOML_LINE.search(str(error))
            number = min(int(found[1]) if found else len(lines), len(lines))
            # A list that never ends is noticed on a line below it.
            while number > 1 and not lines[number - 1].strip():
                number -= 1
            problems.warning(source.path, number, _no_toml(lines[number - 1], error))
            lines[number - 1] = ""
    problems.warning(source.path, None, 'is not valid TOML (too much of it); an entry is: "word" = ["other"]')
    return {}


def _no_toml(line: str, error: Exception) -> str:
    if any(mark in line for mark in "“”‘’"):
        return 'has Chinese quotation marks and is left out; write "word" = ["other", "words"]'
    reason = "nested too deeply" if isinstance(error, RecursionError) else quoted(str(error), 80)[1:-1]
    return f'is not valid TOML ({reason}); an entry is: "word" = ["other", "words"]'


class _TableReader:
    """Checks and normalises a table; finds its lines again, since the parser does not tell them."""

    def __init__(self, source: Source, problems: Problems) -> None:
        self._path = source.path
        self._problems = problems
        self._lines: dict[tuple[str, str], int] = {}
        table = ""
        for number, line in enumerate(source.text.split("\n"), 1):
            name = line.partition("=")[0].strip(" \t[]\"'")
            if line.lstrip().startswith("["):
                self._lines.setdefault(("", name), number)
                table = name
            else:
                self._lines.setdefault((table, name), number)

    def line_of(self, table: str, name: str) -> int | None:
        """The line that begins with this key or table, as far as can be told."""
        return self._lines.get((table, name))

    def read(self, name: str, table: object) -> dict[str, tuple[str, ...]]:
        if not isinstance(table, dict):
            problem = f"{name} is no table; write [{name}] above its entries"
            self._problems.warning(self._path, self.line_of("", name), problem)
            return {}
        entries: dict[str, tuple[str, ...]] = {}
        for key, value in table.items():
            words = self._words(self.line_of(name, key), key, [value] if isinstance(value, str) else value)
            if words:
                normal = _normal(key)
                entries[normal] = tuple(dict.fromkeys((*entries.get(normal, ()), *words)))
        return entries

    def _words(self, line: int | None, key: str, values: object) -> list[str]:
        if not isinstance(values, list) or not all(isinstance(word, str) for word in values):
            problem = f'{quoted(key)} holds something that is not text; write "word" = ["other", "words"]'
            self._problems.warning(self._path, line, problem)
            return []
        if any(control_character(word) for word in (key, *values)):
            self._problems.warning(
                self._path, line, f"{quoted(key)} holds a control character; delete the escape"
            )
            return []
        words = [word for value in values if (word := _normal(value))]
        if len(words) > _MOST_WORDS:
            problem = f"{quoted(key)} has {len(words)} words, more than {_MOST_WORDS}; keep the likeliest"
            self._problems.warning(self._path, line, problem)
            words = words[:_MOST_WORDS]
        if not words or not _normal(key):
            self._problems.warning(
                self._path, line, f"{quoted(key)} says nothing; add words or delete the line"
            )
            return []
        return words


def _normal(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip().casefold()
