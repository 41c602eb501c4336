"""The adapters of the platform that every room uses."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.settings import setting
from quarterdeck.platform.secrets import SecretsManager

if TYPE_CHECKING:
    from quarterdeck.platform.idempotency import Once
    from quarterdeck.platform.objects import S3Objects


CLOCK = SystemClock()


@cache
def secrets() -> SecretsManager:
    return SecretsManager(CLOCK)


@cache
def objects() -> S3Objects:
    from quarterdeck.platform.objects import S3Objects

    return S3Objects(setting("BUCKET_OBJECTS"))


@cache
def once() -> Once:
    from quarterdeck.platform.idempotency import Once

    return Once(setting("TABLE_IDEMPOTENCY"), CLOCK)
