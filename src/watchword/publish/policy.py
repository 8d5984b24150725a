"""What every page we write may do: ask for nothing, and run nothing but the one script that is in it."""

from base64 import b64encode
from hashlib import sha256


def content_policy(script: str = "") -> str:
    """Return the content security policy: nothing from anywhere, no eval, and only the one script that is in the page."""
    digest = f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" if script else "'none'"
    return f"default-src 'none'; script-src {digest}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
