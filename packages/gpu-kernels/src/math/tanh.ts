import type { KernelWriter } from "../kernels/kernel-writer.ts";
import { exp } from "./exp.ts";
import { polynomial } from "./polynomial.ts";

// minimax for (tanh(x) / x - 1) / x^2 in x^2 on |x| <= 0.625
const QUOTIENT = [
  -0.3333328068256378, 0.13331441581249237, -0.05373965576291084, 0.020638883113861084, -0.005704748909920454,
];

/** The hyperbolic tangent. */
export function tanh(writer: KernelWriter, x: string): string {
  const size = writer.let(`${x} < 0 ? -${x} : ${x}`);
  const square = writer.let(`${x} * ${x}`);
  const near = writer.let(`${square} * ${x} * (${polynomial(square, QUOTIENT)}) + ${x}`);
  // 1 - 2 / (e^2|x| + 1); from 9.1 on it rounds to 1
  const power = writer.let(exp(writer, writer.let(`${size} > 10 ? 20.0 : ${size} * 2`)));
  const far = writer.let(`1 - 2 / (${power} + 1)`);
  return `${size} < 0.625 ? ${near} : ${x} < 0 ? -${far} : ${far}`;
}

/** The hyperbolic sine. */
export function sinh(writer: KernelWriter, x: string): string {
  const size = writer.let(`${x} < 0 ? -${x} : ${x}`);
  const square = writer.let(`${x} * ${x}`);
  // Taylor on |x| <= 1
  const near = writer.let(`${square} * ${x} * (${polynomial(square, [1 / 6, 1 / 120, 1 / 5040, 1 / 362880])}) + ${x}`);
  const half = halfPower(writer, size);
  const far = writer.let(`${half} - 0.25 / ${half}`);
  return `${size} < 1 ? ${near} : ${x} < 0 ? -${far} : ${far}`;
}

/** The hyperbolic cosine. */
export function cosh(writer: KernelWriter, x: string): string {
  const half = halfPower(writer, writer.let(`${x} < 0 ? -${x} : ${x}`));
  return `${half} + 0.25 / ${half}`;
}

/** e^x / 2, which does not overflow before its result. */
function halfPower(writer: KernelWriter, x: string): string {
  const root = writer.let(exp(writer, writer.let(`${x} * 0.5`)));
  return writer.let(`${root} * 0.5 * ${root}`);
}
