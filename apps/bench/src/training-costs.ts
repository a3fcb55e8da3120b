import { ADAM_BYTES, ADAM_OPERATIONS } from "./workload.ts";

interface Counts {
  readonly params: number;
  /** Multiplications that are added up, in products forward and backward. */
  readonly products: number;
  /** Numbers in the batch. */
  readonly inputs: number;
}

/** A step of training: two operations a product and a step of Adam; the batch is read once. */
export const trainingCosts = ({ params, products, inputs }: Counts): { operations: number; bytes: number } => ({
  operations: 2 * products + ADAM_OPERATIONS * params,
  bytes: ADAM_BYTES * params + 4 * inputs,
});
