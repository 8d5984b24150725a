"""The contract of every kind of claim: a true one holds, and one wrong detail makes the build fail."""

from pathlib import Path

import pytest

from tests.evidence.entries.asking import judge
from watchword.evidence.claims import Verdict
from watchword.evidence.entries.judging import CHECKS
from watchword.evidence.entries.kinds import KINDS

_V18, _V20, _V21 = "A/HRC/RES/37/23", "A/HRC/RES/43/21", "A/HRC/RES/46/13"
_SHIFT = f"{_V18} {_V20}"
_GD = "win-win-cooperation source=un_general_debate language=en"
_TITLE = "Promoting mutually beneficial cooperation in the field of human rights"

# For each kind: what is true, and the same with one detail wrong.
ON_THE_DEMO: dict[str, list[tuple[str, list[str]]]] = {
    "vote": [
        (f"[28 votes to 1, with 17 abstentions]{{vote {_V18}}}",
         [f"[28 votes to 1, with 16 abstentions]{{vote {_V18}}}", f"[1 vote to 28, with 17 abstentions]{{vote {_V18}}}",
          f"[28 votes to 1, with 17 abstentions]{{vote {_V20}}}", f"[28 votes to 1, with 17 abstentions, and 3 more]{{vote {_V18}}}",
          f"[28 votes to 1, with 17 abstentions in 2019]{{vote {_V18}}}"]),
        (f"[28 votes in favour, seventeen abstentions and just one vote against]{{vote {_V18}}}",
         [f"[28 votes against, seventeen abstentions and just one vote in favour]{{vote {_V18}}}"]),
        (f"[the only vote against]{{vote {_V18} no}}", [f"[the only vote against]{{vote {_V20} no}}"]),
        (f"[of 47 members, one]{{vote {_V18} members missing}}", [f"[of 46 members, one]{{vote {_V18} members missing}}"]),
        ("[adopted without a vote]{vote A/HRC/RES/59/19}", [f"[adopted without a vote]{{vote {_V18}}}",
          "[rejected]{vote A/HRC/RES/59/19}"]),
    ],
    "group": [(f"[eleven voted in favour]{{group {_V18} African yes}}",
               [f"[ten voted in favour]{{group {_V18} African yes}}", f"[eleven voted in favour]{{group {_V18} Asia-Pacific yes}}",
                f"[eleven Eastern European states voted in favour]{{group {_V18} African yes}}", f"[eleven]{{group {_V18} Nordic yes}}"])],
    "state": [(f"[The United States voted against]{{state {_V18} USA}}",
               [f"[The United States voted in favour]{{state {_V18} USA}}", f"[Cuba voted against]{{state {_V18} USA}}",
                f"[The United States voted against]{{state {_V20} USA}}", f"[The United States was there]{{state {_V18} USA}}"]),
              (f"[China had no seat]{{state {_V20} CHN}}", [f"[China had no seat]{{state {_V18} CHN}}"]),
              (f"[Cuba and Brazil voted in favour]{{state {_V18} CUB BRA}}",
               [f"[Cuba and Japan voted in favour]{{state {_V18} CUB JPN}}"])],
    "series": [(f"[the second text]{{series {_V20} iteration}}", [f"[the third text]{{series {_V20} iteration}}"]),
               ("[four times]{series A/HRC/RES/59/19 voted}", ["[five times]{series A/HRC/RES/59/19 voted}"])],
    "shift": [(f"[nine states voted both times and differently]{{shift {_SHIFT} switched}}",
               [f"[eight states voted both times and differently]{{shift {_SHIFT} switched}}",
                f"[nine states of twelve voted differently]{{shift {_SHIFT} switched}}"]),
              (f"[seven from abstention to a vote against]{{shift {_SHIFT} switched.abstain.no}}",
               [f"[seven from a vote in favour to a vote against]{{shift {_SHIFT} switched.abstain.no}}"]),
              (f"[fell by five]{{shift {_SHIFT} change.yes}}",
               [f"[rose by five]{{shift {_SHIFT} change.yes}}", f"[fell by four]{{shift {_SHIFT} change.yes}}",
                f"[five]{{shift {_SHIFT} change.yes}}"])],
    "date": [(f"[23 March 2018]{{date {_V18}}}", [f"[24 March 2018]{{date {_V18}}}", f"[2019]{{date {_V18}}}", f"[then]{{date {_V18}}}"]),
             ("[1962]{date watchword_starter:yugoslavia-1962}", ["[3 May 1962]{date watchword_starter:yugoslavia-1962}"])],
    "title": [(f"[*{_TITLE}*]{{title {_V18}}}", [f"[{_TITLE} today]{{title {_V18}}}", f"[{_TITLE}]{{title A/HRC/RES/35/21}}"])],
    "former": [(f"[Promoting the international human rights cause through win-win cooperation]{{former {_V18}}}",
                [f"[{_TITLE}]{{former {_V18}}}", f"[{_TITLE}]{{former {_V20}}}"])],
    "symbol": [(f"[resolution 37/23]{{symbol {_V18}}}", [f"[resolution 37/24]{{symbol {_V18}}}", f"[the resolution]{{symbol {_V18}}}"])],
    "sponsor": [("[China sponsored it]{sponsor A/HRC/RES/53/28 China}",
                 ["[Cuba sponsored it]{sponsor A/HRC/RES/53/28 Cuba}", "[Cuba sponsored it]{sponsor A/HRC/RES/53/28 China}"])],
    "link": [(f"[a study]{{link {_V18} watchword_starter:advisory-committee-study kind=mandates}}",
              [f"[a study]{{link {_V20} watchword_starter:advisory-committee-study kind=mandates}}",
               f"[two studies]{{link {_V18} watchword_starter:advisory-committee-study kind=mandates}}"])],
    "event": [("[23 March 2013]{event 2013-03-23}", ["[24 March 2013]{event 2013-03-23}", "[then]{event 2013-03-24}"]),
              ("[30 to 13]{event 2017-06-22}", ["[31 to 13]{event 2017-06-22}"])],
    "quote": [("[“economic mutual benefit and win-win cooperation”]{quote watchword_starter:china-2007 p=1 hash=60233527}",
               ["[“economic mutual benefits and win-win cooperation”]{quote watchword_starter:china-2007 p=1 hash=60233527}",
                "[“economic mutual benefit and win-win cooperation”]{quote watchword_starter:china-2007 p=0 hash=60233527}",
                "[“economic mutual benefit and win-win cooperation”]{quote watchword_starter:china-2007 p=1 hash=60233528}",
                "[“economic mutual benefit and win-win cooperation”]{quote watchword_starter:china-2010 p=1 hash=60233527}"])],
    "attested": [("[Namibia in 2015]{attested watchword_starter:namibia-2015}",
                  ["[Namibia in 2016]{attested watchword_starter:namibia-2015}", "[Kenya in 2015]{attested watchword_starter:namibia-2015}",
                   "[coined by Namibia in 2015]{attested watchword_starter:namibia-2015}",
                   '[Namibia in 2015]{attested watchword_starter:namibia-2015 standing="antecedent wording"}'])],
    "first": [(f"[China in 2007]{{first {_GD}}}",
               [f"[China in 2006]{{first {_GD}}}", f"[Cuba in 2007]{{first {_GD}}}", f"[invented by China in 2007]{{first {_GD}}}",
                "[China in 2012]{first win-win-cooperation source=xinwen_lianbo language=zh}"])],
    "usage": [("[135 of 262 documents]{usage win-win-cooperation source=mfa_spokesperson_remarks_zh language=zh year=2022}",
               ["[134 of 262 documents]{usage win-win-cooperation source=mfa_spokesperson_remarks_zh language=zh year=2022}",
                "[135 of 262 documents]{usage win-win-cooperation source=mfa_spokesperson_remarks_zh language=zh year=2021}",
                "[135 of 262 documents in 2021]{usage win-win-cooperation source=mfa_spokesperson_remarks_zh language=zh year=2022}"]),
              ("[51.5 per cent]{usage win-win-cooperation share source=mfa_spokesperson_remarks_zh language=zh year=2022}",
               ["[51.4 per cent]{usage win-win-cooperation share source=mfa_spokesperson_remarks_zh language=zh year=2022}"])],
    "users": [(f"[nine states]{{users {_GD}}}", [f"[ten states]{{users {_GD}}}", f"[Cuba and eight others]{{users {_GD}}}"]),
              (f"[China, in twelve documents]{{users {_GD} state=CHN}}", [f"[China, in 13 documents]{{users {_GD} state=CHN}}"])],
}  # fmt: skip
ON_THE_LAB: dict[str, list[tuple[str, list[str]]]] = {
    "company": [("[28 documents]{company win-win-cooperation community-of-shared-future}",
                 ["[29 documents]{company win-win-cooperation community-of-shared-future}",
                  "[28 documents]{company win-win-cooperation belt-and-road}"])],
    "collocate": [("[39 times]{collocate win-win-cooperation 坚持 language=zh}",
                   ["[38 times]{collocate win-win-cooperation 坚持 language=zh}",
                    "[39 times]{collocate win-win-cooperation 修好 language=zh}"])],
    "rendering": [('[twelve of 32]{rendering win-win-cooperation "coopération gagnant-gagnant" language=fr}',
                   ['[eleven of 32]{rendering win-win-cooperation "coopération gagnant-gagnant" language=fr}'])],
}  # fmt: skip


def test_the_contract_covers_every_kind() -> None:
    """No kind of claim is without a true and a false example."""
    assert {*ON_THE_DEMO, *ON_THE_LAB} == set(KINDS) == set(CHECKS)


@pytest.mark.parametrize("kind", list(ON_THE_DEMO))
def test_a_true_claim_holds_and_one_wrong_detail_fails(kind: str, demo: Path) -> None:
    """On the demo's workspace, where evidence is cited and measured."""
    _hold(demo, ON_THE_DEMO[kind])


@pytest.mark.parametrize("kind", list(ON_THE_LAB))
def test_a_true_claim_on_held_texts_holds_and_one_wrong_detail_fails(kind: str, lab: Path) -> None:
    """On invented texts that are held."""
    _hold(lab, ON_THE_LAB[kind])


def _hold(folder: Path, cases: list[tuple[str, list[str]]]) -> None:
    for true, wrong in cases:
        judged = judge(folder, true, *wrong)
        assert judged[0].holds, f"{true}: {judged[0].fault}"
        assert judged[0].recorded
        assert judged[0].evidence
        for span, claim in zip(wrong, judged[1:], strict=True):
            assert not claim.holds, span
            assert claim.verdict in (Verdict.CONTRADICTED, Verdict.NOT_CHECKABLE)
            assert claim.fault.startswith("expected ") and "found" in claim.fault, claim.fault


def test_what_is_cited_is_never_called_supported(demo: Path) -> None:
    """A reference to what is not held informs; it verifies nothing."""
    cited, measured = judge(demo, f"[23 March 2018]{{date {_V18}}}", f"[nine states]{{users {_GD}}}")
    assert (cited.verdict, cited.holding) == (Verdict.NOT_CONTRADICTED, "cited")
    assert (measured.verdict, measured.holding) == (Verdict.SUPPORTED, "measured")


def test_a_first_use_never_goes_beyond_what_is_held(demo: Path) -> None:
    """Even a true first use is only not contradicted, unless the source is declared complete."""
    (claim,) = judge(demo, f"[China in 2007]{{first {_GD}}}")
    assert claim.verdict == Verdict.NOT_CONTRADICTED


def test_a_claim_that_needs_a_source_is_shown_as_not_checked_where_it_is_not_held(demo: Path) -> None:
    """`needs` says openly that a figure can be held against the record only elsewhere."""
    (claim,) = judge(demo, "[5 documents]{company win-win-cooperation belt-and-road needs=xinwen_lianbo}")
    assert (claim.holds, claim.verdict) == (True, Verdict.NOT_CHECKABLE)
    assert "xinwen_lianbo" in claim.fault


def test_the_first_record_that_is_held_is_asked(demo: Path) -> None:
    """Between alternatives the build does not pick the one that fits: a record that is there is held to its word."""
    fits, wrong = judge(
        demo,
        "[China in 2007]{attested un_general_debate:CHN_62_2007 or watchword_starter:china-2007}",
        "[China in 2007]{attested watchword_starter:china-2010 or watchword_starter:china-2007}",
    )
    assert fits.holds
    assert fits.names == ("watchword_starter:china-2007",)
    assert not wrong.holds
    assert "found 2007" in wrong.fault
