"""Claims on votes: a tally, how a group or a state voted, the place in a series, what changed between two votes."""

import re
from collections.abc import Callable, Mapping, Sequence

from watchword.errors import NotHeld
from watchword.evidence.entries.answer import Answer
from watchword.evidence.entries.desk import Desk, ground_of_vote
from watchword.evidence.entries.figures import (
    Figure,
    Said,
    compare_dates,
    compare_numbers,
    compare_states,
    compare_symbols,
    compare_unread,
    read_tally,
    read_words,
    say,
)
from watchword.evidence.entries.names import NOT_A_MEMBER, compare_groups, find_positions
from watchword.evidence.entries.record import Span, Tie
from watchword.model import Outcome
from watchword.states import name_of, resolve
from watchword.votes.following import FINDER as FOLLOWING
from watchword.votes.following import follow_votes
from watchword.votes.record import Vote
from watchword.votes.shift import FINDER as SHIFT
from watchword.votes.shift import Shift, split_shift
from watchword.votes.tally import FINDER as TALLY
from watchword.votes.tally import Tally, seated

_OUTCOMES = (
    (r"\bwithout a vote\b|\bby consensus\b", (Outcome.WITHOUT_VOTE,)),
    (r"\brecorded vote\b|\bput to (?:a|the) vote\b|\bvoted on\b", (Outcome.ADOPTED, Outcome.REJECTED)),
    (r"\brejected\b|\bdefeated\b|\bnot adopted\b", (Outcome.REJECTED,)),
    (r"(?<!not )\badopted\b|\bpassed\b", (Outcome.ADOPTED, Outcome.WITHOUT_VOTE)),
)
_SIDES = ("yes", "no", "abstain", "absent")
_RISE = re.compile(r"\b(?:rose|rise|rises|more|gained|grew|up|increase\w*)\b", re.IGNORECASE)
_FALL = re.compile(r"\b(?:fell|fall|falls|fewer|lost|dropped|down|less|decrease\w*|decline\w*)\b", re.IGNORECASE)


def check_vote(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold the tally, outcome and date of a vote against its record."""
    vote, tally, words = desk.vote(tie.names[0]), desk.tally(tie.names[0]), span.words
    said = read_words(words, span.language, vote.row["date"])
    values = _values_of(tally)
    outcome = _check_outcome(words, tally)
    fault = _first(
        lambda: _check_tally(span, said, tie.figures, values),
        lambda: outcome,
        lambda: _check_context(said, vote),
        lambda: compare_states(said, []),
        lambda: "" if said.numbers or said.dates or _names_outcome(words) else "expected figures, a date or an outcome; found none",
    )
    doubt = "; ".join(note for note in tally.notes if note.startswith("sources disagree:") or "does not add up" in note)
    return Answer(tally.sentence, (ground_of_vote(vote, tally.sentence),), TALLY, fault, doubt="" if not said.numbers else doubt)


def check_group(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold how a regional group voted against the record."""
    vote, tally, words = desk.vote(tie.names[0]), desk.tally(tie.names[0]), span.words
    group = tie.names[1]
    counts = tally.groups.get(group)
    if counts is None:
        raise NotHeld(f"{vote.name} has no ballot of the group {group!r}; it has those of {', '.join(tally.groups) or 'none'}")
    values = {**counts, "members": sum(counts.values())}
    said = read_words(words, span.language, vote.row["date"])
    recorded = f"{group}: " + ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    fault = _first(
        lambda: _check_tally(span, said, tie.figures, values),
        lambda: _check_context(said, vote),
        lambda: compare_states(said, []),
        lambda: compare_groups(words, group),
        lambda: "" if said.numbers else "expected figures; found none",
    )
    return Answer(recorded, (ground_of_vote(vote, recorded),), TALLY, fault)


def check_state(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold how states voted against the roll call; the words name one position, which all of them must have taken."""
    vote, words = desk.vote(tie.names[0]), span.words
    date, seats = vote.row["date"], seated(vote.row["organ"], vote.row["date"])
    codes = [resolve(name, date).code for name in tie.names[1:]]
    taken = {code: vote.ballots[code].value if code in vote.ballots else NOT_A_MEMBER if seats and code not in seats else "no ballot"
             for code in codes}  # fmt: skip
    said, named = read_words(words, span.language, vote.row["date"]), find_positions(words, span.language, seats=True)
    recorded = "; ".join(f"{name_of(code)}: {position}" for code, position in taken.items())
    wrong = [code for code in codes if named and taken[code] != named[0]]
    fault = _first(
        lambda: f"expected one position in the words; found {' and '.join(named) or 'none'}" if len(named) != 1 else "",
        lambda: f"expected {name_of(wrong[0])}: {taken[wrong[0]]}; found {named[0]}" if wrong else "",
        lambda: compare_numbers(said, [Figure("states", len(codes))] if said.numbers else []),
        lambda: _check_context(said, vote),
        lambda: compare_states(said, codes),
    )
    return Answer(recorded, (ground_of_vote(vote, recorded),), TALLY, fault)


def check_series(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold a place in a series of texts, or how often it was decided on, against the decisions held; never beyond what is held."""
    name, said = tie.names[0], read_words(span.words, span.language)
    votes: list[Vote] = desk.keep(("series", name), lambda: follow_votes(desk.view, name))
    chosen = desk.vote(name)
    outcomes = [vote.row["outcome"] for vote in votes]
    voted = sum(outcome in (Outcome.ADOPTED, Outcome.REJECTED) for outcome in outcomes)
    place = next((at for at, vote in enumerate(votes, 1) if vote.name == chosen.name), None)
    values = {"iteration": place, "decisions": len(votes), "voted": voted, "without-vote": outcomes.count(Outcome.WITHOUT_VOTE)}
    recorded = f"{len(votes)} decisions held under this title: " + ", ".join(
        f"{v.name} ({v.row['date']}, {v.row['outcome']})" for v in votes
    )
    dates = [vote.row["date"] for vote in ([chosen] if tie.figures == ("iteration",) else votes)]
    fault = _first(
        lambda: "" if tie.figures else "expected a figure in the braces: iteration, decisions, voted or without-vote; found none",
        lambda: compare_numbers(said, [Figure(name, values[name]) for name in tie.figures]),
        lambda: compare_dates(said, dates),
        lambda: compare_symbols(said, [vote.name for vote in votes]),
    )
    grounds = tuple(ground_of_vote(vote, f"{vote.row['outcome']}, {vote.row['date']}") for vote in votes)
    complete = all(vote.row["source"] in desk.view.settings.complete for vote in votes)
    return Answer(recorded, grounds, FOLLOWING, fault, bounded=not complete)


def check_shift(desk: Desk, span: Span, tie: Tie) -> Answer:
    """Hold what changed between two votes against the two roll calls."""
    before, after = (desk.vote(name) for name in tie.names)
    for vote in (before, after):
        if not vote.ballots:
            raise NotHeld(f"{vote.name} of {vote.row['date']}: {vote.row['outcome']}; no roll call is held, so no state can be compared")
    shift: Shift = desk.keep(("shift", *tie.names), lambda: split_shift(before, after))
    said, words = read_words(span.words, span.language), span.words
    figures = [Figure(name.replace(".", " "), _count_moves(shift, name.split("."))) for name in tie.figures]
    named, meant = set(find_positions(words, span.language)), {part for name in tie.figures for part in name.split(".")[1:]}
    changes = [figure.value or 0 for figure in figures if figure.name.startswith(("change ", "by-"))]
    fault = _first(
        lambda: "" if tie.figures else "expected a figure in the braces, such as switched; found none",
        lambda: compare_numbers(said, [Figure(f.name, abs(f.value or 0)) for f in figures]),
        lambda: _check_direction(words, changes),
        lambda: f"expected {' and '.join(sorted(meant))}; found {' and '.join(sorted(named))}" if meant and named - meant else "",
        lambda: "expected ballots, since these are no seats; found seats" if shift.turnover != "seats" and "seat" in words.lower() else "",
        lambda: compare_dates(said, [before.row["date"], after.row["date"]]),
        lambda: compare_symbols(said, [before.name, after.name]),
    )
    grounds = (ground_of_vote(before, shift.sentence), ground_of_vote(after, shift.sentence))
    return Answer(shift.sentence, grounds, SHIFT, fault)


def _count_moves(shift: Shift, path: Sequence[str]) -> float | None:
    """Return one figure of a shift: `path` is its name and the positions behind the dots."""
    name, *parts = path
    if name in ("both", "same"):
        return float(getattr(shift, name))
    if name in ("switched", "attendance"):
        moves = getattr(shift, name)
        return float(sum(not parts or (move["from"], move["to"]) == tuple(parts) for move in moves))
    if name in ("gained", "lost"):
        return float(sum(not parts or held == parts[0] for held in getattr(shift, name).values()))
    part = next(part for part in shift.parts if part.position == parts[0])
    if name == "by-seats":
        return float(part.gained - part.lost)
    return float(getattr(part, {"by-switchers": "switched", "by-attendance": "attendance"}.get(name, name)))


def _check_direction(words: str, changes: Sequence[float]) -> str:
    """Return "" where a change is said to go where it went."""
    for change in filter(None, changes):
        rise, fall = bool(_RISE.search(words)), bool(_FALL.search(words))
        if rise == fall or (rise and change < 0) or (fall and change > 0):
            found = "a rise" if rise else "a fall" if fall else "no direction"
            return f"expected a {'rise' if change > 0 else 'fall'} of {abs(change):.0f}; found {found}"
    return ""


def _values_of(tally: Tally) -> dict[str, int | None]:
    """Return the figures of a tally: the record's totals, else those of its ballots."""
    official = tally.official
    given = official["yes"] is not None
    ballots = any(tally.counted.values())
    totals: dict[str, int | None] = {
        name: official[name] if given and official[name] is not None else tally.counted[name] if ballots else None for name in official
    }
    return {**totals, "missing": len(tally.missing) if ballots else None, "members": tally.members}


def _check_tally(span: Span, said: Said, figures: Sequence[str], values: Mapping[str, int | None]) -> str:
    """Hold each number against the side that the words say it counts, or against the figure that the braces name."""
    if not said.numbers and not figures and not read_tally(span.words, span.language):
        return compare_unread(said)
    tallies = read_tally(span.words, span.language)
    told = {side: count for tally in tallies for side, count in tally.counts.items()}
    if figures:
        wrong = next((side for side in told if side in _SIDES and side not in figures), "")
        return (
            f"expected {' and '.join(figures)} as the braces have it; found {wrong}"
            if wrong
            else compare_numbers(said, [Figure(name, values.get(name)) for name in figures])
        )
    if len(tallies) > 1:
        return f"expected one tally; found {len(tallies)}"
    of = [tallies[0].of] if tallies and tallies[0].of is not None else []
    for side, count in [*told.items(), *(("members", whole) for whole in of)]:
        if values.get(side) != count:
            return f"expected {say(values.get(side))} ({side}); found {count}"
    counted, written = sorted(count for count in (*told.values(), *of) if count), sorted(n.value for n in said.numbers if n.value)
    if counted != written:
        loose = [number.text for number in said.numbers if number.value not in counted] or [number.text for number in said.numbers]
        return f"expected words that say what {loose[0]} counts, or its name in the braces; found neither"
    return compare_unread(said)


def _check_outcome(words: str, tally: Tally) -> str:
    for pattern, outcomes in _OUTCOMES:
        if (found := re.search(pattern, words, re.IGNORECASE)) and tally.outcome not in outcomes:
            return f"expected {tally.outcome}; found {found[0]}"
    return ""


def _names_outcome(words: str) -> bool:
    return any(re.search(pattern, words, re.IGNORECASE) for pattern, _ in _OUTCOMES)


def _check_context(said: Said, vote: Vote) -> str:
    symbols = [vote.row["symbol"], vote.row["text_voted"], vote.row["work"]]
    return compare_dates(said, [vote.row["date"]]) or compare_symbols(said, symbols)


def _first(*checks: Callable[[], str]) -> str:
    """Return the first fault."""
    return next((fault for check in checks if (fault := check())), "")
