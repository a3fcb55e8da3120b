import { gradcheck } from "@adjoint/autodiff";
import { fromBuffer, mean, square, stopGradient, subtract, sum, type Tensor, tensor } from "@adjoint/tensor";
import { ConformanceError } from "@adjoint/tensor/testing";
import { expect, test } from "vitest";
import { type ConformanceCase, checkLoss } from "./conformance.ts";
import { elementwiseLoss } from "./define-loss.ts";
import { huber, softmaxCrossEntropyWithIntegerLabels } from "./index.ts";

const numbers = (...values: number[]): Tensor => tensor(values, { dtype: "float64" });
const [p, t] = [numbers(0.3, -1.2, 4), numbers(1.1, 0.7, -0.5)];
const logits = tensor([[1, 2, 0.5], [0.1, -1, 3], [2, 2.5, 1]], { dtype: "float64" }); // biome-ignore format: rows
const labels = tensor([2, 0, 1], { dtype: "int32" });

test.each<ConformanceCase>([
  { name: "huber", loss: ([x, y], options) => huber(x!, y!, options), inputs: [p, t] },
  {
    name: "softmaxCrossEntropyWithIntegerLabels",
    loss: ([x, y], options) => softmaxCrossEntropyWithIntegerLabels(x!, y!, options),
    inputs: [logits, labels],
  },
])("$name is a loss", (row) => {
  expect(() => checkLoss(row, gradcheck)).not.toThrow();
});

const squares = (x: Tensor): Tensor => square(x);
test.each<[string, ConformanceCase["loss"]]>([
  ["without reductions", ([x, y]) => squares(subtract(x!, y!))],
  [
    "whose mean is a sum",
    ([x, y], options) => (options?.reduction === "none" ? squares(subtract(x!, y!)) : sum(squares(subtract(x!, y!)))),
  ],
  [
    "without masks",
    ([x, y], { reduction } = {}) => {
      const each = squares(subtract(x!, y!));
      return reduction === "none" ? each : reduction === "sum" ? sum(each) : mean(each);
    },
  ],
  ["that broadcasts", ([x, y], options) => elementwiseLoss("it", [subtract(x!, y!)], options, ([e]) => squares(e))],
])("a loss %s is found", (name, loss) => {
  expect(() => checkLoss({ name, loss, inputs: [p, t] }, gradcheck)).toThrow(ConformanceError);
});

test("a wrong derivative is found", () => {
  const loss: ConformanceCase["loss"] = ([x, y], options) =>
    elementwiseLoss("it", [x!, y!], options, ([a, b]) => squares(subtract(a, stopGradient(b))));
  expect(() => checkLoss({ name: "it", loss, inputs: [p, t] }, gradcheck)).toThrow("gradcheck");
});

test("inputs are not written to", () => {
  const copy = fromBuffer(p.dataSync().slice(), p);
  checkLoss({ name: "huber", loss: ([x, y], options) => huber(x!, y!, options), inputs: [copy, t] }, gradcheck);
  expect(copy.toArray()).toEqual(p.toArray());
});
