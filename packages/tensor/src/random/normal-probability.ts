/**
 * P(x <= z) of the standard normal distribution, to about 14 digits of its own size however small it is: the series
 * about 0 near it, Laplace's continued fraction in the tails.
 * @see Abramowitz and Stegun 1964, 26.2.11 and 26.2.14
 */
export function normalProbability(z: number): number {
  if (z > 0) return 1 - normalProbability(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return z > -1.5 ? 0.5 + density * series(z) : density / fraction(-z);
}

/** z + z^3 / 3 + z^5 / (3 5) + ..., whose terms are below 1e-17 after 25 for |z| <= 1.5. */
function series(z: number): number {
  let term = z;
  let total = z;
  for (let k = 3; k < 60; k += 2) {
    term *= (z * z) / k;
    total += term;
  }
  return total;
}

/** z + 1/(z + 2/(z + 3/(z + ...))), from the far end: 200 levels leave nothing of the last for z >= 1.5. */
function fraction(z: number): number {
  let value = z;
  for (let k = 200; k > 0; k--) value = z + k / value;
  return value;
}
