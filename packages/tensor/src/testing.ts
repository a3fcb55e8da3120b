export { ConformanceError, demand } from "./testing/conformance-error.ts";
export { fromGolden, type GoldenTensor, relativeError } from "./testing/golden.ts";
export { type CaseInput, type PrimitiveCase, sampleInputs } from "./testing/primitive-case.ts";
export { primitiveCases } from "./testing/primitive-cases.ts";
