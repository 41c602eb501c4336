"""The audit trail: who did what, when, from where and with what result; append-only, chained by hashes, anchored.

**Lanes.** One chain a tenant would make its last row a hot spot: two writers who read the same tail can't both
follow it, and the loser's whole use case is done again. So each tenant has ``lanes.LANES`` chains, each with a
sequence of its own without gaps; an entry's id chooses its lane, and a writer who lost goes to the next one.
``python -m bench.audit`` measures it. There is no row with the head of a lane: the newest entry is the head, so an
entry is one conditional put, and no function needs the right to update or delete.

**Hashes.** An entry is hashed (SHA-256) in its canonical form (RFC 8785), with its tenant, lane, number and the
hash of the entry before it. Whoever changes, removes, swaps or inserts one breaks the chain at that place.

**Anchors.** A chain alone can't tell that its end was cut off, or that all of it was written anew. So the table's
stream wakes a function within five minutes of an entry, which signs the heads of the tenant's lanes with a key that
never leaves KMS, and puts that where nobody can change it for a year (S3 Object Lock). Entries after the last anchor
are counted as not anchored yet. The same function sees every row that is changed or removed, and raises an alarm.

**Personal data.** Entries hold ids, codes and numbers, and no text of or about people. Where a request came from
is an ``origin``: a digest, salted with random bytes, of an address and a user agent that are kept in a table of
their own for 400 days. Erasing a person removes those rows, and what a subject's id stands for; no entry changes,
and the chain stays whole.

``writing`` adds entries, ``reading`` lists them, ``verify`` checks them and needs no AWS.
"""
