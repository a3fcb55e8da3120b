import { expect, test } from "vitest";
import { type DescentSettings, initialSettings, readLink, writeLink } from "./descent-settings.ts";
import { surfaces } from "./surfaces.ts";

const through = (settings: DescentSettings): DescentSettings =>
  readLink(new URLSearchParams(writeLink(settings).toString()));

test("a link holds everything", () => {
  const own: DescentSettings = {
    surface: "formula",
    formula: "x^2 & y + 3%",
    x: [-1, 2.5],
    y: [0, 1e-3],
    start: [0.25, -1e-7],
    runs: [
      { optimizer: "momentum", options: { learningRate: 1e-3, nesterov: true, velocity: "raw" }, schedule: "rex" },
      { optimizer: "polyakSgd", options: {}, schedule: "constant" },
    ],
    noise: 0.5,
    seed: 7,
    steps: 1234,
    speed: 10,
    view: "surface",
  };
  expect(through(own)).toEqual(own);
  expect(through(initialSettings)).toEqual(initialSettings);
});

test("what a link says wrongly is as at the first visit", () => {
  const query =
    "surface=constructor&start=1&run=__proto__;constant&run=sgd;nonsense;learningRate:0.5&steps=-3&speed=NaN&view=x";
  expect(readLink(new URLSearchParams(query))).toEqual({
    ...initialSettings,
    runs: [{ optimizer: "sgd", options: { learningRate: 0.5 }, schedule: "constant" }],
  });
});

test("a surface without runs gets rates that suit how steep it is", () => {
  const { runs, start } = readLink(new URLSearchParams("surface=rosenbrock"));
  expect(start).toEqual(surfaces.rosenbrock.start);
  // beale's unit is 0.004, rosenbrock's 0.001; a step of adam has the same length everywhere
  expect(runs.map(({ options }) => options["learningRate"])).toEqual([0.001, 0.0003, 0.02, 0.1]);
});
