"""The limits as HTTP fields: draft-ietf-httpapi-ratelimit-headers-10, and Retry-After (RFC 9110, section 10.2.3)."""

from collections.abc import Mapping

from quarterdeck.platform.limits.bucket import Decision


def fields(decisions: Mapping[str, Decision]) -> dict[str, str]:
    """Return RateLimit-Policy (q: quota, w: its window in seconds) and RateLimit (r: remaining, t: until it is full).

    Both are lists in the form of structured fields (RFC 9651), an item a policy, by the policies' names.
    """
    if not decisions:
        return {}
    policies = (f'"{name}";q={d.rate.burst};w={_window(d)}' for name, d in decisions.items())
    left = (f'"{name}";r={d.remaining};t={d.reset_s}' for name, d in decisions.items())
    return {"RateLimit-Policy": ", ".join(policies), "RateLimit": ", ".join(left)}


def _window(decision: Decision) -> int:
    """Return in how many seconds a whole burst comes back."""
    return -(-decision.rate.burst * decision.rate.interval_us // 1_000_000)
