"""What `check` says of a folder, in the reader's script."""

from __future__ import annotations

import pytest

from bot.models import Knowledge, Language
from bot.rendering.problems import summary


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.SIMPLIFIED, "0 个问法"),
        (Language.TRADITIONAL, "0 個問法"),
        (Language.ENGLISH, "question forms 0"),
    ],
)
def test_a_folder_without_problems_is_counted_in_every_script(language: Language, words: str) -> None:
    assert words in summary([], Knowledge((), {}), language)
