#!/usr/bin/env python3
"""Reference figures for the split of capital over correlated names.

Shares nothing with the engine: quadratic programs and Kelly on past returns by cvxpy (Clarabel), risk parity by scipy's
root finder on the shares themselves, begun where cvxpy sees its barrier least, correlations by numpy, figures of a split from its covariance matrix. The nearest
correlation matrix is a semidefinite program. Needs numpy, scipy and cvxpy. Prints JSON vectors.

    python3 tests/reference/portfolio_reference.py > vectors.json
    python3 tests/reference/portfolio_reference.py nearest
"""

import json
import sys

import cvxpy
import numpy
import scipy.optimize

SOURCE = "tests/reference/portfolio_reference.py, independent script"
TIGHT = dict(
    solver=cvxpy.CLARABEL, tol_gap_abs=1e-13, tol_gap_rel=1e-13, tol_feas=1e-13, tol_ktratio=1e-12, max_iter=500
)


def read(inputs):
    """Vectors and matrices of a request, as fractions."""
    rows = inputs["names"]
    number = lambda name, neutral: numpy.array([neutral if r.get(name) is None else r[name] / 100 for r in rows])
    budget = numpy.array([r.get("budget", 1.0) for r in rows])
    sides = [r.get("side", "long") for r in rows]
    percent = lambda key: None if inputs.get(key) is None else inputs[key] / 100
    limits = [r["limit_pct"] / 100 if "limit_pct" in r else percent("name_limit_pct") for r in rows]
    history = inputs.get("return_history")
    names = [r["name"] for r in rows]
    past = None
    if history is not None:
        lines = [line.split(",") for line in history.split(";")]
        places = [lines[0].index(name) for name in names] if names[0] in lines[0] else range(len(names))
        body = lines[1:] if names[0] in lines[0] else lines
        past = numpy.array([[float(line[p]) for p in places] for line in body]) / 100
    year = inputs.get("periods_per_year", 365)
    vol = number("vol_pct", numpy.nan)
    if past is not None:
        corr = numpy.atleast_2d(numpy.corrcoef(past.T))
        vol = numpy.where(numpy.isnan(vol), past.std(axis=0, ddof=1) * numpy.sqrt(year), vol)
    else:
        corr = numpy.array(inputs["correlations"], dtype=float)
    now = number("weight_pct", 0.0)
    now = numpy.where(numpy.array(sides) == "short", -abs(now), now)
    return dict(
        names=names, mu=number("return_pct", numpy.nan), vol=vol, corr=corr, cov=numpy.outer(vol, vol) * corr,
        sides=sides, limits=limits, stops=number("stop_pct", 1.0), now=now, budget=budget, past=past, year=year,
        share=inputs.get("kelly_share_pct", 50) / 100, r=inputs.get("risk_free_pct", 0) / 100,
        gross=inputs.get("gross_limit"), net=inputs.get("net_limit"), target=percent("target_vol_pct"),
        equity=inputs["equity"], method=inputs.get("allocation_method", "kelly"),
    )


def constraints(f, p, limited):
    if not limited:
        return []
    held = []
    for i, side in enumerate(p["sides"]):
        held += [f[i] >= 0] if side == "long" else [f[i] <= 0] if side == "short" else []
        held += [cvxpy.abs(f[i]) <= p["limits"][i]] if p["limits"][i] is not None else []
    held += [cvxpy.norm1(f) <= p["gross"]] if p["gross"] is not None else []
    held += [cvxpy.abs(cvxpy.sum(f)) <= p["net"]] if p["net"] is not None else []
    return held


def kelly(p, limited):
    f = cvxpy.Variable(len(p["names"]))
    if p["method"] == "kelly":
        worth = (p["mu"] - p["r"]) @ f - cvxpy.quad_form(f, cvxpy.psd_wrap(p["cov"])) / (2 * p["share"])
    else:
        rate = p["r"] / p["year"]
        end = 1 + rate + (p["past"] - rate) @ f
        power = 1 - 1 / p["share"]
        worth = cvxpy.sum(cvxpy.log(end)) if power == 0 else cvxpy.sum(cvxpy.power(end, power)) / power
        worth = worth / len(p["past"])
    cvxpy.Problem(cvxpy.Maximize(worth), constraints(f, p, limited)).solve(**TIGHT)
    return f.value if p["method"] == "kelly" else polished(p, f.value, limited)


def polished(p, start, limited):
    """More digits than cones leave: what is at 0 or at its limit stays there, the rest is a root of the slopes, all equal
    to one price where the gross limit binds."""
    start = numpy.where(abs(start) < 1e-6, 0.0, start)
    rate, power = p["r"] / p["year"], 1 - 1 / p["share"]
    limits = [p["limits"][i] if limited else None for i in range(len(start))]
    held = [limit is not None and abs(abs(x) - limit) < 1e-6 for x, limit in zip(start, limits)]
    start = numpy.array([numpy.sign(x) * limit if at else x for x, limit, at in zip(start, limits, held)])
    free = numpy.array([x != 0 and not at for x, at in zip(start, held)])
    binds = limited and p["gross"] is not None and abs(abs(start).sum() - p["gross"]) < 1e-5

    def slope(f):
        end = 1 + rate + (p["past"] - rate) @ f
        return ((end ** (power - 1))[:, None] * (p["past"] - rate)).mean(axis=0)

    def off(unknown):
        f = start.copy()
        f[free] = unknown[:-1]
        above = abs(f).sum() - p["gross"] if binds else unknown[-1]
        return numpy.append(slope(f)[free] - unknown[-1] * numpy.sign(start[free]), above)

    found = scipy.optimize.root(off, numpy.append(start[free], 0.0), tol=1e-15).x
    assert abs(off(found)).max() < 1e-12 and abs(found[:-1] - start[free]).max() < 1e-4 and found[-1] >= -1e-12
    f = start.copy()
    f[free] = found[:-1]
    return f


def growth(p, f):
    if p["method"] == "kelly-returns":
        rate = p["r"] / p["year"]
        return p["year"] * numpy.log(1 + rate + (p["past"] - rate) @ f).mean()
    return p["r"] + (p["mu"] - p["r"]) @ f - f @ p["cov"] @ f / 2


def charged(p, f):
    power = 1 - 1 / p["share"]
    if p["method"] == "kelly-returns":
        rate = p["r"] / p["year"]
        end = 1 + rate + (p["past"] - rate) @ f
        return p["year"] * (numpy.log(end).mean() if power == 0 else numpy.log((end**power).mean()) / power)
    return p["r"] + (p["mu"] - p["r"]) @ f - f @ p["cov"] @ f / (2 * p["share"])


def scaled_down(p, f, sided):
    if sided:
        wrong = lambda x, side: (side == "long" and x < 0) or (side == "short" and x > 0)
        f = numpy.array([0.0 if wrong(x, side) else x for x, side in zip(f, p["sides"])])
    rooms = [1.0] + [limit / abs(x) for x, limit in zip(f, p["limits"]) if limit is not None and abs(x) > 0]
    rooms += [p["gross"] / abs(f).sum()] if p["gross"] is not None else []
    rooms += [p["net"] / abs(f.sum())] if p["net"] is not None else []
    return f * min(rooms)


def parity(p):
    """Long-only shares of risk on the sided covariance, by a root finder on the shares."""
    signs = numpy.array([-1.0 if side == "short" else 1.0 for side in p["sides"]])
    cov = numpy.outer(signs, signs) * p["cov"]
    wanted = p["budget"] / p["budget"].sum()

    def off(logs):
        x = numpy.exp(logs)
        return x * (cov @ x) - wanted

    y = cvxpy.Variable(len(wanted))
    barrier = cvxpy.quad_form(y, cvxpy.psd_wrap(cov)) / 2 - wanted @ cvxpy.log(y)
    cvxpy.Problem(cvxpy.Minimize(barrier)).solve(solver=cvxpy.CLARABEL)
    found = scipy.optimize.root(off, numpy.log(y.value), tol=1e-15)
    x = numpy.exp(found.x)
    assert abs(off(found.x)).max() < 1e-12, off(found.x)
    return signs * x


def split(p):
    if p["method"].startswith("kelly"):
        return kelly(p, True)
    signs = numpy.array([-1.0 if side == "short" else 1.0 for side in p["sides"]])
    raw = {"inverse-volatility": lambda: signs / p["vol"], "equal-risk": lambda: parity(p), "target-volatility": lambda: p["now"]}
    f = raw[p["method"]]()
    f = f / abs(f).sum() if p["target"] is None else f * p["target"] / numpy.sqrt(f @ p["cov"] @ f)
    return scaled_down(p, f, False)


def measured(p, f):
    losses = f * p["stops"]
    shares = abs(f) / abs(f).sum()
    return dict(
        gross=abs(f).sum(), net=f.sum(), vol=numpy.sqrt(f @ p["cov"] @ f), growth=growth(p, f), heat=abs(losses).sum(),
        correlated=numpy.sqrt(losses @ p["corr"] @ losses), effective=1 / (shares**2).sum(),
    )


def expected(inputs):
    p = read(inputs)
    f = split(p)
    # What an interior-point method leaves of nothing.
    f[abs(f) < 1e-9] = 0.0
    m = measured(p, f)
    risks = f * p["vol"]
    signs = numpy.sign(risks)
    floored = numpy.maximum(numpy.outer(signs, signs) * p["corr"], 0)
    parts = abs(risks) / abs(risks).sum()
    contributions = f * (p["cov"] @ f) / m["vol"] ** 2
    full = kelly(p, False) if p["method"].startswith("kelly") else None
    scaled = None if full is None else scaled_down(p, full, True)
    table = []
    for i, name in enumerate(p["names"]):
        row = dict(
            name=name, weight_now_pct=100 * p["now"][i], weight_pct=100 * f[i],
            trade_amount=p["equity"] * (f[i] - p["now"][i]), notional=p["equity"] * f[i],
            risk_share_pct=100 * contributions[i], heat_pct=100 * abs(f[i]) * p["stops"][i],
        )
        if full is not None:
            row |= dict(scaled_pct=100 * scaled[i], unlimited_pct=100 * full[i])
        table.append(row)
    answer = dict(
        gross_exposure=m["gross"], net_exposure=m["net"], account_vol_pct=100 * m["vol"], heat_pct=100 * m["heat"],
        correlated_heat_pct=100 * m["correlated"], heat_amount=p["equity"] * m["heat"], effective_names=m["effective"],
        diversification_ratio=abs(risks).sum() / m["vol"],
        diversification_multiplier=1 / numpy.sqrt(parts @ floored @ parts),
        smallest_eigenvalue=numpy.linalg.eigvalsh(p["corr"])[0], allocation=table,
    )
    if not numpy.isnan(m["growth"]):
        answer["annual_growth_pct"] = 100 * m["growth"]
    lines = [("now", p["now"]), ("after", f)]
    if full is not None:
        answer["scaled_growth_pct"] = 100 * growth(p, scaled)
        answer["scaling_loss_pct"] = 100 * (charged(p, f) - charged(p, scaled))
        lines += [("scaled", scaled), ("unlimited", full)]
    if all(abs(w).sum() > 0 for _, w in lines) and not numpy.isnan(m["growth"]):
        rows = []
        for of, weights in lines:
            w = measured(p, weights)
            rows.append(dict(
                of=of, gross=w["gross"], net=w["net"], vol_pct=100 * w["vol"], growth_pct=100 * w["growth"],
                heat_pct=100 * w["heat"], correlated_heat_pct=100 * w["correlated"], effective_names=w["effective"],
            ))
        answer["allocation_measures"] = rows
    if p["past"] is not None:
        count = len(p["names"])
        pairs = [(p["names"][i], p["names"][j], p["corr"][i, j]) for i in range(count) for j in range(i + 1, count)]
        pairs.sort(key=lambda pair: -abs(pair[2]))
        answer["correlation_pairs"] = [dict(name=a, other=b, correlation=c) for a, b, c in pairs[:20]]
    return plain(answer)


def plain(value):
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return float(value) if isinstance(value, numpy.floating) else value


CORRELATED = [[1, 0.82, 0.7, 0.6], [0.82, 1, 0.75, 0.62], [0.7, 0.75, 1, 0.58], [0.6, 0.62, 0.58, 1]]


def four(**changes):
    names = [
        dict(name="BTC", return_pct=30, vol_pct=50, stop_pct=8, weight_pct=40),
        dict(name="ETH", return_pct=42, vol_pct=65, stop_pct=10, weight_pct=30),
        dict(name="SOL", return_pct=55, vol_pct=90, stop_pct=15, weight_pct=10),
        dict(name="DOGE", return_pct=-40, vol_pct=100, side="short", stop_pct=20, weight_pct=5),
    ]
    for row, more in changes.pop("rows", {}).items():
        names[row] |= more
    return dict(equity=10000, names=names, correlations=CORRELATED) | changes


def history(seed, count):
    """Returns of three names that share a factor, with two decimals, and a column of no name."""
    draw = numpy.random.default_rng(seed)
    common = draw.normal(0.12, 2.6, count)
    own = draw.normal(0.05, 1.6, (count, 3)) + numpy.outer(common, [0.8, 1.1, 1.5])
    lines = [f"{i},{a:.2f},{b:.2f},{c:.2f}" for i, (a, b, c) in enumerate(own)]
    return ";".join(["day,ETH,BTC,SOL"] + lines)


def of_returns(**changes):
    names = [dict(name="BTC", stop_pct=10), dict(name="ETH", stop_pct=12, side="either"), dict(name="SOL", stop_pct=15)]
    return dict(equity=25000, names=names, correlation_source="returns", return_history=history(11, 60)) | changes


CASES = {
    "free": four(kelly_share_pct=50),
    "gross": four(kelly_share_pct=100, gross_limit=1.5),
    "gross.half": four(kelly_share_pct=50, gross_limit=1.0, risk_free_pct=4),
    "net": four(kelly_share_pct=100, net_limit=0.25, gross_limit=2.5),
    "names": four(kelly_share_pct=100, name_limit_pct=60, rows={3: dict(limit_pct=25)}),
    "all_limits": four(kelly_share_pct=75, name_limit_pct=55, gross_limit=1.4, net_limit=0.6),
    "either": four(kelly_share_pct=100, gross_limit=1.2, rows={0: dict(side="either"), 1: dict(side="either"), 2: dict(side="either", return_pct=5), 3: dict(side="either")}),
    "wrong_side": four(kelly_share_pct=100, rows={2: dict(return_pct=-20)}),
    "inverse_volatility": four(allocation_method="inverse-volatility"),
    "inverse_volatility.target": four(allocation_method="inverse-volatility", target_vol_pct=25, gross_limit=0.8),
    "equal_risk": four(allocation_method="equal-risk"),
    "equal_risk.budget": four(allocation_method="equal-risk", target_vol_pct=20, rows={0: dict(budget=3), 3: dict(budget=0.5)}),
    "target_volatility": four(allocation_method="target-volatility", target_vol_pct=30),
    "target_volatility.limits": four(allocation_method="target-volatility", target_vol_pct=80, name_limit_pct=50, net_limit=1.1),
    "past_returns": of_returns(allocation_method="kelly-returns", kelly_share_pct=100, gross_limit=2.0),
    "past_returns.half": of_returns(allocation_method="kelly-returns", kelly_share_pct=50, gross_limit=1.6, name_limit_pct=90, risk_free_pct=5),
    "past_returns.weekly": of_returns(allocation_method="inverse-volatility", periods_per_year=52, target_vol_pct=20, names=[dict(name="BTC", stop_pct=10), dict(name="ETH", stop_pct=12), dict(name="SOL")]),
}


def main():
    for name, inputs in CASES.items():
        tolerance = 2e-6 if inputs.get("allocation_method", "kelly").startswith("kelly") else 1e-8
        print(json.dumps({
            "id": f"reference.portfolio.{name}", "calculator": "portfolio", "inputs": inputs,
            "expected": expected(inputs), "tolerance": {"abs": tolerance * 100}, "source": SOURCE,
        }) + ",")


def nearest():
    """The nearest matrices that the engine's unit tests name."""
    for least, cells in [(0.0, [[1, 1, 0], [1, 1, 1], [0, 1, 1]]), (0.001, [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])]:
        matrix = numpy.array(cells, dtype=float)
        x = cvxpy.Variable(matrix.shape, symmetric=True)
        held = [cvxpy.diag(x) == 1, x - least * numpy.eye(len(cells)) >> 0]
        cvxpy.Problem(cvxpy.Minimize(cvxpy.sum_squares(x - matrix)), held).solve(solver=cvxpy.CLARABEL)
        print(least, cells, x.value.round(8).tolist())


if __name__ == "__main__":
    nearest() if sys.argv[1:] == ["nearest"] else main()
