"""Fits the third stage's model to labelled questions."""

from array import array
from collections import Counter
from collections.abc import Sequence
from math import exp, log
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from evals.routing.conversation import exchanges
from evals.routing.dataset import Labelled, Set
from evals.routing.tenants import Tenant
from quarterdeck.contexts.assistant.model import Exchange, Verdict
from quarterdeck.contexts.assistant.routing.facts import find_facts
from quarterdeck.contexts.assistant.routing.likelihood import signs
from quarterdeck.contexts.assistant.routing.linear import Linear
from quarterdeck.contexts.assistant.routing.route import settle

_SEEN_AT_LEAST = 2
_STRENGTH = 1.0
_MOST_STEPS, _TOLERANCE = 100, 1e-3
_TEMPERATURES = [step / 20 for step in range(10, 41)]
_TINY = 1e-12
_EMPTY = Linear("", ("EXTRACTIVE_FACT",), (0.0,), (0.0,), 1.0, {}, array("b"))


def fit(sets: Sequence[Set]) -> Linear:
    """Return the model of these sets' questions, but for those held out. The same sets give the same model.

    A first model, of the questions that stand alone, routes what was said before the others.
    """
    pairs = [(question, each.tenant) for each in sets for question in each.trained_on()]
    alone = {q.id: _signs(q, tenant, _EMPTY) for q, tenant in pairs if not q.thread}
    first = _fit(list(alone.values()), [q.contract for q, _ in pairs if not q.thread])
    samples = [alone[q.id] if q.id in alone else _signs(q, tenant, first) for q, tenant in pairs]
    return _fit(samples, [q.contract for q, _ in pairs])


def _signs(question: Labelled, tenant: Tenant, model: Linear) -> set[str]:
    def routed(text: str, before: Sequence[Exchange], tenant: Tenant) -> Verdict:
        return settle(text, before, tenant.known, tenant.as_of, model)

    before = exchanges(question.thread, tenant, routed)
    facts = find_facts(question.text, before, tenant.known, tenant.as_of)
    return signs(question.text, before, facts, tenant.known, model)


def _fit(samples: Sequence[set[str]], labels: Sequence[str]) -> Linear:
    hashed = [{crc32(sign.encode()) for sign in sample} for sample in samples]
    counted = Counter(sign for sample in hashed for sign in sample)
    kept = sorted(sign for sign, count in counted.items() if count >= _SEEN_AT_LEAST)
    column = {sign: at for at, sign in enumerate(kept)}
    rows = [[column[sign] for sign in sorted(sample) if sign in column] for sample in hashed]
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.concatenate([np.array(row, np.int32) for row in rows])
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(kept)))
    fitted = LogisticRegression(C=_STRENGTH, max_iter=_MOST_STEPS, tol=_TOLERANCE).fit(matrix, labels)
    return _compact(kept, fitted)


def _compact(kept: Sequence[int], fitted: LogisticRegression) -> Linear:
    """Round each label's weights to a byte; ``kept`` are the signs by their hashes."""
    scale = np.abs(fitted.coef_).max(axis=1) / 127
    weights = np.rint(fitted.coef_ / scale[:, None]).astype(np.int8).T
    count = len(fitted.classes_)
    return Linear(
        version="",
        labels=tuple(str(label) for label in fitted.classes_),
        scale=tuple(float(each) for each in scale.round(8)),
        bias=tuple(float(each) for each in fitted.intercept_.round(6)),
        temperature=1.0,
        rows={sign: at * count for at, sign in enumerate(kept)},
        weights=array("b", weights.tobytes()),
    )


def temperature(folds: Sequence[tuple[Linear, Set]]) -> float:
    """Return the temperature at which the models' probabilities fit the sets they did not learn from best.

    That is the one that makes the labels likeliest: https://arxiv.org/abs/1706.04599, section 4.2.
    """
    told = [_log_likely(model, q, each.tenant) for model, each in folds for q in each.questions]
    return min(_TEMPERATURES, key=lambda divisor: sum(_loss(logs, right, divisor) for logs, right in told))


def _log_likely(model: Linear, question: Labelled, tenant: Tenant) -> tuple[list[float], int]:
    likely = model.probabilities(_signs(question, tenant, model))
    right = list(likely).index(question.contract)
    return [log(max(each, _TINY)) for each in likely.values()], right


def _loss(logs: Sequence[float], right: int, divisor: float) -> float:
    return log(sum(exp(each / divisor) for each in logs)) - logs[right] / divisor
