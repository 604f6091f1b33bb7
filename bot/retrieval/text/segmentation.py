"""Words: jieba with the content's own dictionary, its cache in a folder of the bot's own."""

from __future__ import annotations

import contextlib
import logging
import marshal
import re
import sys
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

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


_FEWEST_NAMES = 10_000
"""Names fewer than which a cache cannot be whole; jieba's dictionary has 22,000."""
_NAME = re.compile(rb"^(\S+) \d+ n[st]\r?$", re.MULTILINE)


def _names(cache_dir: Path | None) -> frozenset[str]:
    """The names of places and organisations in jieba's dictionary; kept in the cache folder, for speed."""
    cached = None if cache_dir is None else cache_dir / f"names-{jieba.__version__}.txt"
    if cached is not None:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            known = frozenset(cached.read_text(encoding="utf-8").split())
            if len(known) > _FEWEST_NAMES:
                return known
    dictionary = Path(jieba.__file__).with_name("dict.txt").read_bytes()
    names = b"\n".join(word for word in _NAME.findall(dictionary) if len(word) > len("一".encode())).decode()
    if cached is not None:
        # Put there whole: what another process finds half-written it would believe for ever.
        with contextlib.suppress(OSError), tempfile.NamedTemporaryFile(dir=cached.parent) as whole:
            whole.write(names.encode())
            whole.flush()
            cached.unlink(missing_ok=True)
            cached.hardlink_to(whole.name)
    return frozenset(names.split())


class Segmenter:
    """Cuts normalised text into words, and knows how common each is in Chinese at large."""

    def __init__(self, dictionary: Iterable[str] = (), cache_dir: Path | None = None) -> None:
        """Load jieba (0.5 s) and `dictionary`, lines of `word [frequency] [tag]`; `cache_dir` is its cache.

        Without one, a private temporary folder is used: in the shared one anybody could poison it.
        """
        jieba.setLogLevel(logging.CRITICAL)
        self._jieba = jieba.Tokenizer()
        with tempfile.TemporaryDirectory(prefix="article-bot-") as private:
            self._jieba.tmp_dir = str(cache_dir or private)
            # A newer jieba may bring another dictionary.
            self._jieba.cache_file = f"jieba-{jieba.__version__}.cache"
            if cache_dir is None or not self._load(cache_dir / self._jieba.cache_file):
                self._jieba.initialize()
        self._total = float(self._jieba.total)
        self._names = _names(cache_dir)
        for line in dictionary:
            word, *rest = line.split()
            frequency = int(rest[0]) if rest and rest[0].isdecimal() else None
            self._jieba.add_word(normalize(word), frequency)

    def _load(self, cache: Path) -> bool:
        """Load jieba's own cache in a third of the time that jieba takes, which reads it piece by piece."""
        try:
            frequencies, total = marshal.loads(cache.read_bytes())  # noqa: S302 - our own 0700 folder
        except (OSError, ValueError, EOFError, TypeError):
            return False
        if not isinstance(frequencies, dict) or not isinstance(total, int) or not frequencies or total <= 0:
            return False
        self._jieba.FREQ, self._jieba.total = frequencies, total
        self._jieba.initialized = True
        return True

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
