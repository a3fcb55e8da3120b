import type { KernelWriter } from "../kernels/kernel-writer.ts";
import { exp } from "./exp.ts";
import { log } from "./log.ts";

/** x^y: NaN for a negative x and a fractional y; 1 for y = 0 and for x = 1. */
export function pow(writer: KernelWriter, x: string, y: string): string {
  const size = writer.let(`${x} < 0 ? -${x} : ${x}`);
  const product = writer.let(`${y} * ${writer.let(log(writer, size))}`);
  const power = writer.let(exp(writer, product));
  const isWhole = writer.let(`${y} === Math.floor(${y}) ? 1.0 : 0.0`);
  const isOdd = writer.let(`${y} - 2 * Math.floor(${y} * 0.5) === 1 ? 1.0 : 0.0`);
  const zero = writer.let(`${y} * 0`);
  const negative = writer.let(`${isWhole} > 0 ? (${isOdd} > 0 ? -${power} : ${power}) : ${zero} / ${zero}`);
  return `${y} === 0 || ${x} === 1 ? 1.0 : ${x} < 0 ? ${negative} : ${power}`;
}
