"""Every word that the bot says of its own accord, in three languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.models import Language


@dataclass(frozen=True, slots=True)
class Phrases:
    """The interface in one language; names in braces are filled in."""

    welcome: str
    welcome_many: str
    try_one: str
    help: str
    not_text: str
    no_question: str
    asked: str
    related: str
    nearest: str
    none: str
    none_but: str
    none_line: str
    not_said: str
    no_more: str
    overview: str
    sorry: str
    sorry_but: str
    no_person: str
    no_translation: str
    also_asked: str
    greeting: str
    thanks: str
    farewell: str
    identity: str
    contents: str
    articles: str
    section: str
    opening: str
    changed: str
    changed_notice: str
    trouble: str
    paragraph: str
    gap: str
    excerpt: str
    see_contents: str
    back_to_section: str
    previous: str
    next: str
    previous_page: str
    next_page: str


_SIMPLIFIED: Final = Phrases(
    welcome="你好！关于下面这篇文章，想知道什么都可以问我：\n《{title}》\n\n"
    "像平时说话那样问就行。我会找出回答你的那一段，一字不改地给你看，并注明出处；文章里没写的，我也会直说。",
    welcome_many="你好！这里有 {count} 篇文章，想知道什么都可以问我。\n\n"
    "像平时说话那样问就行。我会找出回答你的那一段，一字不改地给你看，并注明出处；文章里没写的，我也会直说。",
    try_one="不知道问什么？点一个试试：",
    help="直接把问题发给我就行，像平时说话那样，打错一两个字也没关系。\n\n"
    "• 接着问“那投资呢？”“是哪一年？”“还有呢？”，我听得懂\n"
    "• 回复我的一条消息，就是问那一段\n"
    "• 问错了？改一下那条消息，答案会跟着改\n"
    "• 在群里用 /ask，或者 @ 我、回复我；在任何聊天里打 @ 我的名字再加问题，可以直接引用原文\n\n"
    "/sections 看目录，一段一段读原文\n"
    "/source 文章的来源和署名\n"
    "/privacy 保存哪些数据\n"
    "/forget_me 删除关于我的数据\n\n"
    "我只摘原文，不自己编答案；文章里没写的，我会说没有。",
    not_text="我只看得懂文字。把想问的打成一句话发给我，我就去文章里找。",
    no_question="还没看到问题呢。想知道什么，写成一句话发给我就行。",
    asked="你问：{question}",
    related="文章没有直接回答，最接近的是：",
    nearest="文章没有直接回答，这一段最接近：",
    none="文章里没有说这个。换个说法再问问，或者看看目录：",
    none_line="文章里没有说这个。",
    none_but="文章里没有说这个。它答得上来的，和你问的最接近的是：",
    not_said="这一段没有说。",
    no_more="没有别的了，和这个问题有关的就这些。",
    overview="这篇文章讲的是：",
    sorry="抱歉，没帮上忙。换个说法再问问，或者看看目录：",
    sorry_but="抱歉，没答对。也许是这几段：",
    no_person="这里没有人工客服，我只会从文章里找原文。想知道什么，直接问就行。",
    no_translation="我只引用原文，不翻译。可以按“繁體”换一种字体看。",
    also_asked="还问了这些，请再发一次：{questions}",
    greeting="你好！关于这篇文章想知道什么？直接问就行。",
    thanks="不客气！还想知道什么，接着问。",
    farewell="再见！想起什么，随时来问。",
    identity="我是陪你读文章的机器人。你提问，我从文章里找出回答你的那一段，原文照搬，注明出处。我不会自己编答案。",
    contents="《{title}》\n共 {count} 节，点一节看里面的段落：",
    articles="共 {count} 篇文章，点一篇看目录：",
    section="{title}\n共 {count} 段，点一段看原文：",
    opening="开头部分",
    changed="文章更新过了，这个按钮对应的还是旧内容。请重新提问，或者从目录里找：",
    changed_notice="文章更新过了",
    trouble="出了点小问题，这次没能回答。请稍后再发一次。",
    paragraph="第{number}段",
    gap="原文到这里断了，后面缺了字",
    excerpt="这一段太长，只截取了答案前后的部分",
    see_contents="看目录",
    back_to_section="返回本节",
    previous="‹ 上一段",
    next="下一段 ›",
    previous_page="‹ 上一页",
    next_page="下一页 ›",
)

_TRADITIONAL: Final = Phrases(
    welcome="你好！關於下面這篇文章，想知道什麼都可以問我：\n《{title}》\n\n"
    "像平時說話那樣問就行。我會找出回答你的那一段，一字不改地給你看，並註明出處；文章裡沒寫的，我也會直說。",
    welcome_many="你好！這裡有 {count} 篇文章，想知道什麼都可以問我。\n\n"
    "像平時說話那樣問就行。我會找出回答你的那一段，一字不改地給你看，並註明出處；文章裡沒寫的，我也會直說。",
    try_one="不知道問什麼？點一個試試：",
    help="直接把問題發給我就行，像平時說話那樣，打錯一兩個字也沒關係。\n\n"
    "• 接著問「那投資呢？」「是哪一年？」「還有呢？」，我聽得懂\n"
    "• 回覆我的一條訊息，就是問那一段\n"
    "• 問錯了？改一下那條訊息，答案會跟著改\n"
    "• 在群裡用 /ask，或者 @ 我、回覆我；在任何聊天裡打 @ 我的名字再加問題，可以直接引用原文\n\n"
    "/sections 看目錄，一段一段讀原文\n"
    "/source 文章的來源和署名\n"
    "/privacy 保存哪些資料\n"
    "/forget_me 刪除關於我的資料\n\n"
    "我只摘原文，不自己編答案；文章裡沒寫的，我會說沒有。",
    not_text="我只看得懂文字。把想問的打成一句話發給我，我就去文章裡找。",
    no_question="還沒看到問題呢。想知道什麼，寫成一句話發給我就行。",
    asked="你問：{question}",
    related="文章沒有直接回答，最接近的是：",
    nearest="文章沒有直接回答，這一段最接近：",
    none="文章裡沒有說這個。換個說法再問問，或者看看目錄：",
    none_line="文章裡沒有說這個。",
    none_but="文章裡沒有說這個。它答得上來的，和你問的最接近的是：",
    not_said="這一段沒有說。",
    no_more="沒有別的了，和這個問題有關的就這些。",
    overview="這篇文章講的是：",
    sorry="抱歉，沒幫上忙。換個說法再問問，或者看看目錄：",
    sorry_but="抱歉，沒答對。也許是這幾段：",
    no_person="這裡沒有真人客服，我只會從文章裡找原文。想知道什麼，直接問就行。",
    no_translation="我只引用原文，不翻譯。可以按「简体」「繁體」換一種字體看。",
    also_asked="還問了這些，請再發一次：{questions}",
    greeting="你好！關於這篇文章想知道什麼？直接問就行。",
    thanks="不客氣！還想知道什麼，接著問。",
    farewell="再見！想起什麼，隨時來問。",
    identity="我是陪你讀文章的機器人。你提問，我從文章裡找出回答你的那一段，原文照搬，註明出處。我不會自己編答案。",
    contents="《{title}》\n共 {count} 節，點一節看裡面的段落：",
    articles="共 {count} 篇文章，點一篇看目錄：",
    section="{title}\n共 {count} 段，點一段看原文：",
    opening="開頭部分",
    changed="文章更新過了，這個按鈕對應的還是舊內容。請重新提問，或者從目錄裡找：",
    changed_notice="文章更新過了",
    trouble="出了點小問題，這次沒能回答。請稍後再發一次。",
    paragraph="第{number}段",
    gap="原文到這裡斷了，後面缺了字",
    excerpt="這一段太長，只截取了答案前後的部分",
    see_contents="看目錄",
    back_to_section="返回本節",
    previous="‹ 上一段",
    next="下一段 ›",
    previous_page="‹ 上一頁",
    next_page="下一頁 ›",
)

_ENGLISH: Final = Phrases(
    welcome="Hello! Ask me anything about this article:\n{title}\n\n"
    "Ask in your own words; Chinese works best. I find the passage that answers you and quote it word for "
    "word, in Chinese, with its source. If the article doesn't say, I'll tell you so.",
    welcome_many="Hello! There are {count} articles here; ask me anything about them.\n\n"
    "Ask in your own words; Chinese works best. I find the passage that answers you and quote it word for "
    "word, in Chinese, with its source. If the articles don't say, I'll tell you so.",
    try_one="Not sure where to start? Tap one:",
    help="Just send me your question in your own words; a typo or two is fine, and Chinese works best.\n\n"
    "• Follow up with “What about the investment?”, “Which year?” or “What else?”\n"
    "• Reply to one of my messages to ask about that passage\n"
    "• Edit your question, and my answer changes with it\n"
    "• In groups use /ask, mention me or reply to me\n"
    "• In any chat type my @name and a question to send a quote\n\n"
    "/sections browse the article, paragraph by paragraph\n"
    "/source where the article comes from\n"
    "/privacy what is kept\n"
    "/forget_me delete what is kept about me\n\n"
    "I only quote the article and never make up an answer. If it doesn't say, I'll tell you so.",
    not_text="I can only read text. Type your question, and I'll look it up in the article.",
    no_question="I don't see a question yet. Just send me what you'd like to know.",
    asked="You asked: {question}",
    related="The article doesn't answer this outright. Closest:",
    nearest="The article doesn't answer this outright; this passage comes closest:",
    none="The article doesn't say. Try other words, or ask in Chinese, as it is written; or see the contents:",
    none_line="The article doesn't say.",
    none_but="The article doesn't say. Closest to your question, it does answer:",
    not_said="This passage doesn't say.",
    no_more="That's all there is about this.",
    overview="What the article is about:",
    sorry="Sorry that didn't help. Try other words, or see the contents:",
    sorry_but="Sorry, that wasn't it. Perhaps one of these:",
    no_person="There's nobody else here; I only find passages in the article. Just ask what you'd like to know.",
    no_translation="I only quote the original and don't translate it.",
    also_asked="You also asked these; please send them again: {questions}",
    greeting="Hello! What would you like to know about the article? Just ask.",
    thanks="You're welcome! Ask away if there's anything else.",
    farewell="Goodbye! Come back whenever you have a question.",
    identity="I'm a bot that reads an article with you. You ask, and I quote the passage that answers, word "
    "for word, with its source. I never make up an answer.",
    contents="{title}\n{count} sections; choose one to see its paragraphs:",
    articles="{count} articles; choose one to see its sections:",
    section="{title}\n{count} paragraphs; choose one to read it:",
    opening="Opening",
    changed="The article has been updated since, and this button belongs to the old text. "
    "Please ask again, or look in the contents:",
    changed_notice="The article has been updated",
    trouble="Something went wrong and I couldn't answer. Please try again in a moment.",
    paragraph="paragraph {number}",
    gap="The original breaks off here; some words are missing",
    excerpt="This passage is long; only the part around the answer is shown",
    see_contents="Contents",
    back_to_section="Back to section",
    previous="‹ Previous",
    next="Next ›",
    previous_page="‹ Previous page",
    next_page="Next page ›",
)


def phrases_of(language: Language) -> Phrases:
    """The phrases of this language."""
    match language:
        case Language.SIMPLIFIED:
            return _SIMPLIFIED
        case Language.TRADITIONAL:
            return _TRADITIONAL
        case Language.ENGLISH:
            return _ENGLISH
