import { readFileSync } from "node:fs";
import { type DType, type Tensor, tensor } from "@adjoint/tensor";

/** A tensor as `tooling/reference/checkpoint-files.py` wrote it down: numbers, and texts for what JSON lacks. */
export interface Expected {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly values: readonly (number | string)[];
}

export interface Golden<Entry> {
  /** The package that wrote the files, with its version. */
  readonly writer: string;
  /** In base64, with what reading them gives. */
  readonly files: Readonly<Record<string, { readonly file: string } & Entry>>;
  readonly refused: Readonly<Record<string, string>>;
}

export const golden = <Entry>(name: "npy" | "safetensors"): Golden<Entry> =>
  JSON.parse(readFileSync(new URL(`./golden/${name}.json`, import.meta.url), "utf8")) as Golden<Entry>;

export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, "base64"));

export const expectedTensor = ({ dtype, shape, values }: Expected): Tensor =>
  tensor(values.map(Number), { dtype, shape });

/** Type, shape and values, where toEqual tells -0 from 0. */
export const contentOf = (t: Tensor): [string, readonly number[], number[]] => [t.dtype, t.shape, [...t.dataSync()]];
