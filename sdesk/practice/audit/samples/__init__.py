"""Samples of an audit: drawn, drawn again, set aside with a reason, and what was said of each case."""

from sdesk.practice.audit.samples.drawing import (
    MODELS,
    DrawnAgain,
    answer,
    answers_to,
    audits,
    cases_of,
    draw_again,
    draw_sample,
    population_at,
    samples_in_use,
    set_aside,
    unanswered,
)

__all__ = [
    "MODELS",
    "DrawnAgain",
    "answer",
    "answers_to",
    "audits",
    "cases_of",
    "draw_again",
    "draw_sample",
    "population_at",
    "samples_in_use",
    "set_aside",
    "unanswered",
]
