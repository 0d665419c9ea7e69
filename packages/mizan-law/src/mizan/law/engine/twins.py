"""The compiled twins of the primitives, as text a generated module begins with; tests hold them equal to the plain ones."""

import ast
import inspect

from mizan.kernel.money import MAX_CENTIMES
from mizan.kernel.rounding import PPM
from mizan.law.engine.primitives import CALENDAR, MOST

JIT = "@njit(nogil=True, cache=True)"
INLINE = "@njit(nogil=True, cache=True, forceinline=True)"
"""For what must leave no call in a loop, or its rows are taken one by one."""

# Each twin refuses what could wrap, before it could: after a wrapped product LLVM may reason as if it had not.
_ROUNDING = f"""
{JIT}
def guarded_product(a, b):
    if b != 0 and abs(a) > {MOST} // abs(b):
        raise OverflowError
    return a * b


{JIT}
def rate_magnitude(base, rate):
    if base > {MAX_CENTIMES} or base < -{MAX_CENTIMES} or rate > {PPM} or rate < 0:
        raise OverflowError
    return abs(base) * rate


{JIT}
def rate_half_up(base, rate):
    # Divided unsigned: what is known not to be negative needs no floor.
    rounded = np.int64((np.uint64(rate_magnitude(base, rate)) + np.uint64({PPM // 2})) // np.uint64({PPM}))
    return -rounded if base < 0 else rounded


{JIT}
def rate_down(base, rate):
    rounded = np.int64(np.uint64(rate_magnitude(base, rate)) // np.uint64({PPM}))
    return -rounded if base < 0 else rounded


{JIT}
def ratio_half_up(amount, numerator, denominator):
    if denominator <= 0:
        return 0
    product = guarded_product(abs(amount), abs(numerator))
    whole = product // denominator
    rest = product - whole * denominator
    if rest >= denominator - rest:
        whole += 1
    return -whole if (amount < 0) != (numerator < 0) else whole


{JIT}
def ratio_down(amount, numerator, denominator):
    if denominator <= 0:
        return 0
    whole = guarded_product(abs(amount), abs(numerator)) // denominator
    return -whole if (amount < 0) != (numerator < 0) else whole


{JIT}
def floor_share(total, weight, whole):
    if whole == 0:
        return 0
    part = guarded_product(abs(total), weight) // whole
    return -part if total < 0 else part


{JIT}
def quotient(amount, divisor):
    return amount // divisor if divisor > 0 else 0


{JIT}
def remainder(amount, divisor):
    return amount % divisor if divisor > 0 else 0
"""

# A division by a million as a product with its reciprocal to 63 bits, in halves of 32 bits: lanes divide nothing, nor hold 128 bits.
# The share of a rate is above rate·2⁶³/10⁶ by at most 1.001, so that size·share/2⁶³ is above the exact quotient by less than
# 9·10¹² · 1.001 / 2⁶³ < 10⁻⁶. What is below a whole number is below it by 10⁻⁶ at least: rounded down, both are the same.
_WHOLE, _REST = divmod(2**63, PPM)
_LANES = f"""

{INLINE}
def half_of(size, share, added):
    low = np.uint64(0xFFFFFFFF)
    size_high, size_low = size >> np.uint64(32), size & low
    share_high, share_low = share >> np.uint64(32), share & low
    middle = size_high * share_low + size_low * share_high + ((size_low * share_low) >> np.uint64(32))
    return np.int64(np.uint64(2) * (size_high * share_high) + ((middle + added) >> np.uint64(31)))


{INLINE}
def share_of(rate):
    whole, rest = np.uint64({_WHOLE}), np.uint64({-(-_REST * 2**32 // PPM)})
    return np.uint64(rate) * whole + ((np.uint64(rate) * rest) >> np.uint64(32)) + np.uint64(1)


{INLINE}
def rate_half_up_lanes(base, rate):
    rounded = half_of(np.uint64(abs(base)), share_of(rate), np.uint64({2**30}))
    return -rounded if base < 0 else rounded


{INLINE}
def rate_down_lanes(base, rate):
    rounded = half_of(np.uint64(abs(base)), share_of(rate), np.uint64(0))
    return -rounded if base < 0 else rounded
"""

# A series holds at most MEMBERS elements, each within the bounds of its unit: its sum fits in 64 bits.
_SERIES = f"""

{JIT}
def sum_of(series):
    total = 0
    for place in range(len(series)):
        total += series[place]
    return total


{JIT}
def sum_of_last(series, count):
    total = 0
    for place in range(max(len(series) - max(count, 0), 0), len(series)):
        total += series[place]
    return total


{JIT}
def greatest_of(series):
    if len(series) == 0:
        return 0
    greatest = series[0]
    for place in range(len(series)):
        greatest = max(greatest, series[place])
    return np.int64(greatest)


{JIT}
def how_many_from(series, least):
    # Compared in the width of the series, counted in 32 bits: this loop is what a career costs.
    bound = series.dtype.type(least)
    found = np.int32(0)
    for place in range(len(series)):
        found += np.int32(series[place] >= bound)
    return found


{JIT}
def sum_of_about(series, least, low, high, excess):
    # The elements that reach `least`, together: without their lowest where they are one too many, with the next below where one is missing.
    bound = series.dtype.type(least)
    total, lowest, next_below = 0, high, low
    for place in range(len(series)):
        reaches = series[place] >= bound
        total += series[place] if reaches else 0
        lowest = min(lowest, series[place] if reaches else high)
        next_below = max(next_below, low if reaches else series[place])
    if excess > 0:
        return total - lowest
    return total + next_below if excess < 0 else total


{JIT}
def sum_of_best(series, count):
    size = len(series)
    if count <= 0:
        return 0
    if count >= size:
        return sum_of(series)
    low, high = series[0], series[0]
    for place in range(size):
        low = min(low, series[place])
        high = max(high, series[place])
    least, most = np.int64(low), np.int64(high)
    # The greatest value that at least `count` elements reach, or any that `count` reach, one more or one less: sought where it would be if
    # the elements were spread evenly, and in the middle once that has twice left more than half. `reached` elements reach `least`, `fewer`
    # reach what is above `most`. The span of a series times its length fits in 64 bits, even where its elements are sums of blocks.
    reached, fewer, slow = size, 0, 0
    while least < most:
        span = most - least
        step = (span + 1) // 2
        if slow < 2:
            step = min(max(span * (reached - count) // (reached - fewer), 1), span)
        else:
            slow = 0
        found = how_many_from(series, least + step)
        if count - 1 <= found <= count + 1:
            return sum_of_about(series, least + step, low, high, found - count)
        if found > count:
            least += step
            reached = np.int64(found)
        else:
            most = least + step - 1
            fewer = np.int64(found)
        slow = slow + 1 if (most - least) * 2 > span else 0
    bound = series.dtype.type(least)
    total, above = 0, 0
    for place in range(size):
        if series[place] > bound:
            total += series[place]
            above += 1
    return total + (count - above) * least


{JIT}
def sum_of_best_blocks(series, size, count):
    if size <= 0 or count <= 0 or len(series) == 0:
        return 0
    blocks = (len(series) + size - 1) // size
    sums = np.zeros(blocks, np.int64)
    for place in range(len(series)):
        sums[(len(series) - 1 - place) // size] += series[place]
    return sum_of_best(sums, count)
"""


def _calendar() -> str:
    """The functions of days as they stand, without what only a reader needs."""
    parts = []
    for function in CALENDAR.values():
        node = ast.parse(inspect.getsource(function)).body[0]
        if isinstance(node, ast.FunctionDef):
            node.body = node.body[1:]
            node.returns = None
            for argument in node.args.args:
                argument.annotation = None
        parts.append(f"\n\n{JIT}\n{ast.unparse(node)}\n")
    return "".join(parts)


def text() -> str:
    """The twins, ready to stand at the head of a generated module."""
    return f"{_ROUNDING}{_LANES}{_SERIES}{_calendar()}"
