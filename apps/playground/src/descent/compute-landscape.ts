import { add, linspace, multiply, reshape } from "@adjoint/tensor";
import { contours } from "d3-contour";
import { evaluateFormula } from "../formula/evaluate-formula.ts";
import { parseFormula } from "../formula/parse-formula.ts";
import { heightOf } from "./landscape-height.ts";
import type { Contour, Landscape } from "./messages.ts";

const SIZE = 121;
const LEVELS = 18;

/** @throws FormulaError when the formula cannot be read. */
export function computeLandscape(
  formula: string,
  [left, right]: readonly [number, number],
  [bottom, top]: readonly [number, number],
): Landscape {
  const expression = parseFormula(formula);
  const across = reshape(linspace(left, right, SIZE, "float64"), [1, SIZE]);
  const up = reshape(linspace(bottom, top, SIZE, "float64"), [SIZE, 1]);
  const x = add(across, multiply(up, 0));
  const y = add(multiply(across, 0), up);
  const values = Float64Array.from(evaluateFormula(expression, x, y).dataSync());
  const range = rangeOf(values);
  const heights = Float32Array.from(values, (value) => heightOf(range, value));
  return { size: SIZE, values, heights, ...range, contours: contoursOf(heights) };
}

/** Half of the picture's contrast goes to the lowest tenth of the values. */
function rangeOf(values: Float64Array): Pick<Landscape, "minimum" | "maximum" | "scale"> {
  const sorted = values.filter(Number.isFinite).sort();
  const minimum = sorted[0] ?? 0;
  const maximum = sorted.at(-1) ?? 0;
  const tenth = sorted[Math.floor(sorted.length / 10)] ?? 0;
  return { minimum, maximum, scale: Math.max(tenth - minimum, (maximum - minimum) / 1e6, Number.MIN_VALUE) };
}

function contoursOf(heights: Float32Array): Contour[] {
  const thresholds = Array.from({ length: LEVELS }, (_, i) => i / LEVELS);
  const made = contours().size([SIZE, SIZE]).smooth(true).thresholds(thresholds)([...heights]);
  return made.map(({ value, coordinates }) => {
    const rings = coordinates.flat();
    return {
      height: value,
      points: Float32Array.from(rings.flat(2)),
      ringLengths: Uint32Array.from(rings, (ring) => ring.length),
    };
  });
}
