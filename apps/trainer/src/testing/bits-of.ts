import { encodeRun } from "@adjoint/checkpoint";

/** Every bit of what a run holds. */
export const bitsOf = (run: object): Uint8Array => encodeRun({ ...run });
