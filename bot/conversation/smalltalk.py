"""Small talk: messages that ask nothing of an article."""

from __future__ import annotations

import re
from functools import cache

from bot.models import Talk
from bot.retrieval.text.normalization import normalize

# Phrases by what they are, as patterns over normalised text. A message of nothing else is small talk, of the
# first kind here that occurs in it.
_PHRASES = {
    Talk.IDENTITY: r"""
        (?:你|您|妳)(?:到底|究竟)?(?:是谁|是什么(?:人|东西)?|叫什么(?:名字)?)
        (?:你|您|妳)(?:到底|究竟)?是不?是?(?:机器人|真人|人工智能|人|ai|客服|chatgpt|gpt)
        还是(?:机器人|真人|人|ai)
        是(?:真人|机器人|人工智能|ai)还是(?:真人|机器人|人工智能|ai)|是(?:真人|机器人)
        (?:你|您|妳)?(?:会|能)(?:干|做|回答)(?:些|点)?(?:什么|啥|嘛)(?:问题)?
        [你您]?有什么功能|[你您]?怎么用|[你您](?:多大|几岁)
        [你您](?:喜欢|爱)我|[你您]有(?:男|女)朋友|(?:介绍一下你自己|自我介绍)(?:一下)?
        (?:系|是)边个
        who are you|what are you|are you (?:a |an )?(?:bot|robot|human|real|ai|person)
        what can you do|what do you do|what(?:'s| is) your name""",
    Talk.FAREWELL: r"""
        再见|拜拜|拜|(?:good)?bye(?: ?bye)?|see you(?: later)?|回头见|下次(?:再)?(?:见|聊|来|问)
        先走|走了|8{2,3}|晚安|改天(?:再)?聊|good ?night""",
    Talk.GREETING: r"""
        你们?好|您好|妳好|大家好|哈喽|哈啰|嗨|喂|早上好|早晨|早安|早|[上中下]午好|午安|晚上好
        在吗|在么|在不在|有人在?吗|有人在?|(?:吃|食)(?:了|咗)?(?:饭|饭了)?(?:吗|没|没有|未|未呀)
        最近(?:好吗|怎么样)|你好吗|新年(?:好|快乐)|节日快乐|恭喜发财|nihao|ni hao
        hi|hello|hey|yo|good ?(?:morning|afternoon|evening|day)
        how are you(?: doing)?(?: today)?|how do you do|what'?s up""",
    Talk.THANKS: r"""
        谢谢[你您]?|谢了|多谢[你您]?(?:了|晒)?|感谢|太感谢|辛苦|唔该晒?
        thank you(?: very much| so much)?|thanks?(?: a lot| so much)?|thx|tks|3q
        好的|收到|明白|懂了|知道了|没事|算了|不用了|ok|okay|okey|可以|行|不错|厉害
        真?(?:牛|赞|棒)|很好|太好了|好用|好|你真?(?:聪明|厉害|棒|可爱|牛|行|笨|傻)
        great|nice|cool|good|lol|(?:ha){2,}h?|(?:he){2,}|[哈呵嘿嘻]{2,}
        e?m{2,}|en|嗯|啊|哦|噢|呃|额|诶|唉|哎""",
}
_FILLER = (
    r"[^\w]|_|[呀呢吧啦嘛喔了的嘿呃么吗啊哈你您我]|小编|机器人|朋友|亲爱的|亲|老师|各位"
    r"|there|all|everyone|bot|well|so|and"
)
_LONGEST = 40
"""Characters beyond which a message is no small talk."""


@cache
def _pattern() -> re.Pattern[str]:
    kinds = (
        rf"(?P<{talk.name}>{'|'.join(line.strip() for line in phrases.strip().splitlines())})"
        for talk, phrases in _PHRASES.items()
    )
    return re.compile(rf"{'|'.join(kinds)}|(?P<filler>{_FILLER})")


def talk_of(text: str) -> Talk:
    """What kind of message this is: small talk if nothing else, EMPTY without a word, else a question."""
    if not any(char.isalnum() for char in text):
        return Talk.EMPTY
    if len(text) > _LONGEST:
        return Talk.QUESTION
    rest = normalize(text)
    found: set[str] = set()
    at = 0
    while at < len(rest):
        match = _pattern().match(rest, at)
        if match is None:
            return Talk.QUESTION
        found.add(match.lastgroup or "")
        at = match.end()
    return next(
        (talk for talk in _PHRASES if talk.name in found), Talk.QUESTION if found - {"filler"} else Talk.EMPTY
    )
