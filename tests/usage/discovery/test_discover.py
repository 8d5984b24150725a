"""The command discover on invented corpora whose one formulation is known."""

import random
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run
from tests.usage.discovery.invented import make_chinese, make_speeches, make_workspace
from watchword.lexicon.load import read_formulation


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Speeches and Chinese texts in one workspace."""
    return make_workspace(tmp_path_factory.mktemp("discovery"), make_speeches() + make_chinese())


def ask(workspace: str, *words: str, language: str = "en") -> Any:
    """Return what discover finds since 2024."""
    return run("discover", "--language", language, "--since", "2024", "-w", workspace, "--json", *words).json


@pytest.mark.parametrize(("language", "planted"), [("en", "shared lantern horizon"), ("zh", "星灯共济")])
def test_a_planted_formulation_comes_first(workspace: str, language: str, planted: str) -> None:
    """What recurs in fixed words, bursts and spreads is found, with its figures and reasons."""
    found = ask(workspace, language=language)
    first = found["candidates"][0]
    assert (first["folded"], first["documents_with"], first["reference_with"], first["rank"]) == (planted, 80, 0, 1)
    assert (found["window_documents"], found["reference_documents"]) == (80, 80)
    assert [year["documents_with"] for year in first["years"]] == [20, 20, 20, 20]
    assert first["states"] == 8
    assert first["first"]["date"] == "2024-01-09"
    assert [reason.partition(":")[0] for reason in first["reasons"]] == ["unusual", "fixed", "free", "spread"]


def test_the_order_of_the_texts_does_not_matter(workspace: str, tmp_path: Path) -> None:
    """The same texts ingested in another order give the same answer to the last digit."""
    rows = make_speeches() + make_chinese()
    random.Random(1).shuffle(rows)
    other = make_workspace(tmp_path, rows)
    for language in ("en", "zh"):
        left, right = (ask(folder, "--held", "--listed", language=language) for folder in (workspace, other))
        for candidate in (*left["candidates"], *right["candidates"]):
            candidate["first"].pop("document")  # an id has the hash of the file it came from
        assert left == right


def test_one_long_text_makes_no_candidate(tmp_path: Path) -> None:
    """Documents are counted, not uses."""
    rows = make_speeches(planted="plain")
    rows[-1]["text"] += "\n" + "\n".join(f"{word} velvet anchor doctrine {other}." for word in "abcdefg" for other in "hijklm")
    found = ask(make_workspace(tmp_path, rows), "--held", "--listed")
    assert not [c for c in found["candidates"] if "velvet" in c["folded"]]


def test_a_paragraph_said_twice_in_one_document_is_two_uses(tmp_path: Path) -> None:
    """Only what another document of the same day has word for word is read once; it is counted."""
    rows = make_speeches()
    line = next(line for line in rows[-2]["text"].split("\n") if "shared lantern horizon" in line)
    rows[-2]["text"] += f"\nSomething between.\n{line}"
    rows[-1] |= {"date": rows[-2]["date"], "text": f"{rows[-1]['text']}\n{line}"}
    found = ask(make_workspace(tmp_path, rows))
    first = found["candidates"][0]
    assert (first["folded"], first["documents_with"], first["uses"], found["repeated"]) == ("shared lantern horizon", 80, 81, 1)


def test_names_numbers_and_openings_are_held_down(tmp_path: Path) -> None:
    """Each is hidden by a rule that is counted, and shown with its rule on demand."""
    rows = make_speeches()
    draw = random.Random(3)
    for at, row in enumerate(rows[80:]):
        lines = row["text"].split("\n")
        opening = (
            f"{draw.choice(['Today', 'Again', 'Here', 'Now'])} warm greetings neighbours {draw.choice(['all', 'both', 'too', 'now'])}."
        )
        if at % 3 == 0:
            lines.insert(12, f"Some {draw.choice('abcdef')}x minister Boris Oakwood {draw.choice('ghijkl')}y spoke.")
        if at % 3:
            lines.insert(9, f"Our {draw.choice('abcdef')}z clause {1 + at % 7} article {draw.choice('ghijkl')}w holds.")
        row["text"] = "\n".join([opening, *lines])
    folder = make_workspace(tmp_path, rows)
    held = {c["folded"]: c["held_down"] for c in ask(folder, "--held", "--least", "4")["candidates"]}
    assert held["warm greetings neighbours"] == "opening or closing"
    assert {rule for words, rule in held.items() if "oakwood" in words} == {"name"}
    assert {rule for words, rule in held.items() if "clause" in words and any(c.isdigit() for c in words)} == {"number"}
    shown = ask(folder, "--least", "4")
    assert shown["candidates"][0]["folded"] == "shared lantern horizon"
    assert {each["rule"] for each in shown["hidden"]} == {"opening or closing", "name", "number"}
    assert not any(c["held_down"] for c in shown["candidates"])


def test_a_listed_formulation_is_hidden_and_changes_no_rank(tmp_path: Path) -> None:
    """What the lexicon has already is found without its help, and not shown as new."""
    folder = make_workspace(tmp_path, make_speeches(planted="win-win cooperation"))
    assert ask(folder)["listed"] >= 1
    assert not [c for c in ask(folder)["candidates"] if "win win cooperation" in c["folded"]]
    first = ask(folder, "--listed")["candidates"][0]
    assert (first["folded"], first["listed"], first["words"]) == ("win win cooperation", ["win-win-cooperation"], "win-win cooperation")


def test_a_state_is_compared_with_the_others(tmp_path: Path) -> None:
    """Without --since, a state's words are set against those of all others."""
    rows = make_speeches(planted="plain")
    draw = random.Random(5)
    for row in rows:
        if row["state"] == "CHL":
            row["text"] += (
                f"\nA {draw.choice('abcdef')}x copper moonlight pledge {draw.choice('ghijkl')}y.\nThe ferry waits.\nThe school waits."
            )
    folder = make_workspace(tmp_path, rows)
    answer = run("discover", "--actor", "chl", "--held", "-w", folder, "--json").json
    assert answer["candidates"][0]["folded"] == "copper moonlight pledge"
    assert answer["candidates"][0]["reference_with"] == 0


def test_a_candidate_becomes_a_lexicon_file_once(tmp_path: Path) -> None:
    """The file loads, names the earliest use, says that its gloss is to be written, and is never overwritten."""
    folder = make_workspace(tmp_path, make_speeches())
    written = run("discover", "--since", "2024", "--save", "1", "-w", folder, "--json").json
    path = Path(written["path"])
    formulation = read_formulation(path.name, path.read_bytes())
    assert (formulation.id, formulation.forms[0].text) == ("shared-lantern-horizon", "shared lantern horizon")
    assert "TO BE WRITTEN" in formulation.gloss
    assert "2024-01-09" in formulation.forms[0].source
    before = path.read_bytes()
    again = run("discover", "--to-lexicon", "shared lantern horizon", "-w", folder)
    assert again.code == 1
    assert "not overwritten" in again.err
    assert path.read_bytes() == before
    usage = run("usage", "shared-lantern-horizon", "--by", "", "-w", folder, "--json").json
    assert usage["rows"][0]["documents_with"] == 80
    assert ask(folder)["listed"] >= 1


def test_a_candidate_is_saved_by_its_id_and_words_by_hand(workspace: str) -> None:
    """An id names the same words whatever is shown; Chinese words get an id of letters and digits."""
    identity = ask(workspace, language="zh")["candidates"][0]["id"]
    written = run(
        "discover", "--language", "zh", "--since", "2024", "--save", identity, "--id", "star-lanterns", "-w", workspace, "--json"
    ).json
    assert (written["id"], written["words"]) == ("star-lanterns", "星灯共济")
    by_hand = run("discover", "--to-lexicon", "山水", "-w", workspace, "--json").json
    assert by_hand["id"] == "zh-5c71-6c34"
    traditional = run("discover", "--to-lexicon", "星燈共濟", "--id", "traditional", "-w", workspace, "--json").json
    assert traditional["source"] == written["source"]


def test_words_by_hand_are_found_however_they_are_written(tmp_path: Path) -> None:
    """Hyphens, accents and capitals of the words asked for need not be those of the texts."""
    folder = make_workspace(tmp_path, make_speeches())
    written = run("discover", "--to-lexicon", "SHÁRED-lantérn horizon", "--language", "en", "-w", folder, "--json").json
    assert "2024-01-09" in written["source"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--source", "invented_new", "--language", "en", "--since", "2024"), "did you mean 'invented_news'?"),
        (("--language", "fr", "--since", "2024"), "it is held in en, zh"),
        (("--since", "2024"), "say one with --language"),
        (("--language", "en"), "is dated 2020-01-09 to 2027-09-26"),
        (("--language", "en", "--since", "2031"), "the window is empty"),
        (("--language", "en", "--since", "2019"), "the reference is empty"),
        (("--language", "en", "--since", "2024", "--actor", "DEU"), "no document by DEU"),
        (("--language", "en", "--since", "2024", "--reference", "2022..2025"), "reaches into the window"),
        (("--language", "en", "--since", "2024", "--reference", "soon"), "two dates such as 2003..2012"),
        (("--language", "en", "--since", "2024", "--reference", "others"), "say the state with --actor"),
        (("--language", "en", "--since", "24"), "expected a date such as"),
        (("--language", "en", "--since", "2024", "--save", "4000"), "no candidate '4000'"),
        (("--to-lexicon", "never said by anyone"), "no held text has"),
        (("--to-lexicon", " "), "say the words"),
        (("--to-lexicon", "-"), "has no letter or digit"),
        (("--language", "en", "--since", "2024", "--save", "²"), "no candidate '²'"),
        (("--to-lexicon", "x", "--language", "xx"), "no lexicon has the language 'xx'"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_sentence(workspace: str, words: tuple[str, ...], said: str) -> None:
    """A name, a date or a window that holds nothing never ends in a traceback."""
    answer = run("discover", *words, "-w", workspace)
    assert answer.code in (1, 2)
    assert answer.out == ""
    assert said in answer.err


def test_an_empty_workspace_one_document_and_a_huge_text_are_survived(tmp_path: Path) -> None:
    """Nothing held is said; one document has no reference; ten megabytes are read."""
    run("init", str(tmp_path / "empty"))
    assert "no text is held" in run("discover", "-w", str(tmp_path / "empty")).err
    one = make_workspace(tmp_path / "one", make_speeches()[:1])
    assert "the reference is empty" in run("discover", "--since", "2020", "-w", one).err
    rows = make_speeches()
    rows[0]["text"] = "The ferry needs a bridge. " * 400_000
    answer = run("discover", "--since", "2024", "-w", make_workspace(tmp_path / "huge", rows), "--json")
    assert answer.json["candidates"][0]["folded"] == "shared lantern horizon"
