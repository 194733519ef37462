#!/usr/bin/env python3
"""Chances to touch a level, found without the engine's closed forms.

Run:  python3 tests/reference/touch_reference.py > touch.json      (standard library only, a few seconds)

Watched all the time: the density of the time of first passage is integrated by double-exponential quadrature; no normal
distribution comes into it. Watched on dates: the density of the price that has survived so far is carried from date to
date over Gauss-Legendre points, and what is left at the end is taken from 1.

`distance` is |ln(level / price)|, `drift` that of the logarithm towards the level, per year.
"""

import json
import math


def passage_density(t, distance, drift, volatility):
    exponent = -((distance - drift * t) ** 2) / (2 * volatility**2 * t)
    return 0.0 if exponent < -745 else distance / (volatility * math.sqrt(2 * math.pi * t**3)) * math.exp(exponent)


def watched_always(distance, drift, volatility, years, step=1 / 256):
    """Integral of the density from 0 to years, t = years (1 + tanh(pi/2 sinh x))/2."""
    total = []
    for k in range(-int(6 / step), int(6 / step) + 1):
        x = k * step
        y = math.pi / 2 * math.sinh(x)
        if abs(y) > 340:
            continue
        t = years / (1 + math.exp(-2 * y))
        weight = math.pi / 2 * math.cosh(x) / math.cosh(y) ** 2 / 2 * years * step
        if t > 0 and weight > 0:
            total.append(weight * passage_density(t, distance, drift, volatility))
    return math.fsum(total)


def legendre(count):
    """Nodes and weights on [-1, 1], by Newton's method on the recursion."""
    rule = []
    for i in range(count):
        x = math.cos(math.pi * (i + 0.75) / (count + 0.5))
        for _ in range(100):
            p, before = 1.0, 0.0
            for n in range(1, count + 1):
                p, before = ((2 * n - 1) * x * p - (n - 1) * before) / n, p
            slope = count * (x * p - before) / (x * x - 1)
            x, moved = x - p / slope, abs(p / slope)
            if moved < 1e-16:
                break
        rule.append((x, 2 / ((1 - x * x) * slope * slope)))
    return rule


def watched_on_dates(distance, drift, volatility, years, count, points=240):
    dt = years / count
    width, mean = volatility * math.sqrt(dt), drift * dt
    low = min(0.0, drift * years) - 9 * volatility * math.sqrt(years)

    def kernel(step):
        z = (step - mean) / width
        return math.exp(-z * z / 2) / (width * math.sqrt(2 * math.pi))

    half, middle = (distance - low) / 2, (distance + low) / 2
    nodes = [(middle + half * x, half * w) for x, w in legendre(points)]
    density = [kernel(x) for x, _ in nodes]
    matrix = [[kernel(x - y) * w for y, w in nodes] for x, _ in nodes] if count > 1 else []
    for _ in range(count - 1):
        density = [math.fsum(k * d for k, d in zip(row, density)) for row in matrix]
    return 1 - math.fsum(d * w for d, (_, w) in zip(density, nodes))


def row(price, level, annual_drift, volatility, years, dates=None):
    towards = -1 if level < price else 1
    distance = abs(math.log(level / price))
    drift = towards * (annual_drift - volatility**2 / 2)
    inputs = {"price": price, "level": level, "annual_drift": annual_drift, "annual_volatility": volatility, "years": years}
    if dates is None:
        return {"inputs": inputs, "touch_probability": watched_always(distance, drift, volatility, years)}
    return {"inputs": inputs | {"dates": dates}, "touch_probability": watched_on_dates(distance, drift, volatility, years, dates)}


ALWAYS = [
    (100, 80.5, 0.0, 0.6, 30 / 365), (100, 109.45, 0.0, 0.6, 30 / 365), (100, 130, -0.3, 0.8, 0.25),
    (3000, 2168.6746987951806, 0.0, 0.65, 30 / 365), (3000, 2168.6746987951806, 0.1, 0.65, 365 / 365),
    # Deep tails, where a careless product is infinity times nothing.
    (100, 30, 0.0, 0.5, 30 / 365), (100, 99, 60.0, 0.3, 2.0), (100, 101, -60.0, 0.3, 2.0), (100, 300, 5.0, 0.05, 0.2),
    (100, 50, -8.0, 0.05, 0.08),
]
DATES = [
    (100, 90.5, 0.0, 0.6, 7 / 365, 7), (100, 90.5, 0.0, 0.6, 7 / 365, 42), (100, 90.5, 0.0, 0.6, 30 / 365, 30),
    (100, 80.5, 0.0, 0.6, 30 / 365, 30), (100, 109.45, 0.0, 0.6, 30 / 365, 30),
    (100, 90.5, 0.0, 0.6, 7 / 365, 1), (100, 90.5, 0.0, 0.6, 7 / 365, 2), (100, 90.5, 0.0, 0.6, 7 / 365, 3),
    (100, 97, 0.0, 0.6, 7 / 365, 2), (100, 99.5, 0.0, 0.6, 7 / 365, 2), (100, 99.5, 0.0, 0.6, 7 / 365, 7),
]

if __name__ == "__main__":
    rows = [row(*case) for case in ALWAYS] + [row(*case) for case in DATES]
    print(json.dumps(rows, indent=1))
