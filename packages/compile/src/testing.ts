export { type EngineCase, engineCases, gradientCases, valueCases } from "./testing/engine-cases.ts";
export { largestDifference } from "./testing/largest-difference.ts";
