"""Where a person goes after a login: a path of ours, whatever a link asks for."""

import re

from quarterdeck.kernel.errors import InvalidInput

MOST = 1024
# Path, query and fragment of RFC 3986. A second slash (or what browsers read as one) would begin another host.
_PATH = re.compile(r"/(?:[A-Za-z0-9._~!$&'()*+,;=:@%?#-][A-Za-z0-9._~!$&'()*+,;=:@%/?#-]*)?")


def following(wished: str | None) -> str:
    """Return the path; the root where none is wished for.

    Raises:
        InvalidInput: it is no path on this host.
    """
    path = wished or "/"
    if len(path) > MOST or not _PATH.fullmatch(path):
        raise InvalidInput("next must be a path here, such as /meetings", field="next")
    return path
