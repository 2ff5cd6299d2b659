"""Gamma: agreement on nested and overlapping units, aligned as a whole; computed by the optional pygamma-agreement."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.errors import UsageError
from onrecord.metrics.agreement import CHANCE, Coefficient
from onrecord.metrics.continuum import continuum, place
from onrecord.metrics.coverage import covering

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.metrics.layers import Layer
    from onrecord.model import Document

SOURCE = "Mathet, Widlöcher and Métivier 2015, The unified and holistic method gamma"
PRECISION = 0.02
"""How far the mean of the sampled disorder may be off, with 95 % confidence."""


def gamma(documents: Sequence[Document], names: Sequence[str], layer: Layer, seed: int = 0) -> Coefficient:
    """Gamma of one layer, for documents whose `sets` hold a set of each of at least two names.

    It is that of the documents in which all names cover the layer.

    Mathet, Widlöcher and Métivier 2015, "The unified and holistic method gamma (γ) for inter-annotator agreement
    measure and alignment", Computational Linguistics 41(3):437-479. At most 1 (identical); 0 where alignment is no
    better than that of random units; None where a name has no unit. Each piece of a mark inside the annotated zones is
    a unit, with the mark's first label; what one name marks twice counts once. The same seed gives the same value.

    Raises `UsageError` where the package that computes it is not installed.
    """
    try:
        import pygamma_agreement as computing
        from pyannote.core import Segment
    except ImportError as error:
        raise UsageError('gamma needs the optional package: pip install "onrecord[gamma]"') from error
    documents = covering(documents, names, layer.needs)
    line, base = computing.Continuum(), 0
    grounds = [continuum(document) for document in documents]
    marks = place(layer, documents, grounds, names).marks
    for number, ground in enumerate(grounds):
        for name in names:
            for mark in marks[name][number]:
                for start, end in mark.pieces:
                    line.add(name, Segment(base + start, base + end), mark.label)
        base += ground.length
    value = _computed(computing, line, seed) if len(line.annotators) == len(names) else None
    label = next(iter(layer.attributes), None)
    note = (
        "each piece of a mark is a unit; combined categorical dissimilarity with alpha 1, beta 1, delta_empty 1; "
        f"chance is sampled, precision level {PRECISION}, seed {seed}: another seed gives a slightly other value"
    )
    unit = "pieces of marks in annotated zones"
    return Coefficient(layer.name, "gamma", label, None, value, line.num_units, unit, CHANCE, SOURCE, note)


def _computed(computing: Any, line: Any, seed: int) -> float:
    """Gamma of a continuum."""
    dissimilarity = computing.CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1.0)
    with _seeded(seed), _silenced():
        return float(line.compute_gamma(dissimilarity, precision_level=PRECISION).gamma)


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """The package draws from numpy's global generator, whose state is the caller's."""
    state = np.random.get_state()
    np.random.seed(seed)
    try:
        yield
    finally:
        np.random.set_state(state)


@contextmanager
def _silenced() -> Iterator[None]:
    """No warning for every sample that another solver is used, and nothing on standard output.

    The solver is told to be still for each problem and has its options put back after it; as problems run side by side
    it would speak in between. An option that was there before is put back to what it was: still.
    """
    glpk = import_module("cvxopt.glpk")
    before, options = logging.root.manager.disable, dict(glpk.options)
    logging.disable(logging.WARNING)
    glpk.options["msg_lev"] = "GLP_MSG_OFF"
    try:
        yield
    finally:
        logging.disable(before)
        glpk.options.clear()
        glpk.options.update(options)
