#!/usr/bin/env python3
"""Reference figures for how much may be carried: seven rules, lots, order minimums, the gap to the floor, and closing.

Worked out apart from the engine: amounts in exact fractions, the normal quantile from the standard library, the gap
by bisection over what the position loses, not from a formula, and a closing by summing its fills. Python 3.11 or later, standard library only. Prints the
vectors as one JSON array, as they stand in tests/vectors/exposure-throttle.json.

    python3 tests/reference/throttle_reference.py
"""

import json
import math
from decimal import Decimal, getcontext
from fractions import Fraction
from statistics import NormalDist


def worth(case, quantity, price):
    contract, size = case.get("contract", "linear"), Fraction(case.get("contract_size", "1"))
    if contract == "inverse":
        return quantity * size / price
    return quantity * price * (size if contract == "quanto" else 1)


def profit(case, quantity, price, later):
    """Of a position in the direction of the side, in settlement money."""
    sign = 1 if case["side"] == "long" else -1
    contract, size = case.get("contract", "linear"), Fraction(case.get("contract_size", "1"))
    if contract == "inverse":
        return sign * quantity * size * (1 / price - 1 / later)
    return sign * quantity * (later - price) * (size if contract == "quanto" else 1)


def gap(case, quantity, price, cushion):
    """The jump whose loss is the cushion: halving an interval of prices until it is as narrow as a float."""
    if cushion <= 0 or quantity <= 0:
        return None
    is_long = case["side"] == "long"
    low, high = 0.0, (1.0 if is_long else 1e6)

    def left(jump):
        later = price * (1 - Fraction(jump) if is_long else 1 + Fraction(jump))
        return None if later <= 0 else cushion + profit(case, quantity, price, later)

    end = left(high)
    if end is not None and end > 0:
        return None
    if end is None and case.get("contract", "linear") != "inverse" and cushion > quantity * worth(case, 1, price):
        return None
    for _ in range(200):
        middle = (low + high) / 2
        rest = left(middle)
        if rest is None or rest < 0:
            high = middle
        else:
            low = middle
    return low


getcontext().prec = 60


def decimal(number):
    return Decimal(number.numerator) / Decimal(number.denominator)


class Closing:
    """A position closed piece by piece: u is the root of the share closed, so that the price moves in a straight line."""

    def __init__(self, case, equity, price):
        number = {key: Fraction(text) for key, text in case.items() if key not in WORDS}
        self.sign = 1 if case["side"] == "long" else -1
        self.equity, self.notional = decimal(equity), decimal(worth(case, abs(number["held_quantity"]), price))
        share = decimal(abs(number["held_quantity"]) / number["daily_volume"])
        vol = decimal(number["annual_vol_pct"]) / 100 / Decimal(365).sqrt()
        self.impact = decimal(number.get("impact_coefficient", Fraction(1))) * vol * share.sqrt()

    def lost(self, u):
        """Of what is closed, off its own price each; of the rest, off the price then. Simpson is exact for a cubic."""
        fill = lambda at: self.impact * at * 2 * at
        closed = u / 6 * (fill(Decimal(0)) + 4 * fill(u / 2) + fill(u))
        return self.notional * (closed + (1 - u * u) * self.impact * u)

    def exposure(self, u):
        rest = self.notional * (1 - u * u) * (1 - self.sign * self.impact * u)
        return rest / (self.equity - self.lost(u))

    def peak(self):
        """Thirds of the interval, until there is nothing left of it."""
        low, high = Decimal(0), Decimal(1)
        for _ in range(400):
            one, two = low + (high - low) / 3, high - (high - low) / 3
            low, high = (one, high) if self.exposure(one) < self.exposure(two) else (low, two)
        return low

    def figures(self):
        own = {"unwind_impact_pct": 100 * self.impact, "unwind_slippage_pct": 100 * self.lost(Decimal(1)) / self.notional}
        left = self.equity - self.lost(Decimal(1))
        own |= {"unwind_cost_amount": self.lost(Decimal(1)), "unwind_equity_amount": left}
        # The notional whose loss is all of equity, over equity.
        own["critical_exposure"] = self.notional / self.lost(Decimal(1))
        if left <= 0:
            return own | {"unwind_peak_exposure": None, "unwind_peak_sold_pct": None}
        # At the start itself the thirds end beside it.
        top = max(self.peak() - Decimal("1e-40"), Decimal(0))
        return own | {"unwind_peak_exposure": self.exposure(top), "unwind_peak_sold_pct": 100 * top * top}


def depth(case, equity, price):
    """The quantity whose closing moves the price so far, by halving."""
    wanted, low, high = Fraction(case["max_impact_pct"]) / 100, Fraction(0), Fraction(10**12)
    for _ in range(140):
        middle = (low + high) / 2
        impact = Closing(case | {"held_quantity": middle}, equity, price).impact
        low, high = (middle, high) if impact < decimal(wanted) else (low, middle)
    own = {}
    if Fraction(case["held_quantity"]) != 0:
        own = Closing(case, equity, price).figures()
        if case.get("contract") == "inverse":
            own |= {key: None for key in own if key not in ("unwind_impact_pct", "unwind_slippage_pct")}
        if case["side"] == "long" and own["unwind_impact_pct"] >= 100:
            own = {key: None for key in own}
    return worth(case, low, price) / equity, None, own


def rule(case, equity, price):
    """Exposure before the limit, the floor, and figures of the rule's own."""
    kind = case.get("throttle", "drawdown")
    number = {key: Fraction(text) for key, text in case.items() if key not in WORDS}
    peak = max(number.get("peak_equity", Fraction(0)), equity)
    if kind == "drawdown":
        start, stop = number["throttle_start_pct"] / 100, number["throttle_stop_pct"] / 100
        fall = 1 - equity / peak
        used = min(max((fall - start) / (stop - start), Fraction(0)), Fraction(1))
        if case.get("throttle_shape") == "stepped":
            used = Fraction(math.floor(used * int(number["throttle_steps"])), int(number["throttle_steps"]))
        left = 1 - used
        return number["base_exposure"] * left, peak * (1 - stop), {"drawdown_pct": 100 * fall, "share_left_pct": 100 * left}
    if kind == "value-at-risk":
        z = NormalDist().inv_cdf(float(number.get("confidence_pct", Fraction(99))) / 100)
        move = z * float(number["annual_vol_pct"]) / 100 * math.sqrt(float(number.get("value_at_risk_days", 1)) / 365)
        limit = number["value_at_risk_limit_pct"] / 100
        quantity, later = abs(number["held_quantity"]), price * (1 + Fraction(move) * (-1 if case["side"] == "long" else 1))
        loss = -profit(case, quantity, price, later)
        own = {"tail_z": z, "adverse_move_pct": 100 * move, "value_at_risk_limit_amount": limit * equity}
        own["value_at_risk_amount"] = loss
        return limit / (loss / worth(case, quantity, price)), equity * (1 - limit), own
    if kind == "profit-levels":
        sign = 1 if case["side"] == "long" else -1
        left = Fraction(1)
        for pair in case["profit_levels"].split(","):
            share, gain = (Fraction(text) for text in pair.split("@"))
            if sign * (price - number["entry"]) >= number["entry"] * gain / 100:
                left -= share / 100
        return worth(case, number["quantity"] * left, price) / equity, None, {"share_left_pct": 100 * left}
    if kind == "liquidity":
        return depth(case, equity, price)
    share = number["floor_share_pct"] / 100 if kind != "cppi" else None
    floor = number["capital_floor"] if kind == "cppi" else share * peak
    own = {} if kind == "cppi" else {"drawdown_pct": 100 * (1 - equity / peak)}
    multiplier = number.get("cushion_multiplier")
    if kind == "grossman-zhou":
        excess = (number["annual_return_pct"] - number.get("risk_free_pct", 0)) / 100
        multiplier = excess / (number["annual_vol_pct"] / 100) ** 2
        own["merton_fraction"] = multiplier
        multiplier = max(multiplier, Fraction(0))
    return max(multiplier * (equity - floor) / equity, Fraction(0)), floor, own


WORDS = ("throttle", "side", "contract", "throttle_shape", "profit_levels")


def lots(amount, lot, way):
    return amount if lot is None else way(amount / lot) * lot


def solve(case):
    equity, price, held = (Fraction(case[key]) for key in ("equity", "mark_price", "held_quantity"))
    sign, held = (1 if case["side"] == "long" else -1), abs(held)
    exposure, floor, figures = rule(case, equity, price)
    if "max_exposure" in case:
        figures["binding_limit"] = "exposure" if Fraction(case["max_exposure"]) < exposure else "rule"
        exposure = min(exposure, Fraction(case["max_exposure"]))
    lot = Fraction(case["lot_step"]) if "lot_step" in case else None
    unit = worth(case, 1, price)
    # A float that the engine too has to round comes a hair beside the lot only where the lot does not divide it.
    allowed = lots(exposure * equity / unit, lot, math.floor)
    trade = allowed - held
    if trade < 0:
        trade = -min(lots(-trade, lot, math.ceil), held)
    elif case.get("throttle") in ("value-at-risk", "profit-levels", "liquidity"):
        trade = Fraction(0)
    else:
        trade = lots(trade, lot, math.floor)
        least = max(Fraction(case.get("min_quantity", "0")), Fraction(case.get("min_notional", "0")) / unit)
        if 0 < trade < least:
            trade = None
    after = held + (trade or 0)
    figures |= {"exposure": exposure, "allowed_amount": exposure * equity, "allowed_quantity": sign * allowed}
    figures |= {"trade_quantity": None if trade is None else sign * trade, "position_after": sign * after}
    figures |= {"held_exposure": held * unit / equity, "exposure_after": after * unit / equity}
    if floor is not None:
        figures |= {"floor_amount": floor, "cushion_amount": equity - floor}
        for key, quantity in (("gap_pct", after), ("held_gap_pct", held)):
            jump = gap(case, quantity, price, equity - floor)
            figures[key] = None if jump is None else 100 * jump
    return figures


LONG = {"side": "long", "equity": "10000", "mark_price": "64000", "held_quantity": "0.31", "lot_step": "0.001"}
DRAWDOWN = LONG | {"throttle": "drawdown", "peak_equity": "10800", "base_exposure": "2.4"}
DRAWDOWN |= {"throttle_start_pct": "4", "throttle_stop_pct": "18"}
RISK = LONG | {"throttle": "value-at-risk", "value_at_risk_limit_pct": "4", "annual_vol_pct": "63"}
PROFIT = LONG | {"throttle": "profit-levels", "entry": "59000", "quantity": "0.3", "profit_levels": "25@5,30@8,25@20"}
CPPI = LONG | {"throttle": "cppi", "capital_floor": "8200", "cushion_multiplier": "3.5"}
TIPP = LONG | {"throttle": "tipp", "peak_equity": "11000", "floor_share_pct": "78", "cushion_multiplier": "4"}
MERTON = LONG | {"throttle": "grossman-zhou", "peak_equity": "11000", "floor_share_pct": "60"}
MERTON |= {"annual_return_pct": "45", "risk_free_pct": "4", "annual_vol_pct": "62"}
DEPTH = LONG | {"throttle": "liquidity", "annual_vol_pct": "61", "daily_volume": "150", "max_impact_pct": "0.13"}
INVERSE = {"contract": "inverse", "contract_size": "100", "equity": "0.5", "held_quantity": "500", "lot_step": "1"}
CASES = {
    "drawdown.linear": DRAWDOWN,
    "drawdown.none_yet": DRAWDOWN | {"peak_equity": "10200"},
    "drawdown.all": DRAWDOWN | {"peak_equity": "13000"},
    "drawdown.equity_is_the_highest": DRAWDOWN | {"peak_equity": "9000", "held_quantity": "0.1"},
    "drawdown.stepped": DRAWDOWN | {"throttle_shape": "stepped", "throttle_steps": "4", "peak_equity": "11500"},
    "drawdown.stepped_between": DRAWDOWN | {"throttle_shape": "stepped", "throttle_steps": "2"},
    "drawdown.short": DRAWDOWN | {"side": "short", "held_quantity": "-0.25", "base_exposure": "3"},
    "drawdown.limit": DRAWDOWN | {"max_exposure": "0.5"},
    "drawdown.limit_above": DRAWDOWN | {"max_exposure": "5"},
    "risk.reduces": RISK,
    "risk.leaves_alone": RISK | {"held_quantity": "0.05"},
    "risk.ten_days_at_95": RISK | {"value_at_risk_days": "10", "confidence_pct": "95", "value_at_risk_limit_pct": "8"},
    "risk.inverse": RISK | INVERSE,
    "risk.inverse_short": RISK | INVERSE | {"side": "short", "held_quantity": "-500"},
    "risk.quanto": RISK
    | {"contract": "quanto", "contract_size": "0.000001", "mark_price": "3000", "equity": "2", "held_quantity": "2500", "lot_step": "1"},
    "profit.two_levels": PROFIT,
    "profit.one_level": PROFIT | {"mark_price": "62000"},
    "profit.none_yet": PROFIT | {"mark_price": "61000"},
    "profit.sold_before": PROFIT | {"held_quantity": "0.1", "quantity": "0.4"},
    "profit.short": PROFIT | {"side": "short", "held_quantity": "-0.3", "mark_price": "56000"},
    "profit.off_the_lot": PROFIT | {"held_quantity": "0.2999", "quantity": "0.2999"},
    "cppi.sells": CPPI,
    "cppi.buys": CPPI | {"held_quantity": "0.02"},
    "cppi.short": CPPI | {"side": "short", "held_quantity": "-0.02"},
    "cppi.below_the_smallest_order": CPPI | {"held_quantity": "0.095", "min_quantity": "0.005"},
    "cppi.below_the_smallest_notional": CPPI | {"held_quantity": "0.095", "min_notional": "200"},
    "cppi.floor_reached": CPPI | {"capital_floor": "10000"},
    "cppi.no_fall_reaches_the_floor": CPPI | {"cushion_multiplier": "0.5", "held_quantity": "0"},
    "cppi.inverse_long": CPPI | INVERSE | {"capital_floor": "0.4"},
    "cppi.inverse_short": CPPI | INVERSE | {"capital_floor": "0.4", "side": "short", "held_quantity": "-20"},
    "cppi.inverse_short_never": CPPI | INVERSE | {"capital_floor": "0.1", "cushion_multiplier": "0.9", "side": "short", "held_quantity": "0"},
    "tipp": TIPP,
    "tipp.new_highest": TIPP | {"peak_equity": "9000"},
    "grossman_zhou": MERTON,
    "liquidity.reduces": DEPTH,
    "liquidity.leaves_alone": DEPTH | {"max_impact_pct": "2"},
    "liquidity.coefficient": DEPTH | {"impact_coefficient": "0.7"},
    "liquidity.short": DEPTH | {"side": "short", "held_quantity": "-0.31", "daily_volume": "40"},
    "liquidity.spot": DEPTH | {"held_quantity": "0.1", "daily_volume": "2"},
    "liquidity.nothing_held": DEPTH | {"held_quantity": "0"},
    "liquidity.limit": DEPTH | {"max_impact_pct": "2", "max_exposure": "1.5"},
    "liquidity.equity_spent": DEPTH | {"held_quantity": "60", "daily_volume": "2000"},
    "liquidity.no_market": DEPTH | {"held_quantity": "60", "daily_volume": "0.01"},
    "liquidity.quanto": DEPTH
    | {"contract": "quanto", "contract_size": "0.000001", "mark_price": "3000", "equity": "2", "held_quantity": "2500", "daily_volume": "900000", "lot_step": "1"},
    "liquidity.inverse": DEPTH | INVERSE | {"daily_volume": "40000"},
    "grossman_zhou.no_edge": MERTON | {"annual_return_pct": "3"},
}


def typed(case):
    """As JSON: numbers as numbers, words as words."""
    return {key: text if key in WORDS else float(text) for key, text in case.items()}


def main():
    rows = []
    for name, case in CASES.items():
        figures = solve(case)
        expected = {key: value if value is None or isinstance(value, str) else float(value) for key, value in figures.items()}
        rows.append(
            {
                "id": "reference.throttle." + name,
                "calculator": "exposure-throttle",
                "inputs": typed(case),
                "expected": expected,
                "tolerance": {"rel": 1e-9},
                "source": "tests/reference/throttle_reference.py, independent script",
            }
        )
    print("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]")


if __name__ == "__main__":
    main()
