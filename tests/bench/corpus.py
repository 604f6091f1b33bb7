"""Public questions and passages → corpora of any size in which every question still has one right passage."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.retrieval.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the number of the passage that answers it."""

    question: str
    passage: int


@dataclass(frozen=True, slots=True)
class Source:
    """What corpora are made of: paragraphs that are asked for, and sentences and lengths for others."""

    asked: tuple[Asked, ...]
    paragraphs: tuple[str, ...]
    """Those that are asked for; every corpus begins with them."""
    sentences: tuple[str, ...]
    """Of all other paragraphs, so that what answers a question stands in one passage alone."""
    lengths: tuple[int, ...]


def read_source(files: Sequence[Path], questions: int, seed: int) -> Source:
    """Sample questions of SQuAD-format files, one a paragraph, from at most half of the paragraphs.

    Raises:
        BotError: a file is not in SQuAD format, or there is not enough in it.

    """
    random = Random(seed)
    found = [paragraph for file in files for paragraph in _paragraphs(file)]
    random.shuffle(found)
    count = min(questions, len(found) // 2)
    if not count:
        raise BotError("the SQuAD-format files have fewer than two paragraphs with questions")
    texts = tuple(text for text, _ in found)
    return Source(
        asked=tuple(Asked(random.choice(found[number][1]), number) for number in range(count)),
        paragraphs=texts[:count],
        sentences=tuple(text[span.start : span.end] for text in texts[count:] for span in sentences(text)),
        lengths=tuple(map(len, texts)),
    )


def _paragraphs(file: Path) -> list[tuple[str, list[str]]]:
    try:
        return [
            (paragraph["context"], [asked["question"] for asked in paragraph["qas"]])
            for article in json.loads(file.read_bytes())["data"]
            for paragraph in article["paragraphs"]
            if paragraph["qas"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BotError(f"{file}: is no file in SQuAD format ({type(error).__name__}: {error})") from error


def passages(source: Source, size: int, seed: int) -> Iterator[str]:
    """A corpus: the paragraphs that are asked for, then recombined sentences, as long as real paragraphs."""
    yield from source.paragraphs
    random = Random(seed)
    for _ in range(size - len(source.paragraphs)):
        drawn = [random.choice(source.sentences)]
        missing = random.choice(source.lengths) - len(drawn[0])
        sentence = random.choice(source.sentences)
        # Half of the last sentences make the passage longer than wished, half would have and are left out.
        while missing > len(sentence) / 2:
            drawn.append(sentence)
            missing -= len(sentence)
            sentence = random.choice(source.sentences)
        yield "".join(drawn)


def write_passages(texts: Iterator[str], file: Path) -> None:
    """One JSON string a line, so that no engine's process has to hold what it does not need."""
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(text, ensure_ascii=False) + "\n" for text in texts)


def read_passages(file: Path) -> Iterator[str]:
    """The passages of a corpus file, in order, one at a time."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
