import { afterAll, beforeAll, describe } from "vitest";
import { descentTests } from "./e2e/descent-tests.ts";
import { pageTests } from "./e2e/page-tests.ts";
import { referenceTests } from "./e2e/reference-tests.ts";
import { trainingTests } from "./e2e/training-tests.ts";
import { openPlayground, type Playground } from "./testing/open-playground.ts";

let playground: Playground;
beforeAll(async () => {
  playground = await openPlayground();
}, 180_000);
afterAll(() => playground?.close());

const current = (): Playground => playground;
describe("every page", () => {
  pageTests(current);
});
describe("descent", () => {
  descentTests(current);
});
describe("training", () => {
  trainingTests(current);
});
describe("reference", () => {
  referenceTests(current);
});
