#!/usr/bin/env python3
"""Reference figures for sizing rules, worked out apart from the engine.

Python 3.11 or later, standard library only. Prints one JSON array of vectors as tests/vectors/money-management.json
holds them.

Rules are walked through trade by trade in fractions (fixed ratio by adding and taking off units one by one, not by its
root); a simulated middle or one-in-twenty is counted over every order of wins and losses, and is only given where no
neighbour is within four standard errors of it; optimal f is sought as the top of growth, secure f as the root of the
deepest fall, in decimals of 50 digits.

    python3 tests/reference/money_management_reference.py > money.json
"""

import itertools
import json
import math
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 50
SOURCE = "tests/reference/money_management_reference.py, independent script"
EQUITY = 10_000
VECTORS = []
LIST = ["1.8", "-1", "-1.05", "2.4", "-0.4", "0", "-1", "-1", "-1", "3.1", "1.2", "2", "1.5", "-1", "0.6", "2.2"]


def emit(name, inputs, expected, tolerance):
    VECTORS.append({"id": f"reference.{name}", "calculator": "money-management", "inputs": {"equity": EQUITY, **inputs},
                    "expected": expected, "tolerance": tolerance, "source": SOURCE})


def pct(number):
    return float(100 * number)


# ---- the rules, one trade at a time; stakes and equity in starting equities ------------------------------------------


def shares(share):
    return lambda equity, memory, result: (equity * share, memory)


def fixed(stake):
    return lambda equity, memory, result: (stake, memory)


def ratio(risk, units, delta):
    """Jones: each of N units must earn delta R before N becomes N + 1; and gives it back on the way down."""
    unit = risk / units

    def rule(equity, memory, result):
        profit, held = (equity - 1) / unit, units
        needed = Fraction(0)
        while profit >= needed + held * delta:
            needed += held * delta
            held += 1
        while held > 1 and profit < needed:
            held -= 1
            needed -= held * delta
        return min(held * unit, equity), memory

    return rule


def raising(first, factor, limit, after):
    """The memory is what came before: the run of raises that stands."""

    def rule(equity, memory, result):
        if result is not None and result != 0:
            goes_on = (result > 0) == (after == "wins")
            memory = memory + 1 if goes_on and (limit is None or memory < limit) else 0
        return min(first * factor ** memory, equity), memory

    return rule


def walk(rule, results, ruin):
    """Stake and equity after each trade, until ruin; the deepest fall; the largest stake."""
    equity, peak, fall, memory, before, steps = Fraction(1), Fraction(1), Fraction(0), 0, None, []
    for result in results:
        if equity <= ruin:
            break
        stake, memory = rule(equity, memory, before)
        equity, before = equity + stake * result, result
        peak = max(peak, equity)
        fall = max(fall, 1 - equity / peak)
        steps.append((stake, equity))
    return steps, fall, max((stake for stake, _ in steps), default=Fraction(0))


# ---- shares ----------------------------------------------------------------------------------------------------------


def dec(number):
    return Decimal(number.numerator) / Decimal(number.denominator)


def best_share(results):
    """Top of the sum of logarithms: thirds of an interval, narrowed."""
    results = [dec(result) for result in results]
    growth = lambda share: sum((1 + share * result).ln() for result in results)
    low, high = Decimal(0), 1 / -min(results) - Decimal("1e-30")
    for _ in range(260):
        third = (high - low) / 3
        if growth(low + third) < growth(high - third):
            low += third
        else:
            high -= third
    # Near its top a function is flat to half of the digits: 25 are left.
    return (low + high) / 2


def fall_at(share, results):
    equity = peak = kept = Decimal(1)
    for result in results:
        equity *= 1 + share * dec(result)
        peak = max(peak, equity)
        kept = min(kept, equity / peak)
    return 1 - kept


def secure(results, most, limit):
    if fall_at(most, results) <= limit:
        return most
    low, high = Decimal(0), most
    for _ in range(170):
        middle = (low + high) / 2
        low, high = (middle, high) if fall_at(middle, results) < limit else (low, middle)
    return low


def product(results, share):
    return math.prod((1 + share * dec(result) for result in results), start=Decimal(1))


# ---- cases -----------------------------------------------------------------------------------------------------------


def rules(risk, units, delta, factor, limit, optimal, safe):
    exactly = lambda share: Fraction(str(share))
    return {
        "fixed-fractional": shares(risk), "fixed-size": fixed(risk), "fixed-ratio": ratio(risk, units, delta),
        "optimal-f": shares(exactly(optimal)), "secure-f": shares(exactly(safe)),
        "anti-martingale": raising(risk, factor, limit, "wins"), "martingale": raising(risk, factor, limit, "losses"),
    }


def replay(name, risk, units, delta, factor, limit, ruin, bear):
    results = [Fraction(text) for text in LIST]
    optimal = best_share(results)
    safe = secure(results, optimal, Decimal(bear))
    largest = dec(-min(results))
    all_rules = rules(Fraction(risk), units, Fraction(delta), Fraction(factor), limit, optimal, safe)
    rows, steps_of = [], {}
    for rule, stakes in all_rules.items():
        steps, fall, top = walk(stakes, results, Fraction(ruin))
        end = steps[-1][1]
        steps_of[rule] = steps
        rows.append({"rule": rule, "end_amount": float(EQUITY * end), "drawdown_pct": pct(fall),
                     "growth_per_bet_pct": pct((dec(end).ln() / len(results)).exp() - 1),
                     "largest_stake_amount": float(EQUITY * top)})
    growth = product(results, optimal) ** (Decimal(1) / len(results)) - 1
    inputs = {"edge_model": "trades", "trades": ",".join(LIST), "risk_pct": pct(Fraction(risk)), "start_units": units,
              "ratio_delta_r": float(Fraction(delta)), "raise_factor": float(Fraction(factor)),
              "ruin_level_pct": pct(Fraction(ruin)), "drawdown_limit_pct": pct(Decimal(bear)), "trades_ahead": 50,
              "rule_paths": 100}
    if limit is not None:
        inputs["raise_limit"] = limit
    emit(f"{name}.rules", inputs, {"rules_table": rows}, {"rel": 1e-9})
    highest = max([Fraction(1)] + [equity for _, equity in steps_of["fixed-ratio"]])
    held, _ = all_rules["fixed-ratio"](highest, 0, None)
    most = held / (Fraction(risk) / units)
    unit_money = EQUITY * Fraction(risk) / units
    needed = lambda target: sum((n * Fraction(delta) * unit_money for n in range(units, int(target))), Fraction(0))
    emit(f"{name}.figures", inputs, {
        "optimal_f_pct": pct(optimal * largest), "optimal_f_drawdown_pct": pct(fall_at(optimal, results)),
        "optimal_f_growth_pct": pct(growth), "optimal_f_wealth": float(product(results, optimal)),
        "equity_per_stake_r": float(1 / optimal), "geometric_trade_r": float(growth / optimal),
        "secure_f_pct": pct(safe * largest),
        "secure_f_growth_pct": pct(product(results, safe) ** (Decimal(1) / len(results)) - 1),
        "ratio_units": float(most), "ratio_next_amount": float(needed(most + 1)),
        "ratio_steps": [{"units": n, "profit_amount": float(needed(n))} for n in range(units + 1, units + 6)],
    }, {"rel": 1e-9})
    for rule in all_rules:
        rows = [{"trade": at + 1, "result_r": float(result), "stake_amount": float(EQUITY * stake),
                 "equity_amount": float(EQUITY * equity)}
                for at, (result, (stake, equity)) in enumerate(zip(results, steps_of[rule]))]
        emit(f"{name}.path.{rule}", inputs | {"path_of": rule}, {"path_table": rows}, {"rel": 1e-9})


def martingales():
    for risk, factor, ruin, win, trades in (("0.02", "2", "0.5", "0.45", 100), ("0.01", "1.5", "0.25", "0.4", 60)):
        risk, room, stake, lost, losses = Fraction(risk), 1 - Fraction(ruin), Fraction(risk), Fraction(0), 0
        while lost < room:
            lost, stake, losses = lost + stake, stake * Fraction(factor), losses + 1
        run, loss = [Fraction(1)] + [Fraction(0)] * losses, 1 - Fraction(win)
        for _ in range(trades):
            run = [sum(run[:losses]) * (1 - loss)] + [run[at] * loss for at in range(losses - 1)] \
                + [run[losses] + run[losses - 1] * loss]
        emit(f"martingale.{losses}", {
            "win_pct": pct(Fraction(win)), "payoff_ratio": 1.2, "risk_pct": pct(risk), "raise_factor": float(Fraction(factor)),
            "ruin_level_pct": pct(Fraction(ruin)), "trades_ahead": trades, "rule_paths": 100,
        }, {"martingale_losses": losses, "martingale_chance_pct": pct(run[losses]),
            "martingale_stake_amount": float(EQUITY * stake), "martingale_lost_amount": float(EQUITY * min(lost, 1))},
            {"rel": 1e-9})


def quantile(pairs, share, accounts):
    weights, below, margin = {}, Fraction(0), 4 * math.sqrt(share * (1 - share) / accounts)
    for value, chance in pairs:
        weights[value] = weights.get(value, 0) + chance
    for value, chance in sorted(weights.items()):
        if below + chance >= share:
            return value if share - below > margin and below + chance - share > margin else None
        below += chance


def simulated():
    """Every order of six trades, of a win rate and of a list; the level of ruin is where martingales get to."""
    accounts, trades, ruin = 40_000, 6, Fraction("0.8")
    coins = [(Fraction("0.45"), Fraction("1.5")), (Fraction("0.55"), Fraction(-1))]
    drawn = [(Fraction(1, 4), Fraction(x)) for x in ("1.3", "-1", "-0.7", "0.8")]
    for name, bet, described in (("coin", coins, {"win_pct": 45, "payoff_ratio": 1.5}),
                                 ("drawn", drawn, {"edge_model": "trades", "trades": "1.3,-1,-0.7,0.8"})):
        orders = [(math.prod((p for p, _ in order), start=Fraction(1)), [x for _, x in order])
                  for order in itertools.product(bet, repeat=trades)]
        rows, tolerance = [], 0
        all_rules = rules(Fraction("0.04"), 2, Fraction("1"), Fraction(2), None, Decimal(0), Decimal(0))
        for rule, stakes in all_rules.items():
            if rule in ("optimal-f", "secure-f"):
                rows.append({"rule": rule})
                continue
            walked = [(chance, walk(stakes, order, ruin)) for chance, order in orders]
            ruined = sum(chance for chance, (steps, _, _) in walked if steps[-1][1] <= ruin)
            bad = quantile([(fall, chance) for chance, (_, fall, _) in walked], Fraction("0.95"), accounts)
            row = {"rule": rule}
            if bad is not None:
                row["drawdown_bad_pct"] = pct(bad)
            if name == "coin":
                middle = {"end_amount": quantile([(steps[-1][1], chance) for chance, (steps, _, _) in walked], Fraction(1, 2), accounts),
                          "drawdown_pct": quantile([(fall, chance) for chance, (_, fall, _) in walked], Fraction(1, 2), accounts),
                          "largest_stake_amount": quantile([(top, chance) for chance, (_, _, top) in walked], Fraction(1, 2), accounts)}
                for key, value in middle.items():
                    if value is not None:
                        row[key] = pct(value) if key == "drawdown_pct" else float(EQUITY * value)
            rows.append(row)
            error = math.sqrt(ruined * (1 - ruined) / accounts)
            emit(f"simulated.{name}.ruin.{rule}", inputs_of(described, accounts, trades, ruin),
                 {"rules_table": [{} if other != rule else {"ruin_chance_pct": pct(ruined)} for other in all_rules]},
                 {"abs": 500 * error + 1e-9})
        emit(f"simulated.{name}.rules", inputs_of(described, accounts, trades, ruin), {"rules_table": rows}, {"rel": 1e-9})


def inputs_of(described, accounts, trades, ruin):
    return {**described, "risk_pct": 4, "start_units": 2, "ratio_delta_r": 1, "raise_factor": 2, "ruin_level_pct": pct(ruin),
            "trades_ahead": trades, "rule_paths": accounts, "simulation_seed": 7, "drawdown_limit_pct": 30}


def shares_of_a_coin():
    """Secure f of a win rate: a fall that 95 of 100 accounts of one trade, or of three, do not exceed."""
    # One trade: 55 of 100 lose f. Three: 16.6 of 100 lose three times, 1 - (1 - f)^3; the other falls are smaller for
    # small f.
    full = Fraction("0.45") - Fraction("0.55") / Fraction("1.5")
    for trades, share in ((1, Decimal("0.02")), (3, 1 - Decimal("0.94") ** (Decimal(1) / 3))):
        bear = "0.02" if trades == 1 else "0.06"
        inputs = {"win_pct": 45, "payoff_ratio": 1.5, "risk_pct": 2, "trades_ahead": trades, "drawdown_limit_pct": pct(Decimal(bear)),
                  "rule_paths": 1000}
        emit(f"secure.coin.{trades}", inputs, {"secure_f_pct": pct(share)}, {"abs": 0.0025})
        emit(f"optimal.coin.{trades}", inputs,
             {"optimal_f_pct": pct(full), "optimal_f_drawdown_pct": pct(1 - (1 - full) ** trades)}, {"rel": 1e-9})


def secure_in_any_order():
    """One trade ahead, drawn from a list: a quarter of the accounts or more lose 1 R, and 5 of 100 may not fall deeper."""
    for trades in ("1.8,-1", "2.5,-1,0.4", "3,-1,1,-0.5"):
        inputs = {"edge_model": "trades", "trades": trades, "risk_pct": 2, "trades_ahead": 1, "drawdown_limit_pct": 3}
        emit(f"secure.drawn.{trades.count(',') + 1}", inputs, {"secure_f_drawn_pct": 3}, {"abs": 0.02})


def blocks():
    """A list drawn whole: every account is one of its rotations."""
    results = [Fraction(text) for text in ("-1", "-1", "-1", "2", "1", "0.5", "-1", "2")]
    rows = []
    for rule in (shares(Fraction("0.1")), fixed(Fraction("0.1"))):
        rotations = [results[at:] + results[:at] for at in range(len(results))]
        ruined = sum(walk(rule, turned, Fraction("0.8"))[0][-1][1] <= Fraction("0.8") for turned in rotations)
        rows.append({"ruin_chance_pct": pct(Fraction(ruined, len(results)))})
    emit("blocks", {"edge_model": "trades", "trades": "-1,-1,-1,2,1,0.5,-1,2", "risk_pct": 10, "ruin_level_pct": 80,
                    "trades_ahead": 8, "block_length": 8}, {"rules_table": rows}, {"abs": 2.5})


def beyond():
    """A larger loss to reckon with: f counts as a share of it, and the stake may not lose more than all to it."""
    results = [Fraction(text) for text in LIST]
    optimal = best_share(results)
    inputs = {"edge_model": "trades", "trades": ",".join(LIST), "risk_pct": 1, "rule_paths": 100, "trades_ahead": 20}
    for largest in (Decimal(3), Decimal(8)):
        share = min(optimal, 1 / largest)
        growth = product(results, share) ** (Decimal(1) / len(results)) - 1
        emit(f"beyond.{largest}", inputs | {"largest_loss_r": float(largest)},
             {"optimal_f_pct": pct(share * largest), "optimal_f_growth_pct": pct(growth)}, {"rel": 1e-9})


replay("replay", "0.03", 1, "3", "2", None, "0.5", "0.2")
replay("replay.limited", "0.04", 3, "1.5", "1.6", 2, "0.4", "0.15")
martingales()
simulated()
shares_of_a_coin()
secure_in_any_order()
blocks()
beyond()
print(json.dumps(VECTORS, indent=1))
