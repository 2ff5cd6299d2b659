"""Compute gamma with the real package: `PYTHONPATH=src python gamma_agreement.py`."""

import logging
import os
import tempfile

import numpy as np
from msgspec.structs import replace

from onrecord.metrics.gamma import gamma
from onrecord.metrics.layers import chosen
from onrecord.selection import select

(document,) = select(("pass-a", "pass-b")).documents
a, b = document.sets["pass-a"], document.sets["pass-b"]


def among(*sets, layer="mentions", seed=0):
    """Gamma of these sets."""
    named = {f"annotator {number}": marks for number, marks in enumerate(sets)}
    (wanted,) = chosen([layer])
    return gamma([replace(document, sets=named)], tuple(named), wanted, seed)


np.random.seed(7)
state, level = np.random.get_state()[1].tolist(), logging.root.manager.disable
same = among(a, a)
assert same.value == 1.0, same
assert (np.random.get_state()[1].tolist(), logging.root.manager.disable) == (state, level), "the state is the caller's"
with tempfile.TemporaryFile() as out:
    terminal = os.dup(1)
    os.dup2(out.fileno(), 1)
    real = among(a, b)
    os.dup2(terminal, 1)
    assert not out.seek(0, os.SEEK_END), "the solver speaks"
assert among(a, b).value == real.value
assert real.n == sum(len(m.spans) for s in (a, b) for m in s.mentions), real
worse = among(a, replace(b, mentions=b.mentions[::2]))
worst = among(a, replace(b, mentions=b.mentions[::8]))
assert 1 > real.value > worse.value > worst.value, (real, worse, worst)
assert abs(among(a, b, seed=1).value - real.value) < 0.02
assert among(a, a, b).value > real.value
assert among(a, replace(b, mentions=())).value is None
pieces = among(a, b, layer="claims")
assert pieces.n > len(a.claims) + len(b.claims) and pieces.label is None, pieces
print("gamma", round(real.value, 3), round(worse.value, 3), round(worst.value, 3), "claims", round(pieces.value, 3))
