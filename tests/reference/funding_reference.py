"""What holding and carrying cost, found without the engine's formulas.

Run:  python3 tests/reference/funding_reference.py      (standard library only; prints the vectors, one a line)

Stamps are counted by walking the clock: a holding begins at many moments between two stamps, and each that it then meets
is paid. A year is walked stamp by stamp too, plain and with the position shrinking by what is paid. A breakeven is searched
by halving on the money left after both fees and funding; the days of a target or of the fees are found by halving on
the money paid by then.
"""

import json
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, getcontext

getcontext().prec = 40
D = Decimal
STARTS = 960


class Position:
    def __init__(self, case):
        self.case = case
        self.side = 1 if case["side"] == "long" else -1
        self.quantity, self.entry = D(case["quantity"]), D(case["entry"])
        self.mark = D(case.get("mark_price") or case["entry"])
        self.hours, self.interval = D(case["hours"]), D(case.get("funding_interval_hours", "8"))
        maker, taker = (D(case.get(key, "0")) / 100 for key in ("maker_fee_pct", "taker_fee_pct"))
        slip = D(case.get("slippage_pct", "0")) / 100
        self.in_market, self.out_market = (case.get(key) == "market" for key in ("entry_order", "target_order"))
        self.in_rate, self.out_rate = (taker if market else maker for market in (self.in_market, self.out_market))
        self.filled = self.entry * (1 + self.side * slip) if self.in_market else self.entry
        self.out_slip = slip if self.out_market else D(0)

    def worth(self, price):
        size, kind = D(self.case.get("contract_size", "1")), self.case.get("contract", "linear")
        if kind == "linear":
            return self.quantity * price
        return self.quantity * size / price if kind == "inverse" else self.quantity * size * price

    def gain(self, price):
        risen = self.worth(price) - self.worth(self.filled)
        return self.side * (-risen if self.case.get("contract") == "inverse" else risen)

    def stamp(self):
        """What one stamp takes."""
        return self.side * D(self.case["funding_rate_pct"]) / 100 * self.worth(self.mark)

    def after_fees(self, price):
        return self.gain(price) - self.in_rate * self.worth(self.filled) - self.out_rate * self.worth(price)


def met(hours, interval):
    """How many stamps a holding meets, for many moments between two stamps at which it may begin."""
    counts = []
    for start in range(STARTS):
        begins = interval * start / STARTS
        stamp, count = interval, 0
        while stamp <= begins + hours:
            count += 1
            stamp += interval
        counts.append(count)
    return counts


def halved(f, low, high):
    """Where f changes its sign between two numbers."""
    rising = f(high) > 0
    for _ in range(160):
        middle = (low + high) / 2
        low, high = (low, middle) if (f(middle) > 0) == rising else (middle, high)
    return low


def year(rate, interval):
    """A year of stamps: what is paid on a position that stays, and on one that shrinks by it."""
    paid, left, hours = D(0), D(1), interval
    while hours <= 8760:
        paid += rate
        left -= left * rate
        hours += interval
    return paid, 1 - left


def level(position, text):
    case = position.case
    gaining = position.side
    if text.endswith("atr"):
        price = position.entry + gaining * D(text[:-3]) * D(case["atr"])
    elif text.endswith("r"):
        price = position.entry + gaining * D(text[:-1]) * abs(position.entry - stop(position))
    elif text.endswith("%"):
        price = position.entry * (1 + gaining * D(text[:-1]) / 100)
    else:
        return D(text)
    return on_tick(position, price)


def stop(position):
    text = position.case["stop"]
    if text.endswith("%"):
        return on_tick(position, position.entry * (1 - position.side * D(text[:-1]) / 100))
    return D(text)


def on_tick(position, price):
    if "price_rule" not in position.case:
        return price
    tick = D(position.case["price_rule"])
    way = ROUND_CEILING if price < position.entry else ROUND_FLOOR
    return (price / tick).to_integral_value(way) * tick


def target_gain(position):
    total = D(0)
    for pair in position.case["targets"].split(","):
        share, text = pair.split("@")
        price = level(position, text) * (1 - position.side * position.out_slip)
        total += D(share) / 100 * position.after_fees(price)
    return total


def days_until(a_stamp, interval, sum_wanted):
    """Days until stamps have come to a sum, on average over when the holding begins."""
    if a_stamp <= 0:
        return None
    high = D(1)
    while a_stamp * high < sum_wanted:
        high *= 2
    return halved(lambda stamps: a_stamp * stamps - sum_wanted, D(0), high) * interval / 24


def expected(case):
    position = Position(case)
    counts = met(position.hours, position.interval)
    a_stamp = position.stamp()
    cost = {"least": min(a_stamp * min(counts), a_stamp * max(counts)), "most": max(a_stamp * min(counts), a_stamp * max(counts)),
            "expected": a_stamp * D(sum(counts)) / len(counts)}
    rate = position.side * D(case["funding_rate_pct"]) / 100
    simple, compounded = year(rate, position.interval)
    fees = position.in_rate * position.worth(position.filled) + position.out_rate * position.worth(position.mark)
    answers = {"funding_expected_amount": cost["expected"], "funding_amount": cost["most"], "funding_least_amount": cost["least"],
               "stamps_expected": D(sum(counts)) / len(counts), "stamp_funding_amount": a_stamp,
               "daily_funding_amount": a_stamp * 24 / position.interval, "annual_funding_pct": 100 * simple,
               "annual_funding_compounded_pct": 100 * compounded, "mark_notional": position.worth(position.mark),
               "notional": position.worth(position.filled), "round_trip_fees": fees}
    if case.get("carry", "none") == "none":
        far = position.entry * 5
        near = position.entry / 5
        even = lambda paid: halved(lambda price: position.after_fees(price) - paid, near, far)
        answers |= {"breakeven_price": even(cost["most"]), "breakeven_expected_price": even(cost["expected"]),
                    "fee_cover_days": days_until(-a_stamp, position.interval, fees)}
        if case.get("targets"):
            gain = target_gain(position)
            answers |= {"target_gain_amount": gain, "target_days": days_until(a_stamp, position.interval, gain) if gain > 0 else None}
        return answers
    return answers | carry(case, position, fees)


def carry(case, position, fees):
    """Both legs walked over the holding and over a year, stamp by stamp."""
    worth = position.worth(position.mark)
    fees += D(case.get("second_fee_pct", "0")) / 100 * (position.worth(position.entry) + worth)
    interest = D(case.get("annual_interest_pct", "0")) / 100 * worth if case["carry"] == "spot-perpetual" else D(0)
    second, every = D(0), D(8)
    if case["carry"] == "perpetual-perpetual":
        second = -position.side * D(case["second_funding_rate_pct"]) / 100 * worth
        every = D(case.get("second_interval_hours", "8"))

    def earned(hours, first):
        """On average over when the holding begins, before fees."""
        of = lambda interval: D(sum(met(hours, interval))) / STARTS
        return -first * of(position.interval) - second * of(every) - interest * hours / 8760

    first = position.stamp()
    annual = -year(first, position.interval)[0] - year(second, every)[0] - interest
    amount = earned(position.hours, first) - fees
    a_day = annual / 365
    days = halved(lambda days: a_day * days - fees, D(0), D(100000)) if annual > 0 else None
    rate = halved(lambda rate: earned(position.hours, position.side * rate * worth) - fees, D(-1), D(1))
    return {"carry_apr_pct": 100 * annual / worth, "carry_net_apr_pct": 100 * amount / worth / (position.hours / 8760),
            "carry_amount": amount, "carry_fees": fees,
            "interest_amount": interest * position.hours / 8760, "fee_cover_days": days, "breakeven_rate_pct": 100 * rate,
            "breakeven_price": None, "target_days": None}


def cases():
    fees = {"maker_fee_pct": "0.02", "taker_fee_pct": "0.055"}
    linear = {"side": "long", "entry": "60000", "quantity": "0.5", "mark_price": "61500", "funding_rate_pct": "0.012",
              "hours": "70", "stop": "58500", "targets": "50@63000,50@3r"} | fees
    inverse = linear | {"contract": "inverse", "contract_size": "100", "quantity": "400"}
    quanto = {"side": "short", "contract": "quanto", "contract_size": "0.000001", "entry": "500", "quantity": "40000",
              "funding_rate_pct": "-0.02", "hours": "30", "stop": "520", "targets": "100@450"} | fees
    carried = {"side": "short", "entry": "60000", "quantity": "0.5", "mark_price": "61500", "funding_rate_pct": "0.03",
               "hours": "720", "carry": "spot-perpetual", "second_fee_pct": "0.1", "annual_interest_pct": "6"} | fees
    both = carried | {"carry": "perpetual-perpetual", "second_funding_rate_pct": "0.004", "second_interval_hours": "4",
                      "second_fee_pct": "0.05"}
    yield "linear-long", linear
    yield "linear-short", linear | {"side": "short", "stop": "61500", "targets": "100@57000"}
    yield "linear-long-received", linear | {"funding_rate_pct": "-0.012"}
    yield "linear-long-hourly", linear | {"funding_interval_hours": "1", "funding_rate_pct": "0.0015", "hours": "10.5"}
    yield "linear-long-on-the-stamp", linear | {"hours": "72"}
    yield "linear-long-market", linear | {"entry_order": "market", "target_order": "market", "slippage_pct": "0.05"}
    yield "linear-long-stop-in-percent", linear | {"stop": "2.6%", "price_rule": "0.5"}
    yield "linear-long-targets-in-atr", linear | {"atr": "811.3", "targets": "30@2atr,40@4.5%", "price_rule": "0.5"}
    yield "linear-long-targets-below-fees", linear | {"targets": "100@60010"}
    yield "linear-long-no-mark", linear | {"mark_price": ""}
    yield "inverse-long", inverse
    yield "inverse-short-market", inverse | {"side": "short", "stop": "61500", "targets": "100@57000", "entry_order": "market",
                                             "slippage_pct": "0.03"}
    yield "quanto-short", quanto
    yield "carry-spot", carried
    yield "carry-spot-long-negative", carried | {"side": "long", "funding_rate_pct": "-0.05", "annual_interest_pct": "11"}
    yield "carry-spot-loses", carried | {"funding_rate_pct": "0.004"}
    yield "carry-spot-earns-interest", carried | {"annual_interest_pct": "-3"}
    yield "carry-perpetuals", both
    yield "carry-perpetuals-market", both | {"entry_order": "market", "target_order": "market"}
    yield "carry-perpetuals-inverse", both | {"contract": "inverse", "contract_size": "100", "quantity": "400"}
    yield "carry-perpetuals-received-twice", both | {"second_funding_rate_pct": "-0.004", "second_interval_hours": "8"}


def main():
    for name, case in cases():
        answers = {key: None if value is None else float(value) for key, value in expected(case).items()}
        print(json.dumps({"id": f"reference-{name}", "calculator": "funding", "inputs": case, "expected": answers,
                          "tolerance": {"rel": 1e-9}, "source": "tests/reference/funding_reference.py"}))


main()
