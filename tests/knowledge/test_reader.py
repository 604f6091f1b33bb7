from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.errors import KnowledgeError
from bot.knowledge import Severity, check_knowledge, read_knowledge

if TYPE_CHECKING:
    from bot.models import Knowledge
    from tests.knowledge.conftest import Desk


def test_the_corpus_is_read_whole_and_without_a_problem(knowledge: Knowledge, corpus: Path) -> None:
    assert [article.slug for article in knowledge.articles] == ["library", "lighthouse", "tea"]
    assert sum(map(len, knowledge.forms.values())) == 8
    assert len(knowledge.dictionary) == 5
    assert knowledge.synonyms[""].aliases["lighthouse"] == ("灯塔",)
    assert knowledge.synonyms[""].synonyms["巴士"] == ("公共汽车",)
    assert check_knowledge(corpus) == []


def test_the_knowledge_that_comes_with_the_bot_has_no_error() -> None:
    found = check_knowledge(Path(__file__).parents[2] / "knowledge")
    assert [str(problem) for problem in found if problem.severity is Severity.ERROR] == []


def test_the_first_error_is_raised_and_every_problem_is_checked(desk: Desk) -> None:
    desk.write("articles/a.md", "##\n\n文。").write("articles/b.md", "# 题目").write("articles/c.md", b"\xff")
    desk.write("dictionary.txt", "a b c")
    with pytest.raises(KnowledgeError, match=r"b\.md: has no text"):
        desk.read()
    assert [problem.split(":")[0] for problem in desk.problems()] == [
        "articles/a.md",
        "articles/b.md",
        "articles/c.md",
        "dictionary.txt",
    ]


def test_warnings_do_not_keep_the_bot_from_serving(desk: Desk) -> None:
    desk.write("articles/a.md", "##\n\n文。")
    assert len(desk.problems()) == 1
    assert [passage.text for passage in desk.read().passages] == ["文。"]


def test_an_error_says_file_line_and_remedy_in_one_line(desk: Desk) -> None:
    desk.write("articles/a.md", "---\ntitle: [\n---\n文。")
    with pytest.raises(KnowledgeError) as caught:
        desk.read()
    assert (caught.value.path, caught.value.line) == (desk.folder / "articles/a.md", 3)
    assert str(caught.value).startswith(
        f"{desk.folder / 'articles/a.md'}:3: the front matter is not valid YAML ("
    )
    assert "\n" not in str(caught.value)


def test_two_articles_of_one_name_are_an_error(desk: Desk) -> None:
    desk.write("articles/\u00e9.md", "文。").write("articles/e\u0301.md", "字。")
    if len(list((desk.folder / "articles").iterdir())) == 1:
        pytest.skip("this file system takes the two names for one")
    assert "error: has the same name as another article, \u00e9" in desk.problem()


def test_the_version_follows_the_content_and_nothing_else(corpus: Path) -> None:
    version = read_knowledge(corpus).version
    tea = corpus / "articles/tea.md"
    tea.write_bytes(b"\xef\xbb\xbf" + tea.read_bytes().replace(b"\n", b"\r\n"))
    os.utime(tea, (0, 0))
    (corpus / "README.md").write_text("...")
    assert read_knowledge(corpus).version == version
    tea.write_text(tea.read_text(encoding="utf-8").replace("九天", "八天"), encoding="utf-8")
    changed = read_knowledge(corpus).version
    assert changed != version
    assert len(changed) == 8
    assert int(changed, 16) >= 0


@settings(deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(alphabet="#->-<!- gap:\n\t\r\x00\x85“。文a[]{}&*\"'\\Uud8", max_size=200).map(str.encode),
    ),
    st.sampled_from(
        ["articles/a.md", "questions/a.md", "questions/a.jsonl", "dictionary.txt", "synonyms.toml"]
    ),
    st.sampled_from([b"", b"---\n", b"---\n---\n", b"> \xe6\x96\x87\n- ", b"[aliases]\n"]),
)
@example(b'title: "\\UFFFFFFFF"\n---\n', "articles/a.md", b"---\n")
@example("\ue000".encode(), "dictionary.txt", b"")
def test_whatever_a_file_holds_nothing_is_raised_but_a_knowledge_error(
    content: bytes, name: str, head: bytes
) -> None:
    with TemporaryDirectory() as place:
        for file, data in (("articles/a.md", "文。".encode()), (name, head + content)):
            path = Path(place, file)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        problems = check_knowledge(Path(place))
        assert all(str(problem).isprintable() for problem in problems)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        if not errors or errors[0].path.suffix == ".jsonl":
            assert read_knowledge(Path(place)).passages
            return
        with pytest.raises(KnowledgeError) as caught:
            read_knowledge(Path(place))
        assert str(caught.value) == str(errors[0])
