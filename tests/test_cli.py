from __future__ import annotations

import io
import json
import os
import pty
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap import Bot
from bot.cli import main
from bot.knowledge import read_knowledge
from bot.models import Answered, Match, Related, Span
from bot.settings import packaged_knowledge
from tests.fakes import ScriptedAnswers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.settings import Settings

ROOT = Path(__file__).parent.parent
TEA = "茶园收入多少"
CTRL_D = b"\x04"
READY_FOR_KEYS = b"\x1b[?2004h"
"""What prompt-toolkit writes when it begins to read the keyboard."""


@pytest.fixture(autouse=True)
def untouched_by_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, corpus: Path) -> None:
    """No BOT_ variable and no .env of the person who runs the tests; a state folder of the test's own."""
    for name in [name for name in os.environ if name.startswith("BOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("BOT_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("BOT_KNOWLEDGE", str(corpus))
    monkeypatch.chdir(tmp_path)


def scripted(settings: Settings) -> Bot:
    knowledge = read_knowledge(settings.knowledge)
    found = tuple(Match(passage, Span(0, 4), 0.9) for passage in knowledge.passages[:3])
    return Bot(lambda: knowledge, ScriptedAnswers({TEA: Answered(found), "茶贵吗": Related(found)}), None)


def type_in(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    return shown.err


class TestAsk:
    def test_the_arguments_are_one_question(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["ask", "--json", "茶园", "收入"], scripted) == 1
        assert json.loads(capsys.readouterr().out)["question"] == "茶园 收入"

    @pytest.mark.parametrize(("question", "code"), [(TEA, 0), ("茶贵吗", 1), ("股票涨了吗", 1), ("", 1)])
    def test_the_exit_code_tells_whether_it_was_answered(self, question: str, code: int) -> None:
        assert main(["ask", question], scripted) == code

    def test_every_line_of_standard_input_gets_a_line(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        type_in(monkeypatch, f"{TEA}\n\n".encode() + b"\xff\xfe\n" + b"\xed\xa0\x80")

        assert main(["ask", "--json"], scripted) == 1

        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [line["status"] for line in lines] == ["answer", "none", "none", "none"]

    def test_no_line_at_all_is_no_failure(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        type_in(monkeypatch, b"")

        assert main(["ask", "--json"], scripted) == 0
        assert capsys.readouterr().out == ""

    def test_a_half_character_among_the_arguments_is_no_traceback(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["ask", "--json", "茶\udcff"], scripted) == 1
        assert json.loads(capsys.readouterr().out)["question"] == "茶\ufffd"

    def test_another_knowledge_folder_is_used_when_named(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "mine" / "articles").mkdir(parents=True)
        (tmp_path / "mine" / "articles" / "owl.md").write_text("# 猫头鹰\n\n猫头鹰夜里醒着。\n", "utf-8")

        assert main(["ask", "--json", "--knowledge", "mine", TEA], scripted) == 0
        assert json.loads(capsys.readouterr().out)["results"][0]["article"] == "owl"

    @pytest.mark.parametrize("nowhere", [None, "terminal"])
    def test_no_question_is_a_usage_line(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], nowhere: str | None
    ) -> None:
        terminal = io.TextIOWrapper(io.BytesIO())
        monkeypatch.setattr(terminal, "isatty", lambda: True)
        monkeypatch.setattr(sys, "stdin", terminal if nowhere else None)

        assert main(["ask"], scripted) == 2
        assert "Usage" in complaint(capsys)

    def test_a_full_disk_is_one_line(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        class Full(io.StringIO):
            def flush(self) -> None:
                raise OSError(28, "No space left on device")

        monkeypatch.setattr(sys, "stdout", Full())

        assert main(["ask", TEA], scripted) == 2
        assert "No space left" in complaint(capsys)


class TestWhatGoesWrong:
    @pytest.mark.parametrize(
        ("arguments", "named"),
        [
            (["ask", "--loud", "x"], "--loud"),
            (["ask", "--limit", "0", "x"], "--limit"),
            (["ask", "--limit", "many", "x"], "--limit"),
            (["ask", "--knowledge"], "--knowledge"),
            (["ask", "--knowledge", "/no/where", "x"], "/no/where"),
            (["ask", "--knowledge", "/no/\x1b[2J\nwhere", "x"], "/no/"),
            (["console", "--knowledge", "/no/where"], "/no/where"),
            (["sing"], "sing"),
            (["serve"], "BOT_TOKEN"),
        ],
    )
    def test_is_one_line_that_names_it(
        self, arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(arguments, scripted) == 2
        assert named in complaint(capsys)

    @pytest.mark.parametrize("variable", ["BOT_LOG_LEVEL", "BOT_API_URL", "BOT_MESSAGES_PER_SECOND"])
    def test_an_unusable_setting_is_named(
        self, variable: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv(variable, "loud")

        assert main(["ask", "x"], scripted) == 2
        assert variable in complaint(capsys)

    @pytest.mark.parametrize("command", [["ask", "x"], ["check"], ["serve"], ["console"]])
    def test_a_settings_file_that_is_not_utf8_is_named(
        self, command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / ".env").write_bytes(b"BOT_LOG_LEVEL=\xff")

        assert main(command, scripted) == 2
        assert ".env" in complaint(capsys)

    def test_an_article_that_is_not_utf8_is_named_with_its_line(
        self, corpus: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (corpus / "articles" / "bad.md").write_bytes("# 标题\n\n正文。\n".encode("gbk"))

        assert main(["ask", "x"], scripted) == 2
        assert "bad.md:1" in complaint(capsys)

    def test_serving_needs_a_state_folder_that_can_be_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "file").touch()
        monkeypatch.setenv("BOT_STATE_DIR", str(tmp_path / "file"))
        monkeypatch.setenv("BOT_TOKEN", "1:x")

        assert main(["serve"], scripted) == 2
        assert "BOT_STATE_DIR" in complaint(capsys)

    def test_no_command_shows_the_commands(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main([], scripted) == 2
        assert "ask" in capsys.readouterr().err

    def test_ctrl_c_is_130(self, capsys: pytest.CaptureFixture[str]) -> None:
        def interrupted(_settings: Settings) -> Bot:
            raise KeyboardInterrupt

        assert main(["ask", "x"], interrupted) == 130
        assert capsys.readouterr() == ("", "")

    def test_a_bug_keeps_its_traceback(self) -> None:
        def broken(_settings: Settings) -> Bot:
            raise LookupError

        with pytest.raises(LookupError):
            main(["ask", "x"], broken)


class TestCheck:
    @pytest.fixture(autouse=True)
    def chinese(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("BOT_LANGUAGE", "zh-Hans")

    def test_a_sound_folder_is_success(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check"]) == 0
        assert "错误" not in capsys.readouterr().out

    @pytest.mark.slow
    def test_the_knowledge_that_comes_with_the_bot_is_sound(self) -> None:
        assert main(["check", "--knowledge", str(packaged_knowledge())]) == 0

    def test_every_problem_of_folder_and_settings_is_listed(
        self,
        corpus: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        (corpus / "articles" / "empty.md").write_text("# 只有标题\n", "utf-8")
        (corpus / "articles" / "bad.md").write_bytes(b"\xff")
        (tmp_path / "file").touch()
        monkeypatch.setenv("BOT_LOG_LEVEL", "loud")
        monkeypatch.setenv("BOT_API_URL", "nowhere")
        monkeypatch.setenv("BOT_STATE_DIR", str(tmp_path / "file"))

        assert main(["check"]) == 2

        lines = capsys.readouterr().out.splitlines()
        for named in ("BOT_LOG_LEVEL", "BOT_API_URL", "BOT_STATE_DIR", "empty.md", "bad.md"):
            assert [line for line in lines if named in line and line.startswith("错误 ")], named


@contextmanager
def running(
    *arguments: str, env: Mapping[str, str], stdin: int, stdout: int, stderr: int
) -> Iterator[subprocess.Popen[bytes]]:
    """The program, which does not outlive the block."""
    command = [sys.executable, "-m", "bot", *arguments]
    with subprocess.Popen(command, env=env, stdin=stdin, stdout=stdout, stderr=stderr) as process:
        try:
            yield process
        finally:
            process.kill()


class TestTheProgram:
    """The real thing in a process of its own, on the article that comes with it."""

    @pytest.fixture
    def environment(self, shared_state: Path) -> Mapping[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "BOT_STATE_DIR": str(shared_state),
            "BOT_KNOWLEDGE": "",
        }

    def test_answers_with_the_passage_and_its_section(self, environment: Mapping[str, str]) -> None:
        command = [sys.executable, "-m", "bot", "ask", "江门中微子实验装置预计哪一年开始运行取数？"]

        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)

        assert "预计2025年开始运行取数" in done.stdout
        assert "创新发展之风拂遍侨乡大地 › 第7段" in done.stdout
        assert "\x1b" not in done.stdout
        assert done.stderr == ""

    def test_answers_line_by_line_and_leaves_quietly_on_ctrl_c(self, environment: Mapping[str, str]) -> None:
        pipe = subprocess.PIPE
        with running("ask", "--json", env=environment, stdin=pipe, stdout=pipe, stderr=pipe) as process:
            assert process.stdin
            assert process.stdout
            assert process.stderr
            for question in ("江门的陆地面积有多大？", "", "新30条是什么？"):
                process.stdin.write(f"{question}\n".encode())
                process.stdin.flush()
                assert json.loads(process.stdout.readline())["question"] == question
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 130
            assert process.stderr.read() == b""

    def test_a_reader_who_has_seen_enough_is_no_traceback(self, environment: Mapping[str, str]) -> None:
        command = f"yes 江门 | head -n 2000 | {sys.executable} -m bot ask --json | head -n 1"

        done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, check=True)

        assert done.stdout.count(b"\n") == 1
        assert done.stderr == b""

    def test_chats_in_a_terminal_until_ctrl_d(self, environment: Mapping[str, str]) -> None:
        ours, theirs = pty.openpty()
        terminal = {**environment, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        with running("console", env=terminal, stdin=theirs, stdout=theirs, stderr=theirs) as process:
            os.close(theirs)
            os.write(ours, "江门的陆地面积有多大？\r".encode())
            shown = b""
            while shown.count(READY_FOR_KEYS) < 2:
                shown += os.read(ours, 4096)
            os.write(ours, CTRL_D)
            assert process.wait(10) == 0
        os.close(ours)
        assert "╭" in shown.decode(errors="ignore")
        assert "9535" in shown.decode(errors="ignore")

    def test_an_answer_does_not_wait_for_what_only_serving_and_chatting_need(
        self, environment: Mapping[str, str]
    ) -> None:
        heavy = "{'telegram', 'httpx', 'prompt_toolkit', 'structlog', 'uvicorn', 'sqlalchemy'}"
        code = f"import sys, bot.cli; sys.exit(repr(loaded) if (loaded := {heavy} & set(sys.modules)) else 0)"

        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
        )

        assert (done.returncode, done.stderr) == (0, "")


def test_the_version_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("article-bot ")
