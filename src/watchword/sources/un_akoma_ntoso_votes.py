"""How a text was decided: the roll call of its metadata, checked against the totals printed elsewhere in the same file.

Three places can give totals: the conclusions ("by a recorded vote of 29 to 14, with 4 abstentions"), the step of
adoption ("Adopted 29-14-4") and the count beside each list of voters. The printed ones are the official totals; where
they disagree with each other or with the ballots, an issue names both. Members that were absent are in no list and get
no ballot.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from watchword import states
from watchword.errors import UnknownState
from watchword.model import Ballot, Document, Issue, Kind, Outcome, Position, Question, RollCall, content_id
from watchword.sources.un_akoma_ntoso_header import Header, Place
from watchword.sources.un_akoma_ntoso_prose import plain, tag_of

Element = Any  # lxml publishes no types
Totals = dict[Position, int]

_POSITIONS = {"inFavour": Position.YES, "against": Position.NO, "abstaining": Position.ABSTAIN}
_TOTALS = re.compile(r"\b[Aa]dopted(?: by)? (\d+)-(\d+)-(\d+)")
_WITHOUT = re.compile(r"without (?:a )?vote|WithoutVote|acclamation|silence procedure|consensus", re.IGNORECASE)
_UNANIMOUS = re.compile(r"\bunanimously\b", re.IGNORECASE)
_MEETING = re.compile(r"\b(?:[AS]/\S*PV\.?\d+(?: ?\([Rr]esum\w+ ?\d*\))?|\d+\w* (?:plenary )?meeting)")
_VETO = re.compile(r"negative vote of [^(]*\((?P<who>[^)]*)\)")


@dataclass(slots=True)
class Count:
    """What one file says of one vote."""

    listed: dict[Position, list[str]] = field(default_factory=dict)
    beside: Totals = field(default_factory=dict)
    printed: Totals = field(default_factory=dict)
    printed_lists: dict[Position, str] = field(default_factory=dict)
    stepped: Totals = field(default_factory=dict)
    unanimous: bool = False
    without: bool = False
    words: str = ""


def read_count(header: Header) -> Count:
    """Gather the lists and totals of metadata, steps and conclusions."""
    count = Count()
    voting = header.voting
    last = [step for step in header.steps if (step.get("outcome") or "").casefold() in {"adopted", "notadopted", "veto"}]
    said = [voting.get("outcome") or "" if voting is not None else ""]
    said += [f"{step.get('as') or ''}; {step.get('by') or ''}" for step in last]
    count.words = "; ".join(said)
    count.without = any(_WITHOUT.search(text) for text in said)
    count.unanimous = bool(_UNANIMOUS.search(count.words))
    if found := _TOTALS.search(count.words):
        count.stepped = dict(zip(_POSITIONS.values(), map(int, found.groups()), strict=True))
    if voting is not None:
        for each in voting.iterfind("{*}count"):
            _read_list(each, count)
    if header.conclusions is not None:
        _read_printed(header.conclusions, count)
    return count


def _read_list(element: Element, count: Count) -> None:
    position = _POSITIONS.get((element.get("refersTo") or "").lstrip("#"))
    if position is None:
        return
    value = element.get("value") or ""
    if value.isdigit():
        count.beside[position] = int(value)
    names = [plain(voter) for voter in element.iter("{*}organization")]
    count.listed.setdefault(position, []).extend(name for name in names if name)


def _read_printed(conclusions: Element, count: Count) -> None:
    for element in conclusions.iter():
        position = _POSITIONS.get((element.get("refersTo") or "").lstrip("#"))
        if position is None:
            continue
        if tag_of(element) == "quantity" and (element.get("normalized") or "").isdigit():
            count.printed[position] = int(element.get("normalized"))
        elif tag_of(element) == "outcome":
            names = ", ".join(plain(each) for each in element.iter("{*}organization"))
            if names.strip(" ,"):
                count.printed_lists[position] = names


def read_vote(header: Header, document: Document, place: Place) -> tuple[RollCall | None, tuple[Ballot, ...], list[Issue]]:
    """Return the roll call and its ballots, or None where the file does not say how the text was decided."""
    count = read_count(header)
    ballots, issues = _read_ballots(count, document, place)
    totals, more = _official(count, place)
    issues += more
    if count.beside or count.stepped or count.printed:
        issues += _recount(totals, ballots, place)
    outcome, doubt = _outcome(count, totals, document, place)
    issues += doubt
    if outcome is Outcome.WITHOUT_VOTE:
        totals, ballots = {}, {}
    elif document.language != "en" and outcome is not Outcome.UNKNOWN and not _is_whole(count, totals, ballots):
        # The English file has the same vote. What a translation's file lost must not stand beside it as a second one.
        expected, found = "ballots that recount to the totals", f"{len(ballots)} ballots"
        issues.append(place.issue("voting", "vote left to the English file", expected, found, "left out"))
        outcome = Outcome.UNKNOWN
    if outcome is Outcome.UNKNOWN:
        return None, (), issues
    issues += _check_veto(count, ballots, document, place)
    key = f"un_akoma_ntoso:vote:{document.symbol}"
    sums = [f"{position}={totals.get(position, '')}" for position in _POSITIONS.values()]
    content = "|".join([outcome, *sums, *sorted(f"{state}:{position}" for state, (position, _) in ballots.items())])
    roll_call = RollCall(
        id=content_id(key, content), key=key, symbol=document.symbol, work=document.work,
        title=document.title if document.language == "en" else "",
        question=Question.ADOPTION, date=document.date, organ=document.organ, session=document.session, outcome=outcome,
        stamp=document.stamp, text_voted=_text_voted(header, document),
        yes=totals.get(Position.YES), no=totals.get(Position.NO), abstain=totals.get(Position.ABSTAIN),
        sponsors=tuple(actor.state for actor in document.actors if actor.state), subjects=document.subjects,
        meeting=_meeting(header), url=document.url,
    )  # fmt: skip
    cast = tuple(Ballot(roll_call.id, state, *ballots[state]) for state in sorted(ballots))
    return roll_call, cast, issues


Ballots = dict[str, tuple[Position, str]]


def _read_ballots(count: Count, document: Document, place: Place) -> tuple[Ballots, list[Issue]]:
    """Return one ballot for each state, from the metadata's lists, checked against the printed ones in English."""
    ballots: Ballots = {}
    issues: list[Issue] = []
    lists = {position: [(name, _resolve(name, document.date)) for name in names] for position, names in count.listed.items()}
    printed = dict(_printed_states(count, document)) if document.language == "en" else {}
    if not lists:
        lists = {position: list(zip(names, codes, strict=True)) for position, (codes, names) in printed.items()}
    for position, voters in lists.items():
        for name, code in voters:
            if not code:
                issues.append(place.issue(f"voters {position}", "voter is no known state", "a state", name, "left out"))
            elif code not in ballots:
                ballots[code] = (position, name)
            elif ballots[code][0] is position:
                issues.append(place.issue(f"voters {position}", "state listed twice", "one ballot", name))
            else:
                both = f"{ballots[code][0]} and {position}"
                issues.append(place.issue("voters", "state listed under two positions", "one ballot", f"{name}: {both}"))
                ballots[code] = (Position.UNKNOWN, name)
    if count.listed:
        issues += _compare_lists(ballots, printed, place)
    return ballots, issues


def _resolve(name: str, date: str) -> str:
    try:
        return states.resolve(name, on=date).code
    except UnknownState:
        return ""


def _printed_states(count: Count, document: Document) -> Iterator[tuple[Position, tuple[list[str], list[str]]]]:
    for position, names in count.printed_lists.items():
        known, unknown = states.resolve_list(names, on=document.date)
        codes = [each.code for each in known] + [""] * len(unknown)
        yield position, (codes, [each.name for each in known] + list(unknown))


def _compare_lists(ballots: Ballots, printed: dict[Position, tuple[list[str], list[str]]], place: Place) -> list[Issue]:
    issues: list[Issue] = []
    for position, (codes, _) in printed.items():
        ours = {state for state, (cast, _) in ballots.items() if cast is position}
        theirs = {code for code in codes if code}
        if ours != theirs:
            found = f"only in the metadata: {sorted(ours - theirs)}; only printed: {sorted(theirs - ours)}"
            issues.append(place.issue(f"voters {position}", "printed list differs", "the same states", found))
    return issues


def _official(count: Count, place: Place) -> tuple[Totals, list[Issue]]:
    """Return the official totals: the printed ones, else the step's, else those beside the lists."""
    issues: list[Issue] = []
    totals: Totals = {}
    beside = dict(count.beside)
    if count.beside.get(Position.YES) is not None:
        # An empty list is left out of the metadata; beside another list it stands for no voter.
        beside = {position: count.beside.get(position, 0) for position in _POSITIONS.values()}
    for position in _POSITIONS.values():
        said = {
            name: source[position]
            for name, source in (("printed", count.printed), ("step", count.stepped), ("beside the list", beside))
            if position in source
        }
        if said:
            totals[position] = next(iter(said.values()))
        if len(set(said.values())) > 1:
            found = ", ".join(f"{name} {value}" for name, value in said.items())
            issues.append(place.issue(f"total {position}", "official totals disagree", "one total", found))
    return totals, issues


def _recount(totals: Totals, ballots: Ballots, place: Place) -> list[Issue]:
    if not ballots:
        return []
    issues: list[Issue] = []
    for position, total in totals.items():
        counted = sum(cast is position for cast, _ in ballots.values())
        if counted != total:
            found = f"{counted} ballots"
            issues.append(place.issue(f"total {position}", "ballots do not recount to the total", str(total), found))
    return issues


def _is_whole(count: Count, totals: Totals, ballots: Ballots) -> bool:
    """Say whether there are ballots, and they recount to every total any part of the file gives."""
    cast = [position for position, _ in ballots.values()]
    sources = (totals, count.printed, count.stepped, count.beside)
    same = all(cast.count(position) == total for source in sources for position, total in source.items())
    return bool(ballots) and bool(totals) and same


def _outcome(count: Count, totals: Totals, document: Document, place: Place) -> tuple[Outcome, list[Issue]]:
    recorded = bool(count.listed or totals or count.unanimous or "adoptedRecordedVote" in count.words)
    if document.kind is Kind.DRAFT:
        # No file in this collection holds a draft that was adopted: the folder is "Not adopted".
        refused = re.search(r"not adopted|veto", count.words, re.IGNORECASE) or recorded
        return (Outcome.REJECTED if refused else Outcome.UNKNOWN), []
    if count.without and recorded:
        # All members listed in favour may be those present when a text was adopted without a vote; a dissent or a
        # printed count is a vote.
        dissent = bool(count.listed.get(Position.NO) or count.listed.get(Position.ABSTAIN))
        voted = bool(sum(count.printed.values())) or dissent
        outcome = Outcome.ADOPTED if voted else Outcome.WITHOUT_VOTE if count.listed else Outcome.UNKNOWN
        severity = "left out" if outcome is Outcome.UNKNOWN else "kept"
        said = count.words.strip("; ")
        return outcome, [place.issue("voting", "both a recorded vote and none", "one way of deciding", said, severity)]
    if count.without:
        return Outcome.WITHOUT_VOTE, []
    if recorded and (totals or count.unanimous):
        return Outcome.ADOPTED, []
    if document.kind is Kind.STATEMENT:
        return Outcome.UNKNOWN, []  # a presidential statement is agreed without a vote; its file says nothing of it
    expected = "a vote, or the words that there was none"
    issue = place.issue("voting", "way of deciding unknown", expected, count.words.strip("; ") or "nothing", "left out")
    return Outcome.UNKNOWN, [issue]


def _check_veto(count: Count, ballots: Ballots, document: Document, place: Place) -> list[Issue]:
    """Check that a member whose veto the step names has voted no."""
    found = _VETO.search(count.words)
    if not found or not ballots:
        return []
    vetoing, _ = states.resolve_list(found["who"], on=document.date)
    return [
        place.issue("step veto", "named as vetoing but did not vote no", "a ballot against", each.name)
        for each in vetoing
        if ballots.get(each.code, (Position.UNKNOWN, ""))[0] is not Position.NO
    ]


def _text_voted(header: Header, document: Document) -> str:
    if document.kind is Kind.DRAFT:
        return document.symbol
    if header.report:
        return header.report
    return next((step.get("as") or "" for step in header.steps if step.get("outcome") == "draftResolution"), "")


def _meeting(header: Header) -> str:
    for step in reversed(header.steps):
        for attribute in ("as", "by"):
            if found := _MEETING.search(step.get(attribute) or ""):
                return found[0]
    return ""
