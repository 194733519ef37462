"""Chances that the mark touches the liquidation price, found without a normal distribution.

Run:  python3 tests/reference/liquidation_touch_reference.py > touch.json      (standard library only)

The price of one position is written down by hand for its contract (no tiers, no fee): linear long E (1 - 1/l) / (1 - r),
linear short E (1 + 1/l) / (1 + r), inverse long (1 + r) / (1/E + 1/(l E)), inverse short (1 - r) / (1/E - 1/(l E)).
The chance is the integral of the density of the time at which a drifting logarithm first covers the distance a,

    a / (sigma sqrt(2 pi t^3)) exp(-(a - u t)^2 / (2 sigma^2 t)),

taken with t = 1 / v^2 over v from 1 / sqrt(T), or from 0 for ever, by Simpson's rule, whose step is halved until ten
digits stand.

Rows are vectors of tests/vectors/liquidation.json.
"""

import json
import math

SOURCE = "tests/reference/liquidation_touch_reference.py, an independent script: the density of the first passage integrated"


def liquidation_price(side, contract, entry, leverage, rate):
    if contract == "inverse":
        sign = 1 if side == "long" else -1
        return (1 + sign * rate) / (1 / entry + sign / (leverage * entry))
    sign = 1 if side == "long" else -1
    return entry * (1 - sign / leverage) / (1 - sign * rate)


def simpson(function, start, end):
    steps, before = 64, None
    while True:
        width = (end - start) / steps
        ends = function(start) + function(end)
        odd = math.fsum(function(start + k * width) for k in range(1, steps, 2))
        even = math.fsum(function(start + k * width) for k in range(2, steps, 2))
        area = (ends + 4 * odd + 2 * even) * width / 3
        if before is not None and abs(area - before) <= 1e-13:
            return area
        steps, before = steps * 2, area


def touch(distance, towards, sigma, years):
    """`towards` is the drift of the logarithm towards the level; `years` may be infinite."""

    def density(v):
        if v == 0:
            # towards 0 the exponent falls without bound, unless nothing drifts
            return 2 * distance / (sigma * math.sqrt(2 * math.pi)) if towards == 0 else 0.0
        exponent = -((distance * v - towards / v) ** 2) / (2 * sigma**2)
        return 2 * distance / (sigma * math.sqrt(2 * math.pi)) * math.exp(exponent)

    start = 0.0 if math.isinf(years) else 1 / math.sqrt(years)
    # from there on the exponent is below -800
    end = max(start, math.sqrt(abs(towards) / distance)) + 45 * sigma / distance
    return simpson(density, start, end)


def row(name, inputs, volatility, days, drift=0.0, keys=()):
    side, contract = inputs["side"], inputs.get("contract", "linear")
    price = liquidation_price(side, contract, inputs["entry"], inputs["leverage"], inputs["maintenance_pct"] / 100)
    mark = inputs.get("mark_price", inputs["entry"])
    log = math.log(price / mark)
    upward = drift - volatility**2 / 2
    towards = upward if log > 0 else -upward
    years = days / 365
    return {
        "id": name,
        "calculator": "liquidation",
        "inputs": {**inputs, **dict(keys)},
        "expected": {
            "liquidation_price": price,
            "touch_chance_pct": 100 * touch(abs(log), towards, volatility, years),
            "touch_ever_chance_pct": 100 * touch(abs(log), towards, volatility, math.inf),
            "touch_deviations": abs(log) / (volatility * math.sqrt(years)),
        },
        "tolerance": {"rel": 1e-9},
        "source": SOURCE,
    }


LONG = {"side": "long", "entry": 65000, "quantity": 0.05, "leverage": 5, "maintenance_pct": 0.5}
SHORT = {**LONG, "side": "short", "leverage": 10}
COIN = {"side": "long", "contract": "inverse", "contract_size": 100, "entry": 65000, "quantity": 50, "leverage": 4,
        "maintenance_pct": 0.5}

ROWS = [
    row("touch-long-a-month", LONG, 0.6, 30, keys={"annual_vol_pct": 60}.items()),
    row("touch-long-a-week", LONG, 0.6, 7, keys={"annual_vol_pct": 60, "horizon_days": 7}.items()),
    row("touch-long-drifting-up", LONG, 0.6, 90, 0.5,
        {"annual_vol_pct": 60, "horizon_days": 90, "annual_drift_pct": 50}.items()),
    row("touch-long-by-the-day", LONG, 0.03 * math.sqrt(365), 14, keys={"annual_vol_pct": "3/day", "horizon_days": 14}.items()),
    row("touch-long-from-the-mark", {**LONG, "mark_price": 58000}, 0.6, 30, keys={"annual_vol_pct": 60}.items()),
    row("touch-short-a-month", SHORT, 0.8, 30, keys={"annual_vol_pct": 80}.items()),
    row("touch-short-drifting-down", SHORT, 0.8, 30, -0.3, {"annual_vol_pct": 80, "annual_drift_pct": -30}.items()),
    row("touch-inverse-long", COIN, 0.7, 60, keys={"annual_vol_pct": 70, "horizon_days": 60}.items()),
    row("touch-inverse-short", {**COIN, "side": "short", "leverage": 3}, 0.7, 365, 0.1,
        {"annual_vol_pct": 70, "horizon_days": 365, "annual_drift_pct": 10}.items()),
]

print(json.dumps(ROWS, indent=1))
