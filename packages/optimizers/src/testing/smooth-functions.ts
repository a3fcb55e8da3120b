/** A function with its gradient, a usual start, and where its minima are. */
export interface SmoothFunction {
  readonly name: string;
  valueAndGradient(x: Float64Array): [value: number, gradient: Float64Array];
  readonly start: readonly number[];
  readonly minima: readonly (readonly number[])[];
}

const pair = (x: Float64Array): readonly [number, number] => [x[0]!, x[1]!];

/** Rosenbrock 1960; n variables as in More, Garbow, Hillstrom 1981, problem 21 chained. */
export const rosenbrock = (n = 2): SmoothFunction => ({
  name: `Rosenbrock's valley in ${n} dimensions`,
  valueAndGradient: (x) => {
    const gradient = new Float64Array(n);
    let value = 0;
    for (let i = 0; i + 1 < n; i++) {
      const [a, b] = [x[i + 1]! - x[i]! ** 2, 1 - x[i]!];
      value += 100 * a * a + b * b;
      gradient[i]! -= 400 * x[i]! * a + 2 * b;
      gradient[i + 1]! += 200 * a;
    }
    return [value, gradient];
  },
  start: Array.from({ length: n }, (_, i) => (i % 2 === 0 ? -1.2 : 1)),
  minima: [Array.from({ length: n }, () => 1)],
});

/** More, Garbow, Hillstrom 1981, problem 5. */
export const beale: SmoothFunction = {
  name: "Beale's function",
  valueAndGradient: (x) => {
    const [u, v] = pair(x);
    const gradient = new Float64Array(2);
    let value = 0;
    [1.5, 2.25, 2.625].forEach((constant, i) => {
      const power = i + 1;
      const r = constant - u * (1 - v ** power);
      value += r * r;
      gradient[0]! -= 2 * r * (1 - v ** power);
      gradient[1]! += 2 * r * u * power * v ** (power - 1);
    });
    return [value, gradient];
  },
  start: [1, 1],
  minima: [[3, 0.5]],
};

/** Himmelblau 1972; the minima other than (3, 2) by Newton's method to the digits shown. */
export const himmelblau: SmoothFunction = {
  name: "Himmelblau's function",
  valueAndGradient: (x) => {
    const [u, v] = pair(x);
    const [a, b] = [u * u + v - 11, u + v * v - 7];
    return [a * a + b * b, Float64Array.of(4 * a * u + 2 * b, 2 * a + 4 * b * v)];
  },
  start: [0, 0],
  minima: [
    [3, 2],
    [-2.805118086952745, 3.131312518250573],
    [-3.779310253377747, -3.283185991286169],
    [3.584428340330492, -1.848126526964404],
  ],
};

/** Half of sum c_i (x_i - 1)^2, with curvatures c_i from 1 to `condition`, evenly on a logarithmic scale; plus a constant. */
export const quadratic = (n: number, condition: number, constant = 0): SmoothFunction => ({
  name: `a quadratic in ${n} dimensions of condition ${condition}, plus ${constant}`,
  valueAndGradient: (x) => {
    let value = constant;
    const gradient = x.map((xi, i) => {
      const curvature = condition ** (i / (n - 1));
      value += (curvature * (xi - 1) ** 2) / 2;
      return curvature * (xi - 1);
    });
    return [value, gradient];
  },
  start: Array.from({ length: n }, () => 0),
  minima: [Array.from({ length: n }, () => 1)],
});
