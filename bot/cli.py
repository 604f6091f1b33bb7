"""The commands and their exit codes."""

from __future__ import annotations

import io
import json
import os
import sys
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from bot import bootstrap
from bot.console.ask import ask_each, to_json, to_screen
from bot.console.chat import Chat
from bot.console.explanation import to_explanation
from bot.console.lines import as_text, read_lines
from bot.console.screen import open_screen
from bot.errors import BotError
from bot.knowledge import Severity, check_knowledge, read_knowledge
from bot.rendering.problems import Told, complaint, in_lines, summary, wording
from bot.settings import Settings, message_language, problems, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.bootstrap import Bot, Wire
    from bot.conversation.answering import Answers
    from bot.errors import SettingsError
    from bot.models import Knowledge

# prompt-toolkit and python-telegram-bot are imported by the commands that need them: `ask` must not wait.

app = typer.Typer(
    help="问文章一个问题，得到原文里回答它的那一段 · Ask an article, get the passage that answers",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Folder = Annotated[
    Path | None, typer.Option("--knowledge", metavar="DIR", help="知识文件夹 · the knowledge folder to use")
]


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"article-bot {version('article-bot')}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def commands(
    context: typer.Context,
    _: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="版本 · the version")
    ] = False,
) -> None:
    """Without a command, say which there are."""
    if context.invoked_subcommand is None:
        sys.stderr.write(f"{context.get_help()}\n")
        raise typer.Exit(2)


@app.command(help="问一个问题，或从标准输入逐行问 · Ask a question, or one a line")
def ask(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="QUESTION", help="问题 · the question")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="每问一行 JSON · one JSON object a question")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="说明每一段是怎么找到的 · say how each passage was found")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="最多几段 · results at most")] = 3,
    conversation: Annotated[
        bool,
        typer.Option(
            "--conversation",
            help="各行是一个人先后说的话，空行重新开始 · the lines are one person's messages, an empty one begins anew",
        ),
    ] = False,
    knowledge: Folder = None,
) -> int:
    """Exit code 0 when every question was answered, 1 when some were not."""
    questions = _questions(words or [])
    bot = _bot(context, knowledge)
    if as_json:
        show = to_json(sys.stdout)
    elif explain:
        show = to_explanation(sys.stdout)
    else:
        show = to_screen(open_screen(sys.stdout), bot.knowledge, echo=not words)
    answered = ask_each(questions, bot.conversation, limit, show, together=conversation)
    return 0 if answered else 1


@app.command(help="在终端里对话 · Chat in the terminal")
def console(context: typer.Context, knowledge: Folder = None) -> int:
    """Chat until the person leaves."""
    from bot.console.terminal import run_console  # noqa: PLC0415

    bot = _bot(context, knowledge)
    chat = Chat(bot.conversation, bot.knowledge, bootstrap.example_questions(bot))
    run_console(chat, bot.state)
    return 0


@app.command(help="运行 Telegram 机器人 · Run the Telegram bot")
def serve(context: typer.Context) -> int:
    """Serve until SIGTERM or SIGINT."""
    settings = read_settings()
    settings.require_token()
    if problem := bootstrap.state_problem(settings):
        raise problem

    import asyncio  # noqa: PLC0415

    from bot.logs import configure_logging  # noqa: PLC0415
    from bot.service.serving import serve as serve_telegram  # noqa: PLC0415
    from bot.service.watch.reloading import Content  # noqa: PLC0415

    def load() -> Content:
        bot = _wire(context)(settings)
        return Content(bot.answers, bot.knowledge, bootstrap.example_questions(bot))

    configure_logging(settings)
    asyncio.run(serve_telegram(settings, load))
    return 0


@app.command(help="预先建好索引 · Build the index ahead")
def index(context: typer.Context, knowledge: Folder = None) -> int:
    """Read the folder and leave its index where the other commands find it."""
    _bot(context, knowledge)
    return 0


@app.command(help="检查知识文件夹和设置 · Check the knowledge folder and the settings")
def check(
    as_json: Annotated[
        bool, typer.Option("--json", help="每个问题一行 JSON · one JSON object a problem")
    ] = False,
    knowledge: Folder = None,
) -> int:
    """Exit code 0 when nothing is wrong or there are warnings alone, else 2."""
    settings, wrong = _settings_as_far_as_sound()
    if problem := bootstrap.state_problem(settings):
        wrong.append(problem)
    settings = settings if knowledge is None else settings.model_copy(update={"knowledge": knowledge})
    folder, language = settings.knowledge, settings.language
    found = check_knowledge(folder)
    broken = any(each.severity is Severity.ERROR for each in found)
    content = None if broken else read_knowledge(folder)
    if content is not None:
        found += bootstrap.find_broken_promises(settings, content)
    problems: list[Told] = [("", None, str(Severity.ERROR), str(each)) for each in wrong]
    problems += [(_relative(each.path, folder), each.line, str(each.severity), each.text) for each in found]
    write = sys.stdout.write
    if as_json:
        for file, line, severity, text in problems:
            words = wording(text, language)
            shown = {"file": file, "line": line, "severity": severity}
            shown |= {"message": words.message, "remedy": words.remedy}
            write(f"{json.dumps(shown, ensure_ascii=False)}\n")
    else:
        for each in in_lines(problems, language):
            write(f"{each}\n")
        write(f"{summary(problems, content, language)}\n")
    return 2 if wrong or broken else 0


def _relative(path: Path, folder: Path) -> str:
    return (
        path.relative_to(folder).as_posix() if path.is_relative_to(folder) and path != folder else str(path)
    )


@app.command(help="读者问了、文章没答上的 · What readers asked in vain")
def gaps(  # noqa: PLR0913, PLR0917 - an option each
    context: typer.Context,
    days: Annotated[
        int, typer.Option("--since", min=1, metavar="DAYS", help="最近几天 · of the last days")
    ] = 90,
    as_json: Annotated[bool, typer.Option("--json", help="每组一行 JSON · one JSON object a group")] = False,
    csv: Annotated[
        Path | None, typer.Option(metavar="FILE", help="存成表格 · a table for a spreadsheet")
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="存成网页 · a page with plots")] = None,
    to_eval: Annotated[
        Path | None, typer.Option(metavar="FILE", help="存成待标答案的问题 · as questions to be labelled")
    ] = None,
    to_forms: Annotated[
        bool, typer.Option("--to-forms", help="逐条决定，写进知识文件夹 · settle them one by one")
    ] = False,
    knowledge: Folder = None,
) -> int:
    """Exit code 0; nothing changes until somebody accepts something."""
    from bot.editing.commands import GapsOptions, show_gaps  # noqa: PLC0415
    from bot.logs import configure_logging  # noqa: PLC0415

    settings = _settings(knowledge)
    configure_logging(settings)
    options = GapsOptions(days, as_json, csv, html, to_eval, to_forms)
    show_gaps(settings, _wire(context)(settings).answers, options, sys.stdout)
    return 0


@app.command("import", help="把 Word、PDF、网页等变成文章 · Turn documents into articles")
def import_documents(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="文件或文件夹 · files or folders")],
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="知识文件夹 · the knowledge folder")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看结果，不写 · write nothing")] = False,
) -> int:
    """Exit code 0 when every document became an article, else 1; what exists is overwritten after its changes are shown."""
    from bot.editing.commands import import_documents as run_import  # noqa: PLC0415

    folder = to or _settings(None).knowledge
    return 0 if run_import(files, folder, message_language(), sys.stdout, dry_run=dry_run) else 1


@app.command(help="在浏览器里看读者看到的样子 · See in a browser what readers will see")
def preview(
    context: typer.Context,
    host: Annotated[
        str | None,
        typer.Option(metavar="HOST", help="地址，默认只有本机 · the address, by default this machine's own"),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65_535, metavar="PORT", help="端口，默认 8081 · the port, by default 8081"),
    ] = None,
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            help="给别处的编辑：用 BOT_HTTP_HOST 和 BOT_HTTP_PORT，凭口令 · for an editor elsewhere: there, with a token",
        ),
    ] = False,
    knowledge: Folder = None,
) -> int:
    """Serve until interrupted; from elsewhere than this machine only with the token in the address shown."""
    from bot.editing.commands import PreviewOptions, serve_preview  # noqa: PLC0415

    settings = _settings(knowledge)

    def load() -> tuple[Knowledge, Answers]:
        bot = _wire(context)(settings)
        return bot.knowledge, bot.answers

    serve_preview(settings, load, PreviewOptions(host, port, public))
    return 0


@app.command("eval", help="用带答案的问题评分 · Score labelled questions")
def evaluate(  # noqa: PLR0913, PLR0917 - an option each
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="问题文件：JSON Lines，或 SQuAD 格式的 .json · labelled questions"
        ),
    ],
    floors: Annotated[
        list[str] | None,
        typer.Option(
            "--min",
            metavar="KEY=VALUE",
            help="下限（答错、误答、时间则是上限），达不到就退出 1，可重复 · the least, of wrong, false and "
            "times the most, else exit code 1; repeatable. KEY is a row and a column of the tables, such as "
            "paraphrase.answered or near.false, or a column alone, for the row all: precision",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON · one JSON object")] = False,
    failures: Annotated[bool, typer.Option("--failures", help="列出每个失败 · list each failure")] = False,
    save: Annotated[Path | None, typer.Option(metavar="FILE", help="保存结果 · keep the outcomes")] = None,
    compare: Annotated[
        Path | None, typer.Option(metavar="FILE", help="和保存的结果比较 · what changed since --save")
    ] = None,
    curve: Annotated[
        Path | None, typer.Option(metavar="FILE.svg", help="画出门槛曲线 · draw the operating curve")
    ] = None,
    knowledge: Folder = None,
) -> int:
    """Exit code 0 when every floor was reached, else 1."""
    from bot.console.evaluation import EvalOptions  # noqa: PLC0415
    from bot.console.evaluation import evaluate as run_evaluation  # noqa: PLC0415

    settings = _settings(knowledge)
    options = EvalOptions(tuple(files), tuple(floors or ()), as_json, failures, save, compare, curve)
    return run_evaluation(options, partial(bootstrap.wire_engine, settings), sys.stdout, sys.stderr)


def main(arguments: Sequence[str] | None = None, wire: Wire = bootstrap.wire) -> int:
    """Run one command and return its exit code; what a person caused is one line on standard error."""
    # A closed stream is None.
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115 - open as long as the process
    if sys.stdout is None:
        return _complain("standard output is closed; leave it open or send it to /dev/null")
    _write_any_text()
    try:
        code = app(args=arguments, standalone_mode=False, obj=wire)
        sys.stdout.flush()
    except typer.TyperException as error:
        return _complain(f"{error.format_message().rstrip('.')}; see --help")
    except BotError as error:
        return _complain(complaint(error, message_language()))
    except BrokenPipeError:
        # Whoever read the answers has seen enough; the interpreter must not try to flush the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        place = error.filename or "input or output"
        return _complain(
            f"{place}: {error.strerror}; check that it is there, its permissions and the free space"
        )
    return int(code or 0)


def _wire(context: typer.Context) -> Wire:
    wire: Wire = context.obj
    return wire


def _bot(context: typer.Context, knowledge: Path | None) -> Bot:
    return _wire(context)(_settings(knowledge))


def _settings(knowledge: Path | None) -> Settings:
    settings = read_settings()
    return settings if knowledge is None else settings.model_copy(update={"knowledge": knowledge})


def _questions(words: list[str]) -> Iterable[str]:
    if words:
        return [as_text(" ".join(words))]
    if sys.stdin is None or sys.stdin.isatty():
        raise BotError("no question. Usage: ask QUESTION, or one question a line on standard input")
    return _counted(read_lines(sys.stdin.buffer, _unreadable))


def _unreadable(line: int) -> None:
    sys.stderr.write(
        f"第 {line} 行不是 UTF-8，读不出的字用 \ufffd 代替 · line {line} is not UTF-8; what cannot be read is replaced\n"
    )


def _counted(lines: Iterable[str]) -> Iterable[str]:
    """The lines, with a word on a terminal of how far they are while the answers go elsewhere."""
    if sys.stdout.isatty() or sys.stderr is None or not sys.stderr.isatty():
        return lines
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track  # noqa: PLC0415

    return track(lines, "问题 · questions", console=Console(stderr=True), transient=True)


def _settings_as_far_as_sound() -> tuple[Settings, list[SettingsError]]:
    try:
        return Settings(), []
    except ValidationError as error:
        broken = {str(found["loc"][0]) for found in error.errors()}
        defaults = {
            name: Settings.model_fields[name].get_default(call_default_factory=True) for name in broken
        }
        return Settings(**defaults), problems(error)
    except UnicodeDecodeError:
        # A .env that is no text has no settings to be sound; the reader has the words for it.
        return read_settings(), []


def _write_any_text() -> None:
    # A pipe takes UTF-8 whatever the locale says; a terminal shows what its encoding lacks as question marks.
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="replace")


def _complain(problem: str) -> int:
    line = "".join(character if character.isprintable() else " " for character in problem)
    sys.stderr.write(f"article-bot: {line}\n")
    return 2
