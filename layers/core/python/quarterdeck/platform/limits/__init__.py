"""How much a caller may ask for: token buckets and locked doors, in one table that all functions share.

``limits.toml`` holds the figures: for each class of route a bucket a subject and one a tenant. A request takes a token
of both. The table is asked in time that the request waits for, so a bucket is one number and an update of it mostly one
call; ``python -m bench.limits`` measures it. Where the table doesn't answer, a class says whether it fails open (what
reads, and what a budget or API Gateway's throttle bounds anyway) or closed (what lets people in or changes who may).

The webhooks and Slack's doors have no subject: API Gateway throttles each of their methods, and a queue or the
machine's own concurrency is behind them.
"""
