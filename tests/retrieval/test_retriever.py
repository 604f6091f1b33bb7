"""The retriever: the right passage first, whatever people type, and the sentence in it that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Span

if TYPE_CHECKING:
    from bot.models import Match
    from bot.retrieval.retriever import Retriever
    from tests.retrieval.conftest import Over


def best(retriever: Retriever, question: str) -> Match:
    return retriever.retrieve(question).matches[0]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("白沙灯塔是哪年建成的？", "建成于1887年"),
        ("白沙燈塔是哪年建成的？", "建成于1887年"),
        ("白沙灯塔系边年起好嘅", "建成于1887年"),
        ("白沙燈塔係幾時起好嘅", "建成于1887年"),
        ("白沙登塔是哪年建成的", "建成于1887年"),
        ("baishadengta shi na nian jiancheng de", "建成于1887年"),
        ("白沙灯灯塔哪年建成", "建成于1887年"),
        ("白沙塔灯哪年建成", "建成于1887年"),
        ("白灯塔哪年建成", "建成于1887年"),
        ("白沙灯塔哪年健成", "建成于1887年"),
        ("白 沙 灯 塔 哪 年 建 成", "建成于1887年"),
        ("１８８７年建成的是什么", "建成于1887年"),
        ("l887年建成的是什么", "建成于1887年"),
        ("bsdt哪年建成", "建成于1887年"),
        ("登塔要爬142级吗", "一百四十二级台阶"),
        ("车上有2400册书吗", "两千四百册书"),
        ("去年收入360万元的是哪里", "三百六十万元"),
        ("干茶的60%卖给谁", "六成卖给省城"),
        ("第一位守灯人叫什么", "罗海生"),
        ("巴士上有多少册书", "两千四百册书"),
        ("大黄蜂哪天出车", "每周二和周五出车"),
        ("how far does the lighthouse reach, 18 海里?", "十八海里"),
        ("借书要押金吗", "不收押金"),
        ("还晚了会被罚吗", "过期不罚款"),
        ("谁说火候全凭手感", "老师傅陈伯说"),
        ("火候全凭手感，机器学不来", "老师傅陈伯说"),
        ("bai2sha1 deng1ta3 na3 nian2 jian4cheng2", "建成于1887年"),
        ("灯塔改用电灯是１９７２年吗", "1972年"),
        ("茶园的帮手有多少人", "四十名帮手"),
        ("出车的日子是星期几", "每周二和周五出车"),
        ("杀青要多少度", "二百二十度"),
        ("一个人可以借几本", "可以借五本"),
    ],
)
def test_the_sentence_that_answers_comes_first(retriever: Retriever, question: str, sentence: str) -> None:
    assert sentence in best(retriever, question).sentence_text


def test_matches_are_best_first_and_none_is_surer_than_the_first(retriever: Retriever) -> None:
    scores = [match.score for match in retriever.retrieve("守塔人在岛上住了多少年").matches]
    assert scores[0] == max(scores)
    assert all(0 <= score <= 1 for score in scores)


def test_no_more_matches_come_than_are_wanted(retriever: Retriever) -> None:
    assert len(retriever.retrieve("灯塔", 2).matches) == 2


def test_a_passage_comes_once(retriever: Retriever) -> None:
    found = [match.passage.id for match in retriever.retrieve("灯塔的守塔人").matches]
    assert len(found) == len(set(found)) > 1


@pytest.mark.parametrize("question", ["", "？", "什么", "的呢", "\x00\ud800", "zzzz qqqq"])
def test_a_message_that_shares_nothing_with_the_articles_finds_nothing(
    retriever: Retriever, question: str
) -> None:
    assert retriever.retrieve(question).matches == ()


def test_the_form_that_matched_is_named_but_is_no_answer(retriever: Retriever) -> None:
    found = best(retriever, "天气太差来不了怎么办")
    assert found.why.form == "天气太差来不了怎么办"
    assert found.sentence_text == "遇到大雪封山，当天的行程就顺延到周日。"


def test_a_form_asked_word_for_word_comes_before_all_that_merely_covers_more(over: Over) -> None:
    retriever = over(
        "船停了可以住在塔下。", "渡船停航三天。", "停航的渡船停在港里。", forms={1: ("渡船停航怎么办",)}
    )
    assert best(retriever, "渡船停航怎么办？").passage.text == "船停了可以住在塔下。"


def test_a_match_tells_its_signals_and_what_was_matched(retriever: Retriever) -> None:
    found = best(retriever, "登塔要爬142级吗")
    spans = [found.passage.text[span.start : span.end] for span in found.why.spans]
    assert any("一百四十二" in span for span in spans)
    assert {"bm25", "union"} <= {signal.name for signal in found.why.signals}


def test_a_match_tells_which_words_met_and_which_are_lacking(over: Over) -> None:
    found = best(over("塔身高二十六米，用花岗岩砌成。", "渡船每天靠岸。"), "塔身的造价和花冈岩")
    met = {meeting.asked: (meeting.met, meeting.channel) for meeting in found.why.meetings}
    assert met["塔身"] == ("塔身", "written")
    assert ("花岗", "sound") in met.values()
    assert "造价" in found.why.lacking


def test_a_word_of_like_meaning_is_told_as_met(over: Over) -> None:
    found = best(over("补助按月发放。", "渡船每天靠岸。"), "补贴怎么领")
    assert found.passage.text == "补助按月发放。"
    assert ("补贴", "补助", "meaning") in [(m.asked, m.met, m.channel) for m in found.why.meetings]


@pytest.mark.parametrize("question", ["95533", "热线95533", "热线是九五五三三吗"])
def test_a_passage_may_end_in_a_number(over: Over, question: str) -> None:
    found = best(over("热线是95533", "渡船每天靠岸。"), question)
    assert found.passage.text == "热线是95533"


def test_nothing_answers_a_bare_common_word_for_sure(over: Over) -> None:
    retriever = over("我们的工作很忙。", "渡船每天靠岸。")
    assert best(retriever, "工作").score < best(retriever, "我们的工作很忙吗").score


def test_a_name_that_no_passage_holds_makes_less_sure(over: Over) -> None:
    retriever = over("渡船每天靠岸，票价八元。", "灯塔高二十六米。")
    assert best(retriever, "深圳渡船的票价是多少").score < best(retriever, "渡船的票价是多少").score


def test_the_same_notice_printed_twice_is_shown_once(over: Over) -> None:
    retriever = over("渡船停航三天。", "灯塔在南坡。", "渡船停航三天。")
    assert [match.sentence_text for match in retriever.retrieve("渡船停航几天").matches].count(
        "渡船停航三天。"
    ) == 1


def test_the_other_sentence_is_marked_when_it_is_the_one_that_has_what_is_asked_for(over: Over) -> None:
    retriever = over("茶园的收入很稳定。去年茶园卖了三吨茶，收入五十万元。")
    assert best(retriever, "茶园的收入是多少万元").sentence_text == "去年茶园卖了三吨茶，收入五十万元。"


def test_a_synonym_is_found_where_the_article_has_the_other_word(over: Over) -> None:
    retriever = over("守塔人每天点灯。", "渡船每天靠岸。", synonyms={"值班员": ("守塔人",)})
    assert "守塔人" in best(retriever, "值班员做什么").passage.text


def test_an_alias_in_another_language_is_found(over: Over) -> None:
    retriever = over("渡船每天靠岸。", "灯塔高二十六米。", aliases={"lighthouse": ("灯塔",)})
    assert "灯塔" in best(retriever, "how tall is the lighthouse").passage.text


def test_a_form_leads_to_its_passage_without_a_word_in_common(over: Over) -> None:
    retriever = over("渡船每天靠岸。", "塔身高二十六米。", forms={1: ("怎么过海去岛上",)})
    assert "渡船" in best(retriever, "怎么过海去岛上").passage.text


def test_a_name_that_merely_sounds_like_another_is_not_repaired(over: Over) -> None:
    retriever = over("渡船开往云梦。")
    named, misspelt = (best(retriever, text).score for text in ("渡船开往云梦吗", "渡船开往云南吗"))
    assert misspelt < named


def test_a_heading_helps_its_passage(over: Over) -> None:
    headed, bare = (over("每周二出车。", section=section) for section in ("流动图书馆", "安排"))
    question = "流动图书馆星期几出车"
    assert best(headed, question).score > best(bare, question).score


def test_a_passage_that_is_one_long_run_is_answered_in_part(over: Over) -> None:
    retriever = over("灯塔" + "山" * 5000 + "雾号每两分钟响一次" + "海" * 5000)
    found = best(retriever, "雾号几分钟响一次")
    assert "雾号每两分钟响一次" in found.sentence_text
    assert len(found.sentence_text) <= 600


def test_a_passage_without_a_word_has_no_sentence_to_mark(over: Over) -> None:
    retriever = over(" ", section="灯塔")
    assert best(retriever, "灯塔").sentence == Span(0, 1)


def test_no_match_is_surer_than_the_one_before(retriever: Retriever) -> None:
    for question in ("灯塔", "登塔要爬142级吗", "茶园去年收入多少", "图书馆的书谁来选", "how high is it"):
        scores = [match.score for match in retriever.retrieve(question).matches]
        assert scores == sorted(scores, reverse=True), question


@pytest.mark.parametrize(
    "question", ["西安流动图书馆每周二和周五出车吗", "苏州的白沙灯塔是哪年建成、用什么石头砌成的"]
)
def test_what_is_asked_of_a_place_that_no_passage_names_is_never_answered(
    retriever: Retriever, question: str
) -> None:
    assert best(retriever, question).score < 0.5


@pytest.mark.parametrize("question", ["江门的gdp是多少", "江门税收多少", "江门去年营收是多少"])
def test_an_amount_of_money_is_not_the_amount_of_anything_asked(over: Over, question: str) -> None:
    retriever = over("江门的电池产业链引进项目32个、投资超410亿元。", "渡船每周来两次。")
    assert best(retriever, question).score < 0.5
