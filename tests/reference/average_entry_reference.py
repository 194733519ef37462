"""What a run of fills leaves, found without the engine's formulas.

Run:  python3 tests/reference/average_entry_reference.py      (standard library only; prints the vectors, one a line)

A position is two piles, as an exchange's books hold them: what was paid for what is open, and what the account has won
or lost so far. Opening adds to the first, closing takes its share out of it. Nothing is solved: a breakeven is searched
by halving on the money that closing would leave, and what may still be added is searched lot by lot on a replay of all
the fills with one more.
"""

import json
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, getcontext

getcontext().prec = 50
D = Decimal


class Books:
    """One position, all numbers as decimals. `paid` is what is open, in settlement money at the prices paid."""

    def __init__(self, case):
        self.case, self.held, self.paid, self.won, self.fees, self.open_fees = case, D(0), D(0), D(0), D(0), D(0)

    def worth(self, quantity, price):
        size = D(self.case.get("contract_size", "1"))
        kind = self.case.get("contract", "linear")
        if kind == "linear":
            return quantity * price
        return quantity * size / price if kind == "inverse" else quantity * size * price

    def gain(self, before, after):
        """From what was paid to what it is worth: coins fall in number as the price rises."""
        gains = (self.case["side"] == "long") == (self.case.get("contract") != "inverse")
        return after - before if gains else before - after

    def fill(self, quantity, price, rate):
        fee = abs(self.worth(quantity, price)) * rate
        self.fees += fee
        if quantity > 0:
            self.held, self.paid, self.open_fees = self.held + quantity, self.paid + self.worth(quantity, price), self.open_fees + fee
            return
        share = -quantity / self.held
        self.won += self.gain(self.paid * share, self.worth(-quantity, price))
        self.held, self.paid, self.open_fees = self.held * (1 - share), self.paid * (1 - share), self.open_fees * (1 - share)

    def closed_at(self, price, rate):
        """What closing all of it brings after its own fee, before the fees of what is open."""
        worth = self.worth(self.held, price)
        return self.gain(self.paid, worth) - worth * rate

    def average(self):
        """The price at which one fill of all that is open would have cost as much."""
        return halved(lambda price: self.worth(self.held, price) - self.paid)


def halved(f):
    """Where f changes its sign over all prices; None if it never does."""
    low, high = D("1e-12"), D("1e15")
    if (f(low) > 0) == (f(high) > 0):
        return None
    rising = f(high) > 0
    for _ in range(260):
        middle = (low * high).sqrt()
        low, high = (low, middle) if (f(middle) > 0) == rising else (middle, high)
    return low


def rates(case):
    maker, taker = (D(case.get(key, "0")) / 100 for key in ("maker_fee_pct", "taker_fee_pct"))
    opening = taker if case.get("entry_order") == "market" else maker
    closing = taker if case.get("target_order") == "market" else maker
    return opening, closing, taker


def books_of(case, more=()):
    opening, closing, _ = rates(case)
    if "fees_paid" in case:
        blank = Books(case)
        traded = sum(abs(blank.worth(quantity, price)) for quantity, price in fills_of(case))
        closing_paid = opening_paid = D(case["fees_paid"]) / traded
    else:
        opening_paid, closing_paid = opening, closing
    books = Books(case)
    for quantity, price in fills_of(case):
        books.fill(quantity, price, opening_paid if quantity > 0 else closing_paid)
    for quantity, price in more:
        books.fill(quantity, price, opening)
    return books


def fills_of(case):
    return [tuple(map(D, pair.split("@"))) for pair in case["fills"].split(",")]


def stop_of(case, average):
    """The stop as a price; a distance falls on the tick, towards the average."""
    text, side = case.get("stop", ""), 1 if case["side"] == "long" else -1
    if not text:
        return None
    if text.endswith("%"):
        price = average - side * average * D(text[:-1]) / 100
    elif text.endswith("atr"):
        price = average - side * D(text[:-3]) * D(case["atr"])
    else:
        return D(text)
    if "price_rule" not in case:
        return price
    tick = D(case["price_rule"])
    return (price / tick).to_integral_value(ROUND_CEILING if price < average else ROUND_FLOOR) * tick


def room(case, stop, next_price, budget):
    """The largest number of lots that a replay with one more fill stops within the budget."""
    _, _, taker = rates(case)
    side = 1 if case["side"] == "long" else -1
    slip = D(case.get("slippage_pct", "0")) / 100
    filled = next_price * (1 + side * slip) if case.get("entry_order") == "market" else next_price
    stopped = stop * (1 - side * slip)
    lot = D(case["lot_step"])

    def lost(lots):
        books = books_of(case, [(lots * lot, filled)] if lots else [])
        return books.open_fees - books.closed_at(stopped, taker)

    low, high = 0, 1
    while lost(high) <= budget:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if lost(middle) <= budget else (low, middle)
    least = max(D(case.get("min_quantity", "0")), lot)
    if lost(0) >= budget or low * lot < least or books_of(case).worth(low * lot, filled) < D(case.get("min_notional", "0")):
        return None, None, None
    return low * lot, books_of(case, [(low * lot, filled)]).average(), lost(low)


def expected(case):
    books = books_of(case)
    _, closing, taker = rates(case)
    won = books.won - books.fees
    answers = {"open_quantity": books.held, "realised_profit": won, "realised_gross_profit": books.won,
               "fees_so_far": books.fees}
    if books.held == 0:
        return answers | {"average_entry": None, "open_profit": None, "breakeven_price": None, "roe_pct": None}
    average = books.average()
    mark = D(case.get("mark_price") or average)
    profit = books.gain(books.paid, books.worth(books.held, mark))
    answers |= {
        "average_entry": average,
        "notional": books.paid,
        "mark_notional": books.worth(books.held, mark),
        "open_profit": profit,
        "roe_pct": 100 * profit / (books.paid / D(case["leverage"])),
        "initial_margin": books.paid / D(case["leverage"]),
        "breakeven_price": halved(lambda price: books.closed_at(price, closing) - books.open_fees),
        "breakeven_whole_price": halved(lambda price: books.closed_at(price, closing) + won),
    }
    if case["equity"]:
        answers["exposure"] = answers["mark_notional"] / D(case["equity"])
    stop = stop_of(case, average)
    if stop is None:
        return answers | {"profit_at_stop": None, "room_quantity": None}
    slip = D(case.get("slippage_pct", "0")) / 100 * (1 if case["side"] == "long" else -1)
    at_stop = books.closed_at(stop * (1 - slip), taker)
    budget = D(case["risk_amount"]) if case.get("risk_by") == "risk-amount" else D(case["equity"]) * D(case["risk_pct"]) / 100
    added, average_after, at_risk = room(case, stop, D(case.get("add_price") or mark), budget)
    return answers | {"stop_price": stop, "profit_at_stop": at_stop - books.open_fees, "whole_profit_at_stop": at_stop + won,
                      "risk_budget_amount": budget, "room_quantity": added, "average_after": average_after,
                      "realised_risk_amount": at_risk}


def cases():
    fees = {"maker_fee_pct": "0.02", "taker_fee_pct": "0.055"}
    linear = {"side": "long", "fills": "0.4@65000,0.3@64000,-0.2@66000,0.1@63500", "mark_price": "65500", "stop": "62000",
              "equity": "50000", "risk_pct": "5", "leverage": "10", "lot_step": "0.001"} | fees
    inverse = {"side": "long", "contract": "inverse", "contract_size": "100", "fills": "300@60000,200@58000,-100@61000",
               "mark_price": "59500", "stop": "56000", "equity": "2", "risk_pct": "4", "leverage": "5", "lot_step": "1"} | fees
    quanto = {"side": "long", "contract": "quanto", "contract_size": "0.000001", "fills": "40000@500,20000@520,-15000@530",
              "mark_price": "525", "stop": "480", "equity": "20", "risk_pct": "12", "leverage": "8", "lot_step": "1"} | fees
    short = {"side": "short", "stop": "68000", "fills": "0.4@65000,0.3@66000,-0.2@64000,0.1@66500"}
    yield "linear-long", linear
    yield "linear-short", linear | short
    yield "linear-long-market", linear | {"entry_order": "market", "slippage_pct": "0.05"}
    yield "linear-short-market-out", linear | short | {"target_order": "market", "slippage_pct": "0.1"}
    yield "linear-long-fees-typed", linear | {"fees_paid": "31.4"}
    yield "linear-long-rebate", linear | {"fees_paid": "-6.25"}
    yield "linear-long-money", linear | {"risk_by": "risk-amount", "risk_amount": "2150"}
    yield "linear-long-added-lower", linear | {"add_price": "62800"}
    yield "linear-long-stop-in-percent", linear | {"stop": "3.3%", "price_rule": "0.5"}
    yield "linear-short-stop-in-atr", linear | short | {"stop": "2.5atr", "atr": "913", "price_rule": "0.5"}
    yield "linear-long-stop-in-profit", linear | {"stop": "65200"}
    yield "linear-long-nothing-left", linear | {"risk_pct": "3"}
    yield "linear-long-below-smallest", linear | {"risk_pct": "3.2", "min_quantity": "0.05"}
    yield "linear-long-below-notional", linear | {"risk_pct": "3.2", "min_notional": "5000"}
    yield "linear-long-coarse-lot", linear | {"lot_step": "0.05"}
    yield "linear-long-no-mark", linear | {"mark_price": "", "add_price": "64000"}
    yield "linear-long-no-stop", linear | {"stop": ""}
    yield "linear-long-closed", linear | {"fills": "0.1@65000,0.2@64000,-0.3@66000", "stop": ""}
    yield "linear-long-closed-and-reopened", linear | {"fills": "0.1@65000,-0.1@66000,0.7@64200,-0.1@64800"}
    yield "inverse-long", inverse
    yield "inverse-short", inverse | {"side": "short", "stop": "63000"}
    yield "inverse-long-market", inverse | {"entry_order": "market", "target_order": "market", "slippage_pct": "0.02"}
    yield "inverse-short-fees-typed", inverse | {"side": "short", "stop": "63000", "fees_paid": "0.0004"}
    yield "inverse-long-stop-in-percent", inverse | {"stop": "4%", "price_rule": "0.5"}
    yield "quanto-long", quanto
    yield "quanto-short", quanto | {"side": "short", "stop": "560"}


def main():
    for name, case in cases():
        answers = {key: None if value is None else float(value) for key, value in expected(case).items()}
        print(json.dumps({"id": f"reference-{name}", "calculator": "average-entry", "inputs": case, "expected": answers,
                          "tolerance": {"rel": 1e-9}, "source": "tests/reference/average_entry_reference.py"}))


main()
