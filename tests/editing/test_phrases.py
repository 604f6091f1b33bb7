"""The editors' tools speak three languages."""

from __future__ import annotations

import re
from dataclasses import asdict
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap import build_answers
from bot.cli import main
from bot.conversation.gaps import open_questions
from bot.editing.accepting import settle
from bot.editing.phrases import editor_phrases
from bot.editing.report import as_csv, as_page, as_text
from bot.models import Language, LoggedQuestion, Status
from bot.rendering import written_language
from tests.editing.test_preview import client, previewed

if TYPE_CHECKING:
    from pathlib import Path

    from bot.models import Knowledge

HAN = re.compile(r"[\u4e00-\u9fff]")


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", Language)
def test_every_phrase_is_there_and_has_the_same_to_fill_in(language: Language) -> None:
    simplified = asdict(editor_phrases(Language.SIMPLIFIED))
    for name, text in asdict(editor_phrases(language)).items():
        assert text.strip(), name
        assert fields(text) == fields(simplified[name]), name
        assert bool(HAN.search(text)) <= (language is not Language.ENGLISH), name
        assert written_language(text) in {None, language, Language.ENGLISH}, name
    assert len(editor_phrases(language).table.split(",")) == 9


@pytest.mark.parametrize("language", Language)
def test_gaps_are_shown_and_settled_in_the_editors_language(
    knowledge: Knowledge, tmp_path: Path, language: Language
) -> None:
    answers = build_answers(knowledge, None)
    log = [LoggedQuestion("Mars?", Status.NONE, 1_760_000_000, disliked=True)]
    found = open_questions(log, answers)
    prompts: list[str] = []

    def leave(prompt: str) -> str:
        prompts.append(prompt)
        return "q"

    settle(found, tmp_path, language, leave, lambda _: None)
    shown = [*as_text([], language), as_page([], log, language), as_csv([], language), *prompts]
    english = language is Language.ENGLISH
    assert [bool(HAN.search(each)) for each in shown] == [not english] * 4
    assert f"<html lang='{language.value}'>" in shown[1]
    assert next(line.split(". ")[0] for line in as_text(found, language)) == "1"


async def test_the_preview_speaks_english(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "notes.md").write_text(
        "# Notes\n\nIt opens at eight.\n\nIt closes \ufffd\n", encoding="utf-8"
    )
    async with client(previewed(tmp_path), language=Language.ENGLISH) as http:
        for path in ("/", "/articles/notes", "/articles/none", "/ask?q=When+does+it+open%3F"):
            assert not HAN.search((await http.get(path)).text), path


def test_a_document_that_cannot_be_imported_is_said_in_english_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_LANGUAGE", "en")
    (tmp_path / "a.doc").write_bytes(b"x")
    (tmp_path / "b.txt").write_text("Opening hours\n\nIt opens at eight every day.\n", encoding="utf-8")
    arguments = ["import", str(tmp_path / "a.doc"), str(tmp_path / "b.txt"), "--to", str(tmp_path / "k")]
    assert main(arguments) == 1
    said = capsys.readouterr().out
    assert "✗ a.doc: is of Word's old format; save it as .docx with Word or WPS" in said
    assert not HAN.search(said)
