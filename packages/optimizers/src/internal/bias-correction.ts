/** 1 - beta^t without cancellation: -expm1(t log(beta)). */
export const biasCorrection =
  (beta: number): ((step: number) => number) =>
  (step) =>
    -Math.expm1(step * Math.log(beta));
