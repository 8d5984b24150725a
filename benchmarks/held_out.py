"""Formulations held out of everything: written down before discovery was run for the first time, and never read by it.

They come from general knowledge of the two corpora, not from what the program found. Each corpus's list, in the order of its letters,
is dealt out in turn: the first of each pair to develop and tune on, the second to report on. `NEAR` says when a candidate counts as
having found a formulation; it too was fixed beforehand.
"""

from dataclasses import dataclass

# A candidate finds a formulation if it is the same words; or holds them whole with at most so many words (Chinese: characters) more;
# or stands inside them and lacks at most so many.
MORE = {"en": 2, "zh": 4}
LESS = {"en": 1, "zh": 1}

DEBATE = (
    "axis of evil",
    "build back better",
    "climate justice",
    "common but differentiated responsibilities",
    "common heritage of mankind",
    "confidence building measures",
    "culture of peace",
    "dialogue among civilizations",
    "digital divide",
    "general and complete disarmament",
    "global partnership for development",
    "global south",
    "good governance",
    "human security",
    "leaving no one behind",
    "loss and damage",
    "millennium development goals",
    "multipolar world",
    "new international economic order",
    "new world order",
    "north south dialogue",
    "peaceful coexistence",
    "people centred",
    "permanent sovereignty over natural resources",
    "responsibility to protect",
    "rules based international order",
    "small island developing states",
    "sustainable development",
    "two state solution",
    "vaccine nationalism",
    "war on terror",
    "weapons of mass destruction",
    "win win cooperation",
    "zone of peace",
)
NEWS = (
    "一带一路",
    "三严三实",
    "不忘初心",
    "两个维护",
    "中国式现代化",
    "乡村振兴",
    "亲诚惠容",
    "人类命运共同体",
    "以人民为中心",
    "供给侧结构性改革",
    "全球发展倡议",
    "全球安全倡议",
    "全过程人民民主",
    "共同富裕",
    "动态清零",
    "双循环",
    "合作共赢",
    "四个意识",
    "四个全面",
    "大众创业、万众创新",
    "扫黑除恶",
    "新发展理念",
    "新型大国关系",
    "新质生产力",
    "放管服",
    "百年未有之大变局",
    "真正的多边主义",
    "精准扶贫",
    "绿水青山就是金山银山",
    "群众路线教育实践活动",
    "脱贫攻坚",
    "总体国家安全观",
    "高质量发展",
    "营商环境",
)


@dataclass(frozen=True, slots=True)
class Halves:
    """The formulations of one corpus: those to develop on, and those to report on."""

    develop: tuple[str, ...]
    report: tuple[str, ...]


def deal(formulations: tuple[str, ...]) -> Halves:
    """Deal out a list, in the order of its letters, in turn."""
    ordered = sorted(formulations)
    return Halves(tuple(ordered[0::2]), tuple(ordered[1::2]))


def finds(candidate: tuple[str, ...], formulation: tuple[str, ...], language: str) -> bool:
    """Say whether a candidate counts as having found a formulation; both as folded words (Chinese: characters)."""
    longer, shorter = (candidate, formulation) if len(candidate) >= len(formulation) else (formulation, candidate)
    allowed = MORE[language] if longer is candidate else LESS[language]
    spare = len(longer) - len(shorter)
    return spare <= allowed and any(longer[at : at + len(shorter)] == shorter for at in range(spare + 1))
