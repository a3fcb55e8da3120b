/** What losses of one's own are made with: the one rule for means, weights and masks comes along. */
export { type Each, elementwiseLoss } from "./internal/elementwise-loss.ts";
export { exampleLoss } from "./internal/example-loss.ts";
