"""Sentences: where they end, and that nothing is lost between them."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.retrieval.text.sentences import sentences


def texts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("塔高二十六米。光照十八海里！", ["塔高二十六米。", "光照十八海里！"]),
        ("他说：“别怕。”然后走了。", ["他说：“别怕。”", "然后走了。"]),
        ("先揉捻；后烘干", ["先揉捻；", "后烘干"]),
        ("一行\n又一行", ["一行", "又一行"]),
        ("真的吗？！……是。", ["真的吗？！……", "是。"]),
        ("版本3.5发布", ["版本3.5发布"]),
        ("  前后有空  。 ", ["前后有空  。"]),
        (
            "网址是https://a.example/b?c=1;d=2，点开即可。另见附录。",
            ["网址是https://a.example/b?c=1;d=2，点开即可。", "另见附录。"],
        ),
        ("打开 example.org/!/list?p=3 再登录。", ["打开 example.org/!/list?p=3 再登录。"]),
        ("乐队Wh!te来了。票已售完。", ["乐队Wh!te来了。", "票已售完。"]),
        ("由 Joomla! 搭建的网站。很快。", ["由 Joomla! 搭建的网站。", "很快。"]),
        ("由 Joomla! “搭建”", ["由 Joomla!", "“搭建”"]),
        ("What a view! Come again.", ["What a view!", "Come again."]),
        ("真高!真美?", ["真高!", "真美?"]),
        (
            "开放到六点（周一除外！节日另告。），请早来。谢谢。",
            ["开放到六点（周一除外！节日另告。），请早来。", "谢谢。"],
        ),
        ("读《去哪儿？》这本书。好看。", ["读《去哪儿？》这本书。", "好看。"]),
        ("【注意！】慢行。", ["【注意！】慢行。"]),
        ("括号没有关（上。后面还有。", ["括号没有关（上。", "后面还有。"]),
        ("他笑了（真的。）\n走了", ["他笑了（真的。）", "走了"]),
        ("", []),
        (" \n\u3000", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_a_text_without_full_stops_is_cut_after_a_pause() -> None:
    clause = "灯塔的光照得很远，"
    cut = texts(clause * 200)
    assert "".join(cut) == clause * 200
    assert all(len(piece) <= 600 and piece.endswith("，") for piece in cut)


def test_a_text_without_any_pause_is_cut_all_the_same() -> None:
    assert [len(piece) for piece in texts("灯" * 1300)] == [600, 600, 100]


@pytest.mark.parametrize("run", ["（", "【", "(", "a!", "！", "《》", "a!(", "((。"])
def test_a_long_run_takes_time_by_its_length_only(run: str) -> None:
    began = time.perf_counter()
    sentences(run * 20_000)
    assert time.perf_counter() - began < 5


@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from("。！？；…\n”）（【】灯塔，. a!?;"), st.characters(exclude_categories=())
        ),
        max_size=200,
    )
)
@example("\ud800。\x00")
def test_sentences_part_the_text_and_leave_only_white_space_out(text: str) -> None:
    spans = sentences(text)
    assert all(span.start < span.end for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    bounds = [0, *(bound for span in spans for bound in (span.start, span.end)), len(text)]
    between = [text[bounds[at] : bounds[at + 1]] for at in range(0, len(bounds), 2)]
    assert not "".join(between).strip()
    assert all(piece == piece.strip() for piece in texts(text))
