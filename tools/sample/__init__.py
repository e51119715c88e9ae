"""Makes the sample: a believable cohort of made-up students whose truth is known.

`python -m tools.sample` draws it anew and writes data/sample, which `analytics.sample` opens. The tests draw other
ones, and check the statistics by `truth()`.
"""

from tools.sample.cohort import draw
from tools.sample.model import Truth, truth

__all__ = ["Truth", "draw", "truth"]
