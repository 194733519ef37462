#!/usr/bin/env python3
"""Reference figures for taking a position down: every outcome walked fill by fill, and how likely each is.

Worked out apart from the engine. A position is a purse: money goes in and out with every fill, in exact fractions, and no
profit formula is used. A price path is a list of prices in the order in which they are met; orders are looked up on the way.
Chances come from integrating the density of the scale function, the trailing stop's average from integrating the hazard of
the running maximum (J. Lehoczky, 1977), both by Simpson's rule: no closed form is used. The chance of a touch within days
is the integral of the density of the time of first passage.

Prints one JSON array of vectors. Python 3.11 or later, standard library only.

    python3 tests/reference/exits_reference.py
"""

import json
import math
from fractions import Fraction as F

SOURCE = "independent script tests/reference/exits_reference.py"


# Fills: a purse in settlement money.


def worth(contract, size, quantity, price):
    """Money that holding this quantity stands for at a price; an inverse long is short coin."""
    if contract == "inverse":
        return -quantity * size / price
    return quantity * price * (size if contract == "quanto" else 1)


class Purse:
    def __init__(self, case):
        self.case, self.money, self.planned, self.held = case, F(0), F(0), F(0)
        self.exits = []

    def fill(self, signed, price, order):
        """signed: above 0 buys. order: limit or market."""
        case = self.case
        slip = case["slippage"] if order == "market" else F(0)
        filled = price * (1 + slip if signed > 0 else 1 - slip)
        fee = case["taker"] if order == "market" else case["maker"]
        contract, size = case["contract"], case["size"]
        self.money -= worth(contract, size, signed, filled) + abs(worth(contract, size, signed, filled)) * fee
        self.planned -= worth(contract, size, signed, price)
        self.held += signed
        return filled

    def open(self):
        case = self.case
        filled = self.fill(case["d"] * case["quantity"], case["entry"], case["entry_order"])
        stamps = case["hours"] / case["interval"]
        per_stamp = case["d"] * case["funding"]
        counted = max(per_stamp * math.floor(stamps), per_stamp * math.ceil(stamps))
        self.money -= abs(worth(case["contract"], case["size"], case["quantity"], filled)) * counted

    def close(self, quantity, price, order):
        if quantity:
            self.fill(-self.case["d"] * quantity, price, order)
            self.exits.append((quantity, price))


def result(case, quantities, stop_at):
    """So many targets, in order, then the rest at that stop: net and gross money."""
    purse = Purse(case)
    purse.open()
    for quantity, price in quantities:
        purse.close(quantity, price, case["target_order"])
    purse.close(abs(purse.held), stop_at, "market")
    assert purse.held == 0
    return purse.money, purse.planned


def solve(f, low, high):
    """Root of a rising or falling function by bisection in fractions, far beyond a double."""
    a, b = F(low), F(high)
    sign = f(a) < 0
    assert sign != (f(b) < 0), (float(f(a)), float(f(b)))
    for _ in range(140):
        middle = (a + b) / 2
        if (f(middle) < 0) == sign:
            a = middle
        else:
            b = middle
    return a


# Rules of the plan.


def level(case, text, gaining):
    """A level or distance as typed, off the grid."""
    text = str(text)
    toward = case["d"] if gaining else -case["d"]
    for suffix, unit in (
        ("%", case["entry"] / 100),
        ("atr", case.get("atr")),
        ("r", abs(case["entry"] - case["stop"]) if "stop" in case else None),
    ):
        if text.endswith(suffix):
            price = case["entry"] + toward * F(text.removesuffix(suffix)) * unit
            return on_grid(case, price, up=price < case["entry"])
    return F(text)


def on_grid(case, price, up):
    tick = case["tick"]
    if not tick:
        return price
    steps = math.ceil(price / tick) if up else math.floor(price / tick)
    return steps * tick


def read(inputs):
    number = lambda key, default=0: F(str(inputs.get(key, default)))
    case = {"d": 1 if inputs["side"] == "long" else -1, "entry": number("entry"), "quantity": number("quantity")}
    case |= {"contract": inputs.get("contract", "linear"), "size": number("contract_size", 1)}
    case |= {"maker": number("maker_fee_pct") / 100, "taker": number("taker_fee_pct") / 100}
    case |= {"slippage": number("slippage_pct") / 100, "funding": number("funding_rate_pct") / 100}
    case |= {"hours": number("hours"), "interval": number("funding_interval_hours", 8), "lot": number("lot_step")}
    case |= {"tick": number("price_rule"), "entry_order": inputs.get("entry_order", "limit")}
    case |= {"target_order": inputs.get("target_order", "limit"), "after": int(inputs.get("breakeven_after", 0))}
    if "atr" in inputs:
        case["atr"] = number("atr")
    case["stop"] = level(case, inputs["stop"], gaining=False)
    case["now"] = number("mark_price", inputs["entry"])
    shares = []
    for pair in inputs["targets"].split(","):
        share, text = pair.split("@") if "@" in pair else ("100", pair)
        shares.append((F(share) / 100, level(case, text, gaining=True)))
    shares.sort(key=lambda pair: case["d"] * pair[1])
    case["shares"] = shares
    return case


def in_lots(case):
    whole = sum(share for share, _ in case["shares"]) == 1
    left, parts = case["quantity"], []
    for at, (share, price) in enumerate(case["shares"]):
        quantity = share * case["quantity"]
        if case["lot"]:
            quantity = math.floor(quantity / case["lot"]) * case["lot"]
        if whole and at + 1 == len(case["shares"]):
            quantity = left
        left -= quantity
        parts.append((quantity, price))
    return parts, left


def breakeven_stop(case):
    """Where a market stop leaves nothing, for one unit, on the tick towards gain."""
    one = case | {"quantity": F(1)}
    price = solve(lambda price: result(one, [], price)[0], case["entry"] / 2, case["entry"] * 2)
    tick = case["tick"]
    if tick:
        nearest = round(price / tick) * tick
        if abs(nearest - price) < F(1, 10**20):
            return nearest
        return on_grid(case, price, up=case["d"] > 0)
    return price


def stops(case, stop):
    """The stop in force after 0, 1, 2, ... targets."""
    d, even = case["d"], breakeven_stop(case)
    in_force = [stop]
    for hit, (_, price) in enumerate(case["shares"], start=1):
        moves = case["after"] and hit >= case["after"] and d * (price - even) > 0
        in_force.append(d * max(d * stop, d * even) if moves else stop)
    return in_force


def trailed(case, inputs, best):
    text = str(inputs["trail_by"])
    d = case["d"]
    if text.endswith("%"):
        return best * (1 - d * F(text[:-1]) / 100)
    for suffix, unit in (("atr", case.get("atr")), ("r", abs(case["entry"] - case["stop"]))):
        if text.endswith(suffix):
            return best - d * F(text.removesuffix(suffix)) * unit
    return best - d * F(text)


# Chances.


def simpson(f, low, high, steps=4000):
    h = (high - low) / steps
    total = f(low) + f(high) + math.fsum((4 if k % 2 else 2) * f(low + k * h) for k in range(1, steps))
    return total * h / 3


def scale(power, low, high):
    """Integral of the density x^-power of the scale function, in logarithms."""
    return simpson(lambda y: math.exp((1 - power) * y), math.log(low), math.log(high))


def first(power, start, wanted, other):
    d = 1 if wanted > other else -1
    if d * (start - wanted) >= 0:
        return 1.0
    if d * (start - other) <= 0:
        return 0.0
    return scale(power, other, start) / scale(power, other, wanted)


def chances(case, inputs, stop):
    if "hit_odds" in inputs:
        return [1.0] + [float(odds) / 100 for odds in inputs["hit_odds"].split(",")]
    power = leaning(inputs)
    reached, d = [1.0], case["d"]
    in_force = stops(case, stop)
    at = case["now"]
    for hit, (_, price) in enumerate(case["shares"]):
        reached.append(reached[-1] * first(power, float(at), float(price), float(in_force[hit])))
        at = d * max(d * at, d * price)
    return reached


def leaning(inputs):
    """2 drift / volatility^2."""
    drift = float(inputs.get("annual_drift_pct", 0)) / 100
    return 2 * drift / (float(inputs["annual_vol_pct"]) / 100) ** 2 if drift else 0.0


def trail_mean(case, inputs, start, floor, back):
    """The price whose payoff is the average payoff; by the hazard of the best price."""
    d, power = case["d"], leaning(inputs)
    g = (lambda x: 1 / x) if case["contract"] == "inverse" else (lambda x: x)
    density = lambda x: x**-power
    joined = solve(lambda best: d * (back(best) - floor), min(start, floor) / 4, max(start, floor) * 4)
    begin, sure = float(start), 0.0
    chance = 1.0
    if d * (joined - start) > 0:
        chance = first(power, float(start), float(joined), float(floor))
        sure = (1 - chance) * g(float(floor))
        begin = float(joined)

    def hazard(y):  # of ln best, towards gain
        best = math.exp(y)
        stop = float(back(F(best)))
        return best * density(best) / scale_short(power, min(stop, best), max(stop, best))

    # dy / dh = 1 / hazard, h from 0 to 38; average of g(stop) e^-h.
    steps, y, total = 16000, math.log(begin), []
    h = 38 / steps
    slope = lambda y: d / hazard(y)
    for k in range(steps + 1):
        weight = 1 if k in (0, steps) else (4 if k % 2 else 2)
        total.append(weight * math.exp(-k * h) * g(float(back(F(math.exp(y))))))
        a = slope(y)
        b = slope(y + h * a / 2)
        c = slope(y + h * b / 2)
        e = slope(y + h * c)
        y += h * (a + 2 * b + 2 * c + e) / 6
    return g(sure + chance * math.fsum(total) * h / 3)


def scale_short(power, low, high):
    return simpson(lambda y: math.exp((1 - power) * y), math.log(low), math.log(high), 16)


def passage(distance, drift, volatility, years):
    """Touching within the time: the density of first passage, t = years (1 + tanh(pi/2 sinh x))/2."""
    total = []
    for k in range(-1536, 1537):
        x = k / 256
        y = math.pi / 2 * math.sinh(x)
        if abs(y) > 340:
            continue
        t = years / (1 + math.exp(-2 * y))
        weight = math.pi / 2 * math.cosh(x) / math.cosh(y) ** 2 / 2 * years / 256
        exponent = -((distance - drift * t) ** 2) / (2 * volatility**2 * t) if t > 0 else -800
        if weight > 0 and exponent > -745:
            total.append(weight * distance / (volatility * math.sqrt(2 * math.pi * t**3)) * math.exp(exponent))
    return math.fsum(total)


# A case to its figures.


def outcomes(case, inputs, stop):
    """Rows of net, gross, chance; the last with the trailing stop at its worst, and one more with its average."""
    parts, rest = in_lots(case)
    in_force, reached = stops(case, stop), chances(case, inputs, stop)
    rows = []
    for hit in range(len(parts) + 1):
        last, chance = in_force[hit], reached[hit] - (reached[hit + 1] if hit < len(parts) else 0)
        is_trailed = hit == len(parts) and rest and "trail_by" in inputs
        if is_trailed:
            last = case["d"] * max(case["d"] * trailed(case, inputs, parts[-1][1]), case["d"] * in_force[hit])
        net, gross = result(case, parts[:hit], last)
        has_average = is_trailed and "hit_odds" not in inputs
        left = rest + sum(quantity for quantity, _ in parts[hit:])
        rows.append({"net": net, "gross": gross, "last": last if left else parts[-1][1], "chance": None if has_average else chance})
        if has_average:
            start = case["d"] * max(case["d"] * parts[-1][1], case["d"] * case["now"])
            mean = F(trail_mean(case, inputs, start, in_force[hit], lambda best: trailed(case, inputs, best)))
            net, gross = result(case, parts, mean)
            rows.append({"net": net, "gross": gross, "last": mean, "chance": chance, "worst": last})
    return rows


def free_price(case):
    """Where closing the first part pays for all else at the stop."""
    parts, _ = in_lots(case)
    first_part = next(quantity for quantity, _ in parts if quantity)
    total = lambda at: result(case, [(first_part, at)], case["stop"])[0]
    low, high = (case["stop"], case["entry"] * 50) if case["d"] > 0 else (case["entry"] / 1000, case["stop"])
    return solve(total, low, high) if total(high if case["d"] > 0 else low) >= 0 else None


def required_win(loss, win):
    return 100 * loss / (loss + win) if loss > 0 and win >= 0 else None


def figures(inputs):
    case = read(inputs)
    parts, rest = in_lots(case)
    rows = outcomes(case, inputs, case["stop"])
    stake, stake_gross = (-sum for sum in result(case, [], case["stop"]))
    known = [row for row in rows if row["chance"] is not None]
    assert abs(sum(row["chance"] for row in known) - 1) < 1e-12
    plan = rows[len(parts)]
    expected = math.fsum(row["chance"] * float(row["net"]) for row in known)
    # A rest that only its stop closes has no average result; odds that are typed count it there.
    has_mean = not rest or "trail_by" in inputs or "hit_odds" in inputs
    # Whether a trailing rest turns a loss into a gain depends on how far it goes.
    is_open = rows[-1].get("worst") is not None and plan["net"] <= 0
    free = free_price(case)
    all_free = [hit for hit in range(len(parts) + 1) if rows[hit]["net"] >= 0]
    after_first = [row["net"] for row in rows[1:]]
    found = {
        "plan_r_net": plan["net"] / stake,
        "plan_r_gross": plan["gross"] / stake_gross,
        "expected_amount": expected if has_mean else None,
        "expected_r": expected / float(stake) if has_mean else None,
        "profit_at_stop": -stake,
        "worst_after_first": min(after_first),
        "worst_after_first_r": min(after_first) / stake,
        "free_price": free,
        "free_after": all_free[0] if all_free else None,
        "gain_chance_pct": None if is_open else 100 * sum(row["chance"] for row in known if row["net"] > 0),
        "required_win_pct": required_win(stake, plan["net"]),
        "breakeven_stop": breakeven_stop(case),
        "rest_quantity": rest,
        "stop_price": case["stop"],
        "exit_outcomes": [
            {"profit": row["net"], "r_net": row["net"] / stake, "r_gross": row["gross"] / stake_gross, "exit_price": row["last"]}
            | ({} if row["chance"] is None else {"chance_pct": 100 * row["chance"]})
            for row in rows
        ],
        "target_plan": [{"price": price, "quantity": quantity} for quantity, price in parts],
    }
    if "equity" in inputs:
        found["loss_at_stop_pct"] = 100 * stake / F(str(inputs["equity"]))
    if rest and "trail_by" in inputs and "hit_odds" not in inputs:
        found |= {"trail_least_price": rows[-1]["worst"], "trail_mean_price": rows[-1]["last"]}
    if "moved_stop" in inputs:
        moved = level(case, inputs["moved_stop"], gaining=False)
        then = outcomes(case, inputs, moved)
        lost = -result(case, [], moved)[0]
        found |= {
            "moved_profit_at_stop": -lost,
            "moved_expected_amount": math.fsum(row["chance"] * float(row["net"]) for row in then if row["chance"] is not None)
            if has_mean
            else None,
            "moved_required_win_pct": required_win(lost, then[len(parts)]["net"]),
            "moved_outcomes": [
                {"r_net": now["net"] / stake, "moved_r_net": row["net"] / stake}
                | ({} if row["chance"] is None else {"moved_chance_pct": 100 * row["chance"]})
                for now, row in zip(rows, then)
            ],
        }
    if "annual_vol_pct" in inputs:
        volatility, drift = float(inputs["annual_vol_pct"]) / 100, float(inputs.get("annual_drift_pct", 0)) / 100
        years = float(inputs.get("horizon_days", 30)) / 365
        for row in found["target_plan"]:
            away = case["d"] * math.log(float(row["price"] / case["now"]))
            row["touch_pct"] = 100 * passage(away, case["d"] * (drift - volatility**2 / 2), volatility, years)
    return found


LADDER = {"side": "long", "entry": 50000, "stop": "49000", "quantity": 1, "targets": "40@51000,30@52000,30@54000"}
COSTS = {"maker_fee_pct": 0.02, "taker_fee_pct": 0.05}
REAL = {"side": "long", "entry": 65000, "stop": "63500", "quantity": 0.05, "targets": "40@1r,30@2r,30@4r"} | COSTS
REAL |= {"lot_step": 0.001, "price_rule": 0.1, "breakeven_after": 1}
SHORT = {"side": "short", "entry": 3000, "stop": "3060", "quantity": 4, "targets": "25@2940,25@2900,20@2800"} | COSTS
INVERSE = {"contract": "inverse", "contract_size": 100, "side": "long", "entry": 65000, "stop": "63500", "quantity": 100}
INVERSE |= {"targets": "50@66500,25@69000", "lot_step": 1, "price_rule": 0.5, "breakeven_after": 1} | COSTS
CASES = {
    "three-targets-with-costs": REAL,
    "market-orders-that-slip": REAL | {"entry_order": "market", "target_order": "market", "slippage_pct": 0.1},
    "funding-at-its-adverse-end": REAL | {"funding_rate_pct": 0.01, "hours": 30, "funding_interval_hours": 4},
    "a-short-that-receives-and-pays-funding": SHORT | {"funding_rate_pct": -0.01, "hours": 20},
    "levels-in-percent-and-atr": REAL | {"stop": "2.345%", "targets": "40@1.5atr,30@4%,30@6atr", "atr": 812.3},
    "breakeven-after-two": REAL | {"breakeven_after": 2},
    "the-stop-moved-up": REAL | {"moved_stop": "64500", "equity": 10000},
    "the-stop-moved-to-profit": REAL | {"mark_price": 66000, "moved_stop": "65500"},
    "the-stop-moved-away": SHORT | {"moved_stop": "3090", "breakeven_after": 1},
    "odds-from-the-price-now": REAL | {"mark_price": 65800},
    "odds-with-a-drift": REAL | {"annual_drift_pct": 80, "annual_vol_pct": 60, "horizon_days": 10},
    "odds-of-a-short-against-a-drift": SHORT | {"annual_drift_pct": 40, "annual_vol_pct": 75, "breakeven_after": 2},
    "odds-typed-count-a-rest-at-its-stop": SHORT | {"hit_odds": "50,30,20", "breakeven_after": 1},
    "odds-typed": REAL | {"hit_odds": "55,40,18"},
    "a-rest-without-a-trailing-stop": SHORT | {"breakeven_after": 2},
    "a-rest-that-trails-in-percent": REAL | {"targets": "40@1r,30@2r", "trail_by": "2%"},
    "a-rest-that-trails-in-atr": REAL | {"targets": "40@1r,30@2r", "trail_by": "1.5atr", "atr": 700},
    "a-rest-that-may-trail-into-a-loss": REAL | {"targets": "10@0.3r", "trail_by": "5%", "breakeven_after": 0},
    "a-rest-that-trails-in-r": SHORT | {"trail_by": "1r"},
    "a-rest-that-trails-with-a-drift": REAL | {"targets": "40@1r,30@2r", "trail_by": "2%", "annual_drift_pct": 120, "annual_vol_pct": 70},
    "a-short-rest-that-trails-with-a-drift": SHORT | {"trail_by": "3%", "annual_drift_pct": -60, "annual_vol_pct": 80, "breakeven_after": 1},
    "a-trailing-stop-behind-breakeven-at-first": REAL | {"targets": "50@1r", "trail_by": "4%", "annual_drift_pct": 50, "annual_vol_pct": 60},
    "typed-odds-count-the-trailing-stop-at-its-worst": REAL | {"targets": "40@1r,30@2r", "trail_by": "2%", "hit_odds": "50,30"},
    "inverse": INVERSE,
    "inverse-that-trails": INVERSE | {"trail_by": "2%"},
    "inverse-short-that-trails": INVERSE | {"side": "short", "stop": "66500", "targets": "50@64000,25@62000", "trail_by": "1.5%"},
    "quanto": SHORT | {"contract": "quanto", "contract_size": 0.000001, "quantity": 4000, "lot_step": 1, "breakeven_after": 1},
    "shares-that-are-no-lots": REAL | {"quantity": 0.007, "targets": "33@1r,33@2r,34@3r"},
    "targets-out-of-order": REAL | {"targets": "30@4r,40@1r,30@2r"},
    "a-breakeven-stop-that-waits": REAL | {"targets": "20@65020,80@67000", "taker_fee_pct": 0.06},
    "free-after-the-second-target": REAL | {"targets": "10@1r,60@2r,30@3r", "breakeven_after": 0},
    "never-free-though-a-price-would-do": REAL | {"targets": "5@0.5r,5@1r", "breakeven_after": 0},
    "no-price-makes-a-short-free": SHORT | {"targets": "1@2900,99@2800", "stop": "3090"},
}


def main():
    plain = lambda value: value if value is None or isinstance(value, int) else float(value)

    def shown(value):
        return [{key: plain(cell) for key, cell in row.items()} for row in value] if isinstance(value, list) else plain(value)

    vectors = []
    for name, inputs in CASES.items():
        expected = {key: shown(value) for key, value in figures(inputs).items()}
        vector = {"id": name, "calculator": "scale-out", "inputs": inputs, "expected": expected}
        vectors.append(vector | {"tolerance": {"rel": 1e-9}, "source": SOURCE})
    print(json.dumps(vectors, indent=1))


if __name__ == "__main__":
    main()
