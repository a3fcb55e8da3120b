import type { KernelWriter } from "../kernels/kernel-writer.ts";
import { polynomial } from "./polynomial.ts";

// pi / 2 in three parts of 8, 11 and 24 bits: its product with up to 13 bits is exact but for the last
const HALF_PI = [1.5703125, 4.837512969970703e-4, 7.549789948768648e-8];
// minimax on |r| <= pi / 4 in r^2, for (sin(r) / r - 1) / r^2 and (cos(r) - 1 + r^2 / 2) / r^4
const SINE = [-0.1666666716337204, 0.008333329111337662, -0.00019839311426039785, 2.7181179120816523e-6];
const COSINE = [0.04166664555668831, -0.0013887316454201937, 2.443312041577883e-5];
// Taylor series of atan(x) / x economised on |x| <= tan(pi / 8), in x^2 (Cephes, atanf)
const ARC = [-0.333329491539, 0.199777106478, -0.138776856032, 0.0805374449538];

/** x = k pi / 2 + r: the sine and the cosine of r, and k modulo 4. */
function quarters(
  writer: KernelWriter,
  x: string,
): { readonly sine: string; readonly cosine: string; readonly turn: string } {
  const k = writer.let(`Math.floor(${x} * ${2 / Math.PI} + 0.5)`);
  const r = writer.let(`${x} - ${k} * ${HALF_PI[0]} - ${k} * ${HALF_PI[1]} - ${k} * ${HALF_PI[2]}`);
  const square = writer.let(`${r} * ${r}`);
  return {
    sine: writer.let(`${square} * ${r} * (${polynomial(square, SINE)}) + ${r}`),
    cosine: writer.let(`1 - 0.5 * ${square} + ${square} * ${square} * (${polynomial(square, COSINE)})`),
    turn: writer.let(`${k} - 4 * Math.floor(${k} * 0.25)`),
  };
}

/** The sine, exact to float32 for |x| up to about 10^4. */
export function sin(writer: KernelWriter, x: string): string {
  const { sine, cosine, turn } = quarters(writer, x);
  const size = writer.let(`${turn} === 1 || ${turn} === 3 ? ${cosine} : ${sine}`);
  return `${turn} > 1 ? -${size} : ${size}`;
}

/** The cosine, as the sine. */
export function cos(writer: KernelWriter, x: string): string {
  const { sine, cosine, turn } = quarters(writer, x);
  const size = writer.let(`${turn} === 1 || ${turn} === 3 ? ${sine} : ${cosine}`);
  return `${turn} === 1 || ${turn} === 2 ? -${size} : ${size}`;
}

/** The tangent. */
export function tan(writer: KernelWriter, x: string): string {
  const { sine, cosine, turn } = quarters(writer, x);
  return `${turn} === 1 || ${turn} === 3 ? -${cosine} / ${sine} : ${sine} / ${cosine}`;
}

/** The angle in [0, pi / 2] whose tangent is x >= 0. */
function arc(writer: KernelWriter, x: string): string {
  // beyond tan(3 pi / 8) by -1 / x, beyond tan(pi / 8) by (x - 1) / (x + 1)
  const start = writer.let(
    `${x} > 2.414213562373095 ? ${Math.PI / 2} : ${x} > 0.4142135623730950 ? ${Math.PI / 4} : 0.0`,
  );
  const t = writer.let(
    `${x} > 2.414213562373095 ? -1 / ${x} : ${x} > 0.4142135623730950 ? (${x} - 1) / (${x} + 1) : ${x}`,
  );
  const square = writer.let(`${t} * ${t}`);
  return writer.let(`${start} + (${square} * ${t} * (${polynomial(square, ARC)}) + ${t})`);
}

/** The angle in [-pi / 2, pi / 2] whose tangent is x. */
export function atan(writer: KernelWriter, x: string): string {
  const angle = arc(writer, writer.let(`${x} < 0 ? -${x} : ${x}`));
  return `${x} < 0 ? -${angle} : ${angle}`;
}

/** The angle in [-pi, pi] of the point (x, y). */
export function atan2(writer: KernelWriter, y: string, x: string): string {
  const [height, width] = [writer.let(`${y} < 0 ? -${y} : ${y}`), writer.let(`${x} < 0 ? -${x} : ${x}`)];
  const slope = writer.let(`${height} === 0 ? 0.0 : ${height} / ${width}`);
  const first = arc(writer, slope);
  const upper = writer.let(`${x} < 0 ? ${Math.PI} - ${first} : ${first}`);
  return `${y} < 0 ? -${upper} : ${upper}`;
}

/** The angle in [-pi / 2, pi / 2] whose sine is x. */
export function asin(writer: KernelWriter, x: string): string {
  // of the other side of the triangle: 1 - x^2 without cancellation
  const other = writer.let(`Math.sqrt((1 - ${x}) * (1 + ${x}))`);
  return atan2(writer, x, other);
}

/** The angle in [0, pi] whose cosine is x. */
export function acos(writer: KernelWriter, x: string): string {
  const other = writer.let(`Math.sqrt((1 - ${x}) * (1 + ${x}))`);
  return atan2(writer, other, x);
}
