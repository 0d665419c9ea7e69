"""How values are spread and within which bounds a share lies: NumPy and SciPy compute, nothing is hand-made.

They are imported where they are used: SciPy's statistics take seconds to load, and few processes need them.
"""

from __future__ import annotations

from collections.abc import Sequence

from mizan.funds.procedures.types import Interval, Spread

PPM = 1_000_000
CONFIDENCE = 0.95  # no money: how sure an interval is
LEVEL = 0.05  # no money: how sure a test is
RESAMPLES, SEED, LEAST_RESAMPLED = 2_000, 20_260_215, 5
"""The same values give the same interval; under five values a resample says nothing."""
MIDDLE = 0.5  # no money: the quantile of a median


def spread_of(values: Sequence[int]) -> Spread | None:
    """The spread of whole numbers; None of none. The median and the ninth decile are observed values: no mean of two is made."""
    if not values:
        return None
    import numpy as np

    median, p90 = np.percentile(np.asarray(values, dtype=np.int64), [50, 90], method="inverted_cdf")
    return Spread(len(values), int(median), int(p90), sum(values))


def share_between(found: int, among: int) -> Interval | None:
    """Wilson's interval of a share at 95 %, in ppm, widened to whole parts; None among none."""
    if among == 0:
        return None
    from scipy.stats import binomtest

    bounds = binomtest(found, among).proportion_ci(confidence_level=CONFIDENCE, method="wilson")
    return Interval(max(0, int(bounds.low * PPM)), min(PPM, -int(-bounds.high * PPM // 1)))


def mean_between(values: Sequence[int]) -> Interval | None:
    """The bootstrap interval (percentiles of 2,000 resamples, a fixed seed) of a mean at 95 %, widened to whole numbers.

    None where fewer than five values, or values that are all the same, have none.
    """
    if len(values) < LEAST_RESAMPLED or len(set(values)) == 1:
        return None
    import numpy as np
    from scipy.stats import bootstrap

    found = bootstrap(
        (np.asarray(values, dtype=np.int64),), np.mean, n_resamples=RESAMPLES, confidence_level=CONFIDENCE, method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval  # fmt: skip
    return Interval(int(found.low // 1), -int(-found.high // 1))


def median_between(values: Sequence[int]) -> Interval | None:
    """The exact interval of a median at 95 %, between two observed values; None where there are too few for one."""
    if not values:
        return None
    import math

    from scipy.stats import quantile_test

    bounds = quantile_test(list(values), q=spread_median(values), p=MIDDLE).confidence_interval(confidence_level=CONFIDENCE)
    if math.isnan(bounds.low) or math.isnan(bounds.high):
        return None
    return Interval(int(bounds.low), int(bounds.high))


def spread_median(values: Sequence[int]) -> int:
    """The middle value of some; raises `ValueError` of none."""
    found = spread_of(values)
    if found is None:
        raise ValueError("no value has no median")
    return found.median


def share_ppm(found: int, among: int) -> int | None:
    """A share in ppm, rounded down; None among none."""
    return found * PPM // among if among else None


def shares_differ(groups: Sequence[tuple[int, int]]) -> bool | None:
    """Whether shares (found, among) of groups differ by more than chance (chi-square, at 5 %); None where that can not be asked."""
    table = [[found, among - found] for found, among in groups]
    if len(table) < 2 or not all(sum(row) for row in table) or not all(sum(column) for column in zip(*table, strict=True)):
        return None
    from scipy.stats import chi2_contingency

    return bool(chi2_contingency(table).pvalue < LEVEL)
