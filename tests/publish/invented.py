"""An invented trace in the shape that `watchword trace --json` prints. Nobody said or voted any of this."""

from typing import Any

POSITIONS = ("yes", "no", "abstain", "absent", "unknown")
SCRIPT = "<script>window.injected = true</script>"


def empty_trace() -> dict[str, Any]:
    """Return the trace of a formulation of which nothing is known."""
    return {
        "formulation": {"id": "shared-umbrellas", "label": "shared umbrellas", "gloss": "An invented formulation.", "forms": []},
        "workspace": {"version": 1, "until": "", "sources": [], "measured": [], "notes": []},
        "origin": {"series": [], "cited": [], "empty": "no text in a language of its forms is held"},
        "spread": {"by_year": [], "by_state": [], "following": [], "empty": "no use in scope in a held or measured corpus"},
        "company": {
            "formulations": [],
            "empty": "no other formulation of the lexicon shares five held documents with it",
            "collocates": [],
            "collocates_empty": "no language has 20 uses in scope in what is held",
        },
        "renderings": {"forms": [], "empty": "no work is held in several languages"},
        "texts": {"works": [], "links": [], "renamings": [], "renamed_forms": [], "empty": "no work is named by a form's scope"},
        "votes": {
            "series": [],
            "shifts": [],
            "audit": [],
            "association": [],
            "empty": "no vote on a text with these words in its title is held",
        },
        "framing": {"empty": "no codebook has been applied", "codes": []},
        "events": [],
        "counter_evidence": [],
        "made": {
            "program": "watchword 0",
            "version": 1,
            "until": "",
            "matcher": "invented/1",
            "lexicon_sha256": "cd" * 32,
            "finders": {"origin": "invented.finder/1"},
        },
    }


def full_trace() -> dict[str, Any]:
    """Return an invented trace with something in every section."""
    trace = empty_trace()
    trace["formulation"]["forms"] = [
        {"text": "shared umbrellas", "language": "en", "relation": "original", "source": "Invented speech", "start": "", "end": ""},
        {"text": "مظلات مشتركة", "language": "ar", "relation": "official rendering", "source": "Invented", "start": "2011", "end": ""},
        {"text": "common canopies", "language": "en", "relation": "renamed", "source": "Invented title", "start": "", "end": ""},
    ]
    trace["workspace"] |= {
        "version": 7, "until": "2022-12-31",
        "sources": [{"source": "un_weather_debate", "language": "en", "documents": 612, "starts": "1990", "ends": "2022",
                     "title": "Debates on the weather (invented)", "publisher": "Nobody", "licence": "CC0"}],
        "measured": [{"source": "rain_news", "documents": 90, "starts": "2012", "ends": "2014", "title": "Rain news", "publisher": "Nobody",
                      "licence": "none", "version": "2", "sha256": "ab" * 32}],
        "notes": ["three files were left out"],
    }  # fmt: skip
    trace["origin"] = {"series": [_held_series(), _measured_series()], "cited": [_cited()], "empty": ""}
    trace["spread"] = {"by_year": _years(), "by_state": _states(), "following": [_following()], "empty": ""}
    trace["company"] = {
        "formulations": [{"formulation": "mutual-raincoats", "documents_together": 14, "expected": 3.25, "ratio": 4.3077, "low": 2.36,
                          "high": 7.23, "paragraphs_together": 6, "paragraphs_expected": 0.875}],
        "empty": "",
        "collocates": [{"language": "en", "window": (5, 5), "units": 41, "documents_with": 31, "documents": 612,
                        "sources": ["un_weather_debate"],
                        "rows": [{"word": "drizzle", "observed": 17, "expected": 1.25, "ratio": 13.6, "low": 7.92, "high": 21.77,
                                  "documents": 13}]}],
        "collocates_empty": "",
    }  # fmt: skip
    trace["renderings"] = {
        "forms": [{"language": "ar", "text": "مظلات مشتركة", "paragraphs": 19, "of": 23, "works": 11, "first": "2011-03-04",
                   "last": "2019", "antecedent": 2}],
        "empty": "",
    }  # fmt: skip
    trace["texts"] = _texts()
    trace["votes"] = _votes()
    trace["events"] = [
        {"date": "2013-05-01", "text": "It rained in the invented city", "source": "A gazette", "url": "https://example.org/r"}
    ]
    trace["counter_evidence"] = [
        {"name": "older wording", "sentence": "The words are older: Yugoslavia in 1962 (un_weather_debate, en).", "holding": "held"}
    ]
    return trace


def attestation(date: str, quote: str, *, standing: str = "in scope", holding: str = "held") -> dict[str, Any]:
    """Return an invented attestation."""
    around = ("who carries ", " in the storm") if holding == "held" else ("", "")
    return {
        "date": date, "document": f"un_weather_debate:CHN_{date}@00c0ffee", "title": "Weather debate (invented)", "symbol": "",
        "source": "un_weather_debate", "organ": "GA", "language": "en", "states": ["CHN"], "speaker": "Mr. Invented", "standing": standing,
        "holding": holding, "translated": "official translation from zh: the wording is the translator's",
        "evidence": {
            "holding": holding, "source": "un_weather_debate", "document": f"un_weather_debate:CHN_{date}@00c0ffee", "language": "en",
            "paragraph": 4, "start": 1201, "end": 1217, "prefix": around[0], "quote": quote, "suffix": around[1], "text_sha256": "1" * 64,
            "raw_sha256": "2" * 64, "finder": "usage.attestation/1",
        },
    }  # fmt: skip


def _held_series() -> dict[str, Any]:
    return {
        "source": "un_weather_debate", "language": "en", "starts": "1990", "ends": "2022", "documents": 612, "documents_with": 37,
        "uses": 41, "antecedent_uses": 3, "already_present": False, "likely_before": None,
        "sentence": "first held use 2011 in un_weather_debate (en), which starts 1990; earlier use elsewhere is not excluded",
        "earliest": [attestation(str(year), f"shared umbrellas no. {year}") for year in range(2011, 2016)],
        "antecedent": [attestation("1991", "common canopies of old", standing="antecedent wording")], "holding": "held",
        "figure": "attestation:shared-umbrellas:source=un_weather_debate",
    }  # fmt: skip


def _measured_series() -> dict[str, Any]:
    return {
        "source": "rain_news", "language": "en", "starts": "2012", "ends": "2014", "documents": 90, "documents_with": 9, "uses": 9,
        "antecedent_uses": 0, "already_present": True, "likely_before": 0.0123,
        "sentence": "already present when the series starts: rain_news (en), which starts 2012; a first use cannot be read from it",
        "earliest": [attestation("2012-01-02", "umbrellas that are shared", holding="measured")], "antecedent": [], "holding": "measured",
        "figure": "",
    }  # fmt: skip


def _cited() -> dict[str, Any]:
    return {
        "id": "watchword_starter:x@1", "date": "2009", "title": "An invented lecture", "language": "en", "organ": "GA",
        "url": "javascript:alert(1)", "kind": "speech", "standing": "in scope", "quote": "umbrellas, shared",
        "context": "our umbrellas, shared", "record": "A chronicle, p. 12", "states": ["IDN"], "speaker": "Ms. Nobody", "holding": "cited",
    }  # fmt: skip


def _years() -> list[dict[str, Any]]:
    rows = [_year("un_weather_debate", year, 20 + year - 1990, max(0, year - 2010), "held") for year in range(1990, 2023) if year != 2017]
    return [*rows, *(_year("rain_news", year, 8, 3, "measured") for year in range(2012, 2015)), _year("un_silence", 2015, 40, 0, "held")]


def _year(source: str, year: int | None, documents: int, used: int, holding: str) -> dict[str, Any]:
    share = used / documents
    return {
        "source": source, "language": "en", "year": year, "documents": documents, "documents_with": used, "uses": used, "share": share,
        "share_low": share / 2, "share_high": min(1.0, share * 1.5 + 0.01), "antecedent_documents": 0, "holding": holding,
        "figure": f"usage:shared-umbrellas:year={year}",
    }  # fmt: skip


def _states() -> list[dict[str, Any]]:
    rows = [("CHN", 12, "2011", "2022"), ("IDN", 3, "2014", "2020"), ("KEN", 1, "2009", "2009"), ("PER", 1, "2019", "2019")]
    return [
        {"source": "un_weather_debate", "language": "en", "state": state, "documents_with": documents, "uses": documents + 1,
         "first": first, "last": last, "holding": "held",
         "figure": f"usage:shared-umbrellas:actor={state}"} for state, documents, first, last in rows
    ]  # fmt: skip


def _following() -> dict[str, Any]:
    adopters = [
        {"unit": "FRA", "first": "1999", "lag_years": 0.0, "status": "first", "documents": 31, "documents_with": 7, "chance": 0.0},
        {"unit": "KEN", "first": "2004", "lag_years": 5.0, "status": "follows", "documents": 28, "documents_with": 3, "chance": 0.37},
    ]
    uptake = [{"group": group, "units": units, "used": used, "expected": expected}
              for group, units, used, expected in (("all", 17, 1, 2.75), ("African", 9, 1, 1.5))]  # fmt: skip
    return {"source": "un_weather_debate", "by": "state", "units": 18, "users": 2, "curve": [], "adopters": adopters, "uptake": uptake,
            "sentence": "earliest in what is held: France, 1999; 1 followed that had been observed before"}  # fmt: skip


def _texts() -> dict[str, Any]:
    work = {"kind": "resolution", "date": "2018-04-01", "language": "en", "source": "un_akoma_ntoso", "url": "https://example.org/t"}
    return {
        "works": [
            work | {"id": "a", "work": "A/HRC/RES/99/1", "symbol": "A/HRC/RES/99/1", "title": "Common canopies for everyone"},
            work | {"id": "b", "work": "watchword_starter:draft", "symbol": "", "kind": "draft", "source": "watchword_starter",
                    "title": "Shared umbrellas for everyone", "date": "2018"},
        ],
        "links": [
            {"start": "A/HRC/99/L.1", "end": "A/HRC/RES/99/1", "kind": "draft of", "reason": "invented", "score": 1.0,
             "evidence": "recorded: a gazette <https://example.org/g>", "source": "watchword_starter"},
        ],
        "renamings": [
            {"start": "A/HRC/RES/99/1", "end": "watchword_starter:draft", "kind": "renames", "reason": "the title was changed",
             "score": 1.0, "evidence": "reported: a gazette <https://example.org/g>", "source": "watchword_starter", "holding": "cited",
             "from_title": "Shared umbrellas for everyone", "to_title": "Common canopies for everyone"},
        ],
        "renamed_forms": [{"text": "common canopies", "language": "en", "source": "Invented title"}],
        "empty": "",
    }  # fmt: skip


def decision(symbol: str, date: str, states: dict[str, list[str]], **more: Any) -> dict[str, Any]:
    """Return an invented vote from who stood where; `more` replaces fields."""
    counted = {position: len(states.get(position, [])) for position in POSITIONS}
    return {
        "symbol": symbol, "title": "Common canopies for everyone", "date": date, "organ": "HRC", "outcome": "adopted by vote",
        "question": "adoption", "text_voted": "A/HRC/99/L.1", "official": {p: counted[p] for p in ("yes", "no", "abstain", "absent")},
        "counted": counted, "agrees": True, "members": sum(counted.values()), "missing": states.get("absent", []), "not_members": [],
        "states": {position: states.get(position, []) for position in POSITIONS}, "groups": {}, "holding": "held", "source": "hrc_votes",
        "publisher": "An invented library", "licence": "CC0", "record": f"hrc_votes:{symbol}", "figure": f"tally:hrc_votes:{symbol}",
        "url": "https://example.org/v", "notes": [],
        "sentence": "",
    } | more  # fmt: skip


def shift(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return two invented votes compared, worked out here by counting."""
    first = {state: position for position, states in before["states"].items() for state in states}
    second = {state: position for position, states in after["states"].items() for state in states}
    both = sorted(first.keys() & second.keys())
    moved = [{"state": s, "name": s, "from": first[s], "to": second[s]} for s in both if first[s] != second[s]]
    voted = {"yes", "no", "abstain"}
    switched = [row for row in moved if {row["from"], row["to"]} <= voted]
    attendance = [row for row in moved if row not in switched]
    gained = {state: position for state, position in second.items() if state not in first}
    lost = {state: position for state, position in first.items() if state not in second}

    def net(rows: list[dict[str, Any]], position: str) -> int:
        return sum(row["to"] == position for row in rows) - sum(row["from"] == position for row in rows)

    parts = [
        {"position": p, "before": before["counted"][p], "after": after["counted"][p], "change": after["counted"][p] - before["counted"][p],
         "switched": net(switched, p), "attendance": net(attendance, p), "gained": list(gained.values()).count(p),
         "lost": list(lost.values()).count(p)} for p in POSITIONS
    ]  # fmt: skip
    return {
        "before": before["symbol"], "after": after["symbol"], "before_date": before["date"], "after_date": after["date"],
        "before_title": before["title"], "after_title": after["title"], "both": len(both), "same": len(both) - len(moved),
        "switched": switched, "attendance": attendance, "gained": gained, "lost": lost, "turnover": "seats", "seated_both": [],
        "matrix": {}, "parts": parts,
        "counterfactuals": [], "groups": [], "holding": "held", "figure": f"shift:{before['symbol']}..{after['symbol']}",
        "sentence": "An invented sentence.", "cautions": ["a roll call is a census, not a sample: no interval is given"],
    }  # fmt: skip


def _votes() -> dict[str, Any]:
    first = decision(
        "A/HRC/RES/99/1",
        "2018-04-01",
        {"yes": ["CHN", "CUB", "EGY", "KEN"], "no": ["USA"], "abstain": ["JPN", "PER", "DEU"], "absent": ["TUN"]},
    )
    second = decision(
        "A/HRC/RES/99/2",
        "2020-04-01",
        {"yes": ["CUB", "KEN", "PAK"], "no": ["JPN", "DEU", "POL"], "abstain": ["EGY"], "absent": []},
    )
    without = decision(
        "A/HRC/RES/99/3",
        "2022-04-01",
        {},
        outcome="adopted without a vote",
        official={"yes": None, "no": None, "abstain": None, "absent": None},
        agrees=None,
        members=47,
    )
    moved = shift(first, second)
    series = {"title": "Common canopies for everyone", "organ": "HRC", "reason": "a work of the case", "sibling": False}
    sibling = {"title": "Puddles", "organ": "HRC", "reason": "sibling series", "sibling": True, "shifts": []}
    puddle = decision("A/HRC/RES/98/8", "2017-04-01", {"yes": ["CHN"], "no": ["USA", "POL"], "abstain": []}, title="Puddles")
    return {
        "series": [series | {"decisions": [first, second, without], "shifts": [moved]}, sibling | {"decisions": [puddle]}],
        "shifts": [moved],
        "audit": [],
        "association": [_association(series["title"])],
        "empty": "",
    }


def _association(title: str) -> dict[str, Any]:
    """An invented difference with its interval, one without, and one that cannot be measured."""
    row = {
        "property": "umbrella-pact", "outcome": "yes", "model": "as they stand", "difference": 0.25, "error": 0.1, "low": 0.05,
        "high": 0.45, "p": 0.01, "p_holm": 0.02, "if_already": 0.25, "if_not_yet": 0.25, "mean_with": 0.75, "mean_without": 0.5,
        "answers_with": 20, "answers_without": 24, "states_with": 12, "states_without": 14, "changed": 4, "note": "",
    }  # fmt: skip
    few = row | {"model": "state and year fixed", "error": None, "low": None, "high": None, "p": None, "p_holm": None,
                 "note": "no interval: 4 states changed, fewer than 10"}  # fmt: skip
    nothing = few | {"model": "region and year fixed", "difference": None, "note": "it does not vary within what is held fixed"}
    return {
        "series": title, "organ": "HRC", "rows": [row, few, nothing], "properties": ["umbrella-pact"], "outcome": "yes", "like": "",
        "excluded": {}, "uncertain": 0, "said": "Nobody & Sons", "votes_used": {"votes": 3}, "basis": "3 recorded votes of HRC",
        "cautions": ["an association, not a cause"],
    }  # fmt: skip
