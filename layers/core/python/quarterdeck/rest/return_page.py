"""The page on which a browser comes back from the identity provider.

Nothing of the request is in it. It runs one script, known by its hash, and talks to this host alone; the link that
led to it, with its code, goes to no other site as a referrer, and is dropped from the history.
"""

import base64
import hashlib

from quarterdeck.platform.http import Headers

_SCRIPT = """
const given = new URLSearchParams(location.search);
const say = text => { document.getElementById("said").textContent = text; };
history.replaceState(null, "", location.pathname);
async function finish() {
  const body = JSON.stringify({state: given.get("state") || "-", code: given.get("code") || "-"});
  const headers = {"Content-Type": "application/json"};
  const answer = await fetch("callback", {method: "POST", body, headers, credentials: "same-origin"});
  const told = await answer.json();
  if (answer.ok) { location.replace(told.next); } else { say(told.detail || told.title); }
}
if (given.has("error")) { say("You were not signed in."); }
else { finish().catch(() => say("The sign-in could not be finished.")); }
"""
_HASH = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()

PAGE = f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Signing in</title></head>
<body>
<main>
<p id="said" role="status">Signing in…</p>
<noscript><p>Signing in needs JavaScript.</p></noscript>
<p><a href="login">Sign in again</a></p>
</main>
<script>{_SCRIPT}</script>
</body>
</html>
"""

HEADERS: Headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": (
        f"default-src 'none'; script-src 'sha256-{_HASH}'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
}
"""What this page has instead of the headers of all answers."""
