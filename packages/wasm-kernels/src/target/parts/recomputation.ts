import { recompute } from "@adjoint/compile";
import type { TargetPart } from "../target-part.ts";

/** Cheap values that several loops read are computed in each of them where that moves fewer bytes. */
export const recomputation: TargetPart = { refine: recompute };
