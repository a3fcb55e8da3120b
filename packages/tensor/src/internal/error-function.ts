// Rational approximations of W. J. Cody, Rational Chebyshev approximations for the error function,
// Math. Comp. 23 (1969), 631-637: numerators and denominators, highest power first.
const NEAR_P = [
  1.85777706184603153e-1, 3.1611237438705656, 1.1386415415105016e2, 3.77485237685302021e2, 3.20937758913846947e3,
];
const NEAR_Q = [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3];
const MIDDLE_P = [
  2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2,
  8.8195222124176909e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
];
const MIDDLE_Q = [
  1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3, 3.29079923573345963e3,
  4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
];
const FAR_P = [
  1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1,
  1.60837851487422766e-2, 6.58749161529837803e-4,
];
const FAR_Q = [
  1, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3,
];

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((value, coefficient) => value * x + coefficient, 0);
const ratio = (p: readonly number[], q: readonly number[], x: number): number => polynomial(p, x) / polynomial(q, x);

/** erf(x), within a few units of the last place in double precision. */
export function errorFunction(x: number): number {
  const y = Math.abs(x);
  if (y <= 0.46875) return x * ratio(NEAR_P, NEAR_Q, y * y);
  if (Number.isNaN(x)) return x;
  return Math.sign(x) * (y > 6 ? 1 : 1 - complement(y));
}

/** erfc(y) for 0.46875 < y <= 6. */
function complement(y: number): number {
  // exp(-y^2) from a short y, whose square is exact, and the rest
  const short = Math.trunc(y * 16) / 16;
  const gauss = Math.exp(-short * short) * Math.exp(-(y - short) * (y + short));
  if (y <= 4) return gauss * ratio(MIDDLE_P, MIDDLE_Q, y);
  const z = 1 / (y * y);
  return (gauss / y) * (1 / Math.sqrt(Math.PI) - z * ratio(FAR_P, FAR_Q, z));
}
