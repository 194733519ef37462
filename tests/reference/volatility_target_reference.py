#!/usr/bin/env python3
"""Reference figures for sizes from a volatility target: contracts, lots, order sizes and the no-trade zone in lots.

Worked out apart from the engine, in exact fractions. Python 3.11 or later, standard library only. Prints one JSON array
of {"name", "inputs", "expected"}; `null` where the size is below the smallest order.

    python3 tests/reference/volatility_target_reference.py
"""

import json
import math
from fractions import Fraction

ROOT_365 = math.sqrt(365)


def units_per_money(contract, price, size):
    """How many units of quantity one unit of settlement money buys."""
    return {"linear": 1 / price, "inverse": price / size, "quanto": 1 / (price * size)}[contract]


def toward_zero(position, lot):
    lots = math.floor(abs(position) / lot)
    return lots * lot if position >= 0 else -lots * lot


def at_least_the_lot(least, lot):
    return max(lot, math.ceil(least / lot) * lot)


def size(case):
    given = {key: text if key in ("contract", "side") else Fraction(text) for key, text in case.items()}
    price, equity, lot = given["price"], given["equity"], given["lot_step"]
    per_money = units_per_money(given["contract"], price, given.get("contract_size", Fraction(1)))
    volatility = given["annual_vol"]
    wanted = given["target_vol"] / volatility * equity * per_money
    least = max(given.get("min_quantity", Fraction(0)), given.get("min_notional", Fraction(0)) * per_money)
    smallest = at_least_the_lot(least, lot)
    quantity = toward_zero(wanted, lot)
    figures = {"quantity": quantity if quantity >= smallest else None}
    if figures["quantity"] is not None:
        notional = quantity / per_money
        figures |= {"notional": notional, "exposure": notional / equity}
        figures["daily_sigma"] = float(notional * volatility) / ROOT_365
    if "held" in given:
        figures |= zone(given, wanted, (lot, smallest, given.get("max_quantity")))
    return figures


def zone(given, wanted, order):
    lot, smallest, largest = order
    target = wanted if given["side"] == "long" else -wanted
    half = given.get("buffer", Fraction(0)) * abs(given.get("average", target))
    low, high = toward_zero(target - half, lot), toward_zero(target + half, lot)
    held = given["held"]
    trade = sorted((low, held, high))[1] - held
    if largest is not None:
        # A bound on one order, not on the position: the rest takes further orders.
        trade = toward_zero(max(-largest, min(largest, trade)), lot)
    too_small = trade != 0 and abs(trade) < smallest
    return {
        "low": low,
        "high": high,
        "trade": None if too_small else trade,
        "after": held if too_small else held + trade,
    }


LINEAR = {"contract": "linear", "side": "long", "price": "65000", "equity": "10000", "lot_step": "0.001"}
LINEAR |= {"target_vol": "0.2", "annual_vol": "0.57"}
INVERSE = LINEAR | {"contract": "inverse", "contract_size": "100", "equity": "0.5", "lot_step": "1"}
CASES = {
    "linear.lot": LINEAR,
    "linear.below_the_smallest_order": LINEAR | {"equity": "300", "min_quantity": "0.002"},
    "linear.below_the_smallest_notional": LINEAR | {"equity": "400", "min_notional": "200"},
    "linear.just_the_smallest_notional": LINEAR
    | {"price": "1.15", "equity": "3.46", "lot_step": "1", "target_vol": "0.5", "annual_vol": "0.5", "min_notional": "3.45"},
    "linear.largest_order": LINEAR | {"max_quantity": "0.05"},
    "inverse": INVERSE,
    "quanto": LINEAR | {"contract": "quanto", "contract_size": "0.000001", "price": "3000", "equity": "2", "lot_step": "1"},
    "zone.sells_to_the_upper_edge": LINEAR | {"held": "0.08", "buffer": "0.1"},
    "zone.buys_to_the_lower_edge": LINEAR | {"held": "0.02", "buffer": "0.1"},
    "zone.short": LINEAR | {"side": "short", "held": "-0.08", "buffer": "0.1"},
    "zone.of_the_average_position": LINEAR | {"held": "0.08", "buffer": "0.1", "average": "0.2"},
    "zone.without_width": LINEAR | {"held": "0.061"},
    "zone.trade_below_the_smallest_order": LINEAR | {"held": "0.06", "buffer": "0.1", "min_quantity": "0.005"},
    "zone.largest_order": LINEAR | {"held": "0.5", "max_quantity": "0.01"},
    "zone.from_nothing": LINEAR | {"held": "0", "buffer": "0.1"},
}


def main():
    rows = []
    for name, case in CASES.items():
        figures = {key: None if value is None else float(value) for key, value in size(case).items()}
        rows.append({"name": name, "inputs": case, "expected": figures})
    print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
