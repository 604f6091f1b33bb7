"""The preview as an editor uses it: the real command, seen and typed into in a real browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bot
from tests.editing.browser import Browser, find_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = find_browser()
NOTES = "# 便条\n\n## 时间\n\n早上八点开门。\n\n南坡的{}。\n\n{}\n"
LONG = "https://example.org/" + "a" * 400
TAB, ENTER = ("Tab", 9), ("Enter", 13)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        PROGRAM is None, reason="no browser: install chromium-headless-shell, or set BOT_TEST_BROWSER to one"
    ),
]


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    with Browser(PROGRAM or "", tmp_path / "profile") as found:
        yield found


@contextmanager
def preview(corpus: Path, *arguments: str) -> Iterator[str]:
    """The address that the command shows; when it is over, it has said nothing else."""
    environment = {
        "PATH": os.environ["PATH"],
        "BOT_STATE_DIR": str(corpus.parent / "state"),
        "BOT_LANGUAGE": "zh-Hans",
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "bot", "preview", "--knowledge", str(corpus), "--port", "0", *arguments]
    with subprocess.Popen(
        command,
        cwd=Path(bot.__file__).parent.parent,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
            said = process.stdout.read() + process.stderr.read()
    assert said == "按 Ctrl-C 结束\n", said


def test_an_editor_asks_edits_and_sees_what_is_wrong(corpus: Path, browser: Browser) -> None:
    path = corpus / "articles" / "notes.md"
    path.write_text(NOTES.format("门开着", LONG), encoding="utf-8")
    with preview(corpus) as address:
        browser.open(address)
        pages = [address, f"{address}articles/notes", f"{address}gaps"]

        # By keyboard alone: two links, then the question.
        for _ in range(3):
            browser.press(*TAB)
        assert browser.value("document.activeElement.name") == "q"
        browser.type("每人一次可以借几本书？")
        browser.press(*ENTER)
        browser.wait("document.querySelector('mark')")
        assert "每人一次可以借五本" in browser.value("document.querySelector('mark').textContent")
        pages.append(browser.value("location.href"))

        # What is saved is shown, and the half-typed question outlives it.
        browser.open(f"{address}articles/notes")
        browser.wait("document.querySelector('#p1-2')")
        browser.value("document.querySelector('input').focus()")
        browser.type("还没打完")
        path.write_text(NOTES.format("门关了", LONG), encoding="utf-8")
        browser.wait("document.querySelector('#p1-2')?.textContent.includes('门关了')")
        browser.wait("document.querySelector('input').value === '还没打完'")

        # What is wrong stands beside its line, and goes when it is mended.
        path.write_text(NOTES.format("\ufffd门", LONG), encoding="utf-8")
        browser.wait("document.querySelector('.problem')")
        assert browser.value("document.querySelector('.problem').closest('.passage').id") == "p1-2"
        path.write_text(NOTES.format("门关了", LONG), encoding="utf-8")
        browser.wait("document.querySelector('#p1-2') && !document.querySelector('.problem')")

        for page in pages:
            browser.open(page)
            assert browser.value("innerWidth") == 390
            assert browser.value("document.documentElement.scrollWidth") <= 390, page
    assert browser.complaints == []


def test_who_follows_a_link_with_the_token_gets_in_and_others_do_not(
    corpus: Path, browser: Browser, tmp_path: Path
) -> None:
    with preview(corpus, "--public") as shown:
        address, token = re.fullmatch(r"(http://127\.0\.0\.1:\d+/)\?token=(\S{32})", shown).groups()  # type: ignore[union-attr]
        browser.open(address)
        assert browser.value("document.body.textContent").strip() == "请用启动时显示的完整地址打开"
        # From another site, as in a letter: a strict cookie is not sent at the end of a redirect from there.
        letter = tmp_path / "letter.html"
        letter.write_text(f"<meta charset=utf-8><a href='{shown}'>预览</a>", encoding="utf-8")
        browser.open(letter.as_uri())
        browser.press(*TAB)
        browser.press(*ENTER)
        browser.wait("document.querySelector('h1')")
        assert browser.value("location.href") == address
        assert browser.value("document.cookie + document.referrer") == ""
        assert token not in browser.value("document.documentElement.outerHTML")
