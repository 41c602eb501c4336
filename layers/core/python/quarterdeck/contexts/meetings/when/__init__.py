"""What days a phrase such as "last Tuesday" or "in March" means, seen from the day of asking."""

from quarterdeck.contexts.meetings.when.period import Period, resolve_when

__all__ = ["Period", "resolve_when"]
