import { implementationOf } from "../adjoint/implementation-of.ts";
import type { Implementation } from "../implementation.ts";

/** The packages as they are, each operation run at once. */
export const implementation: Implementation = implementationOf((f) => f);
