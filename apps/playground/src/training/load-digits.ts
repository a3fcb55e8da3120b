import { readCsv, toDataset, trainTestSplit } from "@adjoint/data";
import { multiply, type Tensor } from "@adjoint/tensor";
import digitsUrl from "../../../trainer/datasets/digits.csv?url";

export interface Digits {
  /** [n, 64] from 0 to 1. */
  readonly x: Tensor;
  /** [n] int32. */
  readonly labels: Tensor;
}

export interface DigitsData {
  readonly train: Digits;
  readonly test: Digits;
}

let loading: Promise<DigitsData> | undefined;

/** 1797 handwritten digits of 8 x 8 pixels; every fifth is held out. */
export function loadDigits(): Promise<DigitsData> {
  loading ??= fetchDigits();
  return loading;
}

async function fetchDigits(): Promise<DigitsData> {
  const response = await fetch(digitsUrl);
  if (!response.ok) throw new Error(`digits.csv did not load (${response.status}).`);
  const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
  const { features, targets } = toDataset(readCsv(await response.text()), {
    target: "digit",
    task: "classification",
    classes,
  });
  return trainTestSplit({ x: multiply(features, 1 / 16), labels: targets }, { every: 5 });
}
