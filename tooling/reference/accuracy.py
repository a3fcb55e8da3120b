"""Writes packages/tensor/src/testing/golden/accuracy.json. Needs Python 3 and mpmath; gives the same file every time.

A case is [arguments..., high, low]: the value in 50 digits is high + low to about 32 digits, high being a double.
"""

import json
import random
import struct
from pathlib import Path

import mpmath as mp

mp.mp.dps = 50
random.seed(1)

OUT = Path(__file__).resolve().parents[2] / "packages/tensor/src/testing/golden/accuracy.json"


def single(x):
    """The float32 next to x."""
    return struct.unpack("f", struct.pack("f", x))[0]


def uniform(low, high):
    return lambda: random.uniform(low, high)


def magnitude(low, high, signs=(-1, 1)):
    """A number of either sign, or of the one given, between two powers of two."""
    return lambda: random.choice(signs) * 2 ** random.uniform(low, high)


def near(center, low, high):
    """A number at a distance between two powers of two."""
    return lambda: center + magnitude(low, high)()


# name: (function, where to look, places where double precision functions were found worst, and edges)
FUNCTIONS = {
    "exp": (
        mp.exp,
        [uniform(-87, 88), uniform(-1, 1), uniform(-745, 709), magnitude(-40, 3)],
        [709.782712893384, -708.3964185322641, -745.13, 88.72283172607422, -103.97208404541016, 614.4807567855769],
    ),
    "log": (
        mp.log,
        [magnitude(-126, 128, [1]), uniform(0.5, 2), near(1, -23, -5), magnitude(-1074, 1023, [1])],
        [5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0.9999999999999999, 1.0000000000000002, 0.6398537621778478],
    ),
    "log1p": (
        mp.log1p,
        [uniform(-0.999, 1), magnitude(-60, 0), magnitude(0, 127, [1]), near(-0.9999, -30, -14)],
        [5e-324, -5e-324, -0.9999999999999999, 1.7976931348623157e308, 0.4142135623730951, -0.2928932188134524],
    ),
    "expm1": (
        mp.expm1,
        [uniform(-30, 88), uniform(-1, 1), magnitude(-60, 3), uniform(88, 709)],
        [5e-324, -5e-324, 709.782712893384, -37.42994775023705, 0.9291808890833824, -50],
    ),
    "tanh": (
        mp.tanh,
        [uniform(-9, 9), uniform(-1, 1), magnitude(-60, 3), uniform(-22, 22)],
        [5e-324, -5e-324, 0.5452391546851125, 0.5351406243685382, 19.06154746539849, 710],
    ),
    "sinh": (
        mp.sinh,
        [uniform(-9, 9), uniform(-1, 1), magnitude(-60, 3), uniform(-709, 709)],
        [5e-324, -5e-324, 0.7500717878893672, 710.4758600739439, -710],
    ),
    "cosh": (
        mp.cosh,
        [uniform(-9, 9), uniform(-1, 1), magnitude(-60, 3), uniform(-709, 709)],
        [5e-324, 709.8113723941356, 710.4758600739439, -710],
    ),
    "erf": (
        mp.erf,
        [uniform(-4, 4), uniform(-1.1, 1.1), magnitude(-60, 2), uniform(3, 6.5)],
        [5e-324, -5e-324, 0.9848851546648315, 0.46940338897725453, 0.9999999999999999, 1, 5.92, 5.999999999999999, 6],
    ),
    "pow": (
        mp.power,
        [
            lambda: (2 ** random.uniform(-8, 8), random.uniform(-15, 15)),
            lambda: (random.choice([-1, 1]) * 2 ** random.uniform(-4, 4), random.randint(-30, 30)),
            lambda: (1 + random.uniform(-1, 1) * 2**-12, random.uniform(-1, 1) * 2**17),
            lambda: (2 ** random.uniform(-1000, 1000), random.uniform(-1, 1)),
        ],
        [(1.0883561962667281e95, 0.14419169657419084), (10, 308), (10, -323), (1.0000000000000002, 3e18), (0.5, 1074)],
    ),
}


def finite(values):
    return all(abs(v) != float("inf") for v in values)


def case(function, arguments):
    value = function(*map(mp.mpf, arguments))
    high = float(value)
    return [*arguments, high, float(value - mp.mpf(high))]


cases = {}
for name, (function, places, edges) in FUNCTIONS.items():
    rows = [edge if isinstance(edge, tuple) else (edge,) for edge in edges]
    for place in places:
        for i in range(24):
            drawn = place()
            row = drawn if isinstance(drawn, tuple) else (drawn,)
            # half of them can be held by float32
            rows.append(tuple(single(x) if i % 2 and 1e-37 < abs(x) < 1e38 else x for x in row))
    cases[name] = [case(function, row) for row in rows]
    assert all(finite(row) for row in cases[name]), name

lines = [f'  "{name}": {json.dumps(rows, separators=(",", ":"))}' for name, rows in cases.items()]
OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n")
print(f"{OUT.name}: {sum(map(len, cases.values()))} cases, {OUT.stat().st_size} bytes")
