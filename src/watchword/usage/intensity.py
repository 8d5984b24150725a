"""How intense the use of a formulation is in a source and year: six tiers by share of documents, each with its interval.

After the discourse scale of the China Media Project, which sorts terms of the People's Daily into six tiers of heat (沸, 烫, 热,
暖, 温, 冷) by the share of the year's articles that hold them: from 2,000 articles a year or 5.18% for the first, from 500 or 1.29%
for the second (Qian Gang in Storm Media, 12 July 2017; China Media Project in Sinocism, "China's Political Discourse in 2020"). The
project's lower lines are not used here: by default each is the one above divided by the same ratio (5.18 / 1.29), and all five are
a setting (`tiers`). The English names are renderings of ours. A tier is said of the share; `reach` are the tiers that its Wilson
interval touches, so that a source of fifty documents is not read like one of five thousand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from watchword.errors import UsageError
from watchword.lexicon.records import Formulation
from watchword.model import Standing
from watchword.settings import Settings
from watchword.store.base import CITED_ONLY, Row, View
from watchword.usage.intervals import wilson

FINDER = "usage.intensity/1"
TIERS = ("boiling", "scalding", "hot", "warm", "tepid", "cold")
CHINESE = dict(zip(TIERS, "沸烫热暖温冷", strict=True))
PERIODS = {
    "year": "substr(d.date, 1, 4)",
    "quarter": """CASE WHEN length(d.date) >= 7 THEN substr(d.date, 1, 4) || '-Q' || ((CAST(substr(d.date, 6, 2) AS INT) + 2) // 3)
                  ELSE '' END""",
    "month": "CASE WHEN length(d.date) >= 7 THEN substr(d.date, 1, 7) ELSE '' END",
}


@dataclass(frozen=True, slots=True)
class IntensityRow:
    """One source in one language and period.

    `share` is documents_with / documents with its Wilson interval; `tier` the tier of the share, `tier_zh` the scale's own name of
    it; `reach` are all tiers that the interval touches, the hottest first; `certain` says that there is only one. `small` says that
    there are so few documents that even none with a use would not rule out the second tier. `period` is "2018", "2018-Q1" or
    "2018-03", "" for what is not dated so precisely. `holding` is "held" or "measured".
    """

    source: str
    language: str
    period: str
    documents: int
    documents_with: int
    share: float
    share_low: float
    share_high: float
    tier: str
    tier_zh: str
    reach: tuple[str, ...]
    certain: bool
    small: bool
    holding: str


def measure_intensity(view: View, formulation: Formulation, by: str = "year", measured: Sequence[Row] = ()) -> list[IntensityRow]:
    """Return a row for each source, language and period; raise `UsageError` for a period that is none.

    `measured` adds rows by year (source, language, year, documents, documents_with) of corpora that are not held.
    """
    if by not in PERIODS:
        raise UsageError(f"no period {by!r}; there are {', '.join(PERIODS)}")
    languages = sorted({form.language for form in formulation.forms})
    rows = view.rows(
        f"""SELECT d.source AS source, d.language AS language, {PERIODS[by]} AS period, count(*) AS documents,
                   count(u.document) AS documents_with
            FROM documents d LEFT JOIN (SELECT DISTINCT document FROM uses WHERE formulation = ? AND standing = '{Standing.IN_SCOPE}') u
                 ON u.document = d.id
            WHERE d.source <> '{CITED_ONLY}' AND d.paragraphs > 0
                  AND (d.language = '' OR d.language IN ({", ".join("?" for _ in languages)}))
            GROUP BY d.source, d.language, period ORDER BY source, language, period = '', period""",
        [formulation.id, *languages],
    )
    other = [row | {"period": str(row["year"] or "")} for row in measured]
    return [_weigh(row, holding, view.settings) for held, holding in ((rows, "held"), (other, "measured")) for row in held]


def _weigh(row: Row, holding: str, settings: Settings) -> IntensityRow:
    documents, with_use = row["documents"], row["documents_with"]
    low, high = wilson(with_use, documents, settings.confidence)
    share, lines = with_use / documents, settings.tiers
    tier, reach = tier_of(share, lines), touch_tiers(low, high, lines)
    small = wilson(0, documents, settings.confidence)[1] >= lines[1]
    return IntensityRow(
        row["source"], row["language"], row["period"], documents, with_use, share, low, high, tier, CHINESE[tier], reach,
        len(reach) == 1, small, holding,
    )  # fmt: skip


def tier_of(share: float, lines: Sequence[float]) -> str:
    """Return the tier of a share: the hottest whose line it reaches, the coldest where it reaches none."""
    return next((tier for tier, line in zip(TIERS, lines, strict=False) if share >= line), TIERS[-1])


def touch_tiers(low: float, high: float, lines: Sequence[float]) -> tuple[str, ...]:
    """Return the tiers that an interval of shares touches, the hottest first."""
    return TIERS[TIERS.index(tier_of(high, lines)) : TIERS.index(tier_of(low, lines)) + 1]
