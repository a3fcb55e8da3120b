export { checkBatching } from "./conformance/check-batching.ts";
export { checkDerivatives } from "./conformance/check-derivatives.ts";
export { checkValue } from "./conformance/check-value.ts";
export { ConformanceError } from "./conformance/conformance-error.ts";
