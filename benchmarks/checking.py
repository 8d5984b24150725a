"""How well the checker of prose judges statements made from the record: `python -m benchmarks.checking WORKSPACE [HALF] [--show]`.

HALF is "report" (the default), "develop" or "more" (other words for the votes of "develop"). Errors are listed for what is developed on;
for the half to report counts alone, unless
`--show` asks for more: whoever changes the checker after a look at them has no held-out half any more.
"""

import sys
from dataclasses import replace
from pathlib import Path

from tests.evidence.statements.judging import Judged, Score, judge_all, list_errors, score, score_by
from tests.evidence.statements.loading import SETS, make_statements

from benchmarks.running import median, report
from watchword.evidence.claims import Verdict
from watchword.pipeline.opening import open_reading
from watchword.usage.intervals import wilson

AIMS = {Verdict.SUPPORTED: 0.99, Verdict.CONTRADICTED: 0.97}
RECALL = 0.90
_MOST_SHOWN = 400


def main() -> None:
    """Check the statements of a half and print the figures beside their aims."""
    options = [word for word in sys.argv[1:] if word.startswith("--")]
    folder, *rest = [word for word in sys.argv[1:] if not word.startswith("--")]
    half = rest[0] if rest else "report"
    if half not in SETS:
        sys.exit(f"the sets are {', '.join(SETS)}; found {half!r}")
    own = half != "report"
    bench_checking(Path(folder), half, show="--show" in options or own, rows="--rows" in options or own)


def bench_checking(folder: Path, half: str, *, show: bool, rows: bool = False) -> None:
    """Print how the checker does on a half; `rows` adds the figures by phrasing and tie, `show` the statements it judged wrongly."""
    from watchword.evidence.check import Checker

    with open_reading(folder) as reading:
        # "First" and "third" are judged only over what a workspace declares complete; the statements take the catalogue of votes for that.
        reading.view.settings = replace(reading.view.settings, complete=("hrc_votes",))
        statements = make_statements(reading.view, half)
        check = Checker(reading.view, reading.lexicon).check
        check(statements[0].text)  # what is read once is not the first statement's cost
        judged = judge_all(check, statements)
    total = score(judged)
    print_precision(half, total)
    held = total.recall >= RECALL
    told = f"{total.recall:.3f} ({total.found} of {total.statements}; {total.disagree} called disagreeing)"
    report(f"check, {half}: recall of checkable statements", told, f"{RECALL:.2f}", held=held)
    idle = [one for one in judged if one.statement.kind == "none"]
    quiet = sum(not one.wrong for one in idle)
    report(f"check, {half}: texts with nothing to check", f"{quiet} of {len(idle)} without a verdict", "all", held=quiet == len(idle))
    seconds = [one.seconds for one in judged]
    print(f"      time a statement: median {median(seconds) * 1000:.0f} ms, longest {max(seconds) * 1000:.0f} ms")
    for name in ("kind", "language", "true", *(("tie", "phrasing") if rows else ())):
        print_rows(name, score_by(judged, name))
    if show:
        print_errors(judged)


def print_precision(half: str, total: Score) -> None:
    """Print the precision of both verdicts, each with its Wilson bound."""
    for verdict, aim in AIMS.items():
        right, count = total.precision(verdict)
        low, high = wilson(right, count) if count else (0.0, 1.0)
        share = right / count if count else 0.0
        figure = f"{share:.4f} ({right} of {count}, 95% {low:.4f} to {high:.4f})"
        report(f"check, {half}: precision of {verdict.value}", figure, f"{aim:.2f}", held=share >= aim)


def print_rows(name: str, rows: dict[str, Score]) -> None:
    """Print one line for each value of a field."""
    print(f"      by {name}: statements, found, disagreeing; supported right and wrong; contradicted right and wrong")
    for key, one in rows.items():
        counts = [f"{one.right[verdict]:5} {one.wrong[verdict]:3}" for verdict in AIMS]
        print(f"        {key:44} {one.statements:5} {one.found:5} {one.disagree:3}   {'   '.join(counts)}")


def print_errors(judged: list[Judged]) -> None:
    """Print what was judged wrongly, the worst first, with the target between brackets and each claim's verdict and reason."""
    errors = list_errors(judged)
    for one in errors[:_MOST_SHOWN]:
        start, end = one.statement.target
        text = one.statement.text
        label = "true" if one.statement.true else f"false: {one.statement.wrong}"
        mistakes = ", ".join(f"wrong {verdict.value}" for verdict in one.wrong) or f"found: {one.found or 'no claim'}"
        print(f"\n{one.statement.id} [{mistakes}] {label}; {', '.join(one.statement.votes)}")
        print(f"    {text[:start]}⟦{text[start:end]}⟧{text[end:]}")
        for claim in one.claims:
            said = f"said {claim.said!r}, recorded {claim.recorded!r}: {claim.reason}"
            print(f"    - {claim.kind.value}, {claim.verdict.value}: “{claim.text}” {said}")
    if len(errors) > _MOST_SHOWN:
        print(f"\nand {len(errors) - _MOST_SHOWN} more")


if __name__ == "__main__":
    main()
