#!/usr/bin/env python3
"""Reference figures for options: prices, implied volatilities, books of options and futures, hedges and price grids.

Shares nothing with the engine: an option is priced by integrating its payout over the density of the price at expiry, a
volatility is found by halving, every sensitivity is a bump of whole books revalued, chances to touch are integrals over
the time of first passage. Python 3.11 or later, standard library only. Prints JSON vectors.

    python3 tests/reference/option_reference.py implied-volatility
    python3 tests/reference/option_reference.py delta-rebalance

With scipy, py_vollib and QuantLib installed, `check` compares the pricer with them.
"""

import json
import math
import sys
from datetime import datetime, timezone
from fractions import Fraction

YEAR = 365 * 86400
SOURCE = "tests/reference/option_reference.py, independent script"


def legendre(count):
    """Nodes and weights of Gauss's rule on -1..1, by Newton's method."""
    rule = []
    for k in range(count):
        x = math.cos(math.pi * (k + 0.75) / (count + 0.5))
        for _ in range(100):
            before, now = 1.0, x
            for n in range(2, count + 1):
                before, now = now, ((2 * n - 1) * x * now - (n - 1) * before) / n
            slope_there = count * (x * now - before) / (x * x - 1)
            x -= now / slope_there
        rule.append((x, 2 / ((1 - x * x) * slope_there**2)))
    return rule


RULE = legendre(12)


def integral(f, low, high, pieces=50):
    half = (high - low) / pieces / 2
    middles = (low + (2 * piece + 1) * half for piece in range(pieces))
    return half * math.fsum(weight * f(middle + half * node) for middle in middles for node, weight in RULE)


def payout(kind, price, strike):
    return max(price - strike, 0.0) if kind == "call" else max(strike - price, 0.0)


def option(kind, forward, strike, years, vol):
    """Expected payout of a price whose logarithm is normal and whose mean is the forward."""
    if years <= 0 or vol <= 0:
        return payout(kind, forward, strike)
    spread = vol * math.sqrt(years)
    if (kind == "call") == (forward > strike):
        # In the money: the other kind, and what a future at the strike is worth. Integrals of small numbers keep digits.
        other = "put" if kind == "call" else "call"
        return abs(forward - strike) + option(other, forward, strike, years, vol) if forward != strike else atm(kind, forward, spread)
    kink = (math.log(strike / forward) + spread * spread / 2) / spread
    low, high = (kink, max(kink, spread) + 13) if kind == "call" else (min(kink, spread) - 13, kink)
    return expected(lambda price: payout(kind, price, strike), forward, spread, low, high)


def atm(kind, forward, spread):
    low, high = (spread / 2, spread + 13) if kind == "call" else (-13, spread / 2)
    return expected(lambda price: payout(kind, price, forward), forward, spread, low, high)


def expected(pays, forward, spread, low, high):
    density = lambda z: math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return integral(lambda z: density(z) * pays(forward * math.exp(spread * z - spread * spread / 2)), low, high)


def implied(kind, forward, strike, years, price):
    low, high = 1e-6, 20.0
    for _ in range(200):
        middle = (low + high) / 2
        if option(kind, forward, strike, years, middle) < price:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def extrapolated(difference, step):
    """Central differences at three steps: what goes with the square and the fourth power of the step falls out."""
    one, two, three = difference(step), difference(step / 2), difference(step / 4)
    first, second = (4 * two - one) / 3, (4 * three - two) / 3
    return (16 * second - first) / 15


def slope(f, step):
    return extrapolated(lambda h: (f(h) - f(-h)) / (2 * h), step)


def bend(f, step):
    return extrapolated(lambda h: (f(h) - 2 * f(0) + f(-h)) / (h * h), step)


def touch(forward, strike, years, vol):
    """First passage of a price without drift, in the square root of time."""
    distance = abs(math.log(strike / forward))
    drift = -vol * vol / 2 * (1 if strike > forward else -1)

    def density(root):
        time = root * root
        if time == 0:
            return 0.0
        exponent = -((distance - drift * time) ** 2) / (2 * vol * vol * time)
        return 2 * root * distance / (vol * math.sqrt(2 * math.pi) * time**1.5) * math.exp(exponent)

    return integral(density, 0.0, math.sqrt(years), 400)


def seconds(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc).timestamp()


def years_between(start, end):
    return (seconds(end) - seconds(start)) / YEAR


# --- implied volatility ---------------------------------------------------------------------------------------------

AT = {"as_of": "2026-11-20T10:30Z", "expiry": "2026-12-25T08:00Z", "forward_price": 64000}
BUYER = {"equity": 24000, "risk_pct": 1.5, "option_fee_pct": 0.03}
PRICED = {
    "call.quote": AT | {"option_price": 2750, "strike": 67000, "target_vol_pct": 30},
    "put.quote": AT | {"option_kind": "put", "option_price": 1400.5, "strike": 60000},
    "put.in_the_money": AT | {"option_kind": "put", "option_price": 9100, "strike": 72000},
    "call.coin": AT | {"option_settlement": "coin", "option_coin_price": 0.0415, "strike": 67000},
    "put.coin": AT | {"option_kind": "put", "option_settlement": "coin", "option_coin_price": 0.1712, "strike": 72000},
    "call.wild": AT | {"option_price": 9000, "strike": 90000, "expiry": "2026-11-27T08:00Z"},
    "call.calm": AT | {"option_price": 120, "strike": 64500, "expiry": "2026-11-21T08:00Z"},
    "call.bought": AT | BUYER | {"option_price": 2750, "strike": 67000},
    "call.bought.lot": AT | BUYER | {"option_price": 2750, "strike": 67000, "option_lot": 0.01, "risk_pct": 2.5},
    "call.bought.cheap": AT | BUYER | {"option_price": 40, "strike": 99000, "option_lot": 0.1},
    "put.bought.in_coin": AT | BUYER | {"option_kind": "put", "option_settlement": "coin", "option_coin_price": 0.0315, "strike": 61000},
    "put.bought.from_coins": AT | BUYER | {"option_kind": "put", "option_price": 2100, "strike": 61000, "equity": 0.6, "contract": "inverse", "option_lot": 0.1, "risk_pct": 3},
    "call.below_exercise": AT | {"option_price": 3999, "strike": 60000},
    "put.above_bound": AT | {"option_kind": "put", "option_price": 60000, "strike": 60000},
    "call.expired": AT | {"option_price": 100, "strike": 60000, "as_of": "2026-12-25T08:00Z"},
}


def bought(given):
    """As many lots as lose no more than the risk when they expire worthless: counted up in exact fractions."""
    if "risk_pct" not in given:
        return {}
    exact = lambda name, otherwise=0: Fraction(str(given.get(name, otherwise)))
    forward = exact("forward_price")
    premium = exact("option_coin_price") * forward if given.get("option_settlement") == "coin" else exact("option_price")
    each = premium + min(exact("option_fee_pct") / 100 * forward, premium / 8)
    if given.get("contract") == "inverse":
        each /= forward
    budget, lot = exact("equity") * exact("risk_pct") / 100, exact("option_lot")
    count = budget / each
    if lot:
        count = Fraction(0)
        while (count + lot) * each <= budget:
            count += lot
    return {"option_quantity": float(count), "option_outlay_amount": float(count * each)}


def priced(given):
    kind, forward, strike = given.get("option_kind", "call"), given["forward_price"], given["strike"]
    in_coin = given.get("option_settlement") == "coin"
    price = given["option_coin_price"] * forward if in_coin else given["option_price"]
    years = years_between(given["as_of"], given["expiry"])
    least, bound = payout(kind, forward, strike), forward if kind == "call" else strike
    figures = {"days_to_expiry": years * 365, "intrinsic_value": least, "option_bound": bound}
    figures |= {"option_value": price, "option_coin_value": price / forward, "time_value": price - least}
    if years <= 0 or price <= least or price >= bound:
        return figures | {"implied_vol_pct": None, "expected_move_pct": None, "option_delta": None}
    vol = implied(kind, forward, strike, years, price)
    at = lambda moved=0.0, vols=0.0, later=0.0: option(kind, forward + moved, strike, years - later, vol + vols)
    step = forward * min(vol * math.sqrt(years), 1) / 20
    # Ending in the money: how the price answers to the strike.
    by_strike = slope(lambda moved: option(kind, forward, strike + moved, years, vol), step)
    sign = 1 if kind == "call" else -1
    # At expiry: where the payout is the premium, by halving, each in its own currency.
    paid = lambda at: payout(kind, at, strike) / (at if in_coin else 1) - (given["option_coin_price"] if in_coin else price)
    low, high = (strike, strike * 100) if kind == "call" else (strike, strike / 1e6)
    for _ in range(300):
        low, high = ((low + high) / 2, high) if paid((low + high) / 2) < 0 else (low, (low + high) / 2)
    figures |= {
        "implied_vol_pct": vol * 100,
        "expected_move_pct": vol * math.sqrt(years) * 100,
        "expected_move": vol * math.sqrt(years) * forward,
        "daily_vol_pct": vol / math.sqrt(365) * 100,
        "daily_move": vol / math.sqrt(365) * forward,
        "in_the_money_chance_pct": -sign * by_strike * 100,
        "touch_strike_chance_pct": touch(forward, strike, years, vol) * 100,
        "option_breakeven": low,
        "option_delta": slope(lambda moved: at(moved), step),
        "option_coin_delta": forward * slope(lambda moved: at(moved) / (forward + moved), step),
        "option_gamma": bend(lambda moved: at(moved), step),
        "option_vega": slope(lambda vols: at(vols=vols), vol / 20) / 100,
        "option_theta": slope(lambda later: at(later=later), years / 20) / 365,
    }
    if "target_vol_pct" in given:
        figures["exposure_at_target"] = given["target_vol_pct"] / 100 / vol
    return figures | bought(given)


# --- books ----------------------------------------------------------------------------------------------------------


def number(row, name, otherwise):
    return float(row[name]) if row.get(name) not in (None, "") else otherwise


class Book:
    """Rows, revalued whole. `moved` moves every forward, `vols` every volatility, `later` is years gone by."""

    def __init__(self, given, rows=None):
        self.given, self.price = given, float(given["forward_price"])
        rows = given["option_book"] if rows is None else rows
        self.rows = [row for row in rows if not self.expired(row)]
        self.coins = float(given.get("coins_held", 0)) if given.get("delta_measure", "plain") == "plain" else 0.0

    def expired(self, row):
        return bool(row.get("expiry")) and seconds(row["expiry"]) <= seconds(self.given["as_of"])

    def value(self, row, moved=0.0, vols=0.0, later=0.0):
        """Worth of an option or gain of a future from now, in the row's own currency."""
        units = float(row["quantity"]) * number(row, "size", 1.0)
        here = number(row, "forward", self.price)
        forward, coin = here + moved, row.get("settlement") == "coin" and row["kind"] != "spot"
        if row["kind"] in ("call", "put"):
            years = years_between(self.given["as_of"], row["expiry"]) - later
            worth = option(row["kind"], forward, float(row["strike"]), years, float(row["vol_pct"]) / 100 + vols)
            return units * worth / (forward if coin else 1), coin
        return units * ((1 / here - 1 / forward) if coin else moved), coin

    def wealth(self, **bump):
        """In the quote currency: what is held in coins counts at the row's own forward; futures gain from now."""
        total = self.coins * bump.get("moved", 0.0)
        for row in self.rows:
            worth, coin = self.value(row, **bump)
            total += worth * ((number(row, "forward", self.price) + bump.get("moved", 0.0)) if coin else 1)
        return total

    def in_coins(self, moved=0.0, **bump):
        """Gain in coins from now; gains in the quote currency are exchanged at the price there."""
        total = 0.0
        for row in self.rows:
            (worth, coin), (before, _) = self.value(row, moved=moved, **bump), self.value(row)
            total += (worth - before) / (1 if coin else self.price + moved)
        return total

    STEP = 0.004

    def delta(self):
        return slope(lambda moved: self.wealth(moved=moved), self.STEP * self.price)

    def coin_delta(self):
        """Each row's own forward turns its slope in coins into a number of coins."""
        total = 0.0
        for row in self.rows:
            before, coin = self.value(row)
            gain = lambda moved: (self.value(row, moved=moved)[0] - before) / (1 if coin else self.price + moved)
            total += (number(row, "forward", self.price) if coin else self.price) * slope(gain, self.STEP * self.price)
        return total

    def gamma(self):
        return bend(lambda moved: self.wealth(moved=moved), 2 * self.STEP * self.price)

    def vega(self):
        return slope(lambda vols: self.wealth(vols=vols), 0.01) / 100

    def theta(self):
        return slope(lambda later: self.wealth(later=later), 0.5 / 365) / 365

    def profit(self):
        """Since the entries named: in the quote currency, and in coins."""
        quote = coins = 0.0
        for row in self.rows:
            if row.get("entry") in (None, ""):
                continue
            entry, forward = float(row["entry"]), number(row, "forward", self.price)
            units = float(row["quantity"]) * number(row, "size", 1.0)
            worth, coin = self.value(row)
            if row["kind"] in ("call", "put"):
                gain = worth - units * entry
            else:
                gain = units * ((1 / entry - 1 / forward) if coin else forward - entry)
            quote += gain * (self.price if coin else 1)
            coins += gain / (1 if coin else self.price)
        return quote, coins

    def there(self, moved, later):
        """Profit from now, and sensitivities there, of the rows that are still alive there."""
        at = dict(moved=moved, later=later)
        gone = [row for row in self.rows if row["kind"] in ("call", "put") and years_between(self.given["as_of"], row["expiry"]) <= later]
        alive = [row for row in self.rows if row not in gone]
        fresh = [row | {"forward": number(row, "forward", self.price) + moved} for row in alive]
        shifted = Book(self.given | {"forward_price": self.price + moved}, fresh)
        shifted.value = lambda row, moved=0.0, vols=0.0, later=0.0, shift=later: Book.value(shifted, row, moved, vols, later + shift)
        return self.wealth(**at) - self.wealth(), self.in_coins(**at), shifted


def steered(given, book):
    return book.delta() if given.get("delta_measure", "plain") == "plain" else book.coin_delta()


def half_band(given, gamma):
    rule = given.get("band_rule", "width")
    if rule == "width":
        return float(given["band_delta"])
    if rule == "share":
        return float(given["buffer_pct"]) / 100 * abs(float(given.get("average_delta", given.get("target_delta", 0))))
    price = float(given["forward_price"])
    equity = float(given["equity"]) * (price if given.get("contract") == "inverse" else 1)
    cost = (float(given.get("taker_fee_pct", 0)) + float(given.get("slippage_pct", 0))) / 100
    return (1.5 * cost * price * gamma**2 * equity / float(given.get("risk_aversion", 1))) ** (1 / 3)


def neutral(given, book):
    """Options that take gamma, vega or both to 0, by elimination; and the coins paid for them."""
    what = given.get("neutralise", "none")
    if what == "none":
        return [], 0.0
    ones = [row | {"quantity": 1} for row in given["hedge_options"]]
    each = [(one.gamma(), one.vega()) for one in (Book(given | {"coins_held": 0}, [row]) for row in ones)]
    held = (book.gamma(), book.vega())
    if what == "gamma-vega":
        (a, c), (b, d) = each[0], each[1]
        factor = c / a
        second = (-held[1] + factor * held[0]) / (d - factor * b)
        amounts = [(-held[0] - b * second) / a, second]
    else:
        at = 0 if what == "gamma" else 1
        amounts = [-held[at] / each[0][at]]
    lot = given.get("option_lot")
    if lot:
        amounts = [float(round(amount / lot) * Fraction(str(lot))) for amount in amounts]
    rows = [row | {"quantity": amount} for row, amount in zip(ones, amounts)]
    paid = sum(worth for worth, coin in (book.value(row) for row in rows) if coin)
    return rows, paid


def hedge(given, delta, low, high, coins):
    """Lots from none upwards until delta is in the band; where none is, the nearest to the target."""
    price = float(given.get("hedge_price", given["forward_price"]))
    inverse = given.get("contract") == "inverse"
    size = float(given.get("contract_size", 1)) if inverse else 1.0
    unit = size / price if inverse else 1.0
    edge = low if delta < low else high if delta > high else delta
    quantity = (edge - delta) / unit
    lot = given.get("lot_step")
    if lot and quantity:
        lots = math.ceil(abs(quantity) / lot - 1e-9)
        quantity = math.copysign(float(lots * Fraction(str(lot))), quantity)
        if not low - 1e-9 <= delta + quantity * unit <= high + 1e-9:
            quantity = float(round(((low + high) / 2 - delta) / unit / lot) * Fraction(str(lot)))
    if given.get("hedge_with") == "spot" and quantity < 0:
        coins += math.fsum(number(row, "quantity", 0) * number(row, "size", 1) for row in given["option_book"] if row["kind"] == "spot")
        quantity = max(quantity, -math.floor(coins / lot + 1e-9) * lot if lot else -coins)
    if abs(quantity) < given.get("min_quantity", 0):
        return None, unit, 0.0, 0.0
    slip, fee = float(given.get("slippage_pct", 0)) / 100, float(given.get("taker_fee_pct", 0)) / 100
    fill = price * (1 + math.copysign(slip, quantity))
    if inverse:
        lost = abs(size / price - size / fill) + fee * size / fill
        return quantity, unit, abs(quantity) * size / price, abs(quantity) * lost
    return quantity, unit, abs(quantity) * price, abs(quantity) * (abs(fill - price) + fee * fill)


def short_margin(book, row):
    """Deribit's standard margin, in coins; a list of one, or of none where there is nothing to margin."""
    if row["kind"] not in ("call", "put") or row.get("settlement") != "coin" or row["quantity"] >= 0:
        return []
    coins = -row["quantity"] * number(row, "size", 1.0)
    mark = book.value(row | {"quantity": 1, "size": 1})[0]
    away = payout("put" if row["kind"] == "call" else "call", book.price, row["strike"]) / book.price
    initial = max(0.15 - away, 0.1) + mark
    if row["kind"] == "call":
        return [{"kind": "call", "initial": coins * initial, "maintenance": coins * (0.075 + mark)}]
    maintenance = max(0.075, 0.075 * mark) + mark
    return [{"kind": "put", "initial": coins * max(initial, maintenance), "maintenance": coins * maintenance}]


def rebalanced(given):
    book = Book(given)
    bare = Book(given | {"coins_held": 0})
    plain, coin = bare.delta(), bare.coin_delta()
    gamma, vega, theta, price = book.gamma(), book.vega(), book.theta(), book.price
    profit = book.profit()
    figures = {
        "steered_delta": steered(given, book),
        "book_delta": plain,
        "book_coin_delta": coin,
        "book_gamma": gamma,
        "delta_per_percent": gamma * price / 100,
        "book_vega": vega,
        "book_coin_vega": vega / price,
        "book_theta": theta,
        "book_coin_theta": theta / price,
        "book_profit": profit[0],
        "book_coin_profit": profit[1],
        "book_worth": sum(w * (number(r, "forward", price) if c else 1) for r in book.rows if r["kind"] in ("call", "put") for w, c in [book.value(r)]),
    }
    margins = [margin | {"row": at + 1} for at, row in enumerate(given["option_book"]) if not book.expired(row) for margin in short_margin(book, row)]
    if margins:
        figures["option_margins"] = margins
    if not any(row.get("forward") for row in book.rows):
        figures["book_coin_gamma"] = bend(lambda moved: book.in_coins(moved=moved), 2 * Book.STEP * price)
    options, paid = neutral(given, book)
    with_options = Book(given, book.rows + options)
    with_options.coins = book.coins - (paid if given.get("delta_measure", "plain") == "plain" else 0)
    between, half = steered(given, with_options), half_band(given, with_options.gamma())
    target = float(given.get("target_delta", 0))
    coins = with_options.coins if given.get("delta_measure", "plain") == "plain" else float(given.get("coins_held", 0))
    quantity, unit, notional, cost = hedge(given, between, target - half, target + half, coins)
    done = quantity or 0.0
    figures |= {
        "delta_band_low": target - half,
        "delta_band_high": target + half,
        "trade_quantity": quantity,
        "steered_delta_after": between + done * unit,
        "hedge_notional": notional,
        "hedge_cost": cost,
    }
    if options:
        figures["option_trades"] = [
            {"kind": row["kind"], "strike": row["strike"], "quantity": row["quantity"], "price": book.value(row | {"quantity": 1, "size": 1})[0]}
            for row in options
        ]
        free = Book(given | {"coins_held": 0}, with_options.rows)
        deltas = {"delta": free.delta() + done * unit, "coin_delta": free.coin_delta() + done * unit}
        after = {"of": "after", "theta": free.theta()} | {name: delta if abs(delta) > 1e-9 else 0 for name, delta in deltas.items()}
        # What was solved for is 0 by construction; a bump leaves its own dust there.
        solved = {"gamma": ["gamma"], "vega": ["vega"], "gamma-vega": ["gamma", "vega"]}[given["neutralise"]]
        exact = "option_lot" not in given
        left = {"gamma": free.gamma(), "vega": free.vega()}
        after |= {name: 0 if exact and name in solved else value for name, value in left.items()}
        figures["greeks_after"] = [{"of": "now", "delta": plain}, {"of": "options"}, {"of": "hedge"}, after]
    if given.get("_grid"):
        figures["price_grid"] = grid(given, with_options if given.get("grid_of") == "after" else book, (done, unit, cost, profit))
    return figures


def grid(given, book, hedged):
    quantity, unit, cost, profit = hedged
    inverse, price = given.get("contract") == "inverse", book.price
    if given.get("grid_of") == "after":
        row = {"kind": "perpetual", "quantity": quantity, "forward": given.get("hedge_price", "")}
        row |= {"settlement": "coin", "size": given.get("contract_size", 1)} if inverse else {}
        coins = book.coins
        book = Book(given, book.rows + [row])
        book.coins = coins
        profit = (profit[0] - cost * (price if inverse else 1), profit[1] - cost / (1 if inverse else price))
    expiries = [row["expiry"] for row in book.rows if row["kind"] in ("call", "put") and row in Book(given).rows]
    later = given.get("later_date") or (min(expiries) if expiries else None)
    elapsed = years_between(given["as_of"], later) if later else None
    rows = []
    for step in range(-4, 5):
        change = step / 4 * float(given.get("grid_range_pct", 20)) / 100
        quote, coin, there = book.there(change * price, 0.0)
        there.coins = book.coins
        row = {"price": price * (1 + change), "change_pct": change * 100, "profit": profit[0] + quote, "coin_profit": profit[1] + coin}
        row |= {"delta": steered(given, there)}
        if elapsed:
            quote, coin, there = book.there(change * price, elapsed)
            there.coins = book.coins
            row |= {"later_profit": profit[0] + quote, "later_coin_profit": profit[1] + coin, "later_delta": steered(given, there)}
        rows.append(row)
    return rows


def line(kind, quantity, **rest):
    return {"kind": kind, "quantity": quantity} | rest


NEAR, FAR = "2026-12-25T08:00Z", "2027-03-26T08:00Z"
NOW = {"forward_price": 64000, "as_of": "2026-11-20T10:30Z"}
STRANGLE = [
    line("put", -2, strike=58000, expiry=NEAR, vol_pct=54, entry=1500),
    line("call", -3, strike=72000, expiry=NEAR, vol_pct=49.5, entry=900),
    line("perpetual", 0.8, entry=63000),
]
COIN = [
    line("put", -20, strike=58000, expiry=NEAR, vol_pct=54, entry=0.024, settlement="coin", size=0.1),
    line("call", -3, strike=72000, expiry=FAR, vol_pct=52, entry=0.06, settlement="coin", forward=65100),
    line("perpetual", 5000, entry=63000, settlement="coin", size=10),
    line("future", -0.25, forward=65100),
    line("spot", 0.1, entry=50000),
]
INVERSE = {"contract": "inverse", "contract_size": 10, "lot_step": 1, "taker_fee_pct": 0.05, "slippage_pct": 0.1}
TRADED = [
    {"kind": "call", "strike": 66000, "expiry": NEAR, "vol_pct": 51},
    {"kind": "put", "strike": 60000, "expiry": FAR, "vol_pct": 55, "settlement": "coin"},
]
NEUTRAL = NOW | {"option_book": STRANGLE, "band_delta": 0, "hedge_options": TRADED}
BOOKS = {
    "linear": NOW | {"option_book": STRANGLE, "band_delta": 0.25, "taker_fee_pct": 0.05, "_grid": 1},
    "linear.lot_and_target": NOW | {"option_book": STRANGLE, "band_delta": 0.2, "target_delta": -0.3, "lot_step": 0.07, "hedge_price": 64100},
    "coin.profit_in_coins": NOW | INVERSE | {"option_book": COIN, "delta_measure": "coin", "band_delta": 0.05, "later_date": "2026-12-10T08:00Z", "grid_range_pct": 30, "_grid": 1},
    "coin.wealth": NOW | INVERSE | {"option_book": COIN, "coins_held": 1.5, "band_delta": 0.05, "grid_of": "after", "_grid": 1},
    "spot.sells_what_is_held": NOW | {"option_book": COIN, "coins_held": 0.4, "hedge_with": "spot", "band_delta": 0.05, "target_delta": -2, "lot_step": 0.01},
    "band.share": NOW | {"option_book": STRANGLE, "band_rule": "share", "buffer_pct": 10, "target_delta": 1.5},
    "band.share_of_average": NOW | {"option_book": STRANGLE, "band_rule": "share", "buffer_pct": 15, "average_delta": 2},
    "band.from_costs": NOW | {"option_book": STRANGLE, "band_rule": "whalley-wilmott", "equity": 40000, "risk_aversion": 30, "taker_fee_pct": 0.05, "slippage_pct": 0.02},
    "band.from_costs.inverse": NOW | INVERSE | {"option_book": COIN, "band_rule": "whalley-wilmott", "equity": 2, "risk_aversion": 40},
    "neutral.gamma": NEUTRAL | {"neutralise": "gamma"},
    "neutral.vega": NEUTRAL | {"neutralise": "vega", "option_lot": 0.1},
    "neutral.both": NEUTRAL | {"neutralise": "gamma-vega", "grid_of": "after", "_grid": 1},
    "neutral.both.profit_in_coins": NEUTRAL | {"neutralise": "gamma-vega", "delta_measure": "coin"},
    "expired": NOW | {"option_book": STRANGLE + [line("call", 5, strike=60000, expiry="2026-11-20T08:00Z", vol_pct=60)], "band_delta": 0.25},
    "below_the_smallest_order": NOW | {"option_book": STRANGLE, "band_delta": 0, "min_quantity": 3},
}


def bumped(given):
    """The bumps that desks use: a basis point of the price, a point of volatility, a day, each to both sides."""
    book = Book(given)
    point, basis_point = 0.01, book.price / 1e4
    up, down = book.wealth(moved=basis_point), book.wealth(moved=-basis_point)
    coins = [book.price * book.in_coins(moved=moved) for moved in (basis_point, -basis_point)]
    return {
        "book_delta": (up - down) / (2 * basis_point),
        "book_coin_delta": (coins[0] - coins[1]) / (2 * basis_point),
        "book_gamma": (up - 2 * book.wealth() + down) / basis_point**2,
        "book_vega": (book.wealth(vols=point) - book.wealth(vols=-point)) / 2,
        "book_theta": (book.wealth(later=0.5 / 365) - book.wealth(later=-0.5 / 365)),
    }


def settled(value):
    """Bumps leave dust where there is nothing: gamma, the smallest of all, keeps its digits."""
    if isinstance(value, list):
        return [{name: settled(cell) for name, cell in row.items()} for row in value]
    return 0 if isinstance(value, float) and abs(value) < 1e-10 else value


def vectors(calculator, cases, solve):
    rows = []
    for name, given in cases.items():
        figures = solve(given)
        figures = {key: settled(value) for key, value in figures.items()}
        inputs = {key: value for key, value in given.items() if not key.startswith("_")}
        row = {"id": f"reference.{calculator.replace('-', '_')}.{name}", "calculator": calculator, "inputs": inputs}
        rows.append(row | {"expected": figures, "tolerance": {"rel": 1e-8}, "source": SOURCE})
    return rows


def check():
    """The pricer against three libraries, and the bumps that people use against the slopes."""
    import QuantLib as ql
    from py_vollib.black import black
    from scipy.stats import norm

    worst = [0.0, 0.0, 0.0]
    for forward, strike, years, vol in [(64e3, 67e3, 0.1, 0.55), (64e3, 60e3, 0.4, 0.7), (64e3, 64e3, 0.02, 0.4), (64e3, 99e3, 1.5, 0.9), (64e3, 40e3, 0.3, 0.6)]:
        for kind in ("call", "put"):
            ours, spread = option(kind, forward, strike, years, vol), vol * math.sqrt(years)
            sign, d1 = (1 if kind == "call" else -1), math.log(forward / strike) / spread + spread / 2
            others = [
                sign * (forward * norm.cdf(sign * d1) - strike * norm.cdf(sign * (d1 - spread))),
                black(kind[0], forward, strike, years, 0, vol),
                ql.blackFormula(ql.Option.Call if kind == "call" else ql.Option.Put, strike, forward, spread),
            ]
            worst = [max(w, abs(ours - other) / forward) for w, other in zip(worst, others)]
    print("furthest from scipy, py_vollib, QuantLib, in shares of the forward:", worst)


def main():
    what = sys.argv[1] if len(sys.argv) > 1 else "implied-volatility"
    if what == "check":
        return check()
    cases, solve = {"implied-volatility": (PRICED, priced), "delta-rebalance": (BOOKS, rebalanced)}[what]
    rows = vectors(what, cases, solve)
    if what == "delta-rebalance":
        books = {f"bumped.{name}": BOOKS[name] for name in ("linear", "band.from_costs")} | {"bumped.coin": NOW | {"option_book": COIN[:1] + COIN[2:3], "band_delta": 0}}
        rows += [row | {"tolerance": {"rel": 2e-4}} for row in vectors(what, books, bumped)]
    print("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]")


if __name__ == "__main__":
    main()
