import { multiplyVectors } from "../../matmul/multiply-vectors.ts";
import type { TargetPart } from "../target-part.ts";

/** Products with a vector, which stream through the matrix once; without it they are products as others. */
export const vectors: TargetPart = { multiplyVectors };
