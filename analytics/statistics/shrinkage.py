"""Small groups drawn towards the whole, by as much as chance alone could have moved them."""

from __future__ import annotations

import numpy as np

from analytics.statistics.survival import Array


def between(values: Array, errors: Array) -> float:
    """The variance between groups beyond chance, by moments (DerSimonian and Laird); 0 where chance explains all."""
    weight = 1 / errors**2
    centre = (weight * values).sum() / weight.sum()
    excess = (weight * (values - centre) ** 2).sum() - (len(values) - 1)
    scale = weight.sum() - (weight**2).sum() / weight.sum()
    return float(max(excess / scale, 0.0)) if scale > 0 else 0.0


def shrunk(values: Array, errors: Array, whole: float, whole_error: float) -> tuple[Array, Array]:
    """Each value drawn towards the whole, with its error; groups that chance explains lie on the whole."""
    variance = between(values, errors)
    trust = variance / (variance + errors**2)
    error = np.sqrt(trust * errors**2 + ((1 - trust) * whole_error) ** 2)
    return trust * values + (1 - trust) * whole, error
