import { valueAndGrad, vmap } from "@adjoint/autodiff";
import { linspace } from "@adjoint/tensor";
import { descend } from "../descent/descend.ts";
import { optimizerChoices } from "../descent/optimizer-choices.ts";
import { surfaces } from "../descent/surfaces.ts";
import { parseFormula } from "../formula/parse-formula.ts";
import { activationCurve, type Curve } from "./activation-curve.ts";
import { lossDomain } from "./graph-domains.ts";
import type { GraphReply, GraphRequest } from "./graph-messages.ts";
import { lossCurve } from "./loss-curve.ts";
import { scheduleCurve } from "./schedule-curve.ts";

type Drawn = Omit<Extract<GraphReply, { kind: "curve" }>, "id"> | { readonly kind: "none" };

const POINTS = 241;
const LAST_STEP = 120;

addEventListener("message", ({ data }: MessageEvent<GraphRequest>) => {
  const { id } = data;
  try {
    const drawn: GraphReply = { id, ...draw(data) };
    postMessage(drawn);
  } catch (error) {
    const refused: GraphReply = { id, kind: "refused", message: (error as Error).message };
    postMessage(refused);
  }
});

function draw({ category, name, settings, target }: GraphRequest): Drawn {
  switch (category) {
    case "activations":
      return withDerivative(activationCurve(name, settings), [-5, 5]);
    case "losses":
      return withDerivative(lossCurve(name, settings, target), lossDomain(name).x);
    case "schedulers": {
      const schedule = scheduleCurve(name, settings);
      if (!schedule) return { kind: "none" };
      const x = Float64Array.from({ length: LAST_STEP + 1 }, (_, step) => step);
      return { kind: "curve", x, values: x.map((step) => schedule(step)) };
    }
    case "optimizers":
      return descent(name, settings);
  }
}

function withDerivative(curve: Curve | undefined, [low, high]: readonly [number, number]): Drawn {
  if (!curve) return { kind: "none" };
  const x = linspace(low, high, POINTS, "float64");
  const [values, derivatives] = vmap(valueAndGrad(curve))(x);
  return {
    kind: "curve",
    x: Float64Array.from(x.dataSync()),
    values: Float64Array.from(values.dataSync()),
    derivatives: Float64Array.from(derivatives.dataSync()),
  };
}

/** The loss of an optimizer on its way down a ravine. */
function descent(name: string, options: GraphRequest["settings"]): Drawn {
  if (!Object.hasOwn(optimizerChoices, name)) return { kind: "none" };
  const { formula, start } = surfaces.ravine;
  const course = { expression: parseFormula(formula), start, noise: 0, seed: 1, steps: LAST_STEP };
  const losses: number[] = [];
  for (const standing of descend(course, { optimizer: name, options, schedule: "constant" })) {
    if ("failure" in standing) throw new RangeError(standing.failure);
    losses.push(standing.loss);
  }
  return { kind: "curve", x: Float64Array.from(losses, (_, step) => step), values: Float64Array.from(losses) };
}
