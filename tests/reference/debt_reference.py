#!/usr/bin/env python3
"""Loans against collateral, found without the engine's formulas.

Run:  python3 tests/reference/debt_reference.py > rows.json      (standard library only, a few seconds)

Nothing is solved here. The health factor is written down as a protocol's help page would; the price is walked away from
where it stands until the factor is below 1, and the last step halved until forty digits stand. What to repay or add is
found by halving the sum. Interest is compounded month by month, and the last month halved. A loop is stepped round by
round. A liquidation is replayed in the order of the protocol's contract. Chances come from touch_reference.py.

Prints vectors of the calculator `debt-position`, as they stand in tests/vectors/debt-position.json.
"""

import json
from decimal import Decimal, getcontext

from touch_reference import watched_always
import math

getcontext().prec = 50
ONE = Decimal(1)
HALVINGS = 170
PEGGED = ("USD", "DAI", "GHO", "FRAX", "EUR", "GBP")
USUAL = {"aave": "5", "compound": "5", "maker": "13", "generic": "5"}


def D(text):
    return Decimal(str(text))


class Position:
    def __init__(self, inputs):
        self.inputs = inputs
        self.protocol = inputs.get("protocol", "aave")
        self.have = [self.deposit(row) for row in inputs["collaterals"]]
        self.owe = [self.debt(row) for row in inputs["debts"]]

    def volatile(self, row):
        said = row.get("moves", "auto")
        return said == "yes" if said != "auto" else not any(name in row.get("symbol", "").upper() for name in PEGGED)

    def deposit(self, row):
        threshold = D(row["threshold_pct"]) / 100
        if self.protocol == "maker":
            threshold = ONE / threshold
        ltv = D(row["loan_to_value_pct"]) / 100 if "loan_to_value_pct" in row else threshold
        ltv = min(ltv, threshold)  # what would be liquidated at once is not lent
        if "penalty_pct" in row:
            penalty = D(row["penalty_pct"]) / 100
        elif self.protocol == "morpho":
            penalty = min(D("1.15"), ONE / (ONE - D("0.3") * (ONE - threshold))) - 1
        else:
            penalty = D(USUAL[self.protocol]) / 100
        return dict(symbol=row.get("symbol", "").upper(), n=D(row["quantity"]), p=D(row["price"]), t=threshold, ltv=ltv,
                    rate=D(row.get("supply_rate_pct", 0)) / 100, penalty=penalty, moves=self.volatile(row))

    def debt(self, row):
        return dict(symbol=row.get("symbol", "").upper(), n=D(row["quantity"]), p=D(row["price"]),
                    rate=D(row.get("borrow_rate_pct", 0)) / 100, moves=self.volatile(row))

    def together(self):
        """The symbols that move when all moves: those of volatile collateral, or else of volatile debt."""
        side = [row for row in self.have if row["moves"]] or [row for row in self.owe if row["moves"]]
        return {row["symbol"] for row in side}

    def at(self, symbols, factor):
        moved = lambda row: dict(row, p=row["p"] * factor) if row["symbol"] in symbols else row
        return [moved(row) for row in self.have], [moved(row) for row in self.owe]


def worth(rows):
    return sum((row["n"] * row["p"] for row in rows), Decimal(0))


def health(have, owe):
    return sum((row["n"] * row["p"] * row["t"] for row in have), Decimal(0)) / worth(owe)


def halve(good, bad, holds):
    """Between a number where it holds and one where it does not."""
    for _ in range(HALVINGS):
        middle = (good + bad) / 2
        good, bad = (middle, bad) if holds(middle) else (good, middle)
    return good


def walk(position, symbols, up):
    """The factor on those prices at which the health factor passes 1, or None."""
    healthy = lambda factor: health(*position.at(symbols, factor)) >= 1
    step, factor = (D("1.001"), ONE) if up else (D("0.999"), ONE)
    for _ in range(40_000):
        following = factor * step
        if not healthy(following):
            return halve(factor, following, healthy)
        factor = following
    return None


def grown(rows, years):
    return [dict(row, n=row["n"] * (ONE + row["rate"]) ** years) for row in rows]


def months_on_interest(position):
    healthy = lambda months: health(grown(position.have, months / 12), grown(position.owe, months / 12)) >= 1
    for month in range(1, 1201):
        if not healthy(D(month)):
            return halve(D(month - 1), D(month), healthy)
    return None


def liquidate(protocol, have, owe, close):
    """Repaid, seized, cost, left; the largest debt against the largest deposit."""
    total_have, total_owe = worth(have), worth(owe)
    if protocol == "compound":
        credit = sum((row["n"] * row["p"] * (1 - row["penalty"]) for row in have), Decimal(0)) - total_owe
        credit = max(credit, Decimal(0))
        return dict(share=ONE, repaid=total_owe, seized=total_have, cost=max(total_have - total_owe - credit, Decimal(0)), left=credit)
    deposit = max(have, key=lambda row: row["n"] * row["p"])
    debt = max(owe, key=lambda row: row["n"] * row["p"])
    value, owed = deposit["n"] * deposit["p"], debt["n"] * debt["p"]
    factor = health(have, owe)
    share = {"aave": D("0.5"), "generic": close}.get(protocol, ONE)
    if protocol == "aave" and (value < 2000 or owed < 2000 or factor <= D("0.95")):
        share = ONE
    repaid = min(owed, share * total_owe)
    seized = repaid * (1 + deposit["penalty"])
    if seized > value:
        seized, repaid = value, value / (1 + deposit["penalty"])
    if protocol == "aave" and repaid < owed and seized < value:
        if owed - repaid < 1000 or value - seized < 1000:
            repaid = halve(Decimal(0), repaid, lambda sum: owed - sum >= 1000 and value - sum * (1 + deposit["penalty"]) >= 1000)
            seized = repaid * (1 + deposit["penalty"])
    left = max(total_have - seized - (total_owe - repaid), Decimal(0))
    return dict(share=share, repaid=repaid, seized=seized, cost=seized - repaid, left=left)


def stress(protocol, position, close, up):
    rows = []
    for size in (10, 20, 30, 40, 50):
        shift = D(size) / 100 * (1 if up else -1)
        have, owe = position.at(position.together(), 1 + shift)
        factor = health(have, owe)
        left = worth(have) - worth(owe) if factor >= 1 else liquidate(protocol, have, owe, close)["left"]
        rows.append(dict(move_pct=shift * 100, health_factor=factor, left_amount=max(left, Decimal(0))))
    return rows


def loop_by_steps(position, inputs):
    deposit = max(position.have, key=lambda row: row["n"] * row["p"])
    equity = worth(position.have) - worth(position.owe)
    share = D(inputs["loop_borrow_pct"]) / 100 if "loop_borrow_pct" in inputs else deposit["ltv"]
    collateral, owed, last = equity, Decimal(0), equity
    if inputs["loop_by"] == "rounds":
        for _ in range(inputs["loop_count"]):
            borrowed = last * share
            owed, collateral, last = owed + borrowed, collateral + borrowed, borrowed
    else:
        collateral = equity * D(inputs["wanted_leverage"])
        owed = collateral - equity
    return equity, collateral, owed


def loop_answers(position, inputs, close):
    deposit = max(position.have, key=lambda row: row["n"] * row["p"])
    debt = max(position.owe, key=lambda row: row["n"] * row["p"])
    equity, collateral, owed = loop_by_steps(position, inputs)
    looped = Position(inputs)
    looped.have = [dict(deposit, n=collateral / deposit["p"])]
    looped.owe = [dict(debt, n=owed / debt["p"])]
    factor = walk(looped, looped.together(), up=False)
    year_later = worth(grown(looped.have, 1)) - worth(grown(looped.owe, 1))
    return dict(loop_leverage=collateral / equity, loop_net_rate_pct=(year_later / equity - 1) * 100,
                loop_health_factor=health(looped.have, looped.owe), loop_distance_pct=(factor - 1) * 100,
                loop_stress_table=stress(position.protocol, looped, close, False))


def answers(inputs):
    position = Position(inputs)
    have, owe = position.have, position.owe
    close = D(inputs.get("close_factor_pct", 50)) / 100
    found = dict(health_factor=health(have, owe), loan_to_value_pct=worth(owe) / worth(have) * 100,
                 collateral_amount=worth(have), debt_amount=worth(owe))
    room = sum((row["n"] * row["p"] * row["ltv"] for row in have), Decimal(0)) - worth(owe)
    found["borrowing_room_amount"] = room if room >= 0 else None
    year_later = worth(grown(have, 1)) - worth(grown(owe, 1))
    equity = worth(have) - worth(owe)
    if equity > 0:
        found["net_rate_pct"] = (year_later / equity - 1) * 100
    wanted = D(inputs.get("wanted_health_factor", 2))
    if found["health_factor"] < wanted:
        largest_debt = max(owe, key=lambda row: row["n"] * row["p"])
        largest = max(have, key=lambda row: row["n"] * row["p"])
        after = lambda repaid: health(have, owe) * worth(owe) / (worth(owe) - repaid)
        repay = halve(worth(owe), Decimal(0), lambda sum: sum == worth(owe) or after(sum) >= wanted)
        more = lambda added: health(have + [dict(largest, n=added / largest["p"])], owe)
        add = halve(worth(owe) * 1000, Decimal(0), lambda sum: more(sum) >= wanted)
        found |= dict(repay_amount=repay, add_amount=add, add_quantity=add / largest["p"])
        found["repay_quantity"] = repay / largest_debt["p"] if repay <= largest_debt["n"] * largest_debt["p"] else None
    if found["health_factor"] < 1:
        found |= dict(liquidation_state="already-liquidatable", liquidation_price=None)
        return found | liquidation_answers(liquidate(position.protocol, have, owe, close))
    months = months_on_interest(position)
    found["interest_months"] = months
    symbols = position.together()
    down, rise = walk(position, symbols, up=False), walk(position, symbols, up=True)
    factor = down or rise
    if factor is None:
        return found | dict(liquidation_state="none", liquidation_price=None, liquidation_distance_pct=None)
    found |= dict(liquidation_state="price", liquidation_distance_pct=(factor - 1) * 100)
    leading = max([row for row in have if row["moves"]] or [row for row in owe if row["moves"]], key=lambda row: row["n"] * row["p"])
    against = [row for row in owe if row["moves"] and row["symbol"] not in symbols]
    if against:
        other = max(against, key=lambda row: row["n"] * row["p"])
        found |= dict(liquidation_price=None, liquidation_ratio=factor * leading["p"] / other["p"])
    else:
        found |= dict(liquidation_price=factor * leading["p"], liquidation_ratio=None)
    found |= liquidation_answers(liquidate(position.protocol, *position.at(symbols, factor), close))
    found["stress_table"] = stress(position.protocol, position, close, down is None)
    found["liquidation_prices"] = coin_by_coin(position, symbols, factor)
    if "annual_vol_pct" in inputs:
        found["touch_chance_pct"] = 100 * chance(inputs, factor)
    if "loop_by" in inputs:
        found |= loop_answers(position, inputs, close)
    return found


def liquidation_answers(done):
    return dict(liquidation_close_pct=done["share"] * 100, liquidation_repaid_amount=done["repaid"],
                liquidation_seized_amount=done["seized"], liquidation_cost_amount=done["cost"], liquidation_left_amount=done["left"])


def coin_by_coin(position, symbols, together):
    rows = []
    for side, table in (("collateral", position.have), ("debt", position.owe)):
        for number, row in enumerate(table, 1):
            if row["moves"]:
                alone = walk(position, {row["symbol"]}, up=False) or walk(position, {row["symbol"]}, up=True)
                rows.append(dict(of=side, row=number, price=row["p"], alone_price=alone and alone * row["p"],
                                 alone_distance_pct=alone and (alone - 1) * 100,
                                 together_price=together * row["p"] if row["symbol"] in symbols else None))
    return rows


def chance(inputs, factor):
    volatility, drift = float(inputs["annual_vol_pct"]) / 100, float(inputs.get("annual_drift_pct", 0)) / 100
    towards = 1 if factor > 1 else -1
    log_drift = towards * (drift - volatility**2 / 2)
    return D(watched_always(abs(math.log(factor)), log_drift, volatility, float(inputs.get("horizon_days", 30)) / 365))


ETH = dict(symbol="ETH", quantity=10, price=3000, threshold_pct=83, loan_to_value_pct=80.5, supply_rate_pct=1.9, penalty_pct=5)
USDC = dict(symbol="USDC", quantity=18000, price=1, borrow_rate_pct=5.2)
BTC = dict(symbol="BTC", quantity=0.5, price=64000, threshold_pct=78, loan_to_value_pct=73, supply_rate_pct=0.1, penalty_pct=7)
CASES = {
    "example": dict(collaterals=[ETH], debts=[USDC], annual_vol_pct=65),
    "threshold-below-loan-to-value": dict(collaterals=[dict(ETH, threshold_pct=70)], debts=[USDC], loop_by="rounds", loop_count=2),
    "example-rounds": dict(collaterals=[ETH], debts=[USDC], loop_by="rounds", loop_count=3),
    "rounds-of-70": dict(collaterals=[ETH], debts=[USDC], loop_by="rounds", loop_count=5, loop_borrow_pct=70),
    "to-leverage-3": dict(collaterals=[ETH], debts=[USDC], loop_by="leverage", wanted_leverage=3),
    "drift-and-days": dict(collaterals=[ETH], debts=[USDC], annual_vol_pct=80, annual_drift_pct=-40, horizon_days=90, wanted_health_factor=1.5),
    "two-coins-and-stable": dict(collaterals=[ETH, BTC, dict(symbol="USDT", quantity=4000, price=1, threshold_pct=78)], debts=[dict(USDC, quantity=41000)]),
    "same-coin-twice": dict(collaterals=[ETH, dict(ETH, quantity=2, threshold_pct=80, penalty_pct=6)], debts=[USDC]),
    "short-of-eth": dict(collaterals=[dict(symbol="USDC", quantity=20000, price=1, threshold_pct=78, supply_rate_pct=4, penalty_pct=4.5)],
                         debts=[dict(symbol="ETH", quantity=4, price=3000, borrow_rate_pct=2.5)], annual_vol_pct=65),
    "both-sides": dict(collaterals=[dict(symbol="wstETH", quantity=10, price=3600, threshold_pct=95, loan_to_value_pct=93, supply_rate_pct=3, penalty_pct=1)],
                       debts=[dict(symbol="WETH", quantity=9, price=3000, borrow_rate_pct=2.4)], annual_vol_pct=5, loop_by="leverage", wanted_leverage=8),
    "both-sides-mixed": dict(collaterals=[ETH, dict(symbol="USDC", quantity=5000, price=1, threshold_pct=78)],
                             debts=[dict(symbol="BTC", quantity=0.2, price=64000, borrow_rate_pct=1), dict(USDC, quantity=6000)]),
    "coin-on-both-sides": dict(collaterals=[ETH, BTC], debts=[dict(symbol="eth", quantity=3, price=3000, borrow_rate_pct=2), dict(USDC, quantity=20000)]),
    "small-debt-closes-whole": dict(collaterals=[dict(ETH, quantity=0.6)], debts=[dict(USDC, quantity=1200)]),
    "dust-may-not-stay": dict(collaterals=[ETH], debts=[dict(USDC, quantity=12000), dict(symbol="DAI", quantity=11000, price=1, borrow_rate_pct=6)]),
    "deep-under": dict(collaterals=[dict(ETH, price=2000)], debts=[USDC]),
    "just-under": dict(collaterals=[dict(ETH, price=2100)], debts=[USDC]),
    "pegged-by-word": dict(collaterals=[dict(ETH, symbol="MYCOIN", moves="no"), dict(ETH, symbol="OTHER", quantity=3)], debts=[dict(USDC, quantity=28000)]),
    "moves-by-word": dict(collaterals=[ETH], debts=[dict(USDC, moves="yes")]),
    "compound-weth": dict(protocol="compound", collaterals=[dict(symbol="WETH", quantity=10, price=3000, threshold_pct=89.5, loan_to_value_pct=82.5), dict(symbol="LINK", quantity=500, price=15, threshold_pct=85, loan_to_value_pct=79, penalty_pct=7)],
                          debts=[dict(USDC, quantity=21000)]),
    "maker-vault": dict(protocol="maker", collaterals=[dict(symbol="ETH", quantity=10, price=3000, threshold_pct=145)], debts=[dict(symbol="DAI", quantity=15000, price=1, borrow_rate_pct=6.25)]),
    "morpho-market": dict(protocol="morpho", collaterals=[dict(symbol="wstETH", quantity=5, price=3600, threshold_pct=86)], debts=[dict(USDC, quantity=11000)]),
    "morpho-whole-bonus": dict(protocol="morpho", collaterals=[dict(symbol="XYZ", quantity=1000, price=10, threshold_pct=38.5)], debts=[dict(USDC, quantity=3000)]),
    "generic-40": dict(protocol="generic", close_factor_pct=40, collaterals=[dict(ETH, penalty_pct=8)], debts=[USDC]),
}


def plain(value):
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list):
        return [{key: plain(cell) for key, cell in row.items()} for row in value]
    return value


if __name__ == "__main__":
    rows = []
    for name, inputs in CASES.items():
        expected = {key: plain(value) for key, value in answers(inputs).items()}
        rows.append({"id": "reference-" + name, "calculator": "debt-position", "inputs": inputs, "expected": expected,
                     "tolerance": {"rel": 1e-9}, "source": "tests/reference/debt_reference.py, independent script"})
    print("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]")
