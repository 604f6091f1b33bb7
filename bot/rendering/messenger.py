"""What the bot says in a messenger only, in three languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.models import Language


@dataclass(frozen=True, slots=True)
class MessengerPhrases:
    """A messenger's own wording in one language; names in braces are filled in."""

    others: str
    others_lead: str
    answer_here: str
    more_outright: str
    more_nearest: str
    whole: str
    part: str
    previous_part: str
    next_part: str
    to_traditional: str
    to_simplified: str
    as_printed: str
    is_traditional: str
    is_simplified: str
    back_to_answer: str
    voted: str
    unvoted: str
    not_yours: str
    added: str
    ask_now: str
    placeholder: str
    nearest_line: str
    copy: str
    open_here: str
    newcomer: str
    moved: str
    moved_notice: str
    same_notice: str
    gone: str
    flood: str
    overrun: str
    source: str
    publisher: str
    date: str
    undated: str
    address: str
    privacy: str
    kept_briefly: str
    kept_days: str
    forgotten: str
    not_forgotten: str
    status: str
    reloading: str
    inline_open: str
    inline_empty: str
    section_inline: str
    commands: tuple[tuple[str, str], ...]
    description: str
    short_description: str


_SIMPLIFIED: Final = MessengerPhrases(
    others="其他段落",
    others_lead="可能与这个问题有关的段落，点开看看：",
    answer_here="✓ {label}",
    more_outright="还有这一段也说到了：",
    more_nearest="别的段落没有直接说到，这一段最接近：",
    whole="看整段原文",
    part="这一段很长，这里是第 {number} 部分，共 {count} 部分",
    previous_part="‹ 前一部分",
    next_part="后一部分 ›",
    to_traditional="繁體",
    to_simplified="简体",
    as_printed="原文",
    is_traditional="以上由简体转换成繁体，不是原文用字",
    is_simplified="以上由繁体转换成简体，不是原文用字",
    back_to_answer="↩ 答案",
    voted="谢谢，记下了；再按一次可以收回",
    unvoted="好的，收回了",
    not_yours="这条答案由提问的人翻看。你想知道什么，也可以问我",
    added="大家好，我能从《{title}》里找出回答你们问题的原文。用法：@{name} 后面写问题，或者 /ask 问题。别的话我不插嘴。",
    ask_now="想问什么？请回复这条消息写下问题。",
    placeholder="写下你的问题",
    nearest_line="文章没有直接说，最接近的一句：{sentence}（{citation}）",
    copy="复制",
    open_here="在聊天里打开",
    newcomer="这是朋友转给你的一段。我只从文章里找原文，想知道别的，直接打字问我。",
    moved="文章更新过了，这一段现在在这里：",
    moved_notice="文章更新过了，这一段换了地方",
    same_notice="文章更新过了，这一段没有变",
    gone="文章更新过了，原来那一段改了或删了。同一个位置现在是下面第一个按钮，也可以看目录：",
    flood="问得有点快，我跟不上了。歇一会儿，过一分钟再接着问吧。",
    overrun="刚才消息太多，前面有几条我没来得及答。还想知道的，请再问一次。",
    source="出处",
    publisher="刊登于",
    date="日期",
    undated="文中没有写明",
    address="原文链接",
    privacy="关于隐私，说几句实在话。\n\n"
    "• 你是谁，我不记：Telegram 的用户编号只以带密钥的散列值出现，名字、头像、电话都不保存，还没回答的消息除外。\n"
    "• {kept}\n"
    "• 为了听懂“那投资呢？”这样的追问，会记住你的上一个问题和看过的段落，十分钟后不再用，过一两个小时删掉。\n"
    "• 为了让你改了问题时答案也跟着改，会记住最近哪条回答对应哪条提问（只有消息编号）。\n"
    "• 为了不让一个人占满，会记下你最近提问的时刻，过一两个小时删掉。\n"
    "• 你用的语言、看繁体还是简体，会记住，和问题一样到期删掉。\n"
    "• 内容不交给任何第三方，答案由本机检索得出。\n\n"
    "随时可以用 /forget_me 把关于你的这些都删掉。",
    kept_briefly="问题和 👍/👎 只留在内存里，最多几千条，程序重启就没有了。",
    kept_days="问题和 👍/👎 最多保存 {days} 天，用来改进文章和问法，到期自动删除。"
    "为了不丢问题，还没回答的消息会原样存着，答完就删。",
    forgotten="好的，关于你的问题、👍/👎 和对话记忆都删掉了。",
    not_forgotten="现在还删不了：数据库暂时连不上。请过几分钟再发一次 /forget_me。",
    status="版本 {version}\n文章 {articles} 篇，段落 {passages} 段\n已运行 {uptime}\n"
    "回答 {answer}，相近 {related}，没有 {none}",
    reloading="好的，正在重新读取。内容变了或有问题，我会告诉你。",
    inline_open="到聊天里提问",
    inline_empty="没找到，到聊天里换个说法问",
    section_inline="共 {count} 段",
    commands=(
        ("ask", "提问，后面写上问题"),
        ("sections", "看目录，一段一段读原文"),
        ("source", "文章的来源和署名"),
        ("help", "怎么用"),
        ("privacy", "保存哪些数据"),
        ("forget_me", "删除关于我的数据"),
        ("start", "从头开始"),
    ),
    description="问文章一个问题，我找出回答它的那一段，一字不改，注明出处；文章没写的，也会直说。",
    short_description="问文章，得原文，有出处。",
)

_TRADITIONAL: Final = MessengerPhrases(
    others="其他段落",
    others_lead="可能與這個問題有關的段落，點開看看：",
    answer_here="✓ {label}",
    more_outright="還有這一段也說到了：",
    more_nearest="別的段落沒有直接說到，這一段最接近：",
    whole="看整段原文",
    part="這一段很長，這裡是第 {number} 部分，共 {count} 部分",
    previous_part="‹ 前一部分",
    next_part="後一部分 ›",
    to_traditional="繁體",
    to_simplified="简体",
    as_printed="原文",
    is_traditional="以上由簡體轉換成繁體，不是原文用字",
    is_simplified="以上由繁體轉換成簡體，不是原文用字",
    back_to_answer="↩ 答案",
    voted="謝謝，記下了；再按一次可以收回",
    unvoted="好的，收回了",
    not_yours="這條答案由提問的人翻看。你想知道什麼，也可以問我",
    added="大家好，我能從《{title}》裡找出回答你們問題的原文。用法：@{name} 後面寫問題，或者 /ask 問題。別的話我不插嘴。",
    ask_now="想問什麼？請回覆這條訊息寫下問題。",
    placeholder="寫下你的問題",
    nearest_line="文章沒有直接說，最接近的一句：{sentence}（{citation}）",
    copy="複製",
    open_here="在聊天裡打開",
    newcomer="這是朋友轉給你的一段。我只從文章裡找原文，想知道別的，直接打字問我。",
    moved="文章更新過了，這一段現在在這裡：",
    moved_notice="文章更新過了，這一段換了地方",
    same_notice="文章更新過了，這一段沒有變",
    gone="文章更新過了，原來那一段改了或刪了。同一個位置現在是下面第一個按鈕，也可以看目錄：",
    flood="問得有點快，我跟不上了。歇一會兒，過一分鐘再接著問吧。",
    overrun="剛才訊息太多，前面有幾條我沒來得及答。還想知道的，請再問一次。",
    source="出處",
    publisher="刊登於",
    date="日期",
    undated="文中沒有寫明",
    address="原文連結",
    privacy="關於隱私，說幾句實在話。\n\n"
    "• 你是誰，我不記：Telegram 的用戶編號只以帶密鑰的雜湊值出現，名字、頭像、電話都不保存，還沒回答的訊息除外。\n"
    "• {kept}\n"
    "• 為了聽懂「那投資呢？」這樣的追問，會記住你的上一個問題和看過的段落，十分鐘後不再用，過一兩個小時刪掉。\n"
    "• 為了讓你改了問題時答案也跟著改，會記住最近哪條回答對應哪條提問（只有訊息編號）。\n"
    "• 為了不讓一個人占滿，會記下你最近提問的時刻，過一兩個小時刪掉。\n"
    "• 你用的語言、看繁體還是簡體，會記住，和問題一樣到期刪掉。\n"
    "• 內容不交給任何第三方，答案由本機檢索得出。\n\n"
    "隨時可以用 /forget_me 把關於你的這些都刪掉。",
    kept_briefly="問題和 👍/👎 只留在記憶體裡，最多幾千條，程式重啟就沒有了。",
    kept_days="問題和 👍/👎 最多保存 {days} 天，用來改進文章和問法，到期自動刪除。"
    "為了不丟問題，還沒回答的訊息會原樣存著，答完就刪。",
    forgotten="好的，關於你的問題、👍/👎 和對話記憶都刪掉了。",
    not_forgotten="現在還刪不了：資料庫暫時連不上。請過幾分鐘再發一次 /forget_me。",
    status="版本 {version}\n文章 {articles} 篇，段落 {passages} 段\n已運行 {uptime}\n"
    "回答 {answer}，相近 {related}，沒有 {none}",
    reloading="好的，正在重新讀取。內容變了或有問題，我會告訴你。",
    inline_open="到聊天裡提問",
    inline_empty="沒找到，到聊天裡換個說法問",
    section_inline="共 {count} 段",
    commands=(
        ("ask", "提問，後面寫上問題"),
        ("sections", "看目錄，一段一段讀原文"),
        ("source", "文章的來源和署名"),
        ("help", "怎麼用"),
        ("privacy", "保存哪些資料"),
        ("forget_me", "刪除關於我的資料"),
        ("start", "從頭開始"),
    ),
    description="問文章一個問題，我找出回答它的那一段，一字不改，註明出處；文章沒寫的，也會直說。",
    short_description="問文章，得原文，有出處。",
)

_ENGLISH: Final = MessengerPhrases(
    others="Other passages",
    others_lead="Passages that may have to do with your question; tap one to read it:",
    answer_here="✓ {label}",
    more_outright="This passage says something about it too:",
    more_nearest="No other passage says it outright; this one comes closest:",
    whole="Whole passage",
    part="This passage is long; this is part {number} of {count}",
    previous_part="‹ Part before",
    next_part="Next part ›",
    to_traditional="繁體",
    to_simplified="简体",
    as_printed="As printed",
    is_traditional="Converted from simplified to traditional characters; not the article's own",
    is_simplified="Converted from traditional to simplified characters; not the article's own",
    back_to_answer="↩ Answer",
    voted="Thanks, noted; tap again to take it back",
    unvoted="All right, taken back",
    not_yours="Whoever asked leafs through this answer. You can ask me, too",
    added="Hello. I find the passage of “{title}” that answers your questions: @{name} and a question, or /ask. "
    "I stay out of all other talk.",
    ask_now="What would you like to know? Reply to this message with your question.",
    placeholder="Your question",
    nearest_line="The article doesn't answer this outright. Closest: {sentence} ({citation})",
    copy="Copy",
    open_here="Open in the chat",
    newcomer="Somebody shared this passage with you. I quote the article, nothing else: just type what you want to know.",
    moved="The article has been updated; this passage now stands here:",
    moved_notice="The article has been updated and this passage moved",
    same_notice="The article has been updated; this passage is the same",
    gone="The article has been updated, and that passage was changed or removed. The first button shows what "
    "stands in its place now; or look in the contents:",
    flood="That's a little fast for me. Take a breath and ask again in a minute.",
    overrun="There were too many messages; some before these went unanswered. Please ask again what you still want to know.",
    source="Source",
    publisher="Published by",
    date="Date",
    undated="not stated",
    address="Original",
    privacy="About your privacy, in plain words.\n\n"
    "• I don't keep who you are: your Telegram id appears only as a keyed hash; names, pictures and phone "
    "numbers are not stored, but for messages that are not answered yet.\n"
    "• {kept}\n"
    "• To understand a follow-up such as “What about the investment?” I remember your last question and the "
    "passages you saw; they are not used after ten minutes and deleted within two hours.\n"
    "• So that editing a question edits its answer, I remember which of my latest messages answers which of "
    "yours (message numbers only).\n"
    "• So that nobody takes all my time, I remember when you asked lately; that is deleted within two hours.\n"
    "• Your language and script are remembered, and deleted like your questions.\n"
    "• Nothing goes to a third party; answers are looked up on this machine.\n\n"
    "/forget_me removes all of this at any time.",
    kept_briefly="Questions and 👍/👎 stay in memory, a few thousand at most, until the program restarts.",
    kept_days="Questions and 👍/👎 are kept for at most {days} days, to improve the articles, then deleted. "
    "So that none is lost, a message is stored as it came until it is answered, and then removed.",
    forgotten="Done: your questions, 👍/👎 and our conversation's memory are deleted.",
    not_forgotten="Not yet: the database is out of reach. Please send /forget_me again in a few minutes.",
    status="Version {version}\n{articles} articles, {passages} paragraphs\nRunning for {uptime}\n"
    "Answered {answer}, related {related}, none {none}",
    reloading="Reading it anew; I will tell you if it changed, or cannot be used.",
    inline_open="Ask in the chat",
    inline_empty="Nothing found; try other words in the chat",
    section_inline="{count} paragraphs",
    commands=(
        ("ask", "Ask a question, written behind it"),
        ("sections", "Browse the article by paragraph"),
        ("source", "Where the article comes from"),
        ("help", "How this works"),
        ("privacy", "What is kept"),
        ("forget_me", "Delete what is kept about me"),
        ("start", "Begin again"),
    ),
    description="Ask an article a question; I quote the passage that answers it, word for word, with its "
    "section. If the article doesn't say, I'll tell you so.",
    short_description="Ask an article; get the passage, with its source.",
)
STATUS_COMMAND: Final = "status"
RELOAD_COMMAND: Final = "reload"
GAPS_COMMAND: Final = "gaps"
STATS_COMMAND: Final = "stats"
ADMIN_COMMANDS: Final = {
    Language.SIMPLIFIED: (
        (GAPS_COMMAND, "近来没答好的问题（管理员）"),
        (STATS_COMMAND, "近来问了多少、答得怎样（管理员）"),
        (STATUS_COMMAND, "运行状态（管理员）"),
        (RELOAD_COMMAND, "重新读取内容（管理员）"),
    ),
    Language.TRADITIONAL: (
        (GAPS_COMMAND, "近來沒答好的問題（管理員）"),
        (STATS_COMMAND, "近來問了多少、答得怎樣（管理員）"),
        (STATUS_COMMAND, "運行狀態（管理員）"),
        (RELOAD_COMMAND, "重新讀取內容（管理員）"),
    ),
    Language.ENGLISH: (
        (GAPS_COMMAND, "What was not answered well lately (admins)"),
        (STATS_COMMAND, "How much was asked lately, and how it ended (admins)"),
        (STATUS_COMMAND, "How the bot is doing (admins)"),
        (RELOAD_COMMAND, "Read the content anew (admins)"),
    ),
}


def messenger_phrases(language: Language) -> MessengerPhrases:
    """A messenger's phrases of this language."""
    match language:
        case Language.SIMPLIFIED:
            return _SIMPLIFIED
        case Language.TRADITIONAL:
            return _TRADITIONAL
        case Language.ENGLISH:
            return _ENGLISH
