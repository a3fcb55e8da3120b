import { expect, test } from "vitest";
import { ConformanceError, checkSchedule } from "./conformance.ts";
import * as schedulers from "./index.ts";

const withTail = (f: (step: number) => number, tail: schedulers.Tail): schedulers.Schedule =>
  Object.assign((step: number) => f(step), { tail });

test.each<[string, schedulers.Schedule]>([
  ["linearDecay", schedulers.linearDecay({ initial: 0.1, decaySteps: 20 })],
  ["robbinsMonro", schedulers.robbinsMonro({ initial: 0.1, power: 0.75 })],
  ["exponentialDecay", schedulers.exponentialDecay({ initial: 0.1, decayRate: 0.9 })],
  ["cosineRestarts", schedulers.cosineRestarts({ initial: 0.1, period: 10 })],
  ["oneCycle", schedulers.oneCycle({ peak: 0.1, totalSteps: 20 })],
  ["cosineDecay", schedulers.cosineDecay({ initial: 0.1, decaySteps: 20 })],
  ["a function", (step) => 1 / (1 + step)],
])("%s is a schedule", (name, schedule) => {
  expect(() => checkSchedule(name, schedule)).not.toThrow();
});

let calls = 0;
test.each<[string, schedulers.Schedule]>([
  ["negative", (step) => 1 - step],
  ["not finite", (step) => 1 / step],
  ["not repeatable", () => calls++],
  ["a power that is not its own", withTail((step) => 1 / (1 + step), { kind: "power", exponent: 0.75 })],
  ["no limit above 0", withTail((step) => 1 / (1 + step), { kind: "constant" })],
  ["never 0", withTail(() => 1, { kind: "zero" })],
  ["slower than geometric", withTail((step) => 1 / (1 + step), { kind: "geometric" })],
])("what is %s is found", (name, schedule) => {
  expect(() => checkSchedule(name, schedule)).toThrow(ConformanceError);
});
