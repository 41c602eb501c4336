"""Trains the third stage's model on the labelled questions and writes it into the package."""

from array import array
from collections import Counter
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from evals.routing.conversation import exchanges
from evals.routing.dataset import Labelled, Set, Tenant
from quarterdeck.contexts.assistant.model import Exchange, Verdict
from quarterdeck.contexts.assistant.routing.facts import find_facts
from quarterdeck.contexts.assistant.routing.likelihood import signs
from quarterdeck.contexts.assistant.routing.linear import Linear
from quarterdeck.contexts.assistant.routing.route import route

HELD_OUT = 10
"""One question in so many is never trained on, so that it can tell whether a change made routing worse."""

_SEEN_AT_LEAST = 2
_STRENGTH = 1.0
_MOST_STEPS = 200


def is_held_out(question: Labelled) -> bool:
    """Tell whether the question is one that is never trained on."""
    return crc32(question.text.encode()) % HELD_OUT == 0


def fit(sets: Sequence[Set]) -> Linear:
    """Return the model of these sets' questions, but for those held out. The same sets give the same model.

    A first model, of the questions that stand alone, routes what was said before the others.
    """
    pairs = [(q, each.tenant) for each in sets for q in each.questions if not is_held_out(q)]
    alone = [pair for pair in pairs if not pair[0].thread]
    empty = Linear("", ("EXTRACTIVE_FACT",), (0.0,), (0.0,), 1.0, {}, array("b"))
    first = _fit([_signs(*pair, empty) for pair in alone], [q.contract for q, _ in alone])
    return _fit([_signs(*pair, first) for pair in pairs], [q.contract for q, _ in pairs])


def _signs(question: Labelled, tenant: Tenant, model: Linear) -> set[str]:
    def routed(text: str, before: Sequence[Exchange], tenant: Tenant) -> Verdict:
        return route(text, before, tenant.known, tenant.as_of, model=model)

    before = exchanges(question.thread, tenant, routed)
    facts = find_facts(question.text, before, tenant.known, tenant.as_of)
    return signs(question.text, before, facts, tenant.known, model)


def _fit(samples: Sequence[set[str]], labels: Sequence[str]) -> Linear:
    counted = Counter(sign for sample in samples for sign in sample)
    kept = sorted(sign for sign, count in counted.items() if count >= _SEEN_AT_LEAST)
    column = {sign: at for at, sign in enumerate(kept)}
    rows = [[column[sign] for sign in sorted(sample) if sign in column] for sample in samples]
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.concatenate([np.array(row, np.int32) for row in rows])
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(kept)))
    fitted = LogisticRegression(C=_STRENGTH, max_iter=_MOST_STEPS).fit(matrix, labels)
    return _compact(kept, fitted)


def _compact(kept: Sequence[str], fitted: LogisticRegression) -> Linear:
    """Round each label's weights to a byte."""
    scale = np.abs(fitted.coef_).max(axis=1) / 127
    weights = np.rint(fitted.coef_ / scale[:, None]).astype(np.int8).T
    count = len(fitted.classes_)
    return Linear(
        version="",
        labels=tuple(str(label) for label in fitted.classes_),
        scale=tuple(float(each) for each in scale.round(8)),
        bias=tuple(float(each) for each in fitted.intercept_.round(6)),
        temperature=1.0,
        rows={crc32(sign.encode()): at * count for at, sign in enumerate(kept)},
        weights=array("b", weights.tobytes()),
    )
