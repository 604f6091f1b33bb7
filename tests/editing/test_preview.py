"""The preview: what an editor sees in a browser."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import httpx
import pytest
from pydantic import SecretStr

from bot.bootstrap import build_answers
from bot.conversation.gaps import open_questions
from bot.editing.commands import PreviewOptions, _listen, open_door
from bot.editing.preview.content import Previewed
from bot.editing.preview.gate import is_loopback
from bot.editing.preview.server import Preview
from bot.errors import BotError
from bot.knowledge import read_knowledge
from bot.models import Language, LoggedQuestion, Status
from bot.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.conversation.answering import Answers
    from bot.models import Knowledge, OpenQuestion


def previewed(corpus: Path) -> Previewed:
    def wire() -> tuple[Knowledge, Answers]:
        knowledge = read_knowledge(corpus)
        return knowledge, build_answers(knowledge, None)

    found = Previewed(corpus, wire)
    found.load()
    return found


def client(
    found: Previewed,
    host: str = "127.0.0.1",
    token: str = "",
    language: Language = Language.SIMPLIFIED,
) -> httpx.AsyncClient:
    def gaps() -> list[OpenQuestion]:
        assert found.answers is not None
        log = [LoggedQuestion("停车<b>多少钱", Status.NONE, 1_760_000_000)]
        return open_questions(log, found.answers)

    app = Preview(found, gaps, language).app(token)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"http://{host}")


async def test_an_article_is_shown_as_read_with_its_numbers_and_problems_beside(corpus: Path) -> None:
    (corpus / "articles" / "notes.md").write_text(
        "# 便条\n\n## 时间\n\n**早上**八点开门，\n\n锟斤拷在南坡。\n\n<script>alert(1)</script>完。\n",
        encoding="utf-8",
    )
    async with client(previewed(corpus)) as http:
        front = (await http.get("/")).text
        shown = await http.get("/articles/notes")
        assert (await http.get("/articles/nothing")).status_code == 404
    assert "便条" in front
    assert "1 处要改" in front
    assert "id='p1-1'" in shown.text
    assert "早上八点开门" in shown.text
    assert shown.text.index("乱码") > shown.text.index("id='p1-2'")
    assert "alert(1)" in shown.text
    assert "<script>alert" not in shown.text
    assert "script-src 'self'" in shown.headers["content-security-policy"]


async def test_articles_of_one_name_in_two_folders_have_their_own_problems(corpus: Path) -> None:
    for folder in ("north", "south"):
        (corpus / "articles" / folder).mkdir()
        (corpus / "articles" / folder / "notes.md").write_text(
            f"# {folder}\n\n八点开门。\n\n九点关门。\n", encoding="utf-8"
        )
    (corpus / "articles" / "north" / "notes.md").write_text(
        "# north\n\n八点开门。\n\n锟斤拷在北坡。\n", encoding="utf-8"
    )
    (corpus / "questions" / "south").mkdir()
    (corpus / "questions" / "south" / "notes.md").write_text("> 十点\n\n- 几点开门？\n", encoding="utf-8")
    async with client(previewed(corpus)) as http:
        north = (await http.get("/articles/north/notes")).text
        south = (await http.get("/articles/south/notes")).text
    assert ("乱码" in north, "乱码" in south) == (True, False)
    assert ("没有以“十点”开头" in north, "没有以“十点”开头" in south) == (False, True)


async def test_a_question_is_answered_and_explained(corpus: Path) -> None:
    async with client(previewed(corpus)) as http:
        asked = (await http.get("/ask", params={"q": "每人一次可以借几本书？"})).text
        none = (await http.get("/ask", params={"q": "<i>火星上有几家咖啡馆？"})).text
        empty = await http.get("/ask", params={"q": " "})
    assert "<mark>每人一次可以借五本，期限是四个星期" in asked
    assert "原文" in asked
    assert "&lt;i&gt;火星" in none
    assert empty.status_code == 303


async def test_open_questions_are_listed(corpus: Path) -> None:
    async with client(previewed(corpus)) as http:
        assert "停车&lt;b&gt;多少钱" in (await http.get("/gaps")).text


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8081", 200),
        ("LOCALHOST", 200),
        ("[::1]:8081", 200),
        ("evil.example.org", 400),
        ("127.0.0.1.evil.example.org", 400),
        ("127.0.0.1@evil.example.org", 400),
        ("192.168.1.7:8081", 400),
        ("[", 400),
        ("", 400),
    ],
)
async def test_a_page_elsewhere_that_leads_its_name_here_gets_nothing(
    corpus: Path, host: str, status: int
) -> None:
    async with client(previewed(corpus)) as http:
        for path in ("/", "/events" if status == 400 else "/style.css", "/ask?q=a"):
            assert (await http.get(path, headers={"host": host})).status_code == status


@pytest.mark.parametrize(
    "path",
    ["/", "/ask?q=a", "/gaps", "/events", "/style.css", "/?token=wrong", "/?token=", "/?token=s3cre%FF"],
)
async def test_from_elsewhere_nobody_gets_in_without_the_token(corpus: Path, path: str) -> None:
    async with client(previewed(corpus), "editor.example.org", "s3cret") as http:
        for cookies in ({}, {"preview": "wrong"}, {"preview": ""}):
            refused = await http.get(
                path, headers={"cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
            )
            assert (refused.status_code, refused.text) == (403, "请用启动时显示的完整地址打开\n")
            assert "set-cookie" not in refused.headers


async def test_who_has_shown_the_token_once_gets_in_and_leaves_no_trace_of_it(corpus: Path) -> None:
    async with client(previewed(corpus), "editor.example.org", "s3cret") as http:
        let_in = await http.get("/?token=s3cret")
        shown = await http.get("/")
    cookie = let_in.headers["set-cookie"].lower()
    assert {"httponly", "samesite=strict", "path=/"} <= set(cookie.split("; "))
    assert "secure" not in cookie
    assert "s3cret" not in let_in.text
    assert "content='0;url=/'" in let_in.text
    assert (shown.status_code, "s3cret" in shown.text) == (200, False)


async def test_over_https_the_cookie_stays_there(corpus: Path) -> None:
    async with client(previewed(corpus), "editor.example.org", "s3cret") as http:
        assert (
            "; Secure" in (await http.get("https://editor.example.org/?token=s3cret")).headers["set-cookie"]
        )


async def test_every_answer_says_who_may_read_it(corpus: Path) -> None:
    async with client(previewed(corpus), "editor.example.org", "s3cret") as http:
        answers = [
            await http.get("/"),
            await http.get("/?token=s3cret"),
            await http.get("/"),
            await http.get("/no"),
        ]
        answers += [await http.get("/style.css"), await http.post("/ask", content=b"q=a")]
    assert [each.status_code for each in answers] == [403, 200, 200, 404, 200, 405]
    for each in answers:
        assert each.headers["referrer-policy"] == "no-referrer"
        assert each.headers["cache-control"] == "no-store"
        assert each.headers["cross-origin-resource-policy"] == "same-origin"
        assert "default-src 'none'" in each.headers["content-security-policy"]


async def test_nothing_in_the_preview_writes_into_the_folder(corpus: Path) -> None:
    def stands() -> dict[str, tuple[bytes, int]]:
        files = (path for path in corpus.rglob("*") if path.is_file())
        return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    before = stands()
    async with client(previewed(corpus)) as http:
        for path in ("/", "/articles/tea", "/ask?q=茶", "/gaps", "/articles/..%2F..%2Fetc", "/articles/%00"):
            for method in ("GET", "POST", "PUT", "DELETE"):
                await http.request(method, path, content=b"x" * 100_000 if method != "GET" else None)
    assert stands() == before


SECRET = "a-token-that-nobody-guesses"


@pytest.mark.parametrize(
    ("options", "setting", "place", "asks"),
    [
        (PreviewOptions(), "", ("127.0.0.1", None), False),
        (PreviewOptions("::1", 9), "", ("::1", 9), False),
        (PreviewOptions(), SECRET, ("127.0.0.1", None), True),
        (PreviewOptions("0.0.0.0"), "", ("0.0.0.0", None), True),
        (PreviewOptions(public=True), "", ("127.0.0.1", 8088), True),
        (PreviewOptions(public=True, port=0), "", ("127.0.0.1", 0), True),
        (PreviewOptions("editor.example.org", public=True), SECRET, ("editor.example.org", 8088), True),
    ],
)
def test_only_this_machine_gets_in_without_a_token_and_what_is_set_is_not_shown(
    options: PreviewOptions, setting: str, place: tuple[str, int | None], asks: bool
) -> None:
    settings = Settings(http_port=8088, preview_token=SecretStr(setting) if setting else None)
    door = open_door(settings, options)
    assert (door.host, door.port) == place
    assert bool(door.token) is asks
    assert door.token == setting if setting else len(door.token) in {0, 32}
    assert SECRET not in door.shown
    assert bool(door.shown) is asks


def test_whoever_is_as_fast_as_the_address_is_not_turned_away() -> None:
    with _listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname(), 5) as met:
        assert met.getpeername() == listener.getsockname()


def test_a_port_that_is_taken_is_named_and_the_usual_one_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    with _listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BotError, match=f"--port 127.0.0.1:{port} cannot be listened on"):
            _listen("127.0.0.1", port)
        monkeypatch.setattr("bot.editing.commands._PORT", port)
        with _listen("127.0.0.1", None) as free:
            assert free.getsockname()[1] != port


async def test_a_question_of_any_length_is_cut(corpus: Path) -> None:
    async with client(previewed(corpus)) as http:
        shown = await http.get("/ask", params={"q": "灯" * 7_000})
    assert shown.status_code == 200
    assert "灯" * 4096 in shown.text
    assert "灯" * 4097 not in shown.text


async def test_a_database_that_cannot_be_read_is_said_on_the_page(corpus: Path) -> None:
    def gaps() -> list[OpenQuestion]:
        raise BotError("BOT_DATABASE_URL: the database cannot be read; try again")

    app = Preview(previewed(corpus), gaps, Language.SIMPLIFIED).app()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as http:
        shown = await http.get("/gaps")
    assert (shown.status_code, "数据库读不了" in shown.text) == (503, True)


async def test_what_is_saved_is_shown_and_what_is_broken_leaves_the_last_good(corpus: Path) -> None:
    found = previewed(corpus)
    path = corpus / "articles" / "lighthouse.md"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("二十六米", "九十九米"), encoding="utf-8")
    await asyncio.to_thread(found.load)
    async with client(found) as http:
        assert "九十九米" in (await http.get("/articles/lighthouse")).text
        path.write_bytes(b"\xff\xfe")
        await asyncio.to_thread(found.load)
        shown = (await http.get("/articles/lighthouse")).text
    assert "九十九米" in shown
    assert "不是 UTF-8" in shown


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("example.org", False)],
)
def test_what_only_this_machine_reaches_is_known(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
