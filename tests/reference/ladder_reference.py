"""Figures of scaling plans that no published example gives, filled order by order.

Run:  python3 tests/reference/ladder_reference.py > vectors.json      (standard library only)

Nothing is solved in closed form here. A position is the list of what was bought, fill by fill; what a stop loses is the
sum over that list. The average is the price at which the list pays nothing, found by halving; so are liquidation
(walked from the mark against the position until equity no longer exceeds the requirement), breakeven, the largest add
without lots and the scale without lots. With lots, lots are handed out one by one to the order whose next lot comes
first in proportion, until the next no longer fits.

Every row is a vector as the tests read it: the inputs as typed, and what is expected.
"""

import json
from decimal import Decimal as D, getcontext, ROUND_CEILING, ROUND_FLOOR

getcontext().prec = 60
HALVINGS = 190
LOTS_OUT_OF_REACH = 100_000
SOURCE = "tests/reference/ladder_reference.py"

ZERO, ONE = D(0), D(1)


def halved(low, high, is_low):
    """The place between two where a yes becomes a no."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if is_low(middle):
            low = middle
        else:
            high = middle
    return low


class Terms:
    """Contract, fees and margin, with what a link leaves out."""

    def __init__(self, typed):
        number = lambda key, neutral: D(str(typed.get(key, neutral)))
        share = lambda key, neutral="0": number(key, neutral) / 100
        self.contract = typed.get("contract", "linear")
        self.size = number("contract_size", 1)
        self.sign = 1 if typed["side"] == "long" else -1
        self.lot = number("lot_step", 0)
        self.tick = number("price_rule", 0)
        self.min_quantity = number("min_quantity", 0)
        self.min_notional = number("min_notional", 0)
        self.maker, self.taker = share("maker_fee_pct"), share("taker_fee_pct")
        self.slip = share("slippage_pct")
        self.leverage = number("leverage", 1)
        self.is_cross = typed.get("margin_mode", "isolated") == "cross"
        self.equity = number("equity", 0)
        self.wallet = number("wallet_balance", typed["equity"])
        self.other_profit, self.other_maintenance = number("other_profit", 0), number("other_maintenance", 0)
        self.reserves_both = typed.get("reserve_fees", "entry") == "both"
        self.at_entry = typed.get("maintenance_at", "mark") == "entry"
        self.axis = typed.get("tier_axis", "notional")
        self.closing_fee = share("requirement_fee_pct")
        self.fee_at_bankruptcy = typed.get("requirement_fee_at", "maintenance") == "bankruptcy"
        self.rate_per_coin = share("rate_per_coin_pct")
        self.floor = number("requirement_floor", 0)
        self.tiers = [(None, share("maintenance_pct", "0.5"), ZERO)]
        if "tiers" in typed:
            header, *lines = typed["tiers"].split(";")
            names = header.split(",")
            self.tiers = []
            for line in lines:
                cell = dict(zip(names, line.split(",")))
                cap = D(cell["cap"]) if cell["cap"] else None
                self.tiers.append((cap, D(cell["rate_pct"]) / 100, D(cell.get("deduction", "0"))))

    def worth(self, quantity, price):
        if self.contract == "inverse":
            return quantity * self.size / price
        return quantity * price * (self.size if self.contract == "quanto" else 1)

    def gain(self, quantity, bought, sold):
        change = self.worth(quantity, sold) - self.worth(quantity, bought)
        return change * self.sign * (-1 if self.contract == "inverse" else 1)

    def fee(self, order):
        return self.taker if order == "market" else self.maker

    def bought_at(self, price, order):
        return price * (1 + self.sign * self.slip) if order == "market" else price

    def sold_at(self, price, order):
        return price * (1 - self.sign * self.slip) if order == "market" else price

    def on_tick(self, price, upwards):
        if self.tick == 0:
            return price
        return (price / self.tick).to_integral_value(ROUND_CEILING if upwards else ROUND_FLOOR) * self.tick


class Held:
    """What was bought and not yet sold: quantities, prices and the fees they cost."""

    def __init__(self, terms, parts=()):
        self.terms, self.parts = terms, list(parts)

    def plus(self, quantity, price, rate):
        part = (quantity, price, rate * self.terms.worth(quantity, price))
        return Held(self.terms, self.parts + [part])

    def less(self, quantity):
        left = 1 - quantity / self.quantity()
        return Held(self.terms, [(q * left, p, fee * left) for q, p, fee in self.parts] if left else [])

    def quantity(self):
        return sum((q for q, _, _ in self.parts), ZERO)

    def fees(self):
        return sum((fee for _, _, fee in self.parts), ZERO)

    def gain(self, price):
        return sum((self.terms.gain(q, p, price) for q, p, _ in self.parts), ZERO)

    def closed(self, price, rate):
        return self.gain(price) - self.fees() - rate * self.terms.worth(self.quantity(), price)

    def entry(self):
        prices = [p for _, p, _ in self.parts]
        low, high = min(prices), max(prices)
        if low == high:
            return low
        return halved(low, high, lambda price: self.gain(price) * self.terms.sign < 0)

    def breakeven(self, rate):
        entry = self.entry()
        return halved(entry / 8, entry * 8, lambda price: self.closed(price, rate) * self.terms.sign < 0)

    def initial(self):
        return self.terms.worth(self.quantity(), self.entry()) / self.terms.leverage

    def bankrupt_worth(self, money, fee):
        """What is held is worth where that money, and a fee of closing there, is gone."""
        terms = self.terms
        gone = lambda price: money + self.gain(price) - fee * terms.worth(self.quantity(), price)
        entry = self.entry()
        far = entry / D(10**6) if terms.sign > 0 else entry * D(10**6)
        if gone(far) > 0:
            return ZERO
        low, high = sorted((entry, far))
        price = halved(low, high, lambda price: (gone(price) > 0) == (terms.sign < 0))
        return terms.worth(self.quantity(), price)

    def margin(self):
        terms = self.terms
        initial = self.initial()
        if terms.is_cross or not terms.fee_at_bankruptcy:
            return initial
        return initial + terms.closing_fee * self.bankrupt_worth(initial, ZERO)

    def needed(self, price):
        terms = self.terms
        if not self.parts:
            return ZERO
        closing = terms.taker * self.bankrupt_worth(self.initial(), ZERO) if terms.reserves_both else ZERO
        open_loss = max(ZERO, -self.gain(price)) if terms.is_cross else ZERO
        return self.margin() + max(ZERO, self.fees()) + closing + open_loss

    def liquidation(self, mark):
        """Walked from the mark; None where it is never met, 'now' where it is met already."""
        terms = self.terms
        entry, quantity = self.entry(), self.quantity()
        backing = terms.wallet + terms.other_profit if terms.is_cross else self.margin()
        at_bankruptcy = terms.closing_fee * self.bankrupt_worth(backing, terms.closing_fee) if terms.fee_at_bankruptcy else None

        def surplus(price):
            margined = terms.worth(quantity, entry if terms.at_entry else price)
            measure = {"notional": margined, "entry": terms.worth(quantity, entry), "quantity": quantity}[terms.axis]
            _, rate, deduction = next(
                (tier for tier in terms.tiers if tier[0] is None or measure <= tier[0]), terms.tiers[-1])
            coins = margined if terms.contract == "inverse" else quantity
            maintenance = max((rate + terms.rate_per_coin * coins) * margined - deduction, terms.floor)
            fee = terms.closing_fee * margined if at_bankruptcy is None else at_bankruptcy
            others = terms.other_maintenance if terms.is_cross else ZERO
            return backing + self.gain(price) - maintenance - fee - others

        if surplus(mark) <= 0:
            return "now"
        step = D("0.999") if terms.sign > 0 else D("1.001")
        price = mark
        for _ in range(20_000):
            further = price * step
            if surplus(further) <= 0:
                low, high = sorted((price, further))
                return halved(low, high, lambda at: (surplus(at) > 0) == (terms.sign < 0))
            price = further
        return None


def level(text, base, towards, atr, stop=None):
    """A price typed as one, or as a distance."""
    text = str(text)
    for suffix, unit in (("pct", base / 100), ("atr", atr), ("r", abs(base - stop) if stop else None)):
        if text.endswith(suffix):
            return base + towards * abs(D(text[: -len(suffix)])) * unit
    return D(text)


class Plan:
    """A plan as typed."""

    def __init__(self, typed):
        self.typed, self.terms = typed, Terms(typed)
        self.kind = typed.get("plan", "pyramid")
        self.entry_order = typed.get("entry_order", "limit")
        self.target_order = typed.get("target_order", "limit")
        self.atr = D(str(typed["atr"])) if "atr" in typed else None
        self.filled = self.filled_orders()
        self.base = self.filled[0][1] if self.filled else D(str(typed["entry"]))
        self.stop_text = str(typed.get("stop", ""))
        self.first_stop = None
        if self.stop_text:
            raw = level(self.stop_text, self.base, -self.terms.sign, self.atr)
            typed_price = not self.stop_text.endswith(("pct", "atr"))
            self.first_stop = raw if typed_price else self.terms.on_tick(raw, raw < self.base)
        self.orders = self.open_orders()

    # What is filled already.

    def filled_orders(self):
        if self.kind == "custom":
            rows = [row for row in self.rows() if row.get("state") == "filled"]
            return [(D(row["quantity"]), self.row_price(row["price"])) for row in rows]
        pairs = [pair.split("@") for pair in str(self.typed.get("fills", "")).split(",") if pair]
        return [(D(quantity), D(price)) for quantity, price in pairs]

    def rows(self):
        header, *lines = self.typed["rungs"].split(";")
        return [dict(zip(header.split(","), line.split(","))) for line in lines]

    def row_price(self, text):
        entry = D(str(self.typed["entry"]))
        if not text.endswith(("pct", "atr", "r")):
            return D(text)
        sign = -1 if text.startswith("-") else 1
        stop = level(str(self.typed["stop"]), entry, -self.terms.sign, self.atr) if text.endswith("r") else None
        return self.terms.on_tick(level(text, entry, sign, self.atr, stop), sign > 0)

    # What is still open: price and weight, or price and quantity.

    def open_orders(self):
        if self.kind == "custom":
            open_rows = [row for row in self.rows() if row.get("state", "open") != "filled"]
            size = lambda row: ("quantity", D(row["quantity"])) if row.get("quantity") else ("weight", D(row.get("weight") or 1))
            return [(self.row_price(row["price"]), *size(row)) for row in open_rows]
        typed, terms = self.typed, self.terms
        count = int(typed["rung_count"])
        opened = [price for quantity, price in self.filled if quantity > 0]
        up = (terms.sign > 0) == (self.kind == "pyramid")
        orders = []
        fills = list(opened)
        steps = []
        growth = D(str(typed.get("step_multiplier", 1)))
        step = typed["step"]
        in_price = not step.endswith("pct")
        if not in_price:
            distance = D(step[:-3]) / 100
        else:
            unit = self.atr if step.endswith("atr") else abs(self.base - self.first_stop) if step.endswith("r") else 1
            distance = D(step.rstrip("atr")) * unit
        for number in range(1, count):
            steps.append(distance if number == 1 else steps[-1] * growth)
        for number in range(count):
            if number < len(opened):
                continue
            if number == 0:
                price = D(str(typed["entry"]))
            else:
                from_base = typed.get("step_from", "base") == "base"
                origin = fills[0] if from_base else fills[-1]
                way = sum(steps[:number]) if from_base else steps[number - 1]
                way = way if in_price else way * origin
                price = terms.on_tick(origin + way if up else origin - way, up)
            fills.append(terms.bought_at(price, self.entry_order))
            orders.append((price, "weight", self.weight(number, count, price)))
        return orders

    def weight(self, number, count, price):
        typed = self.typed
        if self.kind == "dca":
            sums = [ONE]
            for at in range(1, count):
                ratio = D(str(typed.get("safety_ratio", 1))) if at == 1 else D(str(typed.get("volume_multiplier", 1)))
                sums.append(sums[-1] * ratio)
            return sums[number] if self.terms.contract == "inverse" else sums[number] / price
        weighting = typed.get("weighting", "equal")
        if weighting == "custom":
            return D(str(typed["weights"]).split(",")[number])
        if weighting == "decreasing":
            return D(count - number)
        if weighting == "fibonacci":
            numbers = [1, 2]
            while len(numbers) < count:
                numbers.append(numbers[-1] + numbers[-2])
            return D(numbers[count - 1 - number])
        return ONE

    # After each fill.

    def stop_after(self, before, fill, held, opened):
        if self.first_stop is None or not held.parts:
            return None
        terms, rule = self.terms, self.typed.get("stop_rule", "fixed")
        behind = lambda price: terms.on_tick(price - terms.sign * self.distance(price), terms.sign > 0)
        if rule == "trailing":
            if fill is None:
                return before
            stop = behind(fill)
            return stop if before is None else (max if terms.sign > 0 else min)(before, stop)
        if rule == "average":
            return behind(held.entry())
        if rule == "breakeven" and opened >= int(self.typed["breakeven_after_fills"]):
            order = held.breakeven(terms.taker) / (1 - terms.sign * terms.slip)
            return terms.on_tick(order, terms.sign > 0)
        return self.first_stop

    def distance(self, price):
        if self.stop_text.endswith("pct"):
            return abs(D(self.stop_text[:-3])) / 100 * price
        if self.stop_text.endswith("atr"):
            return abs(D(self.stop_text[:-3])) * self.atr
        return abs(self.base - D(self.stop_text))

    def step(self, before, order, quantity, held, opened, is_filled):
        price, fill = order
        stop = self.stop_after(before["stop"] if before else None, fill if quantity > 0 else None, held, opened)
        at_stop = None if stop is None else held.closed(self.terms.sold_at(stop, "market"), self.terms.taker)
        return {"price": price, "fill": fill, "quantity": quantity, "held": held, "opened": opened, "stop": stop,
                "at_stop": at_stop, "needed": held.needed(fill), "filled": is_filled}

    def steps_filled(self):
        steps, held, opened = [], Held(self.terms), 0
        for quantity, price in self.filled:
            rate = self.terms.fee(self.entry_order)
            held = held.plus(quantity, price, rate) if quantity > 0 else held.less(-quantity)
            opened += quantity > 0
            steps.append(self.step(steps[-1] if steps else None, (price, price), quantity, held, opened, True))
        return steps

    def walk(self, quantities):
        steps = self.steps_filled()
        held = steps[-1]["held"] if steps else Held(self.terms)
        opened = steps[-1]["opened"] if steps else 0
        rate = self.terms.fee(self.entry_order)
        for (price, _, _), quantity in zip(self.orders, quantities):
            fill = self.terms.bought_at(price, self.entry_order)
            held = held.plus(quantity, fill, rate) if quantity > 0 else held
            opened += quantity > 0
            steps.append(self.step(steps[-1] if steps else None, (price, fill), quantity, held, opened, False))
        return steps

    # How large.

    def budget(self):
        if self.typed.get("ladder_by") == "risk-amount":
            return D(str(self.typed["risk_amount"]))
        return D(str(self.typed["risk_pct"])) / 100 * self.terms.equity

    def fits(self, quantities):
        steps = self.walk(quantities)[max(0, len(self.filled) - 1):]
        if self.typed.get("ladder_by") == "funds":
            return all(step["needed"] <= D(str(self.typed["funds"])) for step in steps)
        return all(-(step["at_stop"] or 0) <= self.budget() for step in steps)

    def quantities(self):
        lot = self.terms.lot
        at_scale = lambda scale: [size if kind == "quantity" else scale * size for _, kind, size in self.orders]
        down = lambda quantity: (quantity / lot).to_integral_value(ROUND_FLOOR) * lot if lot else quantity
        rounded = lambda scale: [q if kind == "quantity" else down(q) for q, (_, kind, _) in zip(at_scale(scale), self.orders)]
        if self.typed.get("ladder_by") == "first-quantity":
            if self.kind == "custom":
                first = next(size for _, kind, size in self.orders if kind == "weight")
            else:
                first = self.weight(0, int(self.typed["rung_count"]), self.base)
            return rounded(D(str(self.typed["first_quantity"])) / first + D("1e-50"))
        if all(kind == "quantity" for _, kind, _ in self.orders):
            return at_scale(ZERO)
        if not lot:
            high = ONE
            while self.fits(at_scale(high)):
                high *= 2
            return at_scale(halved(ZERO, high, lambda scale: self.fits(at_scale(scale))))
        quantities = rounded(ZERO)
        for _ in range(LOTS_OUT_OF_REACH):
            open_orders = [at for at, (_, kind, size) in enumerate(self.orders) if kind == "weight" and size > 0]
            scale = min((quantities[at] + lot) / self.orders[at][2] for at in open_orders)
            # Orders whose next lot comes at the same scale gain it together.
            more = [quantities[at] + lot if at in open_orders and (quantities[at] + lot) / self.orders[at][2] == scale
                    else quantities[at] for at in range(len(quantities))]
            if not self.fits(more):
                return quantities
            quantities = more
        raise ValueError("too many lots")

    # The largest next add.

    def largest_add(self):
        terms, before = self.terms, self.steps_filled()
        held = before[-1]["held"] if before else Held(terms)
        opened = before[-1]["opened"] if before else 0
        price = self.orders[0][0]
        fill = terms.bought_at(price, self.entry_order)

        def added(quantity):
            more = held.plus(quantity, fill, terms.fee(self.entry_order))
            return self.step(before[-1] if before else None, (price, fill), quantity, more, opened + 1, False)

        lost = lambda quantity: -added(quantity)["at_stop"]
        if terms.lot:
            lots = 0
            while lost((lots + 1) * terms.lot) <= self.budget():
                lots += 1
            quantity = lots * terms.lot
            over = lost(quantity + terms.lot) - self.budget()
        else:
            high = ONE
            while lost(high) <= self.budget():
                high *= 2
            quantity, over = halved(ZERO, high, lambda quantity: quantity == 0 or lost(quantity) <= self.budget()), None
        return quantity, added(quantity)["held"].entry(), over

    def targets(self):
        found = []
        for pair in str(self.typed.get("targets", "")).split(","):
            if pair:
                share, text = pair.split("@") if "@" in pair else ("100", pair)
                raw = level(text, self.base, self.terms.sign, self.atr, self.first_stop)
                is_offset = text.endswith(("pct", "atr", "r"))
                found.append((D(share) / 100, self.terms.on_tick(raw, raw < self.base) if is_offset else raw))
        return found

    def at_targets(self, held):
        terms, rate = self.terms, self.terms.fee(self.target_order)
        return sum(share * held.closed(terms.sold_at(price, self.target_order), rate) for share, price in self.targets())

    def answer(self):
        terms = self.terms
        steps = self.walk(self.quantities())
        now = steps[max(0, len(self.filled) - 1):]
        last, held = steps[-1], steps[-1]["held"]
        mark = lambda at: D(str(self.typed["mark_price"])) if "mark_price" in self.typed and at + 1 == len(self.filled) else steps[at]["fill"]
        rows, liquidation = [], None
        for at, step in enumerate(steps):
            row = {"price": step["price"], "quantity": step["quantity"]}
            if step["held"].parts:
                entry = step["held"].entry()
                liquidation = step["held"].liquidation(mark(at))
                breakeven = step["held"].breakeven(terms.fee(self.target_order))
                row |= {"average_entry": entry, "initial_margin": step["held"].margin(),
                        "exposure": terms.worth(step["held"].quantity(), entry) / terms.equity,
                        "stop_price": step["stop"], "profit_at_stop": step["at_stop"],
                        "liquidation_price": liquidation if isinstance(liquidation, D) else None,
                        "bounce_pct": (breakeven / step["fill"] - 1) * 100}
                if self.targets():
                    row["profit_at_targets"] = self.at_targets(step["held"])
                if step["at_stop"] is not None and abs(step["at_stop"]) < step["held"].initial() / 10**6:
                    # What is left of a stop at breakeven by its tick: no relative tolerance fits it.
                    del row["profit_at_stop"]
            row["state"] = "filled" if step["filled"] else "open"
            rows.append(row)
        found = {"quantity": held.quantity(), "average_entry": held.entry(), "funds_needed": max(s["needed"] for s in now),
                 "exposure": terms.worth(held.quantity(), held.entry()) / terms.equity,
                 "notional": terms.worth(held.quantity(), held.entry()), "initial_margin": held.margin(),
                 "breakeven_price": held.breakeven(terms.fee(self.target_order)),
                 "liquidation_price": liquidation if isinstance(liquidation, D) else None}
        if isinstance(liquidation, D):
            found["liquidation_distance_pct"] = (liquidation / last["fill"] - 1) * 100
        further = last["fill"] * (1 - terms.sign * D("0.1"))
        if liquidation is None or (isinstance(liquidation, D) and terms.sign * (further - liquidation) > 0):
            found["profit_at_next_tenth"] = held.closed(terms.sold_at(further, "market"), terms.taker)
        if self.first_stop is not None:
            worst = max(max(ZERO, -s["at_stop"]) if s["at_stop"] is not None else ZERO for s in now)
            losing = [at for at, s in enumerate(steps) if s in now and s["at_stop"] is not None and -s["at_stop"] == worst]
            found |= {"profit_at_stop": last["at_stop"], "loss_at_stop_pct": -last["at_stop"] / terms.equity * 100,
                      "realised_risk_amount": worst, "realised_risk_pct": worst / terms.equity * 100,
                      "stop_price": last["stop"], "worst_rung": D(losing[0] + 1)}
            if self.targets() and last["at_stop"] < 0:
                found["r_net"] = self.at_targets(held) / -last["at_stop"]
            if self.orders and self.typed.get("adds", True):
                quantity, average, over = self.largest_add()
                if quantity > 0:
                    found |= {"room_quantity": quantity, "average_after": average}
                    if over is not None:
                        found["next_overshoot_amount"] = over
            if abs(last["at_stop"]) < held.initial() / 10**6:
                del found["profit_at_stop"], found["loss_at_stop_pct"]
        if self.targets():
            found["profit_at_targets"] = self.at_targets(held)
        found["ladder_plan"] = rows
        return found


def plain(value):
    if isinstance(value, D):
        return float(value)
    if isinstance(value, list):
        return [{key: plain(cell) for key, cell in row.items() if not is_dust(cell)} for row in value]
    return value


def is_dust(value):
    """What is 0 but for arithmetic has no relative tolerance."""
    return isinstance(value, D) and value != 0 and abs(value) < D("1e-12")


TURTLE = {"side": "long", "entry": "28.3", "atr": "1.2", "step": "0.5atr", "stop": "2atr",
          "stop_rule": "trailing", "rung_count": "4", "leverage": "1", "equity": "10000", "risk_pct": "1"}
COSTS = {"maker_fee_pct": "0.02", "taker_fee_pct": "0.055", "slippage_pct": "0.1"}
BTC = {"side": "long", "entry": "65000", "leverage": "10", "equity": "10000", "risk_pct": "2", "lot_step": "0.001",
       "price_rule": "0.1", **COSTS}
DCA = {**BTC, "plan": "dca", "step": "1.5pct", "rung_count": "6", "stop": "20pct", "leverage": "3"}
COIN = {"side": "long", "contract": "inverse", "contract_size": "100", "entry": "60000", "leverage": "5", "equity": "0.5",
        "risk_pct": "2", "lot_step": "1", "price_rule": "0.5", "maker_fee_pct": "0.02", "taker_fee_pct": "0.05"}
TIERS = "cap,rate_pct,max_leverage,deduction;10000,1,50,0;30000,2.5,20,150;,5,10,900"

CASES = {
    "turtle-risk": TURTLE,
    "turtle-short": {**TURTLE, "side": "short", "step": "0.75atr", "lot_step": "1", "price_rule": "0.01", **COSTS, "entry_order": "market"},
    "turtle-two-held": {**TURTLE, "fills": "6@28.35,6@28.97", "lot_step": "1", "leverage": "5"},
    "turtle-held-and-marked": {**TURTLE, "fills": "9@28.35,4@28.97,-5@29.2", "lot_step": "1", "leverage": "5", "mark_price": "29.3"},
    "pyramid-decreasing": {**BTC, "step": "1pct", "rung_count": "4", "weighting": "decreasing", "stop": "3pct", "stop_rule": "average"},
    "pyramid-fibonacci": {**BTC, "step": "650", "rung_count": "5", "weighting": "fibonacci", "stop": "63000", "targets": "50@3r,50@75000"},
    "pyramid-custom": {**BTC, "step": "0.4r", "rung_count": "3", "weighting": "custom", "weights": "1,0.7,0.4", "stop": "63000", "target_order": "market", "targets": "100@8pct"},
    "pyramid-breakeven": {**BTC, "step": "1.5pct", "rung_count": "4", "stop": "63000", "stop_rule": "breakeven", "breakeven_after_fills": "3"},
    "pyramid-growing-steps": {**BTC, "step": "1pct", "step_multiplier": "1.5", "step_from": "previous", "rung_count": "4", "stop": "2pct", "stop_rule": "trailing", "entry_order": "market"},
    "dca-risk": DCA,
    "dca-risk-without-lots": {**{k: v for k, v in DCA.items() if k not in ("lot_step", "price_rule")}, "volume_multiplier": "1.4"},
    "dca-multipliers": {**DCA, "step_multiplier": "1.2", "volume_multiplier": "1.3", "safety_ratio": "0.5", "risk_pct": "5"},
    "dca-short": {**DCA, "side": "short", "step_from": "previous", "stop": "78000"},
    "dca-risk-amount": {**DCA, "ladder_by": "risk-amount", "risk_amount": "345"},
    "dca-funds": {**DCA, "ladder_by": "funds", "funds": "1500", "stop": "45000", "reserve_fees": "both"},
    "dca-first": {**DCA, "ladder_by": "first-quantity", "first_quantity": "0.012", "volume_multiplier": "1.5"},
    "dca-two-held": {**DCA, "fills": "0.01@65010,0.012@63900", "mark_price": "63700"},
    "dca-cross": {**DCA, "margin_mode": "cross", "leverage": "10", "wallet_balance": "1200", "other_profit": "-150", "other_maintenance": "40"},
    "dca-cross-funds": {**DCA, "margin_mode": "cross", "leverage": "10", "ladder_by": "funds", "funds": "900"},
    "dca-tiers": {**DCA, "tiers": TIERS, "equity": "100000", "leverage": "10", "risk_pct": "8", "lot_step": "0.01"},
    "dca-tiers-at-entry": {**DCA, "tiers": TIERS, "equity": "100000", "leverage": "10", "risk_pct": "8", "lot_step": "0.01", "maintenance_at": "entry"},
    "dca-tiers-by-quantity": {**DCA, "tiers": "cap,rate_pct,max_leverage,deduction;0.1,1,50,0;0.4,2.5,20,0;,5,10,0", "tier_axis": "quantity", "equity": "100000", "leverage": "10", "risk_pct": "8", "lot_step": "0.01"},
    "dca-maintenance": {**DCA, "maintenance_pct": "2"},
    "dca-closing-fee": {**DCA, "requirement_fee_pct": "0.06"},
    "dca-closing-fee-at-bankruptcy": {**DCA, "requirement_fee_pct": "0.06", "requirement_fee_at": "bankruptcy"},
    "dca-rate-per-coin": {**DCA, "rate_per_coin_pct": "0.5", "equity": "100000", "leverage": "10", "lot_step": "0.01"},
    "dca-floor": {**DCA, "requirement_floor": "25"},
    "own-orders": {**BTC, "plan": "custom", "rungs": "price,quantity,weight,state;65000,0.01,,filled;64000,,1,open;-3pct,,2,open;61000,0.004,,open", "stop": "59000"},
    "own-orders-in-atr": {**BTC, "plan": "custom", "atr": "800", "rungs": "price,weight;65000,2;-1atr,1;-0.5r,1", "stop": "4atr", "stop_rule": "fixed"},
    "own-orders-typed": {**BTC, "plan": "custom", "rungs": "price,quantity;65000,0.01;66000,0.006;67000,0.003", "stop": "2pct", "stop_rule": "trailing"},
    "own-orders-first": {**BTC, "plan": "custom", "rungs": "price,weight;65000,2;64000,3", "stop": "62000", "ladder_by": "first-quantity", "first_quantity": "0.02"},
    "coin-pyramid": {**COIN, "step": "2pct", "rung_count": "4", "stop": "4pct", "stop_rule": "trailing", "targets": "100@70000"},
    "coin-dca": {**COIN, "plan": "dca", "step": "3pct", "rung_count": "5", "volume_multiplier": "1.2", "stop": "45000", "leverage": "2"},
    "coin-dca-short": {**COIN, "side": "short", "plan": "dca", "step": "3pct", "rung_count": "5", "volume_multiplier": "1.2", "stop": "78000", "leverage": "2"},
    "coin-average-stop": {**COIN, "plan": "dca", "step": "2pct", "rung_count": "3", "stop": "10pct", "stop_rule": "average", "maintenance_pct": "1"},
    "coin-breakeven": {**COIN, "side": "short", "step": "2pct", "rung_count": "4", "stop": "5pct", "stop_rule": "breakeven", "breakeven_after_fills": "2"},
    "quanto-dca": {**COIN, "contract": "quanto", "contract_size": "0.000001", "entry": "2000", "plan": "dca", "step": "2pct", "rung_count": "4", "stop": "1700"},
    "quanto-pyramid": {**COIN, "contract": "quanto", "contract_size": "0.000001", "entry": "2000", "step": "2pct", "rung_count": "3", "weighting": "decreasing", "stop": "1900", "price_rule": "0.05"},
    "dust": {"side": "long", "entry": "0.08", "plan": "dca", "step": "2.5pct", "rung_count": "10", "volume_multiplier": "1.1", "leverage": "2", "equity": "500", "risk_pct": "5", "stop": "40pct", "lot_step": "1", "price_rule": "0.00001", "maker_fee_pct": "0.02", "taker_fee_pct": "0.05"},
}

# What the venue, or the account, would not take; each with the condition as arithmetic.
SMALL = {**DCA, "risk_pct": "1"}
WARNED = {
    "below-smallest-quantity": ({**SMALL, "min_quantity": "0.002"}, "ladder_plan", "below-smallest-order",
                                lambda plan, steps: any(step["quantity"] < D("0.002") for step in steps)),
    "below-smallest-notional": ({**SMALL, "min_notional": "100"}, "ladder_plan", "below-smallest-order",
                                lambda plan, steps: any(plan.terms.worth(s["quantity"], s["fill"]) < 100 for s in steps)),
    "above-largest-order": ({**DCA, "max_quantity": "0.002"}, "ladder_plan", "above-largest-order",
                            lambda plan, steps: any(step["quantity"] > D("0.002") for step in steps)),
    "funds-short": ({**DCA, "free_margin": "250"}, "ladder_plan", "funds-short",
                    lambda plan, steps: max(step["needed"] for step in steps) > 250),
    "leverage-above-initial-rate": ({**DCA, "initial_rate_pct": "50"}, "leverage", "leverage-above-tier",
                                    lambda plan, steps: plan.terms.leverage > 100 / D(50)),
    "rung-beyond-stop": ({**DCA, "stop": "61000"}, "ladder_plan", "rung-beyond-stop",
                         lambda plan, steps: any(step["price"] <= 61000 for step in steps)),
    "rung-beyond-liquidation": ({**DCA, "leverage": "25", "step": "4pct", "stop": "30pct"}, "ladder_plan", "rung-beyond-liquidation",
                                lambda plan, steps: steps[1]["price"] <= steps[0]["held"].liquidation(steps[0]["fill"])),
    "add-raises-risk": ({**DCA, "ladder_by": "first-quantity", "first_quantity": "0.01", "risk_pct": "1"}, "ladder_plan", "add-raises-risk",
                        lambda plan, steps: -steps[-1]["at_stop"] > plan.budget()),
    "average-passes-stop": ({**BTC, "plan": "custom", "rungs": "price,quantity,state;65000,0.01,filled;68000,0.02,open", "stop": "66000"},
                            "ladder_plan", "average-passes-stop",
                            lambda plan, steps: steps[0]["held"].entry() <= 66000 < steps[1]["held"].entry()),
    "out-of-order": ({**BTC, "plan": "custom", "rungs": "price;65000;64000;64500", "stop": "60000"}, "ladder_plan", "rung-out-of-order",
                     lambda plan, steps: steps[2]["price"] > steps[1]["price"]),
    "passed-by-the-mark": ({**DCA, "fills": "0.01@65000", "mark_price": "63000"}, "ladder_plan", "rung-passed",
                           lambda plan, steps: steps[1]["price"] >= 63000),
}


def main():
    rows = []
    for name, typed in CASES.items():
        expected = {key: plain(value) for key, value in Plan(typed).answer().items() if not is_dust(value)}
        row = {"id": f"ladder.{name}", "calculator": "scaling-plan", "inputs": typed, "expected": expected,
               "tolerance": {"rel": 1e-9}, "source": SOURCE}
        rows.append(json.dumps(row))
    for name, (typed, field, code, holds) in WARNED.items():
        plan = Plan(typed)
        assert holds(plan, plan.walk(plan.quantities())), name
        row = {"id": f"ladder.warned.{name}", "calculator": "scaling-plan", "inputs": typed,
               "expected": {"problem": {"field": field, "code": code}}, "source": SOURCE}
        rows.append(json.dumps(row))
    print("[\n" + ",\n".join(rows) + "\n]")


if __name__ == "__main__":
    main()
