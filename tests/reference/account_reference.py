"""Figures of whole accounts that no published example gives, found without the engine's formulas.

Run:  python3 tests/reference/account_reference.py > account.json      (standard library only; a few seconds)

Nothing is solved here. Equity and requirement are written down row by row, as functions of the prices. A shock is walked
from zero outwards in small steps until equity times the share asked about no longer exceeds the requirement, and the
step in which that happens is halved until forty digits stand. Prices of one symbol are found in the same way, moving all
that is in its coin alone or the others with it; reductions by taking the position smaller and walking again; the correlated loss by
the full matrix product. Tables are looked up from the notional at each price.

Rows are vectors as in tests/vectors: {"id", "calculator", "inputs", "expected", "tolerance", "source"}.
"""

import json
from decimal import Decimal as D, getcontext

getcontext().prec = 50
HALVINGS = 150
FALL_STEPS = 2000
RISE = 1.004
FURTHEST_RISE = 2e4
# A rise beyond tenfold is told in words.
TOLD_RISE = D(9)
LEVELS = [D("0.5"), D("0.75"), D("0.9"), D(1)]
TINY = D("1e-30")

# Venue tables: cap, rate, highest leverage, deduction. Binance about the first quarter of 2026 (freqtrade's
# binance_leverage_tiers.json in ymcbzrgn/HydraQuant@b94b0926), first rows; Kraken by contracts of 1 USD
# (nautechsystems/nautilus_trader@a95c8042 kraken test data); Bybit until September 2025 at the entry value, with a fee of
# 0.055 % for closing at bankruptcy, which is notional x (1 -+ 1 / leverage) (v5 position/list response of 26 June 2024;
# bybit announcement-info/margin-parameters, first rows).
BTC = [(300e3, "0.004", 150, 0), (800e3, "0.005", 100, 300), (3e6, "0.0065", 75, 1500), (12e6, "0.01", 50, 12000),
       (70e6, "0.02", 25, 132000), (100e6, "0.025", 20, 482000), (230e6, "0.05", 10, 2982000),
       (480e6, "0.1", 5, 14482000), (600e6, "0.125", 4, 26482000), (800e6, "0.15", 3, 41482000),
       (1200e6, "0.25", 2, 121482000), (None, "0.5", 1, 421482000)]
ETH = BTC[:4] + [(50e6, "0.02", 25, 132000), (65e6, "0.025", 20, 382000), (150e6, "0.05", 10, 2007000),
                 (320e6, "0.1", 5, 9507000), (400e6, "0.125", 4, 17507000), (530e6, "0.15", 3, 27507000),
                 (800e6, "0.25", 2, 80507000), (None, "0.5", 1, 280507000)]
XBT = [(500e3, "0.01", 50, 0), (None, "0.02", 25, 0)]
BYBIT = [(2e6, "0.005", 100, 0), (2.6e6, "0.0056", 90, 1200), (3.2e6, "0.0063", 80, 3020)]
BYBIT_FEE = D("0.00055")
# Which coin each name of the cases is about, by hand.
COIN_OF = {"BTCUSDT": "BTC", "BTCUSD_PERP": "BTC", "BTC-USDT-SWAP": "BTC", "XBTUSD": "BTC", "PI_XBTUSD": "BTC",
           "XBTUSDTM": "BTC", "BTC": "BTC", "XBT": "BTC", "ETHUSDT": "ETH", "ETHUSD_PERP": "ETH", "ETH": "ETH",
           "ETHFIUSDT": "ETHFI", "SOLUSD": "SOL", "SOLUSDT": "SOL", "PAXGUSDT": "PAXG", "OWNUSDT": "OWN",
           "USDC": "USDC", "kPEPE": "kPEPE", "AVAX": "AVAX"}
TABLES = {("binance-usdm", "BTCUSDT"): ("notional", BTC), ("binance-usdm", "ETHUSDT"): ("notional", ETH),
          ("kraken", "PI_XBTUSD"): ("quantity", XBT), ("bybit-linear-legacy", "BTCUSDT"): ("entry", BYBIT)}


def dec(text):
    return D(str(text))


class Row:
    """A position, all numbers as decimals."""

    def __init__(self, row, venue, mark):
        self.symbol, self.long = row["symbol"], row["side"] == "long"
        self.coin = COIN_OF[self.symbol]
        self.inverse = row.get("contract", "linear") == "inverse"
        self.quantity, self.entry = dec(row["quantity"]), dec(row["entry"])
        self.mark = mark
        self.stop = dec(row["stop"]) if row.get("stop", "") != "" else None
        self.leverage = dec(row["leverage"]) if row.get("leverage", "") != "" else None
        self.size = dec(row["contract_size"]) if row.get("contract_size", "") != "" else D(1)
        self.moves = dec(row.get("moves", "") or 1)
        self.rate = dec(row["maintenance_pct"]) / 100 if row.get("maintenance_pct", "") != "" else None
        self.off = dec(row.get("deduction", "") or 0)
        self.table = TABLES.get((venue, self.symbol))

    def smaller(self, share):
        other = object.__new__(Row)
        other.__dict__ = dict(self.__dict__)
        other.quantity = self.quantity * (1 - share)
        return other

    def profit(self, price):
        """In the account's currency: an inverse contract pays coins, worth the price at which they are paid."""
        if self.inverse:
            if price == 0:
                coins_worth = -self.quantity * self.size
            else:
                coins_worth = self.quantity * self.size * (1 / self.entry - 1 / price) * price
            return coins_worth if self.long else -coins_worth
        gain = self.quantity * (price - self.entry)
        return gain if self.long else -gain

    def notional(self, price):
        return self.quantity * self.size if self.inverse else self.quantity * price

    def requirement(self, price):
        if self.rate is not None:
            rate, off = self.rate, self.off
        else:
            axis, table = self.table
            if axis == "entry":
                return self.bybit_legacy(table)
            coins = self.notional(price) / price if self.inverse and price != 0 else None
            measure = self.quantity if axis == "quantity" else coins if self.inverse else self.notional(price)
            for cap, rate, _, off in table:
                if cap is None or measure <= dec(cap):
                    break
            rate, off = dec(rate), dec(off)
        # An inverse contract's deduction is in coin.
        held = rate * self.notional(price) - off * (price if self.inverse else 1)
        return max(D(0), held)


    def bybit_legacy(self, table):
        """Constant: maintenance of the value at entry, and the fee of closing where the initial margin is gone."""
        value = self.quantity * self.entry
        rate, off = next((dec(rate), dec(off)) for cap, rate, _, off in table if value <= dec(cap))
        side = -1 if self.long else 1
        return max(D(0), rate * value - off + BYBIT_FEE * value * (1 + side / self.leverage))


class Account:
    def __init__(self, inputs):
        venue = inputs.get("venue", "generic")
        marks = {}
        for row in inputs["positions"]:
            if row.get("mark", "") != "":
                marks.setdefault(row["symbol"], dec(row["mark"]))
        for row in inputs["positions"]:
            marks.setdefault(row["symbol"], dec(row["entry"]))
        self.rows = [Row(row, venue, marks[row["symbol"]]) for row in inputs["positions"]]
        paces = {row.coin: row.moves for row in self.rows}
        self.assets = []
        for a in inputs["assets"] or []:
            coin = COIN_OF[a["symbol"]]
            pace = paces.get(coin, D(0) if coin == "USDC" else D(1))
            self.assets.append((coin, dec(a["balance"]), dec(a["price"]), dec(a.get("weight_pct", "") or 100) / 100,
                                dec(a["moves"]) if a.get("moves", "") != "" else pace))
        self.cash = dec(inputs["account_cash"])
        self.share = dec(inputs.get("correlation_pct", 100)) / 100
        self.realised = D(0)

    def with_row(self, index, row, realised):
        other = object.__new__(Account)
        other.__dict__ = dict(self.__dict__)
        other.rows = self.rows[:index] + [row] + self.rows[index + 1:]
        other.realised = realised
        return other

    def state(self, price_of, worth_of):
        equity = self.cash + self.realised + sum((worth_of(asset) for asset in self.assets), D(0))
        requirement = D(0)
        for row in self.rows:
            price = price_of(row)
            equity += row.profit(price)
            requirement += row.requirement(price)
        return equity, requirement

    def shocked(self, shock):
        def moved(price, moves):
            return price * max(D(0), 1 + moves * shock)
        return self.state(lambda row: moved(row.mark, row.moves),
                          lambda a: a[1] * a[3] * moved(a[2], a[4]))

    def with_coin(self, coin, by, share):
        """All contracts and collateral in a coin move by a fraction; the others by a share of the shock behind it."""
        own = next(row.moves for row in self.rows if row.coin == coin)
        common = D(0) if own == 0 else share * by / own

        def price(row):
            move = by if row.coin == coin else row.moves * common
            return row.mark * max(D(0), 1 + move)

        def worth(asset):
            name, balance, at, weight, moves = asset
            move = by if name == coin else moves * common
            return balance * weight * at * max(D(0), 1 + move)
        return self.state(price, worth)


def walk(state, direction, used=D(1), end=D(1)):
    """The first move one way at which requirement takes that share of equity; a fall ends before -end."""
    def gone(move):
        equity, requirement = state(direction * move)
        return equity * used <= requirement
    steps = [end * k / FALL_STEPS for k in range(1, FALL_STEPS)] + [end * (1 - TINY)]
    if direction > 0:
        steps, reach = [], 1.0
        while reach < FURTHEST_RISE:
            reach *= RISE
            steps.append(D(reach) - 1)
    before = D(0)
    for step in steps:
        if gone(step):
            low, high = before, step
            for _ in range(HALVINGS):
                middle = (low + high) / 2
                low, high = (low, middle) if gone(middle) else (middle, high)
            return direction * high
        before = step
    return None


def nearer(moves):
    found = [move for move in moves if move is not None]
    return min(found, key=abs) if found else None


def room(account):
    return nearer([walk(account.shocked, D(-1)), walk(account.shocked, D(1))])


def losses(account):
    """Loss of each row at its stop, or what is counted without one; and whether a fall brings it."""
    found = []
    for row in account.rows:
        hurt = row.moves if row.long else -row.moves
        in_fall = hurt > 0 if hurt != 0 else row.long
        if row.stop is not None:
            found.append((row.profit(row.mark) - row.profit(row.stop), "stop", in_fall))
            continue
        own = walk(lambda by: account.with_coin(row.coin, by, D(0)), D(-1) if row.long else D(1))
        loss = None if own is None else row.profit(row.mark) - row.profit(row.mark * (1 + own))
        whole = row.notional(row.mark)
        if loss is None or loss > whole:
            found.append((whole, "notional", in_fall))
        else:
            found.append((loss, "liquidation", in_fall))
    return found


def correlated(account, found):
    signed = [loss if in_fall else -loss for loss, _, in_fall in found]
    total = D(0)
    for row, one in zip(account.rows, signed):
        for other, another in zip(account.rows, signed):
            total += one * another * (1 if row.coin == other.coin else account.share)
    return max(total, D(0)).sqrt()


def told(move):
    """A rise beyond tenfold is no number."""
    return None if move is None or move > TOLD_RISE else move


def pct(number):
    return None if number is None else float(number * 100)


def num(number):
    return None if number is None else float(number)


def figures(inputs):
    account = Account(inputs)
    equity, required = account.shocked(D(0))
    shocks = [walk(account.shocked, D(-1)), walk(account.shocked, D(1))]
    nearest = nearer(shocks)
    worth = [row.notional(row.mark) for row in account.rows]
    gross, net = sum(worth), sum(w if row.long else -w for w, row in zip(worth, account.rows))
    bound = None if any(row.leverage is None for row in account.rows) else sum(
        w / row.leverage for w, row in zip(worth, account.rows))
    stops = losses(account)
    total = sum(loss for loss, _, _ in stops)
    shock = dec(inputs.get("shock_pct", -10)) / 100
    edge = shocks[0] if shock < 0 else shocks[1]
    after = None if edge is not None and abs(shock) > abs(edge) else account.shocked(shock)
    expected = {
        "account_shock_pct": pct(told(nearest)), "fall_shock_pct": pct(shocks[0]),
        "rise_shock_pct": pct(told(shocks[1])),
        "margin_used_pct": pct(required / equity), "maintenance_requirement": num(required),
        "margin_balance": num(equity), "exposure": num(gross / equity), "net_exposure": num(net / equity),
        "gross_notional": num(gross), "net_notional": num(net),
        "free_margin": None if bound is None else num(equity - bound), "initial_margin": num(bound),
        "initial_margin_pct": None if bound is None else pct(bound / equity),
        "counted_collateral_amount": num(sum((a[1] * a[2] * a[3] for a in account.assets), D(0))),
        "open_profit": num(sum(row.profit(row.mark) for row in account.rows)),
        "stops_loss_amount": num(total), "stops_loss_pct": pct(total / equity),
        "correlated_loss_amount": num(correlated(account, stops)),
        "shock_equity": None if after is None else num(after[0]),
        "shock_used_pct": None if after is None else pct(after[1] / after[0]),
        "venue_ratio_pct": pct(equity / required if inputs.get("ratio_direction") == "cover" else required / equity),
    }
    risks, prices = [], {}
    for row, (loss, counted, _) in zip(account.rows, stops):
        if row.symbol not in prices:
            prices[row.symbol] = [price_of(account, row, share) for share in (D(0), account.share)]
        held, together = prices[row.symbol]
        maintenance = row.requirement(row.mark)
        risks.append({
            "symbol": row.symbol, "side": "long" if row.long else "short", "liquidation_price": num(held),
            "distance_pct": None if held is None else pct(held / row.mark - 1), "together_price": num(together),
            "loss_at_stop": num(loss), "counted_to": counted, "notional": num(row.notional(row.mark)),
            "maintenance": num(maintenance), "requirement_share_pct": pct(maintenance / required)})
    expected["position_risks"] = risks
    expected |= warnings(account, required / equity)
    expected["reductions"] = reductions(account, dec(inputs.get("reduction_pct", 10)) / 100 * gross, (equity, bound))
    return expected


def price_of(account, row, share):
    """The nearer price of a row's symbol at which the account is gone."""
    def state(by):
        return account.with_coin(row.coin, by, share)
    by = told(nearer([walk(state, D(-1)), walk(state, D(1))]))
    return None if by is None else row.mark * (1 + by)


def warnings(account, used):
    warned, prices = [], []
    for way, direction in (("fall", D(-1)), ("rise", D(1))):
        shocks = [None if used >= level else told(walk(account.shocked, direction, level)) for level in LEVELS]
        if all(shock is None for shock in shocks):
            continue
        for level, shock in zip(LEVELS, shocks):
            warned.append({"used_pct": pct(level), "way": way, "shock_pct": pct(shock),
                           "equity": None if shock is None else num(account.shocked(shock)[0])})
        seen = []
        for row in account.rows:
            if row.symbol in seen:
                continue
            seen.append(row.symbol)
            at = [None if s is None else num(row.mark * max(D(0), 1 + row.moves * s)) for s in shocks]
            prices.append({"symbol": row.symbol, "way": way, "price_50": at[0], "price_75": at[1], "price_90": at[2],
                           "price_100": at[3]})
    return {"margin_warnings": warned or None, "warning_prices": prices or None}


def reductions(account, wanted, now):
    equity, bound = now
    found = []
    for index, row in enumerate(account.rows):
        worth = row.notional(row.mark)
        share = min(D(1), wanted / worth)
        after = account.with_row(index, row.smaller(share), share * row.profit(row.mark))
        far = room(after)
        used = after.shocked(D(0))[1] / after.shocked(D(0))[0]
        free = None if bound is None else equity - bound + share * worth / row.leverage
        found.append((-abs(far) if far is not None else D("-Infinity"), used, {
            "symbol": row.symbol, "side": "long" if row.long else "short", "closes": num(share * worth),
            "shock_pct": pct(told(far)), "used_pct": pct(used), "free_margin": num(free)}))
    return [row for _, _, row in sorted(found, key=lambda one: one[:2])]


def position(symbol, side, quantity, entry, **more):
    return {"symbol": symbol, "side": side, "quantity": quantity, "entry": entry, **more}


def asset(symbol, balance, price, **more):
    return {"symbol": symbol, "balance": balance, "price": price, **more}


THREE = [position("BTCUSDT", "long", "0.3", "64000", mark="65000", stop="61000", leverage="10", maintenance_pct="0.5"),
         position("ETHUSDT", "short", "3", "3000", mark="2950", stop="3200", leverage="10", maintenance_pct="0.6"),
         position("SOLUSD", "long", "400", "150", mark="148", stop="132", leverage="5", maintenance_pct="1",
                  contract="inverse", contract_size="10")]
COIN = [asset("BTC", "0.05", "65000", weight_pct="95")]
HEDGE = [position("BTCUSDT", "long", "2", "60000", mark="61000", maintenance_pct="1", deduction="50", leverage="20"),
         position("BTCUSDT", "short", "1.2", "63000", mark="", stop="66000", maintenance_pct="1", leverage="20"),
         position("SOLUSDT", "short", "300", "150", mark="160", stop="175", maintenance_pct="2", leverage="10",
                  moves="1.6"),
         position("PAXGUSDT", "long", "5", "2400", mark="2500", stop="2300", maintenance_pct="2.5", leverage="10",
                  moves="-0.3")]
TIERED = [position("BTCUSDT", "long", "30", "60000", mark="62000", stop="58000", leverage="20"),
          position("ETHUSDT", "short", "400", "3000", mark="3100", stop="3400", leverage="20")]
INVERSE = [position("BTCUSD_PERP", "short", "2000", "62000", mark="60000", stop="66000", contract="inverse",
                    contract_size="100", maintenance_pct="1", deduction="0.002", leverage="5"),
           position("ETHUSD_PERP", "long", "3000", "2400", mark="2500", contract="inverse", contract_size="10",
                    maintenance_pct="1.5", leverage="5", stop="2200", moves="1.2")]
# Five names of one coin, its collateral, and a coin that only begins alike.
ONE_COIN = [position("BTCUSDT", "long", "0.4", "62000", mark="63000", maintenance_pct="0.5", leverage="10"),
            position("BTCUSD_PERP", "short", "150", "63500", mark="63050", contract="inverse", contract_size="100",
                     maintenance_pct="0.6", leverage="10"),
            position("BTC-USDT-SWAP", "long", "0.2", "61000", mark="62980", stop="58000", maintenance_pct="0.4",
                     leverage="20"),
            position("XBTUSD", "long", "9000", "60000", mark="63010", contract="inverse", contract_size="1",
                     maintenance_pct="0.5", leverage="10"),
            position("ETHFIUSDT", "long", "3000", "1.2", mark="1.1", maintenance_pct="2", leverage="5"),
            position("ETHUSDT", "short", "3", "2500", mark="2450", stop="2700", maintenance_pct="0.6", leverage="10")]
# Shorts so small that no rise worth telling ends the account, and longs that are covered whole.
FAR = [position("ETHUSDT", "short", "0.01", "2500", maintenance_pct="1", leverage="10"),
       position("SOLUSDT", "long", "40", "150", mark="140", maintenance_pct="1", leverage="10"),
       position("kPEPE", "short", "20000", "0.02", maintenance_pct="2", leverage="5"),
       position("BTCUSDT", "short", "0.06", "60000", maintenance_pct="0.5", leverage="10")]
CASES = {
    "three positions and coin": {"account_cash": "2000", "positions": THREE, "assets": COIN, "correlation_pct": "80",
                                 "shock_pct": "-20"},
    "three positions, cash alone, reduced by a third": {"account_cash": "4000", "positions": THREE, "assets": [],
                                                        "correlation_pct": "50", "shock_pct": "15",
                                                        "reduction_pct": "33"},
    "hedge, beta and a counter-mover": {"account_cash": "30000", "positions": HEDGE, "assets": [],
                                        "correlation_pct": "70", "shock_pct": "-30", "reduction_pct": "20"},
    "tiers of the venue": {"account_cash": "120000", "positions": TIERED, "assets": [], "venue": "binance-usdm",
                           "correlation_pct": "60", "shock_pct": "4"},
    "tiers by quantity, ratio the other way": {
        "account_cash": "40000", "venue": "kraken", "ratio_direction": "cover", "shock_pct": "5", "assets": [],
        "positions": [position("PI_XBTUSD", "long", "600000", "60000", mark="61000", contract="inverse",
                               contract_size="1", leverage="20", stop="59000")]},
    "maintenance at the entry, fee at bankruptcy": {
        "account_cash": "150000", "venue": "bybit-linear-legacy", "assets": [], "shock_pct": "-3",
        "positions": [position("BTCUSDT", "long", "40", "60000", mark="61000", stop="59000", leverage="25"),
                      position("ETHUSDT", "short", "100", "3000", stop="3200", leverage="10",
                               maintenance_pct="0.5")]},
    "inverse with coin behind it": {"account_cash": "500", "positions": INVERSE,
                                    "assets": [asset("BTC", "2.5", "60000"),
                                               asset("ETH", "4", "2500", weight_pct="90"),
                                               asset("AVAX", "30", "25", weight_pct="80", moves="1.3"),
                                               asset("USDC", "700", "0.999", weight_pct="98")],
                                    "correlation_pct": "90", "shock_pct": "12"},
    "borrowed cash against coin": {"account_cash": "-20000", "shock_pct": "-8", "correlation_pct": "100",
                                   "assets": [asset("ETH", "20", "2500", weight_pct="90")],
                                   "positions": [position("ETHUSDT", "long", "10", "2450", mark="2500", stop="2300",
                                                          maintenance_pct="1", leverage="10")]},
    "one coin under five names": {"account_cash": "1500", "positions": ONE_COIN, "correlation_pct": "75",
                                  "assets": [asset("XBT", "0.03", "63000", weight_pct="95"),
                                             asset("ETH", "0.5", "2450", weight_pct="90")],
                                  "shock_pct": "-7"},
    "rises beyond tenfold": {"account_cash": "9000", "positions": FAR, "assets": [], "correlation_pct": "40",
                             "shock_pct": "-50"},
    "a symbol of its own": {"account_cash": "1000", "assets": [], "shock_pct": "-25",
                            "positions": [position("OWNUSDT", "long", "100", "50", maintenance_pct="2", moves="0",
                                                   leverage="8"),
                                          position("BTCUSDT", "long", "0.05", "60000", maintenance_pct="0.5",
                                                   leverage="8")]},
}


def main():
    vectors = []
    for name, case in CASES.items():
        inputs = case | {"assets": case["assets"] or ""}
        vectors.append({"id": "account." + name.replace(",", "").replace(" ", "_"), "calculator": "cross-account",
                        "inputs": inputs, "expected": figures(inputs), "tolerance": {"rel": 1e-9},
                        "source": f"tests/reference/account_reference.py, {name}"})
    print("[\n" + ",\n".join(json.dumps(vector) for vector in vectors) + "\n]")


if __name__ == "__main__":
    main()
