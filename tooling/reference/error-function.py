"""Prints the coefficients of packages/tensor/src/error-function.ts. Needs Python 3 and mpmath."""

import mpmath as mp

mp.mp.dps = 40


def near(z):
    """erf(x) / x - 1 as a function of z = x^2, for |x| up to 1."""
    if z == 0:
        return 2 / mp.sqrt(mp.pi) - 1
    x = mp.sqrt(z)
    return mp.erf(x) / x - 1


def far(u):
    """erfc(y) exp(y^2) as a function of u = (y - 2.5) / (y + 3), for y from 1 to 6."""
    y = (mp.mpf("2.5") + 3 * u) / (1 - u)
    return mp.erfc(y) * mp.exp(y * y)


def place(y):
    return (y - mp.mpf("2.5")) / (y + mp.mpf(3))


for name, function, interval, count in [
    ("NEAR", near, [mp.mpf(0), mp.mpf(1)], 13),
    ("FAR", far, [place(mp.mpf(1)), place(mp.mpf(6))], 16),
]:
    coefficients, error = mp.chebyfit(function, interval, count, error=True)
    print(f"{name}: {[float(c) for c in coefficients]} is off by {mp.nstr(error, 2)} at most")
