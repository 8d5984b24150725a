"""What the disk and the storage libraries say when something is wrong, as one sentence with what to do."""


def storage_errors() -> tuple[type[Exception], ...]:
    """Return the errors of the disk and of the storage libraries.

    Called only when an error is on its way, so that nothing is imported early.
    """
    import sqlite3

    import duckdb
    import pyarrow

    return OSError, duckdb.Error, sqlite3.Error, pyarrow.ArrowException


def say_storage_error(error: BaseException) -> str:
    """Return what went wrong: the file and the system's words, or that the workspace's records could not be read or written."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror or error}"
    first = str(error).strip().partition("\n")[0] or type(error).__name__
    return f"the workspace's records cannot be read or written ({first}); see what is damaged with: watchword verify"
