import type { KernelWriter } from "../kernels/kernel-writer.ts";
import { exp } from "./exp.ts";
import { polynomial } from "./polynomial.ts";

// minimax for erf(x) / x - 1 in x^2 on |x| <= 1
const NEAR = [
  0.12837916626125122, -0.3761262595653534, 0.1128358468413353, -0.026853807270526886, 0.005188317969441414,
  -0.0008010101155377924, 7.853528950363398e-5,
];
// minimax for log(1 - erf(x)) on 1 <= x <= 4
const FAR = [
  -0.00035158012178726494, -1.127048373222351, -0.6382123231887817, -0.10304853320121765, 0.02181045338511467,
  -0.0029408398550003767, 0.00018569461826700717,
];

/** The error function. */
export function erf(writer: KernelWriter, x: string): string {
  const size = writer.let(`${x} < 0 ? -${x} : ${x}`);
  const square = writer.let(`${x} * ${x}`);
  const near = writer.let(`${x} * (${polynomial(square, NEAR)}) + ${x}`);
  const bounded = writer.let(`${size} > 4 ? 4.0 : ${size}`);
  const power = writer.let(exp(writer, writer.let(polynomial(bounded, FAR))));
  const far = writer.let(`1 - ${power}`);
  return `${size} < 1 ? ${near} : ${x} < 0 ? -${far} : ${far}`;
}
