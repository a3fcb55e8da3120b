import { expect, test } from "vitest";
import type { Outcome } from "./compete.ts";
import { reportOf } from "./json-report.ts";
import { bestOfOurs, formatNumber, missingLines, resultsTable } from "./results-table.ts";
import { matmul } from "./workloads/matmul.ts";

const entries = [
  { name: "eager", isOurs: true, threads: 1 },
  { name: "compiled", isOurs: true, threads: 1 },
  { name: "shared", isOurs: true, threads: 2 },
  { name: "peer", isOurs: false, threads: 1 },
  { name: "poor", isOurs: false, threads: 1 },
];
const outcomes: readonly Outcome[] = [
  { implementation: "eager", kind: "measured", samples: [40, 20, 30] },
  { implementation: "compiled", kind: "measured", samples: [4, 5, 6] },
  { implementation: "shared", kind: "measured", samples: [3, 2] },
  { implementation: "peer", kind: "measured", samples: [11, 10] },
  { implementation: "poor", kind: "lacking", reason: "it has no kernel" },
];
const results = [{ workload: matmul(8), floor: 0.25, outcomes }];

test("medians are divided by the least one of ours on one thread", () => {
  expect(bestOfOurs(outcomes, entries)).toBe(5);
  const cells = resultsTable(results, entries)
    .split("\n")
    .filter((line) => line.startsWith("│"))
    .map((line) => line.split("│").map((text) => text.trim()));
  expect(cells.slice(1)).toEqual([
    ["", "matmul-8", "0.250", "30.0 / 20.0", "5.00 / 4.00", "2.50 / 2.00", "10.5 / 10.0", "-", ""],
    ["", "", "", "6.00 x", "1.00 x", "0.500 x", "2.10 x", "", ""],
  ]);
});

test("without any of ours there is nothing to divide by", () => {
  expect(bestOfOurs(outcomes.slice(3), entries)).toBeNaN();
  expect(resultsTable([{ ...results[0]!, outcomes: outcomes.slice(3) }], entries.slice(3))).not.toContain(" x");
});

test("what is missing says why", () => {
  expect(missingLines(results)).toEqual(["poor lacks matmul-8: it has no kernel"]);
});

test.each([
  [1234.5, "1235"],
  [99.94, "99.9"],
  [0.001234, "0.00123"],
])("%d is written %s", (x, text) => {
  expect(formatNumber(x)).toBe(text);
});

test("the report holds every sample, threads, and the floor", () => {
  const machine = { processor: "p", cores: 1, platform: "x", node: "20", gigaflops: 1, gigabytesPerSecond: 1 };
  expect(reportOf({ machine, results }, entries)).toEqual({
    machine,
    results: [
      {
        workload: "matmul-8",
        implementation: "eager",
        threads: 1,
        unit: "ms",
        median: 30,
        minimum: 20,
        samples: [40, 20, 30],
      },
      {
        workload: "matmul-8",
        implementation: "compiled",
        threads: 1,
        unit: "ms",
        median: 5,
        minimum: 4,
        samples: [4, 5, 6],
      },
      {
        workload: "matmul-8",
        implementation: "shared",
        threads: 2,
        unit: "ms",
        median: 2.5,
        minimum: 2,
        samples: [3, 2],
      },
      {
        workload: "matmul-8",
        implementation: "peer",
        threads: 1,
        unit: "ms",
        median: 10.5,
        minimum: 10,
        samples: [11, 10],
      },
      {
        workload: "matmul-8",
        implementation: "floor",
        threads: 1,
        unit: "ms",
        median: 0.25,
        minimum: 0.25,
        samples: [0.25],
      },
    ],
    missing: [{ workload: "matmul-8", implementation: "poor", reason: "it has no kernel" }],
  });
});
