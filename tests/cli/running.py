"""Runs the program as its user does, in this process: arguments in; output, errors and exit code out."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from watchword.cli.main import main


@dataclass(frozen=True, slots=True)
class Answer:
    """What one call of the program gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer as the JSON value that it must be."""
        return json.loads(self.out)


def run(*arguments: str) -> Answer:
    """Run `watchword` with these arguments. An error that it does not catch is raised here, as a traceback would be."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "argv", ["watchword", *arguments]):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
    return Answer(code, out.getvalue(), err.getvalue())
