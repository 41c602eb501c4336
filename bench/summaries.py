"""How near summaries come to those that people wrote."""

from collections.abc import Iterable
from statistics import fmean

from rouge_score.rouge_scorer import RougeScorer

ROUGE = ("rouge1", "rouge2", "rougeL")


def rouge(answers: Iterable[str], references: Iterable[str]) -> dict[str, float]:
    """Return the mean F-measures of ROUGE-1, -2 and -L, with stemming."""
    scorer = RougeScorer(ROUGE, use_stemmer=True)
    scores = [scorer.score(reference, answer) for answer, reference in zip(answers, references, strict=True)]
    return {name: fmean(score[name].fmeasure for score in scores) for name in ROUGE}
