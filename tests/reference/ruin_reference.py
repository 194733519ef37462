#!/usr/bin/env python3
"""Reference figures for risk of ruin, worked out apart from the engine.

Python 3.11 or later, standard library only. Prints one JSON array of vectors as tests/vectors/risk-of-ruin.json holds
them: {"id", "calculator", "inputs", "expected", "tolerance", "source"}.

What the engine simulates is counted here over every order of wins and losses, in fractions. A simulated share must lie
within five standard errors of the count; a simulated quantile is one of few possible values, and must be the very one
counted (the script makes sure that the quantile is far from a step). Runs of losses are walked through as a Markov
chain; roots are bisected in decimals of 50 digits.

    python3 tests/reference/ruin_reference.py > ruin.json
"""

import itertools
import json
import math
from decimal import Decimal, getcontext
from fractions import Fraction
from statistics import NormalDist

getcontext().prec = 50
SOURCE = "tests/reference/ruin_reference.py, independent script"
PATHS = 10_000
VECTORS = []


def emit(name, inputs, expected, tolerance):
    texts = {key: text for key, text in inputs.items()}
    VECTORS.append({"id": f"reference.{name}", "calculator": "risk-of-ruin", "inputs": texts, "expected": expected,
                    "tolerance": tolerance, "source": SOURCE})


def pct(number):
    return float(100 * number)


# ---- counting ------------------------------------------------------------------------------------------------------


def play(equity, rule, risk, result):
    """One trade, in fractions of the starting equity."""
    return equity + (equity * risk if rule == "share" else risk) * result


def fates(bet, rule, risk, trades, ruin, goal=None):
    """Chance of ruin and of the goal within the trades: a dictionary of every equity that may stand."""
    standing, ruined, reached = {Fraction(1): Fraction(1)}, Fraction(0), Fraction(0)
    for _ in range(trades):
        after = {}
        for equity, chance in standing.items():
            for probability, result in bet:
                there = play(equity, rule, risk, result)
                if there <= ruin:
                    ruined += chance * probability
                elif goal is not None and there >= goal:
                    reached += chance * probability
                else:
                    after[there] = after.get(there, 0) + chance * probability
        standing = after
    return ruined, reached


def orders(bet, rule, risk, trades, ruin):
    """Every order of results: chance, equity at the end, deepest fall. Trading stops at ruin."""
    for order in itertools.product(bet, repeat=trades):
        equity, peak, fall, chance = Fraction(1), Fraction(1), Fraction(0), Fraction(1)
        for probability, result in order:
            chance *= probability
            if equity > ruin:
                equity = play(equity, rule, risk, result)
                peak = max(peak, equity)
                fall = max(fall, 1 - equity / peak)
        yield chance, equity, fall


def quantile(weighted, share, accounts=40_000):
    """The smallest value with at least that share at or below it; None where chance might decide otherwise: where a
    neighbour is within four standard errors of that many simulated accounts."""
    below, margin = Fraction(0), 4 * math.sqrt(share * (1 - share) / accounts)
    for value, chance in sorted(weighted.items()):
        if below + chance >= share:
            return value if share - below > margin and below + chance - share > margin else None
        below += chance
    raise AssertionError("shares add up to 1")


def gathered(pairs):
    weights = {}
    for value, chance in pairs:
        weights[value] = weights.get(value, 0) + chance
    return weights


# ---- closed forms, in decimals -------------------------------------------------------------------------------------


def bisect(function, low, high):
    for _ in range(170):
        middle = (low + high) / 2
        if function(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def dec(number):
    return Decimal(number.numerator) / Decimal(number.denominator)


def lundberg(bet, risk):
    """k > 0 with E[(1 + f X)^-k] = 1: below 0 from 0 to the root, above beyond it."""
    factors = [(dec(p), (1 + dec(risk) * dec(x)).ln()) for p, x in bet]
    assert sum(p * log for p, log in factors) > 0
    return bisect(lambda k: sum(p * (-k * log).exp() for p, log in factors) - 1, Decimal("1e-6"), Decimal(5000))


def stake_root(bet):
    """x in (0, 1) with E[x^X] = 1."""
    k = bisect(lambda k: sum(dec(p) * (-k * dec(x)).exp() for p, x in bet) - 1, Decimal("1e-9"), Decimal(50))
    return (-k).exp()


def moments(bet):
    mean = sum(p * x for p, x in bet)
    return dec(mean), dec(sum(p * (x - mean) ** 2 for p, x in bet))


def wilson(wins, trades):
    """The rates p at which the observed one is z standard deviations off: roots of (w/n - p)^2 = z^2 p (1 - p)/n."""
    z, rate = Decimal(repr(NormalDist().inv_cdf(0.975))), Decimal(wins) / Decimal(trades)
    off = lambda p: (rate - p) ** 2 - z * z * p * (1 - p) / trades
    low = bisect(lambda p: -off(p), Decimal(0), rate)
    high = bisect(off, rate, Decimal(1))
    return low, high


# ---- runs ----------------------------------------------------------------------------------------------------------


def run_chance(trades, length, loss):
    """The chain over the length of the run that stands; `length` absorbs."""
    state = [Fraction(1)] + [Fraction(0)] * length
    for _ in range(trades):
        after = [Fraction(0)] * (length + 1)
        after[length] = state[length]
        for run in range(length):
            after[0] += state[run] * (1 - loss)
            after[run + 1] += state[run] * loss
        state = after
    return state[length]


def longest(trades, loss):
    return sum(run_chance(trades, length, loss) for length in range(1, trades + 1))


def wait(length, loss):
    """Expected trades to the first run: the linear equations of the chain, solved from the end."""
    # e[run] = 1 + (1 - loss) e[0] + loss e[run + 1], e[length] = 0; written as a + b e[0].
    a, b = Fraction(0), Fraction(0)
    for _ in range(length):
        a, b = 1 + loss * a, (1 - loss) + loss * b
    return a / (1 - b)


# ---- cases ---------------------------------------------------------------------------------------------------------


def texts(**inputs):
    return {"equity": 10000, **inputs}


def coin(win, payoff):
    return [(Fraction(win), Fraction(payoff)), (1 - Fraction(win), Fraction(-1))]


def number(fraction):
    return float(Fraction(fraction))


def describe(bet, name, inputs, rule, risk, ruin):
    """Everything that follows without simulating."""
    expected = {"expectancy_r": float(sum(p * x for p, x in bet))}
    units = (1 - Fraction(ruin)) / Fraction(risk)
    mean, variance = moments(bet)
    root = stake_root(bet)
    k = lundberg(bet, Fraction(risk))
    worst = min(x for _, x in bet)
    share_most = dec(Fraction(ruin)) ** k
    share_least = (dec(Fraction(ruin)) * (1 + dec(Fraction(risk)) * dec(worst))) ** k
    same_most, same_least = root ** dec(units), root ** dec(units - worst)
    lands = units.denominator == 1 and all(x == -1 or (x >= 0 and x.denominator == 1) for _, x in bet)
    expected |= {
        "ruin_share_pct": pct(share_most), "lundberg_exponent": float(k), "ruin_equal_stakes_pct": pct(same_most),
        "ruin_root": float(root), "stakes_to_ruin": float(units),
        "ruin_diffusion_pct": pct((-2 * mean * dec(units) / variance).exp()),
        "ruin_ever_pct": pct(share_most if rule == "share" else same_most),
        "ruin_ever_least_pct": pct(share_least if rule == "share" else (same_most if lands else same_least)),
    }
    emit(name, inputs, expected, {"rel": 1e-9})


def closed_forms():
    for rule in ("share", "same"):
        bet = coin("0.45", "1.5")
        inputs = texts(win_pct=45, payoff_ratio=1.5, risk_pct=5, ruin_level_pct=60, stake_rule=rule, trades_ahead=10,
                       simulation_paths=100)
        describe(bet, f"closed.coin.{rule}", inputs, rule, "0.05", "0.6")
        trades = ["1.8", "-1", "-1.05", "2.4", "-0.4", "0", "-1", "3.1"]
        bet = [(Fraction(1, 8), Fraction(x)) for x in trades]
        inputs = texts(edge_model="trades", trades=",".join(trades), risk_pct=8, ruin_level_pct=40, stake_rule=rule,
                       trades_ahead=10, simulation_paths=100)
        describe(bet, f"closed.trades.{rule}", inputs, rule, "0.08", "0.4")


def exact():
    cases = [("share", "0.45", "1.5", "0.05", "0.7", None, 40), ("same", "0.45", "1.5", "0.05", "0.7", None, 40),
             ("same", "0.52", "1", "0.1", "0", "1.5", 60), ("share", "0.4", "2", "0.1", "0.5", "2", 30)]
    for rule, win, payoff, risk, ruin, goal, trades in cases:
        ruined, reached = fates(coin(win, payoff), rule, Fraction(risk), trades, Fraction(ruin),
                                Fraction(goal) if goal else None)
        inputs = texts(win_pct=number(win) * 100, payoff_ratio=number(payoff), risk_pct=pct(Fraction(risk)),
                       ruin_level_pct=pct(Fraction(ruin)), stake_rule=rule, trades_ahead=trades)
        if goal:
            inputs["goal_level_pct"] = pct(Fraction(goal))
        name = f"within.{rule}.{trades}"
        emit(f"{name}.counted", inputs, {"ruin_exact_pct": pct(ruined)}, {"rel": 1e-9})
        error = math.sqrt(ruined * (1 - ruined) / PATHS)
        expected = {"ruin_chance_pct": pct(ruined)}
        if goal:
            expected["goal_chance_pct"] = pct(reached)
            error = max(error, math.sqrt(reached * (1 - reached) / PATHS))
        emit(f"{name}.simulated", inputs, expected, {"abs": 500 * error})
        more = inputs | {"simulation_paths": 40_000, "simulation_seed": 2026}
        emit(f"{name}.simulated.more", more, expected, {"abs": 250 * error})
        emit(f"{name}.error", inputs, {"ruin_standard_error_pct": 100 * math.sqrt(ruined * (1 - ruined) / PATHS)},
             {"rel": 0.1})


FALL_SHARES = ("0.5", "0.75", "0.9", "0.95")


def quantiles():
    """Each quantile at the first odds at which it does not hang on chance."""
    for rule, risk in (("share", "0.1"), ("same", "0.06")):
        wanted = {"0.5", "0.75", "0.9", "0.95", "end 0.5", "end 0.05"}
        for win, trades in itertools.product(("0.4", "0.46", "0.52", "0.55"), range(6, 10)):
            settled = wanted and quantiles_of(rule, risk, win, trades, wanted)
            wanted = wanted - set(settled or ())
        assert not wanted, wanted


FALL_SHARES = ("0.5", "0.75", "0.9", "0.95")


def quantiles_of(rule, risk, win, trades, wanted):
    paths = list(orders(coin(win, "1.5"), rule, Fraction(risk), trades, Fraction("0.5")))
    ends = gathered((equity, chance) for chance, equity, _ in paths)
    falls = gathered((fall, chance) for chance, _, fall in paths)
    found = {share: quantile(falls, Fraction(share)) for share in FALL_SHARES}
    found |= {f"end {share}": quantile(ends, Fraction(share)) for share in ("0.5", "0.05")}
    settled = {name: value for name, value in found.items() if value is not None}
    if not wanted & set(settled):
        return ()
    # An empty row of a table leaves open what stands there.
    row = lambda share, fall: {"share_pct": pct(Fraction(share)), "drawdown_pct": pct(fall),
                               "recovery_pct": pct(fall / (1 - fall))}
    expected = {"drawdown_table": [row(share, settled[share]) if share in settled else {} for share in FALL_SHARES],
                "simulated_paths": 40_000}
    names = {"0.5": "drawdown_median_pct", "0.95": "drawdown_bad_pct", "end 0.5": "median_end_amount",
             "end 0.05": "bad_end_amount"}
    for name in settled.keys() & names.keys():
        expected[names[name]] = float(10000 * settled[name]) if name.startswith("end") else pct(settled[name])
    inputs = texts(win_pct=pct(Fraction(win)), payoff_ratio=1.5, risk_pct=pct(Fraction(risk)), ruin_level_pct=50,
                   stake_rule=rule, trades_ahead=trades, simulation_paths=40_000)
    emit(f"quantiles.{rule}.{win}.{trades}", inputs, dict(sorted(expected.items())), {"rel": 1e-9})
    return settled


def blocks():
    """A list drawn whole: every course is one of its rotations."""
    trades = ["-1", "-1", "-1", "2", "1", "0.5", "-1", "2"]
    ruined = 0
    for start in range(len(trades)):
        equity, low = Fraction(1), Fraction(1)
        for step in range(len(trades)):
            equity *= 1 + Fraction("0.1") * Fraction(trades[(start + step) % len(trades)])
            low = min(low, equity)
        ruined += low <= Fraction("0.8")
    chance = Fraction(ruined, len(trades))
    inputs = texts(edge_model="trades", trades=",".join(trades), risk_pct=10, ruin_level_pct=80,
                   trades_ahead=len(trades), block_length=len(trades))
    emit("blocks", inputs, {"ruin_chance_pct": pct(chance)}, {"abs": 500 * math.sqrt(chance * (1 - chance) / PATHS)})


def runs():
    for trades, length, loss in ((100, 8, "0.55"), (60, 5, "0.4"), (250, 12, "0.62")):
        loss = Fraction(loss)
        inputs = texts(win_pct=pct(1 - loss), payoff_ratio=2, risk_pct=1.5, trades_ahead=trades, streak_length=length,
                       simulation_paths=100)
        fall = 1 - Fraction("0.985") ** length
        emit(f"runs.{trades}.{length}", inputs,
             {"streak_chance_pct": pct(run_chance(trades, length, loss)), "longest_streak": float(longest(trades, loss)),
              "streak_wait": float(wait(length, loss)), "streak_drawdown_pct": pct(fall),
              "recovery_pct": pct(fall / (1 - fall))}, {"rel": 1e-9})


def records():
    low, high = wilson(33, 60)
    inputs = texts(win_pct=55, payoff_ratio=1.4, risk_pct=2, ruin_level_pct=50, sample_size=60, trades_ahead=10,
                   simulation_paths=100)
    bet = [(Fraction(str(low)), Fraction("1.4")), (1 - Fraction(str(low)), Fraction(-1))]
    expected = {"win_low_pct": pct(low), "win_high_pct": pct(high)}
    expected["ruin_unlucky_pct"] = pct(Decimal("0.5") ** lundberg(bet, Fraction("0.02")))
    emit("record", inputs, expected, {"rel": 1e-8})


closed_forms()
exact()
quantiles()
blocks()
runs()
records()
print(json.dumps(VECTORS, indent=1))
