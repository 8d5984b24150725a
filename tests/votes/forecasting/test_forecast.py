"""Forecasts: nothing of the same day or later enters, the order of the input does not matter, and odd records get bounded answers."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.running import run
from tests.votes.invented import Invented, call, cast
from watchword.errors import NotHeld, UnknownState, UsageError
from watchword.store.schema import TABLES
from watchword.votes.forecasting.forecast import Forecast, forecast_vote
from watchword.votes.forecasting.history import lay_out
from watchword.votes.forecasting.judging import open_ballots, score
from watchword.votes.forecasting.prospect import Asked
from watchword.votes.forecasting.rolling import forecast_votes
from watchword.votes.forecasting.skill import judge_forecasts, judged_rows
from watchword.votes.roll_calls import Scope, gather_roll_calls

MEMBERS = ("AGO", "BRA", "CHN", "CUB", "DEU", "FRA", "JPN", "MEX", "PAK", "SEN", "ESP", "UKR")


def invent(votes: int = 40, question: str = "adoption") -> tuple[list[dict[str, Any]], list[tuple[str, str, str]]]:
    """Invented votes of 2018 and 2019 on three titles: two blocs that mostly differ, and some chance."""
    draw = random.Random(3)
    records, ballots = [], []
    for at in range(votes):
        day = f"{2018 + at // 20}-{1 + at % 20 // 2:02}-10"
        records.append(call(str(at), title=f"Puddles {at % 3}", date=day, question=question, sponsors=["CHN" if at % 2 else "DEU"]))
        for place, state in enumerate(MEMBERS):
            usual = "yes" if (place + at % 3) % 2 else "no"
            ballots += cast(str(at), **{state: usual if draw.random() < 0.8 else draw.choice(["yes", "no", "abstain", "absent"])})
    return [full(record) for record in records], ballots


def full(record: dict[str, Any]) -> dict[str, Any]:
    """A record with blanks where the store has blanks."""
    numbers = [field.name for field in TABLES["roll_calls"] if pa.types.is_integer(field.type) or pa.types.is_list(field.type)]
    return {name: "" if value is None and name not in numbers else value for name, value in record.items()}


def foresee(records: list[dict[str, Any]], ballots: list[tuple[str, str, str]], **asked: Any) -> Forecast:
    """The forecast of a text of the invented record."""
    return forecast_vote(Invented(records, ballots), Scope(organ=""), Asked(**({"title": "Puddles 1", "on": "2019-06-10"} | asked)))


@settings(max_examples=5)
@given(st.randoms(use_true_random=False))
def test_later_votes_and_those_of_the_same_day_never_matter(chance: random.Random) -> None:
    """Their answers changed at random, all of them taken away: the forecast stays the same to the last digit."""
    records, ballots = invent()
    late = {record["id"] for record in records if record["date"] >= "2019-06-10"}
    assert len(late) > 5
    changed = [(vote, state, chance.choice(["yes", "no", "abstain"]) if vote in late else said) for vote, state, said in ballots]
    first = foresee(records, ballots, method="model").states
    assert foresee(records, changed, method="model").states == first
    kept = [record for record in records if record["id"] not in late]
    assert foresee(kept, [ballot for ballot in ballots if ballot[0] not in late], method="model").states == first


def test_rolling_forecasts_never_see_their_own_day() -> None:
    """Each judged forecast, of both methods, is the same whatever was answered on its day and after."""
    records, ballots = invent()
    history = lay_out(gather_roll_calls(Invented(records, ballots), Scope()))
    rows = judged_rows(history, "resolution")
    whole = forecast_votes(history, "resolution", rows)
    for place in (5, 20, len(rows) - 1):
        day = history.texts[rows[place]].date
        late = {record["id"] for record in records if record["date"] >= day}
        changed = [(vote, state, "abstain" if vote in late else said) for vote, state, said in ballots]
        again = forecast_votes(lay_out(gather_roll_calls(Invented(records, changed), Scope())), "resolution", rows)
        assert np.array_equal(whole.model[place], again.model[place])
        assert np.array_equal(whole.cascade[place], again.cascade[place])


def test_the_order_of_the_input_does_not_matter() -> None:
    """Shuffled records and ballots give the same forecast and the same table."""
    records, ballots = invent()
    first, table = foresee(records, ballots), judge_forecasts(Invented(records, ballots), Scope())
    random.Random(1).shuffle(records)
    random.Random(2).shuffle(ballots)
    assert foresee(records, ballots) == first
    assert judge_forecasts(Invented(records, ballots), Scope()) == table


@pytest.mark.parametrize("method", ["cascade", "model"])
@pytest.mark.parametrize("question", ["adoption", "amendment"])
def test_probabilities_add_up_and_ranges_hold_what_is_expected(method: str, question: str) -> None:
    """One for each state; a tally between nobody and all members; never a certainty."""
    found = foresee(*invent(question=question), method=method, question=question)
    assert found.members == len(found.states) == 47
    for row in found.states:
        assert row.yes + row.no + row.abstain == pytest.approx(1, abs=1e-5)
        assert all(0 < chance < 1 for chance in (row.yes, row.no, row.abstain, row.not_voting))
    assert all(0 <= line["low"] <= line["high"] <= 47 for line in found.tally)
    assert found.adoption is not None
    assert 0 < found.adoption < 1
    assert found.method == method


def test_a_state_without_history_is_answered_by_its_group() -> None:
    """A member that never voted gets its group's usual answer, and is not called more than likely."""
    found = foresee(*invent(), method="cascade")
    strangers = [row for row in found.states if row.state not in MEMBERS]
    assert strangers
    assert {row.rung for row in strangers} <= {"regional group", "body"}
    assert all("answers" in row.evidence for row in strangers)


def test_all_equal_votes_one_vote_and_no_earlier_vote_are_bounded() -> None:
    """Unanimity is forecast and not certain; one vote is enough to speak and too few for a range; none says nothing."""
    records, ballots = invent()
    found = foresee(records, [(vote, state, "yes") for vote, state, _ in ballots], method="model")
    assert all(0.5 < row.yes < 1 for row in found.states if row.state in MEMBERS)
    one = foresee(records[:1], [ballot for ballot in ballots if ballot[0] == records[0]["id"]], title="Puddles 0")
    assert one.method == "cascade"
    assert one.adoption is None
    assert "too few" in one.method_reason
    none = foresee(records, ballots, on="2018-01-01")
    assert {row.rung for row in none.states} == {"nothing"}
    assert any("no earlier vote informs" in caution for caution in none.cautions)


def test_absent_throughout_is_no_answer_and_no_error() -> None:
    """A record of absences alone gives a forecast from nothing, and a table refuses in a sentence."""
    records, ballots = invent(6)
    absent = [(vote, state, "absent") for vote, state, _ in ballots]
    assert {row.rung for row in foresee(records, absent).states} == {"nothing"}
    with pytest.raises(NotHeld, match="no vote can be judged"):
        judge_forecasts(Invented(records, absent), Scope())


def test_wrong_calls_are_refused_in_a_sentence() -> None:
    """No name and no title, both, a month for a day, a sponsor that is no state, a body without votes."""
    records, ballots = invent(6)
    for asked, error in (
        ({"title": ""}, UsageError), ({"name": "Puddles 1"}, UsageError), ({"on": "2019-06"}, UsageError),
        ({"sponsors": ("Atlantis",)}, UnknownState),
    ):  # fmt: skip
        with pytest.raises(error):
            foresee(records, ballots, **asked)
    with pytest.raises(NotHeld):
        forecast_vote(Invented(records, ballots), Scope(organ="SC"), Asked(title="Puddles"))


def test_the_next_vote_of_the_case_is_forecast_with_its_doubts(starter: str) -> None:
    """On the starter case alone persistence speaks, without a range, with the members of the day and its cautions."""
    found = run("votes", "forecast", "A/HRC/RES/43/21", "--until", "2020", "-w", starter, "--json").json
    assert (found["method"], found["on"], found["members"]) == ("cascade", "2021-01-01", 47)
    rows = {row["state"]: row for row in found["states"]}
    assert (rows["DEU"]["likeliest"], rows["DEU"]["evidence"]) == ("no", "no on 2020-06-22 (A/HRC/RES/43/21)")
    assert found["tally"][0]["low"] is None
    said = run("votes", "forecast", "A/HRC/RES/43/21", "-w", starter)
    assert said.code == 0
    assert "nothing here is certain" in said.out


@pytest.mark.real
@pytest.mark.slow
def test_votes_before_the_start_are_counted_and_periods_bear_their_own_years(council: str) -> None:
    """Judged from 2023 on: no row speaks of years before, and what was not judged for that reason is said."""
    found = run("votes", "skill", "--from", "2023", "--question", "amendment", "-w", council, "--json").json
    assert {row["period"] for row in found["rows"]} == {"all", "2023-2024", "2025-2029"}
    whole = found["left_out"]["amendment: before 2023"] + next(row["votes"] for row in found["rows"] if row["period"] == "all")
    assert whole == run("votes", "skill", "--question", "amendment", "-w", council, "--json").json["rows"][0]["votes"]


@pytest.mark.real
@pytest.mark.slow
def test_the_model_is_no_worse_than_persistence_in_the_council(council: str) -> None:
    """Recent resolutions of the Council, forecast from earlier days: accuracy and log loss of the model are at least the cascade's."""
    from watchword.pipeline.opening import open_reading

    with open_reading(Path(council), uses=False) as reading:
        history = lay_out(gather_roll_calls(reading.view, Scope()))
    rows = judged_rows(history, "resolution")
    rows = rows[[history.texts[at].date >= "2019" for at in rows]][:60]
    forecasts = forecast_votes(history, "resolution", rows)
    cascade, model = (score(open_ballots(history, forecasts, method)) for method in ("cascade", "model"))
    assert cascade is not None
    assert model is not None
    assert cascade.ballots == model.ballots > 2500
    assert model.accuracy >= cascade.accuracy > 0.7
    assert model.log_loss <= cascade.log_loss
