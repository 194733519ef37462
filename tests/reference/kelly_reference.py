#!/usr/bin/env python3
"""Reference figures for Kelly and volatility targeting, worked out apart from the engine.

Python 3.11 or later, standard library only. Roots are bisected in decimal arithmetic of 50 digits, so that every
figure printed is right to the last digit of a double. Prints one JSON array of {"name", "inputs", "expected"}.

The last rows check the bounds on the odds of a repeated bet by playing it: seeded, 20,000 games each, some 20 seconds
in all. `simulated` must lie within the bounds give or take four standard errors, else the script fails.

    python3 tests/reference/kelly_reference.py > kelly.json
"""

import json
import math
import random
import sys
from decimal import Decimal, getcontext
from fractions import Fraction
from statistics import NormalDist

getcontext().prec = 50
ZERO, ONE, TWO, HALF = Decimal(0), Decimal(1), Decimal(2), Decimal("0.5")
GAMES = 20_000


# ---- the mathematics, in decimals -----------------------------------------------------------------------------------


def bisect(function, low, high):
    """The point between low and high where function turns from above 0 to below; signs at the ends are the caller's
    promise, since the function may be undefined there."""
    for _ in range(180):
        middle = (low + high) / 2
        if function(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def mean(bet):
    return sum((p * x for p, x in bet), ZERO)


def spread(bet):
    centre = mean(bet)
    return sum((p * (x - centre) ** 2 for p, x in bet), ZERO).sqrt()


def worst_loss(bet):
    return max(-x for _, x in bet)


def growth(bet, fraction):
    return sum((p * (1 + fraction * x).ln() for p, x in bet), ZERO)


def full_kelly(bet):
    def slope(fraction):
        return sum((p * x / (1 + fraction * x) for p, x in bet), ZERO)

    return bisect(slope, ZERO, 1 / worst_loss(bet))


def zero_growth(bet):
    return bisect(lambda fraction: growth(bet, fraction), full_kelly(bet), 1 / worst_loss(bet))


def exponent(bet, fraction):
    """k other than 0 with E[(1 + f X)^-k] = 1."""
    logs = [(p, (1 + fraction * x).ln()) for p, x in bet]
    sign = 1 if sum(p * log for p, log in logs) > 0 else -1

    def shortfall(k):
        return 1 - sum((p * (-sign * k * log).exp() for p, log in logs), ZERO)

    high = ONE
    while shortfall(high) > 0:
        high *= 2
    return sign * bisect(shortfall, ZERO, high)


def two_levels(k, up, down):
    """Chance to be at +up before -down for a walk with exponent k that lands on its levels."""
    return (1 - (-k * down).exp()) / (1 - (-k * (up + down)).exp())


def odds(bet, fraction, level=HALF):
    k = exponent(bet, fraction)
    best = max((1 + fraction * x).ln() for _, x in bet)
    worst = min((1 + fraction * x).ln() for _, x in bet)
    ln2 = TWO.ln()
    fall = (ONE, ONE) if k <= 0 else ((k * (level.ln() + worst)).exp(), (k * level.ln()).exp())
    m = (-k * (ln2 + best)).exp()
    two_to_k = (k * ln2).exp()
    double_at_least = 1 - (1 - m) / (two_to_k - m)  # as derived in the engine's module, written the other way
    return {
        "exponent": k,
        "fall_at_least": fall[0],
        "fall_at_most": fall[1],
        "double_before_half_at_least": double_at_least,
        "double_before_half_at_most": two_levels(k, ln2, ln2 - worst),
    }


def less_cost(bet, cost):
    return [(p, x - cost) for p, x in bet]


def shrinkage(edge, standard_error):
    t = edge / standard_error
    return {"standard_error": standard_error, "t": t, "shrink_factor": t * t / (1 + t * t)}


def bet_figures(bet):
    full = full_kelly(bet)
    figures = {
        "mean": mean(bet),
        "standard_deviation": spread(bet),
        "worst_loss": worst_loss(bet),
        "full_fraction": full,
        "fraction_at_risk": full * worst_loss(bet),
        "growth_at_full": growth(bet, full),
        "zero_growth_fraction": zero_growth(bet),
    }
    for name, multiple in (("quarter", Decimal("0.25")), ("half", HALF), ("full", ONE), ("double", TWO)):
        fraction = multiple * full
        if fraction * worst_loss(bet) >= 1:
            continue
        figures[f"{name}_growth_kept"] = growth(bet, fraction) / growth(bet, full)
        figures |= {f"{name}_{key}": value for key, value in odds(bet, fraction).items()}
    return figures


# ---- rows -----------------------------------------------------------------------------------------------------------

ROWS = []


def numbers(figures):
    return {key: float(value) if isinstance(value, (Decimal, Fraction)) else value for key, value in figures.items()}


def row(name, inputs, expected):
    ROWS.append({"name": name, "inputs": inputs, "expected": numbers(expected)})


def decimals(texts):
    return [Decimal(text) for text in texts.split()]


def binary_rows():
    cases = {
        "partial_loss_with_cost": ("0.45", "2.2", "0.8", "0.05", 120),
        "even_money_without_cost": ("0.55", "1", "1", "0", 400),
        "seldom_and_large": ("0.1", "12", "1", "0", 250),
        "often_and_small": ("0.9", "0.2", "1", "0.01", 1000),
        "returns_not_r": ("0.6", "0.02", "0.01", "0.001", 90),
    }
    for name, (p, win, loss, cost, trades) in cases.items():
        p, win, loss, cost = Decimal(p), Decimal(win), Decimal(loss), Decimal(cost)
        bet = less_cost([(p, win), (1 - p, -loss)], cost)
        inputs = {"win_probability": p, "win": win, "loss": loss, "cost": cost, "trades": trades}
        error = (win + loss) * (p * (1 - p) / trades).sqrt()
        expected = bet_figures(bet) | shrinkage(mean(bet), error)
        expected["required_win_probability"] = (loss + cost) / (win + loss)
        expected["quarter_of_shrunk"] = expected["full_fraction"] * expected["shrink_factor"] / 4
        row(f"binary.{name}", numbers(inputs), expected)


def outcome_rows():
    cases = {
        "four_results_with_cost": ("0.35 0.2 0.15 0.3", "1.5 3 0 -1", "0.04", 80),
        "gap_beyond_the_stop": ("0.5 0.46 0.04", "1.4 -1 -3", "0", 200),
    }
    for name, (probabilities, results, cost, trades) in cases.items():
        bet = less_cost(list(zip(decimals(probabilities), decimals(results))), Decimal(cost))
        inputs = {"probabilities": probabilities, "results": results, "cost": float(cost), "trades": trades}
        error = spread(bet) / Decimal(trades - 1).sqrt()
        row(f"outcomes.{name}", inputs, bet_figures(bet) | shrinkage(mean(bet), error))


def trade_rows():
    cases = {
        "twenty_trades": ("1.8 -1 -1.05 2.4 -0.4 0.3 -1 3.1 -1 1.2 -1.1 0.9 -1 2 -0.2 -1 1.5 -1 0.6 -0.7", "0"),
        "twelve_trades_with_cost": ("2 -1 -1 2 -1 3 -1 -1 2 -1 2 -1", "0.08"),
    }
    for name, (trades, cost) in cases.items():
        results = decimals(trades)
        bet = less_cost([(ONE / len(results), x) for x in results], Decimal(cost))
        centre = mean(bet)
        sample_deviation = (sum((x - centre) ** 2 for _, x in bet) / (len(bet) - 1)).sqrt()
        error = sample_deviation / Decimal(len(bet)).sqrt()
        row(f"trades.{name}", {"trades": trades, "cost": float(cost)}, bet_figures(bet) | shrinkage(centre, error))


def continuous_rows():
    inputs = {"drift": "0.6", "interest": "0.04", "funding": "0.1", "cost": "0.02", "volatility": "0.62", "years": "3"}
    drift, interest, funding, cost, sigma, years = (Decimal(text) for text in inputs.values())
    excess = drift - interest - funding - cost
    full = excess / sigma**2
    expected = {"excess": excess, "full_exposure": full, "sharpe": excess / sigma, "zero_growth_exposure": 2 * full}
    expected |= shrinkage(excess, sigma / years.sqrt())
    z = NormalDist().inv_cdf(0.9)
    expected["excess_lower_bound_90"] = float(excess) - z * float(sigma / years.sqrt())
    applied = expected["shrink_factor"] * HALF
    multiples = {"quarter": Decimal("0.25"), "half": HALF, "full": ONE, "double": TWO, "shrunk_half": applied}
    for name, c in multiples.items():
        f, k, ln2 = c * full, 2 / c - 1, TWO.ln()
        expected[f"{name}_exposure"] = f
        expected[f"{name}_growth"] = interest + f * excess - (f * sigma) ** 2 / 2
        expected[f"{name}_volatility"] = f * sigma
        expected[f"{name}_growth_kept"] = c * (2 - c)
        expected[f"{name}_ever_half"] = (-k * ln2).exp() if c < 2 else ONE
        expected[f"{name}_double_before_half"] = two_levels(k, ln2, ln2) if k != 0 else HALF
    row("continuous.perpetual", {key: float(text) for key, text in inputs.items()}, expected)


def record_rows():
    """Beta probabilities of whole counts are binomial sums: exact in fractions."""
    wins, trades, prior_wins, prior_losses, required = 33, 60, 5, 7, Fraction(2, 5)
    a, b = wins + prior_wins, trades - wins + prior_losses
    n = a + b - 1
    chance_above = sum(math.comb(n, j) * required**j * (1 - required) ** (n - j) for j in range(a))
    z = NormalDist().inv_cdf(0.9)
    rate = wins / trades
    centre = rate + z * z / (2 * trades)
    margin = z * math.sqrt(rate * (1 - rate) / trades + z * z / (4 * trades * trades))
    inputs = {"wins": wins, "trades": trades, "prior_wins": prior_wins, "prior_losses": prior_losses}
    inputs |= {"required": 0.4, "confidence": 0.9}
    expected = {"posterior_mean": Fraction(a, a + b), "chance_above_required": chance_above}
    row("record.beta_and_wilson", inputs, expected | {"wilson_lower_bound": (centre - margin) / (1 + z * z / trades)})


def volatility_rows():
    year = Decimal(365)
    cases = {
        "blend_within_limits": ("0.25", "0.48", "0.72", "0.7", "0.3", "2"),
        "floor_binds": ("0.25", "0.2", "0.24", "0.7", "0.35", "2"),
        "cap_binds": ("0.9", "0.4", "0.5", "0.6", "0.3", "1.5"),
    }
    for name, texts in cases.items():
        target, current, long_run, weight, floor, cap = (Decimal(text) for text in texts)
        blended = weight * current + (1 - weight) * long_run
        counted = max(blended, floor)
        exposure = min(cap, target / counted)
        keys = ("target", "current", "long_run", "current_weight", "floor", "max_exposure")
        inputs = {key: float(text) for key, text in zip(keys, texts)} | {"equity": 25000.0}
        expected = {"blended": blended, "counted": counted, "uncapped": target / counted, "exposure": exposure}
        expected["daily_move_money"] = exposure * Decimal(25000) * blended / year.sqrt()
        row(f"volatility_target.{name}", inputs, expected)
    hour = Decimal(8760)
    move = Decimal(65000) * Decimal("0.57") / hour.sqrt()
    row("volatility.hourly_move", {"price": 65000.0, "annual_volatility": 0.57}, {"usual_move": move})


def buffer_rows():
    cases = {
        "long_below": ("0.5", "0.3", "0.2", None),
        "long_within": ("0.5", "0.58", "0.2", None),
        "short_above": ("-0.5", "-0.3", "0.2", None),
        "short_beyond": ("-0.5", "-0.75", "0.2", None),
        "of_average": ("0.05", "0.4", "0.1", "1.2"),
        "across_zero": ("0.02", "-0.6", "0.1", "1.2"),
    }
    for name, (target, current, share, average) in cases.items():
        width = Decimal(share) * abs(Decimal(average or target))
        lower, upper = Decimal(target) - width, Decimal(target) + width
        position = sorted((lower, Decimal(current), upper))[1]
        inputs = {"target": float(target), "current": float(current), "share": float(share)}
        inputs |= {"average_position": float(average)} if average else {}
        expected = {"lower": lower, "upper": upper, "position": position, "trade": position - Decimal(current)}
        row(f"buffer.{name}", inputs, expected)


# ---- playing the bets -----------------------------------------------------------------------------------------------


def play(cumulative, factors, low, high, dice):
    """Capital after the first bet that leaves low..high: at or below low, or at or above high."""
    capital = 1.0
    while low < capital < high:
        roll = dice.random()
        capital *= next(factor for limit, factor in zip(cumulative, factors) if roll < limit)
    return capital


def share_falling(bet, fraction, low, high, seed):
    cumulative, total = [], ZERO
    for p, _ in bet:
        total += p
        cumulative.append(float(total))
    cumulative[-1] = 1.0
    factors = [max(0.0, float(1 + fraction * x)) for _, x in bet]
    dice = random.Random(seed)
    return sum(play(cumulative, factors, low, high, dice) <= low for _ in range(GAMES)) / GAMES


def check_bounds(name, bound, simulated, slack):
    error = math.sqrt(max(simulated * (1 - simulated), 1 / GAMES) / GAMES)
    at_least, at_most = (float(value) for value in bound)
    inside = at_least - 4 * error - slack <= simulated <= at_most + 4 * error
    result = {"at_least": at_least, "at_most": at_most, "simulated": simulated, "standard_error": error}
    row(name, {"games": GAMES}, result | {"within": inside})
    return inside


def simulation_rows():
    trades = decimals("1.8 -1 -1.05 2.4 -0.4 0.3 -1 3.1 -1 1.2 -1.1 0.9 -1 2 -0.2 -1 1.5 -1 0.6 -0.7")
    cases = {
        "even_money_full": ([(Decimal("0.6"), ONE), (Decimal("0.4"), -ONE)], Decimal("0.2")),
        "even_money_double_shrinks": ([(Decimal("0.6"), ONE), (Decimal("0.4"), -ONE)], Decimal("0.45")),
        "seldom_and_large": ([(Decimal("0.25"), Decimal(5)), (Decimal("0.75"), -ONE)], Decimal("0.08")),
        "often_and_small": ([(Decimal("0.9"), Decimal("0.2")), (Decimal("0.1"), -ONE)], Decimal("0.35")),
        "gap_beyond_the_stop": (list(zip(decimals("0.5 0.46 0.04"), decimals("1.4 -1 -3"))), Decimal("0.08")),
        "twenty_trades_full": ([(ONE / 20, x) for x in trades], Decimal("0.13")),
    }
    sound = True
    for seed, (name, (bet, fraction)) in enumerate(cases.items(), start=1):
        bounds = odds(bet, fraction)
        halving = share_falling(bet, fraction, 0.5, 2.0, seed)
        doubling = (bounds["double_before_half_at_least"], bounds["double_before_half_at_most"])
        sound &= check_bounds(f"simulation.double_before_half.{name}", doubling, 1 - halving, 0.0)
        k = float(bounds["exponent"])
        if k <= 0:
            continue
        # Games are called off where a later fall to 0.5 is less likely than 1 in 1,000: `slack` makes up for those.
        high = 0.5 * 1000 ** (1 / k)
        falling = share_falling(bet, fraction, 0.5, high, 100 + seed)
        bound = (bounds["fall_at_least"], bounds["fall_at_most"])
        sound &= check_bounds(f"simulation.ever_half.{name}", bound, falling, 0.001)
    return sound


def main():
    for rows in (binary_rows, outcome_rows, trade_rows, continuous_rows, record_rows, volatility_rows, buffer_rows):
        rows()
    sound = simulation_rows()
    print("[\n" + ",\n".join(json.dumps(entry) for entry in ROWS) + "\n]")
    sys.exit(0 if sound else "a simulated chance lies outside its bounds")


if __name__ == "__main__":
    main()
