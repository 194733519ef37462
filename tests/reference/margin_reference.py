"""Liquidation figures that no published example gives, found without the engine's formulas.

Run:  python3 tests/reference/margin_reference.py > margin.json      (standard library only)

Nothing is solved here. Equity and requirement are written down as a venue's help page would, as functions of the price;
the price is then walked from the mark against the position, in steps of a tenth of a percent and across every tier
edge, until equity no longer exceeds the requirement, and the last step is halved until forty digits stand. Margin for a
stop is found the same way, by halving on the collateral.

Rows are {"name", "inputs", "expected"}. Money is in the settlement currency. Tiers are [cap or null, rate, highest
leverage, deduction]. An expected price is null where there is none; "state" says why.
"""

import json
from decimal import Decimal, getcontext

getcontext().prec = 50
HALVINGS = 160
STEP = Decimal("1.001")
NEXT_TO = Decimal("1e-30")

# Maintenance of 0.4 % to 5 BTC, then 1 % and 2.5 %, continuous; and the same rates without deductions.
COIN_TIERS = [["5", "0.004", "125", "0"], ["20", "0.01", "50", "0.03"], [None, "0.025", "20", "0.33"]]
COIN_STEPS = [["5", "0.004", "125", "0"], ["20", "0.01", "50", "0"], [None, "0.025", "20", "0"]]
USDT_TIERS = [["50000", "0.004", "125", "0"], ["250000", "0.005", "100", "50"], ["1000000", "0.01", "50", "1300"],
              [None, "0.025", "20", "16300"]]
USDT_STEPS = [["50000", "0.004", "125", "0"], ["250000", "0.01", "50", "0"], [None, "0.05", "10", "0"]]
TWO_STEPS = [["100", "0.01", "100", "0"], [None, "0.05", "100", "0"]]


class Account:
    """One position in its wallet, all numbers as decimals."""

    def __init__(self, inputs):
        self.contract, self.side, self.basis = inputs["contract"], inputs["side"], inputs["basis"]
        self.tier_axis, self.fee_at = inputs["tier_axis"], inputs["fee_at"]
        for key in ("contract_size", "quantity", "entry", "mark", "collateral", "other_profit", "other_maintenance",
                    "closing_fee", "rate_per_coin", "floor", "coin", "coin_weight", "costs", "leverage"):
            setattr(self, key, Decimal(inputs[key]))
        self.tiers = [[None if cell is None else Decimal(cell) for cell in row] for row in inputs["tiers"]]

    def value(self, price):
        if self.contract == "inverse":
            return self.quantity * self.contract_size / price
        return self.quantity * price * (self.contract_size if self.contract == "quanto" else 1)

    def profit(self, price):
        gain = self.value(price) - self.value(self.entry)
        return gain if (self.side == "long") == (self.contract != "inverse") else -gain

    def equity(self, price):
        coin = self.coin * self.coin_weight * (1 if self.contract == "inverse" else price)
        return self.collateral + self.other_profit + coin + self.profit(price) - self.costs

    def tier(self, value):
        for index, (cap, *_) in enumerate(self.tiers):
            if cap is None or value <= cap:
                return index
        return len(self.tiers) - 1

    def requirement(self, price):
        value = self.value(price if self.basis == "mark" else self.entry)
        looked_up = {"notional": value, "entry": self.value(self.entry), "quantity": self.quantity}[self.tier_axis]
        _, rate, _, deduction = self.tiers[self.tier(looked_up)]
        coins = value if self.contract == "inverse" else self.quantity
        kept = max(value * (rate + self.rate_per_coin * coins) - deduction, self.floor)
        fee = {"maintenance": lambda: value * self.closing_fee, "bankruptcy": self.fee_when_gone,
               "opening": self.fee_of_opening}[self.fee_at]()
        return self.other_maintenance + kept + fee

    def fee_of_opening(self):
        """What closing costs where the initial margin by the leverage, no fee in it, is gone; more margin changes nothing."""
        initial = self.value(self.entry) / self.leverage
        good, bad = self.entry, self.far()
        for _ in range(HALVINGS):
            middle = (good * bad).sqrt()
            good, bad = (middle, bad) if initial + self.profit(middle) > 0 else (good, middle)
        return self.closing_fee * self.value(bad)

    def fee_when_gone(self):
        """What closing costs at the price where the money of one's own, that fee paid, is gone; coin is not counted."""
        if self.gone_fee is None:
            left = lambda price: (self.collateral - self.costs + self.other_profit + self.profit(price)
                                  - self.closing_fee * self.value(price))
            good, bad = self.entry, self.far()
            for _ in range(HALVINGS):
                middle = (good * bad).sqrt()
                good, bad = (middle, bad) if left(middle) > 0 else (good, middle)
            self.gone_fee = self.closing_fee * self.value(bad)
        return self.gone_fee

    gone_fee = None

    def sound(self, price):
        return self.equity(price) > self.requirement(price)

    def path(self, start, end):
        """Prices from start to end: steps, and a hair to either side of every tier edge."""
        points, price = [start, end], start
        while (price > end) if end < start else (price < end):
            points.append(price)
            price = price / STEP if end < start else price * STEP
        for cap, *_ in self.tiers:
            if cap is not None:
                edge = self.edge_price(cap)
                points += [edge * (1 - NEXT_TO), edge, edge * (1 + NEXT_TO)]
        low, high = min(start, end), max(start, end)
        return sorted((point for point in points if low <= point <= high), reverse=end < start)

    def edge_price(self, cap):
        """The price at which the position is worth a cap, by proportion to its worth at the entry."""
        ratio = cap / self.value(self.entry)
        return self.entry / ratio if self.contract == "inverse" else self.entry * ratio

    def first_unsound(self, start, end):
        """The price at which the way from start to end stops being sound; None if it never does."""
        before = start
        for price in self.path(start, end):
            if not self.sound(price):
                good, bad = before, price
                for _ in range(HALVINGS):
                    middle = (good + bad) / 2
                    good, bad = (middle, bad) if self.sound(middle) else (good, middle)
                return bad
            before = price
        return None

    def far(self):
        return self.mark / Decimal(10) ** 9 if self.side == "long" else self.mark * Decimal(10) ** 9

    def state_and_price(self):
        if not self.sound(self.entry):
            return "cannot be opened", None
        if not self.sound(self.mark):
            return "already liquidatable", None
        price = self.first_unsound(self.mark, self.far())
        return ("price", price) if price is not None else ("never", None)

    def bankruptcy(self):
        """The same walk with nothing required: where equity is gone."""
        saved = dict(self.__dict__)
        nothing = ("closing_fee", "other_maintenance", "rate_per_coin", "floor", "gone_fee")
        self.__dict__.update({"tiers": [[None, Decimal(0), 1, Decimal(0)]]} | {key: Decimal(0) for key in nothing})
        price = self.first_unsound(self.entry, self.far()) if self.sound(self.entry) else None
        self.__dict__.update(saved)
        return price

    def margin_for_stop(self, stop):
        """The least collateral with which every price from the entry to the stop is sound."""
        way = self.path(self.entry, stop)
        low, high = -self.value(self.entry) * 10, self.value(self.entry) * 1000
        for _ in range(HALVINGS):
            self.collateral = (low + high) / 2
            low, high = (low, self.collateral) if all(map(self.sound, way)) else (self.collateral, high)
        return high


DEFAULTS = {"contract": "linear", "contract_size": "1", "side": "long", "other_profit": "0", "other_maintenance": "0",
            "basis": "mark", "closing_fee": "0", "tier_axis": "notional", "fee_at": "maintenance", "rate_per_coin": "0",
            "floor": "0", "coin": "0", "coin_weight": "1", "costs": "0", "leverage": "1"}
ADDED = ("tier_axis", "fee_at", "rate_per_coin", "floor", "coin", "coin_weight", "costs", "leverage")


def cases():
    linear = {"quantity": "4", "entry": "60000", "collateral": "12000", "tiers": USDT_TIERS}
    inverse = {"contract": "inverse", "contract_size": "100", "entry": "25000", "tiers": COIN_TIERS}
    quanto = {"contract": "quanto", "contract_size": "0.000001", "entry": "500", "quantity": "40000",
              "tiers": [["30", "0.01", "50", "0"], [None, "0.02", "25", "0.3"]]}
    yield "linear long, tiers", linear
    yield "linear short, tiers", linear | {"side": "short"}
    yield "linear long, tiers crossed downward", linear | {"quantity": "4.3", "collateral": "60000"}
    yield "linear short, tiers crossed upward", linear | {"side": "short", "quantity": "4.1", "collateral": "60000"}
    yield "linear long, fee inside", linear | {"closing_fee": "0.0005"}
    yield "linear short, fee inside", linear | {"side": "short", "closing_fee": "0.0005"}
    yield "linear long at entry", linear | {"basis": "entry"}
    yield "linear short at entry, fee inside", linear | {"side": "short", "basis": "entry", "closing_fee": "0.0006"}
    yield "linear long cross", linear | {"collateral": "9000", "other_profit": "-1500", "other_maintenance": "800"}
    yield "linear short cross, fee inside", linear | {"side": "short", "collateral": "9000", "other_profit": "2500",
                                                      "other_maintenance": "800", "closing_fee": "0.0005"}
    yield "linear long, mark in loss", linear | {"mark": "58500"}
    yield "linear long, steps: two prices fit", {"quantity": "1", "entry": "110", "collateral": "12", "tiers": TWO_STEPS}
    yield "linear short, steps: the edge", {"side": "short", "quantity": "1", "entry": "90", "collateral": "13",
                                            "tiers": TWO_STEPS}
    yield "linear long, steps crossed", linear | {"quantity": "4.5", "collateral": "40000", "tiers": USDT_STEPS}
    yield "linear short, steps: the edge with fee", linear | {"side": "short", "collateral": "15000",
                                                              "closing_fee": "0.0005", "tiers": USDT_STEPS}
    yield "inverse long, tiers", inverse | {"quantity": "4000", "collateral": "1.6"}
    yield "inverse short, tiers", inverse | {"side": "short", "quantity": "4000", "collateral": "1.6"}
    yield "inverse long, tiers crossed upward", inverse | {"quantity": "4500", "collateral": "3.6"}
    yield "inverse short, tiers crossed downward", inverse | {"side": "short", "quantity": "5500", "collateral": "4.4"}
    yield "inverse long, steps: the edge", inverse | {"quantity": "1240", "collateral": "0.07", "tiers": COIN_STEPS}
    yield "inverse short, steps crossed", inverse | {"side": "short", "quantity": "5200", "collateral": "4",
                                                     "tiers": COIN_STEPS}
    yield "inverse long, fee inside", inverse | {"quantity": "4000", "collateral": "1.6", "closing_fee": "0.0005"}
    yield "inverse short cross, fee inside", inverse | {"side": "short", "quantity": "4000", "collateral": "1.2",
                                                        "other_profit": "0.25", "other_maintenance": "0.1",
                                                        "closing_fee": "0.0005"}
    yield "inverse long at entry", inverse | {"quantity": "4000", "collateral": "1.6", "basis": "entry"}
    yield "inverse short at entry, fee inside", inverse | {"side": "short", "quantity": "4000", "collateral": "1.6",
                                                           "basis": "entry", "closing_fee": "0.00075"}
    yield "inverse long cross", inverse | {"quantity": "4000", "collateral": "2", "other_profit": "-0.4",
                                           "other_maintenance": "0.15"}
    yield "quanto long cross", quanto | {"collateral": "1.5", "other_profit": "-0.2", "other_maintenance": "0.1"}
    yield "quanto short cross, fee inside", quanto | {"side": "short", "collateral": "1.5", "other_profit": "0.2",
                                                      "other_maintenance": "0.1", "closing_fee": "0.0005"}
    yield "quanto short, tiers crossed upward", quanto | {"side": "short", "quantity": "55000", "collateral": "4"}
    yield "quanto long at entry", quanto | {"collateral": "1.5", "basis": "entry"}
    yield "linear long at 1x", linear | {"quantity": "1", "collateral": "60000"}
    yield "inverse short at 1x", inverse | {"side": "short", "quantity": "1000", "collateral": "4"}
    yield "inverse long at 1x", inverse | {"quantity": "1000", "collateral": "4"}
    yield "linear long, mark beyond liquidation", linear | {"mark": "57000"}
    yield "inverse short, margin below requirement", inverse | {"side": "short", "quantity": "4000",
                                                                "collateral": "0.13"}
    by_coins = {"tiers": [["3", "0.004", "125", "0"], ["20", "0.01", "50", "0"], [None, "0.025", "20", "0"]]}
    yield "venue: linear long, tiers by quantity", linear | by_coins | {"tier_axis": "quantity"}
    yield "venue: linear short, tiers by quantity", linear | by_coins | {"side": "short", "quantity": "2.5",
                                                                           "tier_axis": "quantity", "closing_fee": "0.0005"}
    yield "venue: linear long, tiers by notional at entry", linear | {"quantity": "4.3", "collateral": "60000",
                                                                      "tier_axis": "entry", "tiers": USDT_STEPS}
    yield "venue: inverse short, tiers by contracts", inverse | {"side": "short", "quantity": "4000", "collateral": "1.6",
                                                                 "tier_axis": "quantity", "tiers": [
                                                                     ["3000", "0.004", "125", "0"], [None, "0.01", "50", "0"]]}
    yield "venue: linear long, rate by coins", linear | {"rate_per_coin": "0.0005"}
    yield "venue: inverse long, rate by coins", inverse | {"quantity": "4000", "collateral": "1.6", "rate_per_coin": "0.00005"}
    yield "venue: inverse short, rate by coins", inverse | {"side": "short", "quantity": "4000", "collateral": "1.6",
                                                            "rate_per_coin": "0.0004"}
    yield "venue: linear long, floor", linear | {"quantity": "0.01", "collateral": "60", "floor": "25"}
    yield "venue: linear short, floor at entry with fee", linear | {"side": "short", "quantity": "0.01", "collateral": "60",
                                                                    "floor": "25", "basis": "entry", "closing_fee": "0.0006"}
    yield "venue: linear long, fee at bankruptcy", linear | {"closing_fee": "0.00055", "fee_at": "bankruptcy"}
    yield "venue: linear short, fee at bankruptcy", linear | {"side": "short", "closing_fee": "0.00055",
                                                              "fee_at": "bankruptcy"}
    yield "venue: inverse short, fee at bankruptcy at entry", inverse | {"side": "short", "quantity": "4000",
                                                                         "collateral": "1.6", "closing_fee": "0.00075",
                                                                         "fee_at": "bankruptcy", "basis": "entry"}
    yield "venue: linear long, fee at the opening at entry", linear | {"closing_fee": "0.00055", "fee_at": "opening",
                                                                       "leverage": "25", "basis": "entry"}
    yield "venue: inverse long, fee at the opening at entry", inverse | {"quantity": "4000", "collateral": "2.4",
                                                                         "closing_fee": "0.00075", "fee_at": "opening",
                                                                         "leverage": "10", "basis": "entry"}
    yield "venue: inverse short, fee at the opening", inverse | {"side": "short", "quantity": "4000", "collateral": "1.8",
                                                                 "closing_fee": "0.00075", "fee_at": "opening",
                                                                 "leverage": "10"}
    yield "venue: linear long, coin posted", linear | {"coin": "0.2", "coin_weight": "0.95", "collateral": "5000"}
    yield "venue: linear short, coin posted", linear | {"side": "short", "coin": "0.2", "coin_weight": "0.9"}
    yield "venue: inverse long, coin posted", inverse | {"quantity": "4000", "collateral": "1", "coin": "0.7",
                                                         "coin_weight": "0.9"}
    yield "venue: linear long, costs to be paid", linear | {"costs": "700"}
    yield "venue: inverse short, costs received", inverse | {"side": "short", "quantity": "4000", "collateral": "1.6",
                                                             "costs": "-0.1"}


STOPS = [
    ("linear long", {"stop": "57000"}, "linear long, tiers"),
    ("linear short", {"stop": "64000"}, "linear short, tiers"),
    ("linear short, an edge on the way", {"stop": "63000"}, "linear short, steps: the edge with fee"),
    ("linear long, an edge on the way", {"stop": "55000"}, "linear long, steps crossed"),
    ("linear long at entry", {"stop": "57000"}, "linear long at entry"),
    ("inverse long", {"stop": "22500"}, "inverse long, tiers"),
    ("inverse short", {"stop": "28000"}, "inverse short, tiers crossed downward"),
    ("inverse long, an edge on the way", {"stop": "24000"}, "inverse long, steps: the edge"),
    ("inverse short at entry", {"stop": "27500"}, "inverse short at entry, fee inside"),
    ("quanto long", {"stop": "470"}, "quanto long at entry"),
]


def plain(inputs):
    """Texts to numbers, as a reader of the vectors wants them."""
    texts = ("contract", "side", "basis", "tier_axis", "fee_at")
    rows = [[None if cell is None else float(cell) for cell in row] for row in inputs["tiers"]]
    told = {key: value for key, value in inputs.items() if key not in ADDED or value != DEFAULTS[key]}
    return {key: rows if key == "tiers" else value if key in texts else float(value) for key, value in told.items()}


def number(value):
    return None if value is None else float(value)


def liquidation_rows(all_cases):
    for name, inputs in all_cases.items():
        account = Account(inputs)
        state, price = account.state_and_price()
        requirement, equity = account.requirement(account.mark), account.equity(account.mark)
        expected = {"state": state, "liquidation_price": number(price), "bankruptcy_price": number(account.bankruptcy()),
                    "notional": number(account.value(account.mark)), "requirement": number(requirement),
                    "equity": number(equity), "margin_used": number(requirement / equity) if equity > 0 else None}
        yield {"name": name, "inputs": plain(inputs), "expected": expected}


def stop_rows(all_cases):
    for name, stop, base in STOPS:
        inputs = all_cases[base] | {"other_profit": "0", "other_maintenance": "0"}
        account = Account(inputs)
        margin = account.margin_for_stop(Decimal(stop["stop"]))
        expected = {"margin": number(margin), "leverage": number(account.value(account.entry) / margin)}
        kept = {key: value for key, value in inputs.items() if key != "collateral"}
        yield {"name": f"stop: {name}", "inputs": plain(kept | stop), "expected": expected}


LEVELS = [("long, two average true ranges", "long", "65000", "800", "2"),
          ("short, one and a half average true ranges", "short", "65000", "800", "1.5")]


def level_rows():
    """A stop counted in average true ranges, away from the entry on the losing side."""
    for name, side, entry, atr, times in LEVELS:
        away = Decimal(atr) * Decimal(times)
        price = Decimal(entry) - away if side == "long" else Decimal(entry) + away
        inputs = {"side": side, "entry": float(entry), "quantity": 0.05, "leverage": 10, "stop": f"{times}atr", "atr": float(atr)}
        yield {"name": f"level: {name}", "inputs": inputs, "expected": {"stop_price": float(price)}}


def main():
    all_cases = {name: DEFAULTS | {"mark": case["entry"]} | case for name, case in cases()}
    rows = [*liquidation_rows(all_cases), *stop_rows(all_cases), *level_rows()]
    print("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]")


main()
