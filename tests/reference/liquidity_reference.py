#!/usr/bin/env python3
"""Reference figures for a concentrated-liquidity position: coins, worth, sensitivities, loss against holding, hedge.

Worked out apart from the engine and without its formulas, in 40 digits. Only the definition of liquidity is taken from the
white paper (https://uniswap.org/whitepaper-v3.pdf, 6.7: L = dy / d√P, and dx = -dy / P along the curve): coins are
integrals of it over the range still ahead, worth is their sum, delta and gamma are finite differences of the worth, the
loss is the difference of two worths, and prices to hedge again are found by bisection on the finite difference. Python
3.11 or later and mpmath. Prints the vectors as one JSON array, as they stand in tests/vectors/liquidity-position.json.

    python3 tests/reference/liquidity_reference.py
"""

import json

import mpmath
from mpmath import mpf

mpmath.mp.dps = 40
BUMP = mpf("1e-12")


class Pool:
    def __init__(self, lower, upper, liquidity):
        self.lower, self.upper, self.liquidity = lower, upper, liquidity

    def coins(self, price):
        """Quote money gathered on the way up to the price, base coins sold on the way from it to the upper end."""
        at = min(max(price, self.lower), self.upper)
        # dy = L d√P = L / (2 √P) dP, and dx = -dy / P.
        quote = mpmath.quad(lambda p: self.liquidity / (2 * mpmath.sqrt(p)), [self.lower, at])
        base = mpmath.quad(lambda p: self.liquidity / (2 * mpmath.sqrt(p)) / p, [at, self.upper])
        return base, quote

    def worth(self, price):
        base, quote = self.coins(price)
        return base * price + quote

    def delta(self, price):
        step = price * BUMP
        return (self.worth(price + step) - self.worth(price - step)) / (2 * step)

    def gamma(self, price):
        step = price * mpf("1e-9")
        return (self.worth(price + step) - 2 * self.worth(price) + self.worth(price - step)) / step**2


def bisect(pool, delta):
    """The price at which the base coins are so many; they only fall as it rises."""
    low, high = pool.lower, pool.upper
    if not 0 <= delta <= pool.coins(low)[0]:
        return None
    for _ in range(70):
        middle = (low + high) / 2
        if pool.coins(middle)[0] > delta:
            low = middle
        else:
            high = middle
    return low


def liquidity(case, unit):
    kind, entry, now = case.get("deposit_by", "money"), mpf(case["entry"]), mpf(case["mark_price"])
    if kind == "liquidity":
        return mpf(case["liquidity_amount"])
    if kind == "money":
        return mpf(case["deposit_amount"]) / unit.worth(entry)
    base, quote = unit.coins(now if kind == "holdings" else entry)
    given = [(case.get("base_amount"), base), (case.get("quote_amount"), quote)]
    return min(mpf(typed) / of_one for typed, of_one in given if typed is not None and of_one > 0)


def hedge(case, delta, price):
    contract, size = case.get("contract", "linear"), mpf(case.get("contract_size", "1"))
    if contract == "quanto":
        return {"hedge_quantity": None, "delta_left": None}
    # A short of n inverse contracts is worth n size / price coins: that many coins of delta.
    coins_of_one = 1 if contract == "linear" else size / price
    lots = delta / coins_of_one
    if "lot_step" in case:
        lot = mpf(case["lot_step"])
        lots = mpmath.floor(lots / lot + mpf("0.5")) * lot
    figures = {"hedge_quantity": -lots, "delta_left": delta - lots * coins_of_one}
    if "held_quantity" in case:
        figures["trade_quantity"] = -lots - mpf(case["held_quantity"])
    return figures


def solve(case):
    lower, upper, entry, now = (mpf(case[key]) for key in ("range_lower", "range_upper", "entry", "mark_price"))
    pool = Pool(lower, upper, liquidity(case, Pool(lower, upper, mpf(1))))
    base, quote = pool.coins(now)
    base_before, quote_before = pool.coins(entry)
    worth, holding = pool.worth(now), base_before * now + quote_before
    delta = pool.delta(now)
    figures = {
        "range_state": "below" if now < lower else "above" if now >= upper else "inside",
        "liquidity_found": pool.liquidity,
        "liquidity_base": base,
        "liquidity_quote": quote,
        "liquidity_value": worth,
        "liquidity_delta": delta,
        "liquidity_gamma": pool.gamma(now),
        "deposit_base": base_before,
        "deposit_quote": quote_before,
        "deposit_value": pool.worth(entry),
        "held_value": holding,
        "against_holding_amount": worth - holding,
        "against_holding_pct": 100 * (worth / holding - 1),
        "fees_needed_amount": holding - worth,
        "lower_distance_pct": 100 * (lower / now - 1),
        "upper_distance_pct": 100 * (upper / now - 1),
        "rehedge_low": bisect(pool, base + mpf(case["rehedge_delta"])),
        "rehedge_high": bisect(pool, base - mpf(case["rehedge_delta"])),
    }
    earned = mpf(case.get("fees_earned", "0"))
    figures["liquidity_result"] = worth + earned - pool.worth(entry)
    figures["fees_missing_amount"] = max(holding - worth - earned, mpf(0))
    if "fee_rate_pct" in case:
        inside = lower <= now < upper
        daily = worth * mpf(case["fee_rate_pct"]) / 100 / 365
        figures["daily_fees_amount"] = daily if inside else None
        figures["fees_cover_days"] = figures["fees_missing_amount"] / daily if inside else None
    return figures | hedge(case, base, now)


WORDS = ("deposit_by", "contract")
ETHER = {"range_lower": "1500", "range_upper": "2600", "entry": "2000", "mark_price": "2240", "rehedge_delta": "0.4"}
MONEY = ETHER | {"deposit_amount": "12000", "lot_step": "0.01"}
CASES = {
    "money": MONEY | {"fees_earned": "9.5", "fee_rate_pct": "23", "held_quantity": "-2"},
    "money.fees_made_up": MONEY | {"fees_earned": "400", "fee_rate_pct": "23"},
    "money.fall": MONEY | {"mark_price": "1650"},
    "money.below": MONEY | {"mark_price": "1200", "fee_rate_pct": "23"},
    "money.above": MONEY | {"mark_price": "3100", "fee_rate_pct": "23", "held_quantity": "-1"},
    "money.put_in_below": MONEY | {"entry": "1400", "mark_price": "2100"},
    "money.put_in_above": MONEY | {"entry": "2900", "mark_price": "2100"},
    "money.from_below_to_above": MONEY | {"entry": "1000", "mark_price": "4000"},
    "amounts.base": ETHER | {"deposit_by": "amounts", "base_amount": "3", "lot_step": "0.001"},
    "amounts.quote": ETHER | {"deposit_by": "amounts", "quote_amount": "5000"},
    "amounts.both": ETHER | {"deposit_by": "amounts", "base_amount": "3", "quote_amount": "5000"},
    "holdings": ETHER | {"deposit_by": "holdings", "base_amount": "1.7"},
    "liquidity": ETHER | {"deposit_by": "liquidity", "liquidity_amount": "431.7", "rehedge_delta": "6"},
    "stable": {"range_lower": "0.998", "range_upper": "1.003", "entry": "1.0001", "mark_price": "0.9994"}
    | {"deposit_amount": "50000", "rehedge_delta": "2500", "lot_step": "100"},
    "inverse": MONEY | {"contract": "inverse", "contract_size": "10", "lot_step": "1", "held_quantity": "-500"},
    "quanto": MONEY | {"contract": "quanto", "contract_size": "0.000001"},
}


def main():
    rows = []
    for name, case in CASES.items():
        figures = solve(case)
        expected = {key: value if value is None or isinstance(value, str) else float(value) for key, value in figures.items()}
        # Outside the range finite differences leave dust where there is nothing.
        expected = {key: 0.0 if isinstance(value, float) and abs(value) < 1e-16 else value for key, value in expected.items()}
        rows.append(
            {
                "id": "reference.liquidity." + name,
                "calculator": "liquidity-position",
                "inputs": {key: text if key in WORDS else float(text) for key, text in case.items()},
                "expected": expected,
                "tolerance": {"rel": 1e-9},
                "source": "tests/reference/liquidity_reference.py, independent script",
            }
        )
    print("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]")


if __name__ == "__main__":
    main()
