"""What days a phrase such as "last Tuesday" or "in March" means, seen from the day of asking."""

from quarterdeck.contexts.meetings.when.days import around
from quarterdeck.contexts.meetings.when.period import Period, resolve_when
from quarterdeck.contexts.meetings.when.several import resolve_periods

__all__ = ["Period", "around", "resolve_periods", "resolve_when"]
