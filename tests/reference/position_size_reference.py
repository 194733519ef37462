"""Sizes that no published example gives, found without the engine's formulas.

Run:  python3 tests/reference/position_size_reference.py > rows.json      (standard library only)

Nothing is solved here. A trade is replayed fill by fill: the entry fills, its fee is paid, funding is paid stamp by
stamp, the exit fills, its fee is paid, and what is left on the account is the result. Every limit is a yes or no to one
quantity. The largest quantity is then found by halving, and the largest number of lots by counting. Prices of
liquidation and breakeven, and leverages, are found by trying.

Rows are {"name", "inputs", "expected"}: inputs as typed (percent as percent), figures in the unit of the output. An
expected null is a figure that there is none of.
"""

import json
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, getcontext

getcontext().prec = 45
HALVINGS = 130
NEUTRAL = {"entry_order": "limit", "target_order": "limit", "targets": [], "method": "risk-pct", "margin_mode": "isolated",
           "slippage_pct": "0", "funding_rate_pct": "0", "hours": "0", "lost_today": "0", "open_risk": "0", "other_profit": "0",
           "other_maintenance": "0", "contract": "linear", "contract_size": "1", "lot_step": "", "maker_fee_pct": "0",
           "taker_fee_pct": "0", "funding_interval_hours": "8", "reserve_fees": "entry", "tiers": [], "maintenance_pct": "0.5",
           "maintenance_at": "mark", "requirement_fee_pct": "0", "tier_axis": "notional", "requirement_fee_at": "maintenance",
           "rate_per_coin_pct": "0", "initial_rate_pct": "", "requirement_floor": "0", "price_rule": "", "stop": "", "min_quantity": "",
           "max_quantity": "", "min_notional": "", "max_exposure": "", "free_margin": "", "wallet_balance": "",
           "day_loss_limit_pct": "", "atr": "", "annual_vol_pct": "", "risk_pct": "0", "closed_profit": "0", "start_units": "1",
           "unit_quantity": "1", "fixed_ratio_delta": "", "money_per_unit": "", "equity_currency": "", "equity_rate": ""}
RULES = ("fixed-ratio", "units-per-money")


def halved(low, high, belongs_low):
    """Where the answer turns from yes (at low) to no (at high)."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if belongs_low(middle) else (low, middle)
    return low


def largest(fits):
    """The largest quantity that fits; None if whatever one tries fits."""
    high = Decimal("1e-9")
    while fits(high):
        high *= 10
        if high > Decimal("1e18"):
            return None
    return halved(Decimal(0), high, fits)


class Trade:
    def __init__(self, inputs):
        self.fees_when_gone = {}
        self.typed = {**NEUTRAL, **inputs}
        self.own_rate = Decimal(self.typed["equity_rate"]) if self.typed["equity_rate"] else None
        for key, text in self.typed.items():
            if isinstance(text, str) and self.typed["equity_currency"] and text.endswith(" " + self.typed["equity_currency"]):
                self.typed[key] = str(Decimal(text.split()[0]) * self.own_rate)
        number = lambda key: None if self.typed[key] == "" else Decimal(self.typed[key])
        share = lambda key: None if number(key) is None else number(key) / 100
        for key in ("entry", "equity", "leverage", "atr", "hours", "lost_today", "open_risk", "other_profit", "lot_step",
                    "other_maintenance", "contract_size", "min_quantity", "max_quantity", "min_notional", "max_exposure",
                    "free_margin", "wallet_balance", "funding_interval_hours", "requirement_floor",
                    "closed_profit", "start_units", "unit_quantity", "fixed_ratio_delta", "money_per_unit"):
            setattr(self, key, number(key))
        for key in ("slippage_pct", "funding_rate_pct", "maker_fee_pct", "taker_fee_pct", "maintenance_pct", "risk_pct",
                    "requirement_fee_pct", "day_loss_limit_pct", "annual_vol_pct", "rate_per_coin_pct", "initial_rate_pct"):
            setattr(self, key.removesuffix("_pct"), share(key))
        for key in ("contract", "method", "maintenance_at", "reserve_fees", "margin_mode", "tier_axis",
                    "requirement_fee_at"):
            setattr(self, key, self.typed[key])
        self.up = self.typed["side"] == "long"
        self.stop = self.level(self.typed["stop"], gaining=False) if self.typed["stop"] else None
        self.targets = [(Decimal(row["share_pct"]) / 100, self.level(row["level"], gaining=True)) for row in self.typed["targets"]]
        flat = [{"cap": "", "rate_pct": self.typed["maintenance_pct"], "max_leverage": "", "deduction": "0"}]
        self.tiers = [[Decimal(row["cap"] or "Infinity"), Decimal(row["rate_pct"]) / 100, Decimal(row["max_leverage"] or "Infinity"),
                       Decimal(row["deduction"])] for row in self.typed["tiers"] or flat]
        if self.initial_rate is not None and not self.typed["tiers"]:
            self.tiers[0][2] = 1 / self.initial_rate
        self.free = self.equity if self.free_margin is None else self.free_margin
        self.wallet = self.equity if self.wallet_balance is None else self.wallet_balance
        self.budget = Decimal(self.typed["risk_amount"]) if self.method == "risk-amount" else self.risk * self.equity
        self.room = None
        if self.day_loss_limit is not None:
            self.room = max(self.day_loss_limit * self.equity - self.lost_today - self.open_risk, Decimal(0))

    # Prices

    def level(self, text, gaining):
        """A price, or a distance from entry put on the grid of prices on the side of the entry."""
        for suffix, unit in (("pct", lambda: self.entry / 100), ("atr", lambda: self.atr), ("r", lambda: abs(self.entry - self.stop))):
            if text.endswith(suffix):
                away = Decimal(text.removesuffix(suffix)) * unit()
                price = self.entry + (away if self.up == gaining else -away)
                return self.on_grid(price, ROUND_CEILING if price < self.entry else ROUND_FLOOR)
        return Decimal(text)

    def on_grid(self, price, rounding):
        rule = self.typed["price_rule"]
        if rule == "":
            return price
        if rule.endswith("sf"):
            digits = int(rule.removesuffix("sf"))
            tick = min(Decimal(1), Decimal(1).scaleb(price.adjusted() + 1 - digits))
        else:
            tick = Decimal(rule)
        return (price / tick).to_integral_value(rounding) * tick

    def filled(self, price, order, opening):
        """A market order fills worse: a buyer pays more, a seller gets less."""
        if order == "limit":
            return price, self.maker_fee
        buys = self.up == opening
        return price * (1 + self.slippage if buys else 1 - self.slippage), self.taker_fee

    # Money

    def value(self, quantity, price):
        """What the quantity is worth in settlement money."""
        return {"linear": quantity * price, "quanto": quantity * self.contract_size * price,
                "inverse": quantity * self.contract_size / price}[self.contract]

    def gain(self, quantity, opened, closed):
        """Linear and quanto: sell what was bought. Inverse: the dollars owed or held are worth less coin at a higher price."""
        received, paid = self.value(quantity, closed), self.value(quantity, opened)
        worth_rises_with_price = self.contract != "inverse"
        return received - paid if self.up == worth_rises_with_price else paid - received

    def stamps(self):
        """Every number of funding stamps that such a holding may meet, by when it begins."""
        counts = set()
        for begin in range(101):
            since = self.funding_interval_hours * begin / 101
            stamp, met = self.funding_interval_hours, 0
            while stamp <= since + self.hours:
                stamp, met = stamp + self.funding_interval_hours, met + 1
            counts.add(met)
        return counts

    def paid_for_holding(self, quantity):
        opened, _ = self.filled(self.entry, self.typed["entry_order"], opening=True)
        worst = None
        for count in self.stamps():
            account = Decimal(0)
            for _ in range(count):
                sum_due = self.value(quantity, opened) * self.funding_rate
                account += sum_due if self.up else -sum_due
            worst = account if worst is None else max(worst, account)
        return worst

    def replay(self, quantity, price, order):
        """In at the entry, out there: what is left, and the fees and funding on the way."""
        opened, opening_fee = self.filled(self.entry, self.typed["entry_order"], opening=True)
        closed, closing_fee = self.filled(price, order, opening=False)
        fees = self.value(quantity, opened) * opening_fee + self.value(quantity, closed) * closing_fee
        funding = self.paid_for_holding(quantity)
        return self.gain(quantity, opened, closed) - fees - funding, fees, funding

    def lost_at_stop(self, quantity):
        return -self.replay(quantity, self.stop, "market")[0]

    def lost(self, quantity):
        """What the budget is for: the stop, or one average true range against the position."""
        if self.method == "percent-volatility":
            return -self.gain(quantity, self.entry, self.entry - self.atr if self.up else self.entry + self.atr)
        return self.lost_at_stop(quantity)

    # Margin

    def opened_at(self):
        return self.filled(self.entry, self.typed["entry_order"], opening=True)[0]

    def tier(self, size):
        return next((row for row in self.tiers if size <= row[0]), self.tiers[-1])

    def looked_up(self, quantity, notional):
        """The size that the table goes by."""
        return {"notional": notional, "entry": self.value(quantity, self.opened_at()), "quantity": quantity}[self.tier_axis]

    def by_size(self, quantity, notional):
        """What the coins of the position add to a rate."""
        return self.rate_per_coin * (notional if self.contract == "inverse" else quantity)

    def fee_when_gone(self, quantity, leverage):
        """The fee of closing where notional over leverage is gone (isolated)."""
        if (quantity, leverage) not in self.fees_when_gone:
            own = self.value(quantity, self.opened_at()) / leverage
            gone = lambda price: own + self.gain(quantity, self.opened_at(), price) <= 0
            far = self.opened_at() / 10**9 if self.up else self.opened_at() * 10**9
            at = halved(self.opened_at(), far, lambda price: not gone(price)) if gone(far) else far
            self.fees_when_gone[quantity, leverage] = self.value(quantity, at) * self.requirement_fee
        return self.fees_when_gone[quantity, leverage]

    def behind(self, quantity, leverage):
        """What stands behind the position besides its own profit."""
        if self.margin_mode == "cross":
            return self.wallet + self.other_profit
        reserved = self.fee_when_gone(quantity, leverage) if self.requirement_fee_at == "bankruptcy" else 0
        return self.value(quantity, self.opened_at()) / leverage + reserved

    def initial_margin(self, quantity):
        """Notional over leverage, or times the rate that the venue states for the size; with the fee of closing where an
        isolated position's margin holds it."""
        holds_fee = self.requirement_fee_at == "bankruptcy" and self.margin_mode == "isolated"
        fee = self.fee_when_gone(quantity, self.leverage) if holds_fee else 0
        notional = self.value(quantity, self.opened_at())
        rate = 1 / self.leverage if self.initial_rate is None else self.initial_rate + self.by_size(quantity, notional)
        return notional * rate + fee

    def alive(self, quantity, leverage, price):
        notional = self.value(quantity, price if self.maintenance_at == "mark" else self.opened_at())
        _, rate, _, deduction = self.tier(self.looked_up(quantity, notional))
        required = max(notional * (rate + self.by_size(quantity, notional)) - deduction, self.requirement_floor)
        if self.requirement_fee_at == "maintenance":
            required += notional * self.requirement_fee
        else:
            required += self.fee_when_gone(quantity, leverage)
        if self.margin_mode == "cross":
            required += self.other_maintenance
        return self.behind(quantity, leverage) + self.gain(quantity, self.opened_at(), price) > required

    def path(self, end, steps=60):
        ratio = (end / self.opened_at()).ln() / steps
        return [self.opened_at() * (ratio * step).exp() for step in range(steps)] + [end]

    def stopped_first(self, quantity, leverage):
        return all(self.alive(quantity, leverage, price) for price in self.path(self.stop))

    def liquidation_price(self, quantity, leverage):
        far = self.opened_at() / 10**6 if self.up else self.opened_at() * 10**5
        before = self.opened_at()
        for price in self.path(far, steps=6000):
            if not self.alive(quantity, leverage, price):
                return halved(before, price, lambda middle: self.alive(quantity, leverage, middle))
            before = price
        return None

    def margin(self, quantity, leverage):
        """Notional over leverage, the fee of the entry (a rebate is not lent), and if so set that of closing where that
        margin is gone."""
        opened, fee = self.filled(self.entry, self.typed["entry_order"], opening=True)
        notional = self.value(quantity, opened)
        bound = notional / leverage + max(notional * fee, Decimal(0))
        if self.reserve_fees == "both":
            gone = lambda price: notional / leverage + self.gain(quantity, opened, price) <= 0
            far = opened / 10**9 if self.up else opened * 10**9
            if gone(far):
                bound += self.value(quantity, halved(opened, far, lambda price: not gone(price))) * self.taker_fee
        return bound

    def allowed_leverage(self, quantity):
        notional = self.value(quantity, self.opened_at())
        size = self.looked_up(quantity, notional)
        by_tier = self.tier(size)[2] if size <= self.tiers[-1][0] else Decimal(0)
        by_coins = self.by_size(quantity, notional)
        return 1 / (1 / by_tier + by_coins) if by_tier > 0 and by_tier.is_finite() and by_coins > 0 else by_tier

    # Sizes

    def limits(self, leverage):
        """Each limit as a yes or no to a quantity."""
        wanted = {}
        if self.method in RULES:
            wanted["rule"] = lambda q: q <= self.units() * self.unit_quantity
        elif self.method != "all-margin":
            wanted["risk"] = lambda q: self.lost(q) <= self.budget
        limits = {**wanted, "margin": lambda q: self.margin(q, leverage) <= self.free,
                  "tier": lambda q: self.allowed_leverage(q) >= leverage}
        if self.max_exposure is not None:
            limits["exposure"] = lambda q: self.value(q, self.opened_at()) <= self.max_exposure * self.equity
        if self.max_quantity is not None:
            limits["max-quantity"] = lambda q: q <= self.max_quantity
        if self.room is not None:
            limits["day-limit"] = lambda q: (self.lost(q) if self.stop is None else self.lost_at_stop(q)) <= self.room
        if self.margin_mode == "cross" and self.stop is not None:
            limits["liquidation"] = lambda q: self.stopped_first(q, leverage)
        return limits

    def units(self):
        """Unit by unit: each takes its money, or each is bought with what the ones before it have earned."""
        units = Decimal(0)
        if self.method == "units-per-money":
            while (units + 1) * self.money_per_unit <= self.equity:
                units += 1
            return units
        units, profit = self.start_units, self.closed_profit
        while profit >= units * self.fixed_ratio_delta:
            profit -= units * self.fixed_ratio_delta
            units += 1
        while profit < 0 and units > 1:
            units -= 1
            profit += units * self.fixed_ratio_delta
        return units

    def profit_for(self, units):
        """What it takes to come from the units at the start to so many."""
        first, last = sorted((int(self.start_units), int(units)))
        taken = sum(self.fixed_ratio_delta * step for step in range(first, last))
        return taken if units >= self.start_units else -taken

    def table_of_limits(self):
        """What each limit allows, in the order named, and the lots without it."""
        order = ["risk", "rule", "exposure", "margin", "tier", "max-quantity", "day-limit", "liquidation"]
        limits = self.limits(self.leverage)
        rows = []
        for name in sorted(limits, key=order.index):
            allows = largest(limits[name])
            if name == "tier" and allows is None:
                continue
            rows.append({"limit": name, "quantity": allows, "lifted_quantity": self.sized(self.leverage, without=(name,))[0]})
        return rows

    def orders(self, quantity):
        """As a venue takes them: a better price for what opens and no worse a one than planned for what closes."""
        grid = lambda price, up: self.on_grid(price, ROUND_CEILING if up else ROUND_FLOOR)
        opening, closing = ("buy", "sell") if self.up else ("sell", "buy")
        limit = self.typed["entry_order"] == "limit"
        rows = [{"order": "entry", "side": opening, "type": self.typed["entry_order"], "quantity": quantity,
                 "price": grid(self.entry, not self.up) if limit else None, "reduce_only": "no"}]
        if self.stop is not None:
            rows.append({"order": "stop", "side": closing, "type": "stop-market", "quantity": quantity,
                         "price": grid(self.stop, self.up), "reduce_only": "yes"})
        kind = "limit" if self.typed["target_order"] == "limit" else "take-profit-market"
        for part, price in self.closed_at_targets(quantity):
            if part > 0:
                rows.append({"order": "target", "side": closing, "type": kind, "quantity": part,
                             "price": grid(price, not self.up), "reduce_only": "yes"})
        return rows

    def in_lots(self, fits, most):
        if self.lot_step is None:
            return most
        lots = int(most / self.lot_step) + 2
        while lots > 0 and not fits(lots * self.lot_step):
            lots -= 1
        return lots * self.lot_step

    def sized(self, leverage, without=()):
        """Quantity in lots, quantity before that, and the limit that decides."""
        limits = {name: fits for name, fits in self.limits(leverage).items() if name not in without}
        allowances = {name: largest(fits) for name, fits in limits.items()}
        binding = min((name for name in allowances if allowances[name] is not None), key=allowances.get, default=None)
        if binding is None:
            return None, None, None
        most = allowances[binding]
        quantity = self.in_lots(lambda q: all(fits(q) for fits in limits.values()), most)
        return quantity, most, binding

    def accepted(self, quantity):
        if quantity <= 0 or (self.min_quantity is not None and quantity < self.min_quantity):
            return False
        return self.min_notional is None or self.value(quantity, self.opened_at()) >= self.min_notional

    def closed_at_targets(self, quantity):
        """Share by share in whole lots; the last takes the rest where the shares make a whole."""
        left, parts = quantity, []
        for at, (share, price) in enumerate(self.targets):
            takes_rest = at + 1 == len(self.targets) and sum(row[0] for row in self.targets) == 1
            part = share * quantity
            if self.lot_step is not None:
                part = (part / self.lot_step).to_integral_value(ROUND_FLOOR) * self.lot_step
            part = left if takes_rest else part
            left -= part
            parts.append((part, price))
        return parts

    def breakeven(self, quantity):
        opened, opening_fee = self.filled(self.entry, self.typed["entry_order"], opening=True)
        _, closing_fee = self.filled(self.entry, self.typed["target_order"], opening=False)
        sunk = self.value(quantity, opened) * opening_fee + self.paid_for_holding(quantity)
        pays = lambda price: self.gain(quantity, opened, price) - self.value(quantity, price) * closing_fee - sunk >= 0
        low, high = (opened / 2, opened * 2) if self.up else (opened * 2, opened / 2)
        return halved(low, high, lambda price: not pays(price))

    def leverage_needed(self):
        if self.method == "quantity":
            wanted = Decimal(self.typed["quantity"])
        else:
            wanted = self.sized(Decimal(1), without=("margin",))[0]
        if wanted is None:
            return None
        tried = range(1, int(min(self.allowed_leverage(wanted), 1000)) + 1)
        return next((leverage for leverage in tried if self.margin(wanted, Decimal(leverage)) <= self.free), None)

    def leverage_max_for_stop(self, quantity):
        best = None
        for leverage in range(1, int(min(self.allowed_leverage(quantity), 1000)) + 1):
            if self.stopped_first(quantity, Decimal(leverage)):
                best = leverage
        return best

    def figures(self):
        if self.method == "quantity":
            quantity = most = Decimal(self.typed["quantity"])
            binding = "typed"
        else:
            quantity, most, binding = self.sized(self.leverage)
            if not self.accepted(quantity):
                return {"quantity": None, "binding_limit": "min-quantity", "unrounded_quantity": most, "notional": None,
                        "day_room_amount": self.room, "profit_at_stop": None, "liquidation_price": None}
        notional = self.value(quantity, self.opened_at())
        figures = {"quantity": quantity, "unrounded_quantity": most, "binding_limit": binding, "notional": notional,
                   "exposure": notional / self.equity, "initial_margin": self.initial_margin(quantity), "day_room_amount": self.room,
                   "breakeven_price": self.breakeven(quantity), "liquidation_price": self.liquidation_price(quantity, self.leverage),
                   "leverage_needed": self.leverage_needed(), "risk_budget_amount": self.budget,
                   "orders": self.orders(quantity)}
        knows_loss = self.stop is not None or self.method == "percent-volatility"
        lost = self.lost(quantity) if knows_loss else None
        figures |= {"realised_risk_amount": lost, "realised_risk_pct": 100 * lost / self.equity if knows_loss else None}
        if self.own_rate is not None:
            figures["risk_in_own_currency"] = lost / self.own_rate
        if self.method in RULES:
            figures["rule_units"] = self.units()
        if self.method == "fixed-ratio":
            figures |= {"unit_profit_needed": self.profit_for(self.units()), "ratio_next_amount": self.profit_for(self.units() + 1)}
        if binding != "typed":
            figures["lifted_quantity"] = self.sized(self.leverage, without=(binding,))[0]
        if self.lot_step is not None and knows_loss:
            figures["next_quantity"] = quantity + self.lot_step
            figures["next_overshoot_amount"] = max(self.lost(quantity + self.lot_step) - self.budget, Decimal(0))
        if self.contract == "inverse":
            figures["base_quantity"], figures["quote_quantity"] = notional, quantity * self.contract_size
        return {**figures, **(self.at_stop(quantity) if self.stop is not None else {})}

    def at_stop(self, quantity):
        net, fees, funding = self.replay(quantity, self.stop, "market")
        figures = {"profit_at_stop": net, "loss_per_unit": self.lost_at_stop(Decimal(1)), "fees_if_stopped": fees,
                   "funding_amount": funding, "stop_price": self.stop, "stop_distance_pct": 100 * (self.stop - self.entry) / self.entry,
                   "leverage_max_for_stop": self.leverage_max_for_stop(quantity) if self.margin_mode == "isolated" else None}
        if self.targets:
            parts = self.closed_at_targets(quantity)
            win = sum(self.replay(part, price, self.typed["target_order"])[0] for part, price in parts)
            planned = sum(self.gain(part, self.entry, price) for part, price in parts)
            figures |= {"profit_at_targets": win, "r_net": win / -net if net < 0 else None,
                        "required_win_pct": 100 * -net / (win - net) if net < 0 <= win else None,
                        "r_gross": planned / -self.gain(quantity, self.entry, self.stop)}
        return figures

    def warning(self):
        """The first of the warnings about the stop that holds."""
        figures = self.figures()
        exact = -self.gain(Decimal(1), self.entry, self.stop)
        if (figures["loss_per_unit"] - exact) / figures["loss_per_unit"] > Decimal("0.25"):
            return {"field": "stop", "code": "costs-large"}
        if self.annual_vol is not None and abs(self.stop - self.entry) < self.entry * self.annual_vol / Decimal(8760).sqrt():
            return {"field": "stop", "code": "stop-within-hour"}
        liquidation = figures["liquidation_price"]
        if liquidation is not None and (self.stop <= liquidation if self.up else self.stop >= liquidation):
            return {"field": "stop", "code": "stop-beyond-liquidation"}
        high = figures["realised_risk_pct"]
        assert high > 2, "no warning at all"
        return {"field": "risk_pct", "code": "risk-very-high" if high > 5 else "risk-high"}


def at(text):
    """50@70000,50@3r as rows."""
    return [dict(zip(("share_pct", "level"), pair.split("@"))) for pair in text.split(",")]


def table(*rows):
    return [dict(zip(("cap", "rate_pct", "max_leverage", "deduction"), row.split(","))) for row in rows]


LINEAR = {"side": "long", "entry": "65000", "stop": "63500", "equity": "10000", "risk_pct": "1", "leverage": "10",
          "lot_step": "0.001", "maker_fee_pct": "0.02", "taker_fee_pct": "0.05"}
SHORT = {**LINEAR, "side": "short", "stop": "66500"}
INVERSE = {**LINEAR, "contract": "inverse", "contract_size": "100", "equity": "0.5", "lot_step": "1"}
INVERSE_SHORT = {**INVERSE, "side": "short", "stop": "66500"}
QUANTO = {"side": "long", "entry": "500", "stop": "480", "equity": "1", "risk_pct": "2", "leverage": "20", "contract": "quanto",
          "contract_size": "0.000001", "lot_step": "1", "taker_fee_pct": "0.05", "maker_fee_pct": "0.02"}
CROSS = {**LINEAR, "margin_mode": "cross", "wallet_balance": "1500", "risk_pct": "20", "leverage": "50", "free_margin": "100000"}
USDT_TIERS = table("50000,0.4,125,0", "250000,0.5,100,50", "1000000,1,50,1300", "10000000,2.5,20,16300")
COIN_TIERS = table("5,0.4,125,0", "10,0.5,100,0.005", "20,1,50,0.055", ",2.5,20,0.355")
QUANTITY_TIERS = table("0.05,0.4,125,0", "0.5,1,8,0")
SIZE = "quantity unrounded_quantity binding_limit"
MOST = SIZE + " profit_at_stop loss_per_unit fees_if_stopped notional realised_risk_pct lifted_quantity next_quantity next_overshoot_amount breakeven_price"
ENDS = " profit_at_targets r_net r_gross required_win_pct"
LEVERAGE = " liquidation_price leverage_needed leverage_max_for_stop initial_margin exposure"

ROWS = [
    # Order types, slippage, fees of each side
    ("linear-long-limit", {**LINEAR, "targets": at("100@3r")}, MOST + ENDS + LEVERAGE),
    ("linear-long-market", {**LINEAR, "entry_order": "market", "slippage_pct": "0.1", "targets": at("100@69500")}, MOST + ENDS + LEVERAGE),
    ("linear-long-market-target", {**LINEAR, "target_order": "market", "slippage_pct": "0.1", "targets": at("100@69500")}, MOST + ENDS),
    ("linear-short-market", {**SHORT, "entry_order": "market", "target_order": "market", "slippage_pct": "0.07", "targets": at("100@2.5r")}, MOST + ENDS + LEVERAGE),
    ("linear-short-rebate", {**SHORT, "maker_fee_pct": "-0.01", "targets": at("100@2.5r")}, MOST + ENDS),
    ("inverse-long-market", {**INVERSE, "entry_order": "market", "slippage_pct": "0.1", "targets": at("100@3r")}, MOST + ENDS + LEVERAGE + " base_quantity quote_quantity"),
    ("inverse-short-limit", {**INVERSE_SHORT, "slippage_pct": "0.05", "targets": at("100@60000")}, MOST + ENDS + LEVERAGE),
    ("quanto-long", {**QUANTO, "targets": at("100@2r")}, MOST + ENDS + LEVERAGE),
    # Funding: the number of stamps that costs more
    ("funding-long-pays-three", {**LINEAR, "funding_rate_pct": "0.01", "hours": "20", "targets": at("100@3r")}, MOST + ENDS + " funding_amount"),
    ("funding-long-receives-two", {**LINEAR, "funding_rate_pct": "-0.01", "hours": "20", "targets": at("100@3r")}, MOST + ENDS + " funding_amount"),
    ("funding-short-pays-hourly", {**SHORT, "funding_rate_pct": "-0.003", "hours": "30.5", "funding_interval_hours": "1"}, MOST + " funding_amount"),
    ("funding-short-receives", {**SHORT, "funding_rate_pct": "0.02", "hours": "47", "funding_interval_hours": "4"}, MOST + " funding_amount"),
    ("funding-inverse-whole-days", {**INVERSE, "funding_rate_pct": "0.01", "hours": "48", "targets": at("100@3r")}, MOST + ENDS + " funding_amount"),
    ("funding-outweighs-the-stop", {**LINEAR, "funding_rate_pct": "-0.5", "hours": "48", "targets": at("100@3r")}, "binding_limit unrounded_quantity profit_at_stop profit_at_targets r_net required_win_pct r_gross"),
    ("targets-below-their-costs", {**LINEAR, "funding_rate_pct": "0.1", "hours": "40", "targets": at("100@65200")}, SIZE + ENDS),
    # Levels on the grid of prices, on the entry's side
    ("stop-two-atr-on-the-tick", {**LINEAR, "stop": "2atr", "atr": "812.37", "price_rule": "0.5", "targets": at("100@3atr")}, MOST + ENDS + " stop_price stop_distance_pct"),
    ("stop-in-percent-short-five-figures", {**SHORT, "stop": "1.7777pct", "price_rule": "5sf", "targets": at("60@2.345pct,40@3.3r")}, MOST + ENDS + " stop_price stop_distance_pct"),
    ("stop-in-percent-small-price", {**LINEAR, "entry": "0.0123456", "stop": "3.21pct", "price_rule": "4sf", "lot_step": "10"}, SIZE + " profit_at_stop notional stop_price stop_distance_pct"),
    # Targets in shares and lots
    ("three-targets-in-lots", {**LINEAR, "targets": at("50@1r,30@2r,20@4r")}, SIZE + ENDS),
    ("targets-coarser-than-shares", {**LINEAR, "lot_step": "0.01", "targets": at("40@1r,40@2r,20@5r")}, SIZE + ENDS),
    ("targets-leave-a-quarter", {**LINEAR, "targets": at("50@2r,25@72000")}, SIZE + ENDS),
    ("inverse-targets-in-lots", {**INVERSE_SHORT, "targets": at("33@1r,33@2r,34@4r")}, SIZE + ENDS),
    # Methods
    ("risk-in-money", {**LINEAR, "method": "risk-amount", "risk_amount": "250"}, MOST + " risk_budget_amount"),
    ("risk-in-coin", {**INVERSE, "method": "risk-amount", "risk_amount": "0.003"}, MOST + " risk_budget_amount"),
    ("quantity-typed", {**LINEAR, "method": "quantity", "quantity": "0.15", "targets": at("100@3r")}, "quantity binding_limit profit_at_stop realised_risk_amount realised_risk_pct fees_if_stopped notional next_quantity" + ENDS + LEVERAGE),
    ("quantity-typed-inverse", {**INVERSE, "method": "quantity", "quantity": "420", "targets": at("100@3r")}, "quantity binding_limit profit_at_stop realised_risk_amount realised_risk_pct fees_if_stopped notional" + ENDS + LEVERAGE),
    ("per-atr-without-stop", {**LINEAR, "method": "percent-volatility", "atr": "812.37", "stop": ""}, SIZE + " realised_risk_amount realised_risk_pct notional breakeven_price liquidation_price"),
    ("per-atr-with-stop", {**LINEAR, "method": "percent-volatility", "atr": "812.37", "stop": "2atr", "risk_pct": "0.5"}, SIZE + " realised_risk_amount profit_at_stop loss_per_unit stop_price"),
    ("per-atr-with-stop-day-limit", {**LINEAR, "method": "percent-volatility", "atr": "812.37", "stop": "2atr", "day_loss_limit_pct": "1.5"}, SIZE + " realised_risk_amount profit_at_stop day_room_amount"),
    ("per-atr-without-stop-day-limit", {**LINEAR, "method": "percent-volatility", "atr": "812.37", "stop": "", "day_loss_limit_pct": "0.5"}, SIZE + " realised_risk_amount day_room_amount"),
    ("per-atr-inverse-long", {**INVERSE, "method": "percent-volatility", "atr": "1200", "stop": ""}, SIZE + " realised_risk_amount"),
    ("per-atr-inverse-short", {**INVERSE_SHORT, "method": "percent-volatility", "atr": "1200", "stop": ""}, SIZE + " realised_risk_amount"),
    ("fixed-ratio", {**LINEAR, "method": "fixed-ratio", "closed_profit": "7000", "fixed_ratio_delta": "1000", "unit_quantity": "0.0125", "targets": at("100@3r")}, SIZE + " rule_units unit_profit_needed ratio_next_amount profit_at_stop realised_risk_amount realised_risk_pct r_net lifted_quantity"),
    ("fixed-ratio-from-three", {**LINEAR, "method": "fixed-ratio", "closed_profit": "26000", "fixed_ratio_delta": "2000", "start_units": "3", "unit_quantity": "0.01", "stop": ""}, SIZE + " rule_units unit_profit_needed ratio_next_amount realised_risk_amount"),
    ("fixed-ratio-after-a-loss", {**SHORT, "method": "fixed-ratio", "closed_profit": "-4500", "fixed_ratio_delta": "2000", "start_units": "4", "unit_quantity": "0.01"}, SIZE + " rule_units unit_profit_needed ratio_next_amount realised_risk_amount"),
    ("fixed-ratio-inverse-held-by-margin", {**INVERSE, "method": "fixed-ratio", "closed_profit": "0.3", "fixed_ratio_delta": "0.05", "unit_quantity": "30", "free_margin": "0.005"}, SIZE + " rule_units lifted_quantity"),
    ("units-per-money", {**LINEAR, "method": "units-per-money", "equity": "130000", "money_per_unit": "50000", "unit_quantity": "0.15"}, SIZE + " rule_units realised_risk_amount realised_risk_pct"),
    ("all-margin", {**LINEAR, "method": "all-margin", "leverage": "3", "free_margin": "4000"}, SIZE + " realised_risk_amount realised_risk_pct lifted_quantity initial_margin exposure"),
    ("all-margin-inverse-without-stop", {**INVERSE_SHORT, "method": "all-margin", "stop": "", "reserve_fees": "both"}, SIZE + " realised_risk_amount initial_margin exposure"),
    ("money-in-another-currency", {**LINEAR, "equity": "9000 EUR", "equity_currency": "EUR", "equity_rate": "1.0825"}, SIZE + " risk_budget_amount realised_risk_amount realised_risk_pct exposure risk_in_own_currency"),
    ("risk-in-another-currency", {**LINEAR, "method": "risk-amount", "risk_amount": "75.5 GBP", "equity_currency": "GBP", "equity_rate": "1.27"}, SIZE + " risk_budget_amount realised_risk_amount risk_in_own_currency"),
    # What each limit allows, and the size without it
    ("limits-lifted-one-by-one", {**LINEAR, "risk_pct": "4", "leverage": "20", "max_exposure": "1.6", "free_margin": "600", "max_quantity": "0.2345", "day_loss_limit_pct": "3", "lost_today": "95"}, SIZE + " limits lifted_quantity"),
    ("limits-lifted-in-cross", {**CROSS, "side": "short", "stop": "66500", "max_exposure": "2", "tiers": USDT_TIERS}, SIZE + " limits"),
    ("limits-of-an-inverse-tier", {**INVERSE, "equity": "50", "risk_pct": "2.5", "leverage": "40", "tiers": COIN_TIERS, "max_quantity": "4000"}, SIZE + " limits"),
    # Orders on lot and tick
    ("orders-long", {**LINEAR, "entry": "65000.07", "stop": "2.3pct", "price_rule": "0.5", "targets": at("50@66123.4,30@2r,20@4.4r")}, SIZE + " orders"),
    ("orders-short-market", {**SHORT, "entry_order": "market", "target_order": "market", "price_rule": "5sf", "lot_step": "0.01", "targets": at("40@61234.56,40@3r,20@5r")}, SIZE + " orders"),
    ("orders-inverse-rest-stays", {**INVERSE_SHORT, "price_rule": "0.5", "stop": "66123.7", "targets": at("33@1r,33@2r")}, SIZE + " orders"),
    ("orders-five-figures-six-decimals", {**LINEAR, "entry": "0.0123456", "stop": "3.21pct", "price_rule": "5sf", "lot_step": "1", "targets": at("100@0.01398765")}, SIZE + " orders"),
    # Limits, one at a time
    ("margin-with-entry-fee", {**LINEAR, "risk_pct": "5", "leverage": "3", "free_margin": "4000"}, MOST + LEVERAGE),
    ("margin-with-both-fees-long", {**LINEAR, "risk_pct": "5", "leverage": "3", "free_margin": "4000", "reserve_fees": "both", "lot_step": "0.0001"}, MOST + LEVERAGE),
    ("margin-with-both-fees-short", {**SHORT, "risk_pct": "5", "leverage": "3", "free_margin": "4000", "reserve_fees": "both", "lot_step": "0.0001", "entry_order": "market"}, MOST + LEVERAGE),
    ("margin-with-both-fees-inverse-long", {**INVERSE, "risk_pct": "5", "leverage": "2", "free_margin": "0.2", "reserve_fees": "both"}, MOST + LEVERAGE),
    ("margin-with-both-fees-inverse-short", {**INVERSE_SHORT, "risk_pct": "5", "leverage": "2", "free_margin": "0.2", "reserve_fees": "both"}, MOST + LEVERAGE),
    ("margin-with-both-fees-cross", {**CROSS, "risk_pct": "5", "leverage": "3", "free_margin": "1200", "reserve_fees": "both", "other_profit": "900", "lot_step": "0.0001"}, SIZE + " liquidation_price"),
    ("margin-with-both-fees-quanto", {**QUANTO, "leverage": "4", "free_margin": "0.05", "reserve_fees": "both"}, MOST + LEVERAGE),
    ("exposure-limit", {**LINEAR, "max_exposure": "0.4"}, MOST),
    ("exposure-limit-inverse-market", {**INVERSE, "max_exposure": "0.4", "entry_order": "market", "slippage_pct": "0.2"}, MOST),
    ("largest-order", {**LINEAR, "max_quantity": "0.0425"}, MOST),
    ("venue-tier", {**LINEAR, "equity": "100000", "risk_pct": "4", "leverage": "75", "tiers": USDT_TIERS}, MOST + " leverage_needed"),
    ("venue-tier-inverse", {**INVERSE, "equity": "50", "risk_pct": "2.5", "leverage": "40", "tiers": COIN_TIERS}, MOST + " leverage_needed"),
    ("day-limit", {**LINEAR, "day_loss_limit_pct": "3", "lost_today": "140.5", "open_risk": "95.25"}, MOST + " day_room_amount"),
    ("day-limit-short-lost", {**SHORT, "day_loss_limit_pct": "2", "lost_today": "150"}, MOST + " day_room_amount"),
    ("day-limit-inverse-open-risk", {**INVERSE, "day_loss_limit_pct": "2", "open_risk": "0.0065"}, MOST + " day_room_amount"),
    ("day-limit-used-up", {**LINEAR, "day_loss_limit_pct": "2", "lost_today": "150", "open_risk": "80"}, "quantity binding_limit day_room_amount notional profit_at_stop"),
    ("smallest-order-above-size", {**LINEAR, "equity": "500", "min_quantity": "0.005"}, "quantity binding_limit notional"),
    ("smallest-order-fits", {**LINEAR, "equity": "500", "min_quantity": "0.003"}, SIZE),
    ("smallest-notional-above-size", {**LINEAR, "equity": "500", "min_notional": "200"}, "quantity binding_limit notional"),
    ("smallest-notional-fits", {**LINEAR, "equity": "500", "min_notional": "190"}, SIZE + " notional"),
    # Cross margin: liquidation may not come first
    ("cross-liquidation-long", CROSS, MOST + " liquidation_price"),
    ("cross-liquidation-short", {**CROSS, "side": "short", "stop": "66500", "other_profit": "-350.5", "other_maintenance": "120.25"}, MOST + " liquidation_price"),
    ("cross-other-profit", {**CROSS, "other_profit": "410"}, MOST + " liquidation_price"),
    ("cross-other-maintenance", {**CROSS, "other_maintenance": "275.5"}, MOST + " liquidation_price"),
    ("cross-maintenance-at-entry", {**CROSS, "maintenance_at": "entry", "maintenance_pct": "2"}, MOST + " liquidation_price"),
    ("cross-fee-in-requirement", {**CROSS, "requirement_fee_pct": "0.06", "maintenance_pct": "1"}, MOST + " liquidation_price"),
    ("cross-tiers", {**CROSS, "wallet_balance": "9000", "equity": "30000", "risk_pct": "50", "tiers": USDT_TIERS}, MOST + " liquidation_price"),
    ("cross-inverse-long", {**INVERSE, "margin_mode": "cross", "wallet_balance": "0.05", "risk_pct": "20", "leverage": "50", "free_margin": "5"}, MOST + " liquidation_price"),
    ("cross-inverse-short", {**INVERSE_SHORT, "margin_mode": "cross", "wallet_balance": "0.05", "risk_pct": "20", "leverage": "50", "free_margin": "5", "other_profit": "0.004"}, MOST + " liquidation_price"),
    ("cross-wallet-is-equity", {**CROSS, "wallet_balance": "", "equity": "2000", "risk_pct": "90"}, MOST + " liquidation_price"),
    ("cross-risk-binds", {**CROSS, "risk_pct": "1"}, MOST + " liquidation_price"),
    ("cross-per-atr-without-stop", {**LINEAR, "method": "percent-volatility", "atr": "812.37", "stop": "", "margin_mode": "cross", "wallet_balance": "900", "risk_pct": "4"}, SIZE + " liquidation_price"),
    # Leverage and liquidation, isolated
    ("leverage-with-tiers", {**LINEAR, "equity": "200000", "tiers": USDT_TIERS, "leverage": "20"}, SIZE + LEVERAGE),
    ("leverage-short-with-tiers", {**SHORT, "equity": "900000", "tiers": USDT_TIERS, "leverage": "20", "entry_order": "market", "slippage_pct": "0.05"}, SIZE + LEVERAGE),
    ("leverage-inverse-tiers", {**INVERSE_SHORT, "equity": "20", "tiers": COIN_TIERS}, SIZE + LEVERAGE),
    ("leverage-entry-maintenance", {**LINEAR, "maintenance_at": "entry", "maintenance_pct": "1.2"}, SIZE + LEVERAGE),
    ("leverage-fee-in-requirement", {**SHORT, "requirement_fee_pct": "0.06", "maintenance_pct": "1"}, SIZE + LEVERAGE),
    ("leverage-fee-at-bankruptcy", {**LINEAR, "requirement_fee_pct": "0.055", "requirement_fee_at": "bankruptcy",
                                    "maintenance_pct": "1"}, SIZE + LEVERAGE),
    ("leverage-tiers-by-quantity", {**LINEAR, "tier_axis": "quantity", "maker_fee_pct": "0", "tiers": QUANTITY_TIERS}, SIZE + LEVERAGE),
    ("leverage-rate-by-coins", {**LINEAR, "rate_per_coin_pct": "2", "initial_rate_pct": "2", "maintenance_pct": "1"}, SIZE + LEVERAGE),
    ("leverage-initial-rate", {**LINEAR, "initial_rate_pct": "4", "risk_pct": "90", "stop": "64000"}, SIZE + LEVERAGE),
    ("leverage-inverse-rate-by-coins", {**INVERSE_SHORT, "equity": "20", "rate_per_coin_pct": "0.2", "initial_rate_pct": "2"}, SIZE + LEVERAGE),
    ("leverage-floor", {**LINEAR, "requirement_floor": "60"}, SIZE + LEVERAGE),
    ("leverage-too-low-to-be-liquidated", {**LINEAR, "leverage": "1"}, SIZE + LEVERAGE),
    ("leverage-inverse-short-once", {**INVERSE_SHORT, "leverage": "1"}, SIZE + LEVERAGE),
    ("leverage-wide-stop", {**LINEAR, "stop": "30000", "leverage": "2"}, SIZE + LEVERAGE),
]

WARNINGS = [
    ("stop-within-an-hours-move", {**LINEAR, "stop": "64700", "annual_vol_pct": "57", "maker_fee_pct": "0", "taker_fee_pct": "0"}),
    ("costs-above-a-quarter", {**LINEAR, "stop": "64900", "annual_vol_pct": "5"}),
    ("stop-beyond-liquidation", {**LINEAR, "leverage": "50"}),
    ("stop-beyond-liquidation-short", {**SHORT, "leverage": "60"}),
    ("risk-above-two-percent", {**LINEAR, "risk_pct": "2.5"}),
    ("risk-above-five-percent", {**LINEAR, "risk_pct": "6"}),
]


def plain(figure):
    if isinstance(figure, list):
        return [{key: plain(cell) for key, cell in row.items()} for row in figure]
    return float(figure) if isinstance(figure, (Decimal, int)) else figure


def rows():
    for name, inputs, wanted in ROWS:
        trade = Trade(inputs)
        figures = trade.figures()
        if "limits" in wanted:
            figures["limits"] = trade.table_of_limits()
        yield {"name": name, "inputs": inputs, "expected": {key: plain(figures[key]) for key in wanted.split()}}
    for name, inputs in WARNINGS:
        yield {"name": name, "inputs": inputs, "expected": {"problem": Trade(inputs).warning()}}


if __name__ == "__main__":
    print(json.dumps(list(rows()), indent=1))
