import { expect, test } from "vitest";
import {
  firstSettings,
  readSettings,
  secondSettings,
  type TrainingSettings,
  writeSettings,
} from "./training-settings.ts";

test("settings go through a link, and what is wrong in one is as before", () => {
  const own: TrainingSettings = {
    target: "webgpu",
    model: "cnn",
    hidden: 17,
    activation: "gelu",
    loss: "multiclassHinge",
    optimizer: "lion",
    learningRate: 2e-4,
    schedule: "oneCycle",
    batchSize: "full",
    epochs: 7,
    seed: 12,
  };
  expect(readSettings(writeSettings(own), firstSettings)).toEqual(own);
  expect(readSettings("target:cuda;hidden:1e9;optimizer:toString;epochs:0;learningRate:x", secondSettings)).toEqual(
    secondSettings,
  );
});
