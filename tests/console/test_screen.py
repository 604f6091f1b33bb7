from __future__ import annotations

import io

import pytest
from rich.console import Console

from bot.console.screen import PanelScreen, PlainScreen, open_screen
from bot.models import Ask, Choice, Quote, Reply, Span

QUOTE = Quote("茶园很老。去年收入三百万元。", Span(5, 14), "茶园 › 销路 › 第1段")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def plain(*replies: Reply) -> str:
    out = io.StringIO()
    screen = PlainScreen(out)
    for reply in replies:
        screen.show(reply)
    return out.getvalue()


def panels(reply: Reply, width: int = 40) -> str:
    out = io.StringIO()
    PanelScreen(Console(file=out, width=width, force_terminal=True, color_system="standard")).show(reply)
    return out.getvalue()


def test_plain_text_is_the_passage_then_its_citation() -> None:
    assert plain(Reply(quotes=(QUOTE,))) == "茶园很老。去年收入三百万元。\n—— 茶园 › 销路 › 第1段\n"


def test_plain_replies_are_parted_by_an_empty_line() -> None:
    assert plain(Reply(lead="一"), Reply(lead="二")) == "一\n\n二\n"


def test_plain_choices_are_numbered() -> None:
    reply = Reply(
        lead="看：", choices=(Choice("甲", Ask("甲")), Choice("2. 乙", Ask("乙"))), tail="输入编号。"
    )

    assert plain(reply) == "看：\n1. 甲\n2. 乙\n输入编号。\n"


def test_the_note_stands_beside_the_citation_and_not_in_the_quote() -> None:
    assert plain(Reply(quotes=(Quote("今年以来，大", None, "茶园 › 第1段", "后面缺了字"),))) == (
        "今年以来，大\n—— 茶园 › 第1段（后面缺了字）\n"
    )


def test_a_panel_marks_the_sentence_that_answers() -> None:
    assert "茶园很老。\x1b[1;32m去年收入三百万元。\x1b[0m" in panels(Reply(quotes=(QUOTE,)))


def test_a_panel_is_as_wide_as_the_terminal_in_columns_not_characters() -> None:
    top, middle, bottom, citation = panels(Reply(quotes=(QUOTE,)), width=40).splitlines()[:4]

    assert "╭" + "─" * 38 + "╮" in top
    assert middle.count(" ") == 1 + (38 - 1 - 28)
    assert "╰" in bottom
    assert "第1段" in citation


def test_lines_stay_readable_on_a_very_wide_terminal() -> None:
    assert "─" * 98 + "╮" in panels(Reply(quotes=(QUOTE,)), width=300)


def test_square_brackets_in_an_article_are_its_own() -> None:
    assert "[bold]字[/bold] :tea:" in panels(Reply(quotes=(Quote("[bold]字[/bold] :tea:", None, "茶"),)))


def test_without_a_terminal_there_are_no_control_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = io.StringIO()

    open_screen(out).show(Reply(lead="好", quotes=(QUOTE,)))

    assert "\x1b" not in out.getvalue()
    assert "╭" not in out.getvalue()


@pytest.mark.parametrize(("term", "kind"), [("xterm-256color", PanelScreen), ("dumb", PlainScreen)])
def test_panels_are_for_terminals_that_can_draw_them(
    term: str, kind: type[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)

    assert isinstance(open_screen(Terminal()), kind)
