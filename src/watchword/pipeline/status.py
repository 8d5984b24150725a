"""What a workspace holds, and whether its bytes are still those recorded."""

from pathlib import Path
from typing import Any

from watchword.pipeline.lexicons import ensure_lexicon
from watchword.sources.archive import Archive
from watchword.store.tables import TablesView
from watchword.store.workspace import Workspace


def describe_workspace(folder: Path, *, as_of: int = 0, with_issues: bool = False) -> dict[str, Any]:
    """Return records by source, versions, formulations, and issues counted by source and problem."""
    with Workspace(folder) as workspace:
        version = workspace.catalogue.check_version(as_of or workspace.catalogue.head())
        versions = workspace.catalogue.versions()
        ingests = workspace.catalogue.ingests(version)
        lexicon = ensure_lexicon(folder, workspace.catalogue.files(version))
        view = TablesView(workspace, version=version)
        try:
            sources = _sources(view)
            issues: dict[str, Any] = {
                "total": view.rows("SELECT count(*) AS n FROM issues")[0]["n"],
                "by_problem": view.rows(
                    "SELECT source, problem, severity, count(*) AS count FROM issues GROUP BY ALL ORDER BY source, count DESC, problem"
                ),
            }
            if with_issues:
                issues["rows"] = view.rows("SELECT * FROM issues ORDER BY source, file, place")
        finally:
            view.close()
        changed = workspace.working_files() != workspace.catalogue.files(versions[-1].id)
    return {
        "folder": str(folder),
        "version": version,
        "versions": [{"id": v.id, "created": v.created, "message": v.message, "program": v.program} for v in versions],
        "sources": sources,
        "files": [{"source": i.source, "path": i.path, "sha256": i.sha256, "extractor": i.extractor} for i in ingests],
        "formulations": [f.id for f in lexicon.formulations],
        "issues": issues,
        "unpinned_changes": changed,
    }


def backup_workspace(folder: Path, target: Path) -> int:
    """Copy the newest version to a new folder; return its number."""
    with Workspace(folder) as workspace:
        return workspace.backup(target)


def verify_workspace(folder: Path) -> dict[str, Any]:
    """Hash every part and archived file again: `sound`, `problems` (a sentence each), and how many `parts` and `archived` files."""
    archive = Archive(folder / "archive")
    with Workspace(folder) as workspace:
        problems = list(workspace.verify())
        parts = len(workspace.catalogue.all_parts())
    problems += [f"archive/{item.sha256}: expected {item.expected}, found {item.found}" for item in archive.verify()]
    return {"sound": not problems, "problems": problems, "parts": parts, "archived": sum(1 for _ in archive)}


def _sources(view: TablesView) -> list[dict[str, Any]]:
    return view.rows(
        """WITH d AS (SELECT source, any_value(publisher) AS publisher, any_value(licence) AS licence, any_value(source_version) AS version,
                            count(*) AS documents, count(DISTINCT work) AS works, min(date) FILTER (WHERE date <> '') AS starts,
                            max(date) AS ends, sum(paragraphs)::BIGINT AS paragraphs FROM documents GROUP BY source),
            n AS (SELECT roll_call, count(*) AS n FROM ballots GROUP BY roll_call),
            r AS (SELECT source, any_value(publisher) AS publisher, any_value(licence) AS licence, any_value(source_version) AS version,
                         count(*) AS roll_calls, coalesce(sum(n.n), 0)::BIGINT AS ballots, min(date) FILTER (WHERE date <> '') AS starts,
                         max(date) AS ends FROM roll_calls LEFT JOIN n ON n.roll_call = id GROUP BY source),
            p AS (SELECT source, string_agg(DISTINCT publisher, '; ' ORDER BY publisher) AS publisher,
                         string_agg(DISTINCT licence, '; ' ORDER BY licence) AS licence, any_value(source_version) AS version,
                         count(*) AS properties, min("start") FILTER (WHERE "start" <> '') AS starts,
                         max("start") AS ends FROM properties GROUP BY source)
        SELECT coalesce(d.source, r.source, p.source) AS source, coalesce(d.publisher, r.publisher, p.publisher) AS publisher,
               coalesce(d.licence, r.licence, p.licence) AS licence, coalesce(d.version, r.version, p.version) AS version,
               coalesce(documents, 0) AS documents, coalesce(works, 0) AS works, coalesce(paragraphs, 0) AS paragraphs,
               coalesce(roll_calls, 0) AS roll_calls, coalesce(ballots, 0) AS ballots,
               coalesce(properties, 0) AS properties,
               least(d.starts, r.starts, p.starts) AS starts, greatest(d.ends, r.ends, p.ends) AS ends
        FROM d FULL JOIN r ON d.source = r.source FULL JOIN p ON p.source = coalesce(d.source, r.source) ORDER BY source"""
    )
