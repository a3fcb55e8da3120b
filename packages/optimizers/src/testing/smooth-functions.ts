/** A function with its gradient, a usual start, and where its minima are. */
export interface SmoothFunction {
  readonly name: string;
  valueAndGradient(x: Float64Array): [value: number, gradient: Float64Array];
  readonly start: readonly number[];
  readonly minima: readonly (readonly number[])[];
}

/** One of two variables, for methods that ask for curvature too. */
export interface PlaneFunction extends SmoothFunction {
  hessianDiagonal(x: Float64Array): Float64Array;
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

/** Half of p' A p, with the eigenvalues 1 along (1, 1) and `condition` along (1, -1): no axis is one of the valley's. */
const tilted = (name: string, condition: number): PlaneFunction => {
  const [a, b] = [(1 + condition) / 2, (1 - condition) / 2];
  return {
    name,
    valueAndGradient: (x) => {
      const [u, v] = pair(x);
      const gradient = Float64Array.of(a * u + b * v, b * u + a * v);
      return [(u * gradient[0]! + v * gradient[1]!) / 2, gradient];
    },
    hessianDiagonal: () => Float64Array.of(a, a),
    start: [1, 0.2],
    minima: [[0, 0]],
  };
};

/** What every optimizer has to minimise. */
export const planeFunctions: readonly PlaneFunction[] = [
  tilted("parabola", 1),
  tilted("ill-conditioned", 100),
  {
    ...rosenbrock(),
    name: "Rosenbrock",
    hessianDiagonal: (x) => Float64Array.of(1200 * x[0]! ** 2 - 400 * x[1]! + 2, 200),
  },
  {
    ...beale,
    name: "Beale",
    hessianDiagonal: (x) => {
      const [u, v] = pair(x);
      const diagonal = new Float64Array(2);
      [1.5, 2.25, 2.625].forEach((constant, i) => {
        const power = i + 1;
        const r = constant - u * (1 - v ** power);
        diagonal[0]! += 2 * (1 - v ** power) ** 2;
        diagonal[1]! += 2 * (u * power * v ** i) ** 2 + 2 * r * u * power * i * v ** Math.max(i - 1, 0);
      });
      return diagonal;
    },
  },
  {
    ...himmelblau,
    name: "Himmelblau",
    hessianDiagonal: (x) => Float64Array.of(12 * x[0]! ** 2 + 4 * x[1]! - 42, 12 * x[1]! ** 2 + 4 * x[0]! - 26),
  },
];
