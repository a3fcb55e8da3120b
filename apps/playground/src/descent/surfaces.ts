/** A function of two numbers to go down on. */
export interface Surface {
  readonly formula: string;
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
  readonly start: readonly [x: number, y: number];
  /** A learning rate at which plain gradient descent is stable from the start. */
  readonly rate: number;
  /** Where its lowest points are, and their value; only known ones. */
  readonly minima: readonly (readonly [x: number, y: number])[];
  readonly minimum?: number;
}

export const surfaces = {
  beale: {
    formula: "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2",
    x: [-4.5, 4.5],
    y: [-4.5, 4.5],
    start: [1, 1.6],
    rate: 0.004,
    minima: [[3, 0.5]],
    minimum: 0,
  },
  rosenbrock: {
    formula: "(1 - x)^2 + 100 (y - x^2)^2",
    x: [-2.1, 2.1],
    y: [-1.1, 3.1],
    start: [-1.2, 1],
    rate: 0.001,
    minima: [[1, 1]],
    minimum: 0,
  },
  himmelblau: {
    formula: "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    x: [-5.2, 5.2],
    y: [-5.2, 5.2],
    start: [-0.4, -0.8],
    rate: 0.005,
    minima: [
      [3, 2],
      [-2.805118, 3.131312],
      [-3.77931, -3.283186],
      [3.584428, -1.848126],
    ],
    minimum: 0,
  },
  saddle: {
    formula: "x^2 - y^2 + y^4 / 8",
    x: [-3, 3],
    y: [-3, 3],
    start: [-2.2, 0.02],
    rate: 0.05,
    minima: [
      [0, -2],
      [0, 2],
    ],
    minimum: -2,
  },
  ravine: {
    formula: "(x + y)^2 / 20 + 2 (x - y)^2",
    x: [-4, 4],
    y: [-4, 4],
    start: [-3.4, -1.6],
    rate: 0.1,
    minima: [[0, 0]],
    minimum: 0,
  },
  camel: {
    formula: "2 x^2 - 1.05 x^4 + x^6 / 6 + x y + y^2",
    x: [-2.4, 2.4],
    y: [-2.4, 2.4],
    start: [-1.6, 2],
    rate: 0.05,
    minima: [[0, 0]],
    minimum: 0,
  },
  rastrigin: {
    formula: "20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y)",
    x: [-3.2, 3.2],
    y: [-3.2, 3.2],
    start: [-2.3, 2.6],
    rate: 0.002,
    minima: [[0, 0]],
    minimum: 0,
  },
  ackley: {
    formula: "20 + e - 20 exp(-0.2 sqrt((x^2 + y^2) / 2)) - exp((cos(2 pi x) + cos(2 pi y)) / 2)",
    x: [-5, 5],
    y: [-5, 5],
    start: [-3.4, 3.8],
    rate: 0.05,
    minima: [[0, 0]],
    minimum: 0,
  },
} as const satisfies Readonly<Record<string, Surface>>;

export type SurfaceName = keyof typeof surfaces;

export const surfaceNames = Object.keys(surfaces) as readonly SurfaceName[];
