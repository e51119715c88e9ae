"""Makes lifelines.json, the constants of lifelines that tests/test_survival.py compares with.

    PYTHON_WITH_LIFELINES tests/oracles/lifelines_constants.py > tests/oracles/lifelines.json

lifelines 0.30.3 needs pandas < 3 and so an environment of its own.
"""

import json
import pathlib

from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test, multivariate_logrank_test
from lifelines.utils import restricted_mean_survival_time

oracle = json.loads((pathlib.Path(__file__).parent / "survival.json").read_text(encoding="utf-8"))
lung, small = oracle["lung"], oracle["small"]


def curve(days: list[float], came: list[float]) -> dict[str, object]:
    fit = KaplanMeierFitter().fit(days, came)
    variance = {
        str(until): restricted_mean_survival_time(fit, t=until, return_variance=True) for until in (7, 200, 400)
    }
    return {
        "days": list(fit.survival_function_.index[1:]),
        "silent": list(fit.survival_function_.iloc[1:, 0]),
        "mean_until": {until: both[0] for until, both in variance.items()},
    }


women = [sex == 2 for sex in lung["sex"]]
test = logrank_test(
    [day for day, woman in zip(lung["days"], women, strict=True) if woman],
    [day for day, woman in zip(lung["days"], women, strict=True) if not woman],
    [came for came, woman in zip(lung["status"], women, strict=True) if woman],
    [came for came, woman in zip(lung["status"], women, strict=True) if not woman],
)
three = multivariate_logrank_test(lung["days"], [row % 3 for row in range(len(lung["days"]))], lung["status"])
print(
    json.dumps(
        {
            "lung": curve(lung["days"], lung["status"]),
            "small": curve(small["days"], [answer > 0 for answer in small["answer"]]),
            "log_rank_by_sex": test.test_statistic,
            "log_rank_by_row_modulo_3": three.test_statistic,
        },
        indent=1,
    )
)
