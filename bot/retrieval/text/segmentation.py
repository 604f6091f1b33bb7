"""Words: jieba with the content's own dictionary, its cache in a folder of the bot's own."""

from __future__ import annotations

import contextlib
import logging
import marshal
import re
import sys
import tempfile
import warnings
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.retrieval.text.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@contextlib.contextmanager
def _without(module: str) -> Iterator[None]:
    """Make importing the module fail for a while, as if it were not installed."""
    known = sys.modules.get(module)
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]
        if known is not None:
            sys.modules[module] = known


# jieba 0.42.1 has invalid escapes in its regular expressions, and prefers the deprecated pkg_resources, slow
# to import, to its own way of opening a file.
with warnings.catch_warnings(), _without("pkg_resources"):
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    import jieba

_FAMILIAR = 20
"""Occurrences in jieba's 60 million words."""
_WORDS_IN_A_PASSAGE = 60
"""Words in a passage of 134 characters: turns a word's share of text into the share of passages with it."""


_NAME = re.compile(rb"^(\S+) \d+ n[st]\r?$", re.MULTILINE)
_SUM = 4
"""Bytes of the checksum that a cache begins with."""


class _Dictionary(NamedTuple):
    """jieba's dictionary as it holds it: the occurrences of each word, of a mere beginning of one 0, and all together."""

    occurrences: dict[str, int]
    total: int
    names: frozenset[str]
    """The names of places and organisations."""


def _dictionary(cache: Path | None) -> _Dictionary:
    """jieba's dictionary, from the cache in a third of the time; a cache that is missing or damaged is written anew."""
    if cache is not None:
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            data = cache.read_bytes()
            if zlib.crc32(data[_SUM:]) == int.from_bytes(data[:_SUM], "big"):
                return _Dictionary(*marshal.loads(data[_SUM:]))  # noqa: S302 - our own 0700 folder
    tokenizer = jieba.Tokenizer()
    # jieba's own cache lies where anybody could poison it.
    with tempfile.TemporaryDirectory(prefix="article-bot-") as private:
        tokenizer.tmp_dir = private
        tokenizer.initialize()
    text = Path(jieba.__file__).with_name("dict.txt").read_bytes()
    names = b"\n".join(word for word in _NAME.findall(text) if len(word) > len("一".encode())).decode()
    found = _Dictionary(tokenizer.FREQ, tokenizer.total, frozenset(names.split()))
    if cache is not None:
        data = marshal.dumps(tuple(found))
        # Put there whole: what another process finds half-written it would have to make anew.
        with contextlib.suppress(OSError), tempfile.NamedTemporaryFile(dir=cache.parent) as whole:
            whole.write(zlib.crc32(data).to_bytes(_SUM, "big") + data)
            whole.flush()
            cache.unlink(missing_ok=True)
            cache.hardlink_to(whole.name)
    return found


class Segmenter:
    """Cuts normalised text into words, and knows how common each is in Chinese at large."""

    def __init__(self, dictionary: Iterable[str] = (), cache_dir: Path | None = None) -> None:
        """Load jieba (0.5 s) and `dictionary`, lines of `word [frequency] [tag]`; `cache_dir` is where its cache lies."""
        jieba.setLogLevel(logging.CRITICAL)
        # A newer jieba may bring another dictionary.
        known = _dictionary(cache_dir and cache_dir / f"jieba-{jieba.__version__}.words")
        self._jieba = jieba.Tokenizer()
        self._jieba.FREQ, self._jieba.total = known.occurrences, known.total
        self._jieba.initialized = True
        self._total = float(known.total)
        self._names = known.names
        for line in dictionary:
            word, *rest = line.split()
            frequency = int(rest[0]) if rest and rest[0].isdecimal() else None
            self._jieba.add_word(normalize(word), frequency)

    def words(self, text: str) -> list[str]:
        """The words of a normalised text in order; joined, they are the text."""
        return list(self._jieba.cut(text, HMM=False))

    def is_name(self, word: str) -> bool:
        """Whether jieba's dictionary has the word as the name of a place or an organisation."""
        return word in self._names

    def is_familiar(self, word: str) -> bool:
        """Whether the word is common enough in Chinese at large to be meant when it is typed."""
        return bool(self._jieba.FREQ.get(word, 0) >= _FAMILIAR)

    def background(self, word: str) -> float:
        """The share of passages of Chinese at large that hold the word, by jieba's frequencies; above 0."""
        frequency = max(self._jieba.FREQ.get(word, 0), 1)
        return float(1 - (1 - frequency / self._total) ** _WORDS_IN_A_PASSAGE)

    def share(self, word: str) -> float:
        """The word's share of all words in Chinese at large, by jieba's frequencies; above 0."""
        return float(max(self._jieba.FREQ.get(word, 0), 1) / self._total)
