"""Makes roll calls of the voting records of United Nations libraries. See `marcxml.toml` for the fields and rules."""

import re
from dataclasses import replace

from watchword.model import Bundle, Issue, Link, LinkKind, Outcome, Position, Question, RollCall, Stamp, content_id
from watchword.sources.ballots import Cell, Recorder, Totals, check_recount, check_totals, settle_roll
from watchword.sources.csv_rows import read_count
from watchword.sources.marc_drafts import Catalogued, read_symbol, read_title
from watchword.sources.marc_records import MarcField, MarcRecord

_VOTES = {"Y": Position.YES, "N": Position.NO, "A": Position.ABSTAIN} | dict.fromkeys(("", ".", "X", "NV"), Position.ABSENT)
_TOTALS = {"yes": "b", "no": "c", "abstain": "d", "absent": "e", "members": "f"}
_CODE = re.compile(r"[A-Z]{2,3}\Z")
_WITHOUT = re.compile(r"adopted (?:by consensus|without (?:a )?(?:recorded )?vote)", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:rejected|not adopted|defeated)\b", re.IGNORECASE)
_ADOPTED = re.compile(r"\badopted\b", re.IGNORECASE)
_MAJORITY = {
    "HRC",
    "CHR",
}  # a simple majority of those voting decides there (rules of procedure, rule 20 of the Council)


def is_voting(record: MarcRecord) -> bool:
    """Say whether a record is one of a vote."""
    voted = any(field.tag in ("967", "996") for field in record.fields)
    return voted or bool(record.value("791", "a") and not record.value("191", "a"))


def make_roll_call(record: MarcRecord, common: Catalogued, source: str, stamp: Stamp, file: str) -> Bundle:
    """Make the bundle of a voting record: roll call, ballots, and a link from the draft where the record names it."""
    recorder = Recorder(source, file, f"line {record.line}, {common.printed or common.key}")
    issues: list[Issue] = []
    totals = _read_totals(record, issues, recorder)
    title, form = read_title(record)
    symbol = common.symbol
    draft = next((text for text in record.values("993", "a") if "/L." in text), "")
    roll_call = RollCall(
        id=content_id(common.key, repr((record.control, record.fields))),
        key=common.key,
        symbol=common.spelling,
        work=common.work,
        title=title,
        question=_read_question(form, common),
        date=common.date,
        organ=symbol.organ if symbol else "",
        session=record.value("791", "c") or record.value("191", "c") or (symbol.session if symbol else ""),
        outcome=Outcome.UNKNOWN,
        stamp=stamp,
        text_voted=draft,
        yes=totals.yes,
        no=totals.no,
        abstain=totals.abstain,
        absent=totals.absent,
        members=totals.members,
        subjects=tuple(dict.fromkeys([*record.values("991", "d"), *record.values("650", "a")])),
        meeting=record.value("952", "a"),
        url=record.value("856", "u"),
    )
    roll = settle_roll(_read_cells(record, issues, recorder), roll_call.organ, roll_call.date, recorder)
    issues += [*check_totals(totals, recorder), *roll.issues]
    if record.all("967"):
        issues += check_recount(roll, totals, recorder)
    outcome, doubts = _decide_outcome(record, roll_call.organ, totals, recorder)
    roll_call = replace(roll_call, outcome=outcome)
    ballots = roll.ballots(roll_call.id)
    links = _link_draft(common, draft, recorder)
    return Bundle(roll_call=roll_call, ballots=ballots, links=links, issues=tuple(issues + doubts))


def _read_question(form: str, common: Catalogued) -> Question:
    if "amendment" in form:
        return Question.AMENDMENT
    if "paragraph" in form:
        return Question.PARAGRAPH
    adopts = common.symbol is not None and common.symbol.kind in ("resolution", "decision", "draft")
    return Question.ADOPTION if adopts or "resolution" in form or "decision" in form else Question.UNKNOWN


def _read_totals(record: MarcRecord, issues: list[Issue], recorder: Recorder) -> Totals:
    found: dict[str, int | None] = {}
    for name, code in _TOTALS.items():
        printed = record.value("996", code)
        try:
            found[name] = read_count(printed)
        except ValueError:
            part = f"996${code}"
            issues.append(recorder.issue("a total is not a number; it is unknown", "a whole number", printed, part=part))
    return Totals(**found)


def _read_cells(record: MarcRecord, issues: list[Issue], recorder: Recorder) -> list[Cell]:
    cells = []
    for field in record.all("967"):
        vote = field.value("d").upper()
        code, name = _read_member(field)
        if vote not in _VOTES:
            part = code or name
            issues.append(recorder.issue("a vote that is not known; the position is unknown", "Y, N or A", vote, part=part))
        cells.append(Cell(code, name, _VOTES.get(vote, Position.UNKNOWN)))
    return cells


def _read_member(field: MarcField) -> tuple[str, str]:
    """Return code and name of a ballot; the libraries write the code in different subfields."""
    code = next((text for text in (field.value("c"), field.value("b")) if _CODE.match(text)), "")
    return code, field.value("e")


def _decide_outcome(record: MarcRecord, organ: str, totals: Totals, recorder: Recorder) -> tuple[Outcome, list[Issue]]:
    """Say what became of the text: the record's word first, then the totals where a simple majority decides."""
    words, said = _read_said(record)
    carried = totals.carried
    by_totals = Outcome.UNKNOWN if carried is None else (Outcome.ADOPTED if carried else Outcome.REJECTED)
    if said is Outcome.UNKNOWN:
        return (by_totals if organ in _MAJORITY else Outcome.UNKNOWN), []
    if carried is None:
        # "Adopted by the General Assembly" does not tell adopted by vote from adopted without one.
        return (Outcome.UNKNOWN if said is Outcome.ADOPTED else said), []
    if said is by_totals:
        return said, []
    if said is Outcome.WITHOUT_VOTE:
        problem = "totals of a text that the record says was adopted without a vote; the outcome is unknown"
        return Outcome.UNKNOWN, [recorder.issue(problem, words, totals.words())]
    return said, [recorder.issue("the record's word and its totals differ; the word is taken", words, totals.words())]


def _read_said(record: MarcRecord) -> tuple[str, Outcome]:
    words = [record.value("245", "c"), record.value("996", "a")]
    words += [text for field in record.fields if field.tag.startswith("59") for _, text in field.subfields]
    text = "; ".join(filter(None, words))
    for pattern, outcome in (
        (_WITHOUT, Outcome.WITHOUT_VOTE),
        (_NEGATED, Outcome.REJECTED),
        (_ADOPTED, Outcome.ADOPTED),
    ):
        if pattern.search(text):
            return text, outcome
    return text, Outcome.UNKNOWN


def _link_draft(common: Catalogued, draft: str, recorder: Recorder) -> tuple[Link, ...]:
    symbol = read_symbol(draft) if draft else None
    if not symbol or not common.symbol or common.symbol.is_unnumbered or symbol == common.symbol:
        return ()
    return (Link(str(symbol), common.spelling, LinkKind.DRAFT_OF, f"{recorder.record}: 993 {draft}", evidence=common.key),)
