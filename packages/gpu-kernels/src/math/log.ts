import type { KernelWriter } from "../kernels/kernel-writer.ts";
import { polynomial } from "./polynomial.ts";
import { split } from "./powers-of-two.ts";
import { isNaN, LARGEST } from "./special-numbers.ts";

const LN2_HIGH = 355 / 512;
const LN2_LOW = -2.1219444005469057e-4;
// minimax for (log(1 + f) - f + f^2 / 2) / f^3 on sqrt(1/2) <= 1 + f < sqrt(2)
const QUOTIENT = [
  0.3333331346511841, -0.25000008940696716, 0.20002120733261108, -0.1666799634695053, 0.1421951949596405,
  -0.12405543774366379, 0.11888378113508224, -0.11676052212715149, 0.0674663707613945,
];

/** log(1 + f) for sqrt(1/2) <= 1 + f < sqrt(2). */
const nearOne = (f: string): string => `${f} * ${f} * ${f} * (${polynomial(f, QUOTIENT)}) - 0.5 * ${f} * ${f} + ${f}`;

/** The natural logarithm of a positive normal number. */
function logOfPositive(writer: KernelWriter, x: string): string {
  const { k, m } = split(writer, x);
  const f = writer.let(`${m} - 1`);
  // the small parts first
  const tail = writer.let(
    `${f} * ${f} * ${f} * (${polynomial(f, QUOTIENT)}) + ${k} * (${LN2_LOW}) - 0.5 * ${f} * ${f}`,
  );
  return `${f} + ${tail} + ${k} * ${LN2_HIGH}`;
}

/** -Infinity at 0, NaN below, x itself for Infinity and NaN. */
function withPoles(writer: KernelWriter, x: string, result: string): string {
  const isSpecial = `${x} > ${LARGEST} || ${isNaN(x)}`;
  // 0 - 0 would be computed ahead, and to something else
  const zero = writer.let(`${x} * 0`);
  return `${x} > 0 ? (${isSpecial} ? ${x} : ${result}) : ${x} === 0 ? -1 / (${zero} * ${zero}) : ${zero} / ${zero}`;
}

/** The natural logarithm. */
export const log = (writer: KernelWriter, x: string): string =>
  withPoles(writer, x, writer.let(logOfPositive(writer, x)));

/** log(1 + x), exact near 0. */
export function log1p(writer: KernelWriter, x: string): string {
  const sum = writer.let(`1 + ${x}`);
  const far = writer.let(log(writer, sum));
  const near = writer.let(nearOne(x));
  return `${x} > ${Math.SQRT1_2 - 1} && ${x} < ${Math.SQRT2 - 1} ? ${near} : ${far}`;
}
