#!/usr/bin/env python3
"""Reference figures for Kelly under doubt, under a limit on falls, by a date, and where the position may be liquidated.

Python 3.11 or later, standard library only; shares no code with the engine and uses other ways where there are any: odds
of bets by exact fractions, path by path of capital; first passage by adding up its density over time; lower bounds by
solving the score equation; the best margin by trying (golden section) instead of the root of a slope.

    python3 tests/reference/kelly_more_reference.py > rows.json     [{"name", "inputs", "expected"}], in the units typed
"""

import json
import math
from fractions import Fraction
from statistics import NormalDist

ROWS = []


def row(name, inputs, **expected):
    ROWS.append({"name": name, "inputs": inputs, "expected": expected})


def where(turns, low, high):
    """Where something that holds at low no longer does."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if turns(middle) else (low, middle)
    return low


def full_kelly(bet):
    if sum(p * x for p, x in bet) <= 0:
        return 0.0
    worst = max(-x for _, x in bet)
    return where(lambda f: sum(p * x / (1 + f * x) for p, x in bet) > 0, 0.0, 1 / worst)


def coin(p, b, cost=0.0):
    return [(p, b - cost), (1 - p, -1 - cost)]


# ---- doubt ------------------------------------------------------------------------------------------------------------


def wilson(rate, trades, confidence):
    """The lowest win rate from which the one seen is no more than z standard errors away."""
    z = NormalDist().inv_cdf(confidence)
    near = lambda p: (rate - p) ** 2 * trades > z * z * p * (1 - p)
    return where(near, 0.0, rate)


def chance_above(required, wins, losses):
    """Beta(wins, losses) above a rate, whole counts: a binomial sum in fractions."""
    n = wins + losses - 1
    return float(sum(math.comb(n, j) * required**j * (1 - required) ** (n - j) for j in range(wins)))


def doubt_rows():
    typed = {"win_pct": 55, "payoff_ratio": 1.5, "cost_per_bet": 0.04, "sample_size": 60, "kelly_share_pct": 50}
    full = full_kelly(coin(0.55, 1.5, 0.04))
    a, b, required = 33 + 5, 27 + 7, Fraction(104, 250)
    mean = a / (a + b)
    posterior = full_kelly(coin(mean, 1.5, 0.04))
    prior = {"shrinkage": "posterior", "prior_wins": 5, "prior_losses": 7}
    row("doubt.posterior", typed | prior, cautious_win_pct=100 * mean, shrink_factor_pct=100 * posterior / full,
        edge_chance_pct=100 * chance_above(required, a, b), fraction_at_risk_pct=100 * 0.5 * posterior * 1.04,
        full_fraction_at_risk_pct=100 * full * 1.04)
    low = wilson(0.55, 60, 0.8)
    cautious = full_kelly(coin(low, 1.5, 0.04))
    row("doubt.lower-bound", typed | {"shrinkage": "lower-bound", "bound_confidence_pct": 80}, cautious_win_pct=100 * low,
        shrink_factor_pct=100 * cautious / full, fraction_at_risk_pct=100 * 0.5 * cautious * 1.04,
        edge_chance_pct=100 * chance_above(required, 34, 28))
    error = 2.5 * math.sqrt(0.55 * 0.45 / 60)
    t = (0.55 * 1.46 - 0.45 * 1.04) / error
    ways = [("sample", t * t / (1 + t * t)), ("none", 1.0), ("posterior", posterior / full), ("lower-bound", cautious / full)]
    table = [{"way": way, "left_pct": 100 * left, "fraction_at_risk_pct": 100 * left * full * 1.04} for way, left in ways]
    row("doubt.table", typed | {"prior_wins": 5, "prior_losses": 7, "bound_confidence_pct": 80}, uncertainty_table=table)
    row("doubt.lower-bound-without-edge", typed | {"sample_size": 12, "shrinkage": "lower-bound", "bound_confidence_pct": 99},
        shrink_factor_pct=0.0, fraction_at_risk_pct=0.0, cautious_win_pct=100 * wilson(0.55, 12, 0.99))
    trades = [2, -1, -1, 2, -1, 3, -1, -1, 2, -1, 2, -1, 2.5, -1, 1.5]
    centre = sum(trades) / 15
    deviation = math.sqrt(sum((x - centre) ** 2 for x in trades) / 14)
    doubted = NormalDist().inv_cdf(0.7) * deviation / math.sqrt(15)
    left = full_kelly([(1 / 15, x - doubted) for x in trades]) / full_kelly([(1 / 15, x) for x in trades])
    row("doubt.lower-bound-of-trades", {"edge_model": "trades", "trades": trades, "shrinkage": "lower-bound",
        "bound_confidence_pct": 70, "kelly_share_pct": 100}, shrink_factor_pct=100 * left)
    market = {"edge_model": "continuous", "annual_return_pct": 60, "annual_vol_pct": 62, "annual_funding_pct": 10}
    excess = 0.5 - NormalDist().inv_cdf(0.75) * 0.62 / math.sqrt(3)
    row("doubt.lower-bound-of-a-market", market | {"observed_years": 3, "shrinkage": "lower-bound", "bound_confidence_pct": 75,
        "kelly_share_pct": 100}, shrink_factor_pct=100 * excess / 0.5, exposure=excess / 0.62**2)


# ---- a limit on falls -------------------------------------------------------------------------------------------------


def fraction_for_fall(bet, level, chance):
    power = math.log(chance) / math.log(level)
    worst = max(-x for _, x in bet)
    mean = lambda f: sum(p * (1 + f * x) ** -power for p, x in bet)
    return where(lambda f: mean(f) <= 1, 0.0, 1 / worst * (1 - 1e-12))


def fall_rows():
    for name, bet, typed in (
        ("coin", coin(0.55, 1.5, 0.04), {"win_pct": 55, "payoff_ratio": 1.5, "cost_per_bet": 0.04}),
        ("seldom", coin(0.2, 6.0), {"win_pct": 20, "payoff_ratio": 6}),
    ):
        fraction = fraction_for_fall(bet, 0.75, 0.05)
        stop = -bet[1][1]
        row(f"fall.{name}", typed | {"kelly_share_pct": 100, "shrinkage": "none", "max_fall_pct": 25, "max_fall_chance_pct": 5,
            "fall_pct": 25}, fraction_at_risk_pct=100 * fraction * stop, fall_limit_fraction_pct=100 * fraction * stop,
            binding_limit="drawdown", fall_ever_pct=5.0)
    outcomes = [(0.5, 0.03), (0.46, -0.02), (0.04, -0.06)]
    fraction = fraction_for_fall(outcomes, 0.8, 0.2)
    row("fall.returns", {"edge_model": "outcomes", "outcomes": "50@3%,46@-2%,4@-6%", "kelly_share_pct": 100, "max_fall_pct": 20,
        "max_fall_chance_pct": 20}, exposure=fraction, fall_limit_exposure=fraction, binding_limit="drawdown")
    power = math.log(0.1) / math.log(0.6)
    exposure = 0.5 / 0.36 * 2 / (power + 1)
    row("fall.market", {"edge_model": "continuous", "annual_return_pct": 50, "annual_vol_pct": 60, "kelly_share_pct": 100,
        "max_fall_pct": 40, "fall_pct": 40}, exposure=exposure, fall_limit_exposure=exposure, fall_ever_pct=10.0)
    row("fall.allows-more", {"win_pct": 55, "payoff_ratio": 1.5, "kelly_share_pct": 10, "max_fall_pct": 50,
        "max_fall_chance_pct": 50}, binding_limit="none", fraction_at_risk_pct=100 * 0.1 * full_kelly(coin(0.55, 1.5)))


# ---- by a date --------------------------------------------------------------------------------------------------------


def played(win, factors, taken, bets):
    """Chance that capital is ever where `taken`, and all capitals after so many bets, in exact fractions."""
    now, sum_taken = {Fraction(1): Fraction(1)}, Fraction(0)
    for _ in range(bets):
        after = {}
        for capital, chance in now.items():
            for factor, likely in zip(factors, (win, 1 - win)):
                after[capital * factor] = after.get(capital * factor, 0) + chance * likely
        sum_taken += sum(chance for capital, chance in after.items() if taken(capital))
        now = {capital: chance for capital, chance in after.items() if not taken(capital)}
    return sum_taken, now


def touched(distance, drift, volatility, years, steps=200_000):
    """First passage by time: its density, distance / (v sqrt(2 pi t^3)) exp(-(distance - drift t)^2 / (2 v^2 t)), added
    up by Simpson's rule over w with t = w^2."""
    def density(w):
        if w == 0:
            return 0.0
        t = w * w
        shape = math.exp(-((distance - drift * t) ** 2) / (2 * volatility**2 * t))
        return 2 * w * distance / (volatility * math.sqrt(2 * math.pi * t**3)) * shape

    width = math.sqrt(years) / steps
    weights = lambda i: 1 if i in (0, steps) else 4 if i % 2 else 2
    return math.fsum(weights(i) * density(i * width) for i in range(steps + 1)) * width / 3


def date_rows():
    # 60 % even bets, a tenth staked (half Kelly): 40 bets, a fall of a quarter, a gain of a half.
    win, factors = Fraction(3, 5), (Fraction(11, 10), Fraction(9, 10))
    fall, _ = played(win, factors, lambda c: c <= Fraction(3, 4), 40)
    rise, _ = played(win, factors, lambda c: c >= Fraction(3, 2), 40)
    _, ends = played(win, factors, lambda c: False, 40)
    row("date.forty-even-bets", {"win_pct": 60, "payoff_ratio": 1, "kelly_share_pct": 50, "fall_pct": 25, "gain_pct": 50,
        "trades_ahead": 40}, fall_by_date_pct=100 * float(fall), gain_by_date_pct=100 * float(rise),
        loss_by_date_pct=100 * float(sum(chance for capital, chance in ends.items() if capital < 1)))
    # 40 % at 2 to 1: full Kelly a tenth. 25 bets, halved and doubled (the neutral levels).
    win, factors = Fraction(2, 5), (Fraction(12, 10), Fraction(9, 10))
    fall, _ = played(win, factors, lambda c: c <= Fraction(1, 2), 25)
    rise, _ = played(win, factors, lambda c: c >= 2, 25)
    row("date.twenty-five-at-two-to-one", {"win_pct": 40, "payoff_ratio": 2, "kelly_share_pct": 100, "trades_ahead": 25},
        fall_by_date_pct=100 * float(fall), gain_by_date_pct=100 * float(rise))
    typed = {"edge_model": "continuous", "annual_return_pct": 50, "annual_vol_pct": 60, "annual_funding_pct": 8,
             "kelly_share_pct": 50, "fall_pct": 20, "gain_pct": 30, "horizon_days": 200}
    exposure, years = 0.5 * 0.42 / 0.36, 200 / 365
    volatility, drift = exposure * 0.6, exposure * 0.42 - (exposure * 0.6) ** 2 / 2
    row("date.market", typed, fall_by_date_pct=100 * touched(-math.log(0.8), -drift, volatility, years),
        gain_by_date_pct=100 * touched(math.log(1.3), drift, volatility, years), exposure=exposure,
        loss_by_date_pct=100 * NormalDist().cdf(-drift * math.sqrt(years) / volatility))


# ---- luck -------------------------------------------------------------------------------------------------------------


def student_above_zero(t, freedom, points=200_000):
    """Student's distribution below t: the area from 0 to t under its density, by Simpson's rule, and a half."""
    log_scale = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2) - 0.5 * math.log(freedom * math.pi)
    density = lambda x: math.exp(log_scale - (freedom + 1) / 2 * math.log1p(x * x / freedom))
    step = t / points
    inner = math.fsum((4 if i % 2 else 2) * density(i * step) for i in range(1, points))
    return 0.5 + (density(0) + inner + density(t)) * step / 3


def t_of(weighted, trades):
    """Mean over its standard error, the spread counted over n - 1."""
    mean = math.fsum(p * x for p, x in weighted)
    variance = math.fsum(p * (x - mean) ** 2 for p, x in weighted) * trades / (trades - 1)
    return mean / math.sqrt(variance / trades)


def luck_rows():
    # 18 wins of 40, 1.8 times what is lost: an edge from a win rate of 1 / 2.8 on; 1 and 1 believed before.
    above = chance_above(Fraction(10, 28), 19, 23)
    row("luck.forty-trades", {"win_pct": 45, "payoff_ratio": 1.8, "sample_size": 40}, edge_chance_pct=100 * above)
    listed = [1.8, -1, -1.05, 2.4, -0.4, 0.3, -1, 3.1, -1, 1.2, -1.1, 0.9, -1, 2, -0.2, -1, 1.5, -1, 0.6, -0.7]
    t = t_of([(1 / 20, x) for x in listed], 20)
    row("luck.twenty-results", {"edge_model": "trades", "trades": listed}, edge_t=t,
        edge_chance_pct=100 * student_above_zero(t, 19))
    t = t_of([(0.35, 1.46), (0.2, 2.96), (0.15, -0.04), (0.3, -1.04)], 12)
    row("luck.outcomes-of-twelve", {"edge_model": "outcomes", "outcomes": "35@1.5,20@3,15@0,30@-1", "cost_per_bet": 0.04,
                                    "sample_size": 12}, edge_t=t, edge_chance_pct=100 * student_above_zero(t, 11))
    t = 0.5 / (0.62 / math.sqrt(3))
    row("luck.three-years", {"edge_model": "continuous", "annual_return_pct": 60, "annual_vol_pct": 62,
                             "annual_funding_pct": 10, "observed_years": 3}, edge_t=t,
        edge_chance_pct=100 * NormalDist().cdf(t))


# ---- liquidated on the way --------------------------------------------------------------------------------------------


def best_margin(market, leverage, maintenance, years, points=40_000):
    """Growth for a margin: the ends without a hit, each with the chance that a Brownian bridge to it stayed above the
    barrier; midpoints. The best margin by golden section."""
    drift, costs, sigma = market
    barrier = math.log((1 - 1 / leverage) / (1 - maintenance))
    spread, centre = sigma * math.sqrt(years), (drift - sigma**2 / 2) * years
    normal = NormalDist(centre, spread)
    low, high = max(barrier, centre - 11 * spread), centre + 11 * spread
    width = (high - low) / points
    ends = []
    for i in range(points):
        x = low + (i + 0.5) * width
        stayed = 1 - math.exp(-2 * barrier * (barrier - x) / spread**2)
        gain = max(leverage * (math.exp(x) - 1 - costs * years), -1.0)
        ends.append((normal.pdf(x) * width * stayed, gain))
    hit = touched(-barrier, -(drift - sigma**2 / 2), sigma, years)
    growth = lambda m: math.fsum(p * math.log1p(m * y) for p, y in ends) + hit * math.log1p(-m)
    ratio = (math.sqrt(5) - 1) / 2
    left, right = 0.0, 0.999
    for _ in range(60):
        one, other = right - ratio * (right - left), left + ratio * (right - left)
        left, right = (left, other) if growth(one) > growth(other) else (one, right)
    margin = (left + right) / 2
    return margin, hit, growth(margin) / years


def barrier_rows():
    cases = {
        "five-times-a-quarter": (5, 0.005, 90, {}),
        "three-times-half-a-year-with-funding": (3, 0.02, 180, {"annual_funding_pct": 12}),
        "twenty-times-a-week": (20, 0.01, 7, {}),
    }
    for name, (leverage, maintenance, days, more) in cases.items():
        costs = more.get("annual_funding_pct", 0) / 100
        full = (0.5 - costs) / 0.36
        margin, hit, growth = best_margin((0.5, costs, 0.6), leverage, maintenance, days / 365)
        typed = {"edge_model": "continuous", "annual_return_pct": 50, "annual_vol_pct": 60, "kelly_share_pct": 100,
                 "shrinkage": "none", "barrier_leverage": leverage, "barrier_maintenance_pct": 100 * maintenance,
                 "horizon_days": days} | more
        row(f"barrier.{name}", typed, barrier_margin_pct=100 * margin, barrier_exposure=margin * leverage,
            barrier_chance_pct=100 * hit, barrier_growth_pct=100 * growth,
            exposure=min(margin * leverage, full), binding_limit="liquidation" if margin * leverage < full else "none")


if __name__ == "__main__":
    for rows in (doubt_rows, luck_rows, fall_rows, date_rows, barrier_rows):
        rows()
    print("[\n" + ",\n".join(json.dumps(entry) for entry in ROWS) + "\n]")
