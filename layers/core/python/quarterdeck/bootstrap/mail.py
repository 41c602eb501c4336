"""The mails that leave the suite."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.shared import CLOCK, once
from quarterdeck.kernel.settings import setting

if TYPE_CHECKING:
    from quarterdeck.contexts.identity.mailing import Mailing


@cache
def mailing() -> Mailing:
    from quarterdeck.contexts.identity.mailing import Mailing
    from quarterdeck.platform.mail.ses import SesMail

    return Mailing(SesMail(setting("MAIL_FROM")), once(), CLOCK)
