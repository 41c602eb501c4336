"""How well the cache of replies tells questions that mean the same from those that nearly do.

``pairs/tune.jsonl`` is what its rules were written with, ``pairs/held.jsonl`` what they are judged by.
"""
