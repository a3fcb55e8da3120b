import type { KernelWriter } from "../kernels/kernel-writer.ts";
import { polynomial } from "./polynomial.ts";
import { scaled } from "./powers-of-two.ts";

// ln 2 in two parts: the first has 9 bits, so that its product with an exponent is exact
const LN2_HIGH = 355 / 512;
const LN2_LOW = -2.1219444005469057e-4;
// minimax for (e^r - 1 - r) / r^2 on |r| <= ln 2 / 2
const QUOTIENT = [
  0.4999999403953552, 0.1666652113199234, 0.04166838899254799, 0.008368716575205326, 0.001381459878757596,
];

/** x = n ln 2 + r with |r| <= ln 2 / 2: n is an integer. `tail` is e^r - 1. */
function split(writer: KernelWriter, x: string): { readonly n: string; readonly tail: string } {
  const n = writer.let(`Math.floor(${x} * ${Math.LOG2E} + 0.5)`);
  const r = writer.let(`${x} - ${n} * ${LN2_HIGH} - ${n} * (${LN2_LOW})`);
  return { n, tail: writer.let(`${r} * ${r} * (${polynomial(r, QUOTIENT)}) + ${r}`) };
}

/** x between two numbers; NaN passes. */
const bounded = (x: string, low: number, high: number): string =>
  `${x} > ${high} ? ${high} : ${x} < ${low} ? ${low} : ${x}`;

/** e^x. */
export function exp(writer: KernelWriter, x: string): string {
  const { n, tail } = split(writer, writer.let(bounded(x, -104, 89)));
  return scaled(writer, writer.let(`${tail} + 1`), n);
}

/** e^x - 1, exact near 0. */
export function expm1(writer: KernelWriter, x: string): string {
  const { n, tail } = split(writer, writer.let(bounded(x, -20, 89)));
  const one = writer.let(scaled(writer, "1.0", writer.let(`-${n}`)));
  // 2^n (e^r - 2^-n)
  const far = writer.let(scaled(writer, writer.let(`${tail} + 1 - ${one}`), n));
  return `${n} === 0 ? ${tail} : ${far}`;
}
