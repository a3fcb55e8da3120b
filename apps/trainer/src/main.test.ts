import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runTrainer } from "./testing/run-trainer.ts";

const newFolder = (): string => mkdtempSync(join(tmpdir(), "trainer-"));

test("train --json prints one JSON object and nothing else", async () => {
  const { code, stdout, stderr } = await runTrainer(["train", "iris", "--json", "--epochs", "5"]);
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(stdout))).toEqual([
    "dataset",
    "optimizer",
    "epochs",
    "steps",
    "seconds",
    "trainLoss",
    "testLoss",
    "testAccuracy",
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ dataset: "iris", optimizer: "adam", epochs: 5, steps: 20 });
  expect(stderr).toContain("epochs  loss"); // progress in lines: it is no terminal
  expect(stderr).not.toContain("\u001b[");
});

test("a CSV file of one's own is read from where the user is", async () => {
  const folder = newFolder();
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${40 - i},${i < 20 ? "low" : "high"}`);
  writeFileSync(join(folder, "mine.csv"), ["a,b,size", ...rows].join("\n"));
  const { code, stdout } = await runTrainer(["train", "mine.csv", "--target", "size", "--json"], folder);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ dataset: "mine.csv", testAccuracy: 1 });
});

test("compare draws, tabulates and writes a report that needs nothing else", async () => {
  const folder = newFolder();
  const { code, stdout } = await runTrainer(
    ["compare", "iris", "--epochs", "3", "--report", "out/report.html"],
    folder,
  );
  expect(code).toBe(0);
  for (const name of ["gradient-descent", "sgd", "momentum", "adagrad", "rmsprop", "adam"])
    expect(stdout).toContain(name);
  const html = readFileSync(join(folder, "out/report.html"), "utf8");
  expect(html).toContain("new uPlot");
  expect(html).not.toMatch(/(?:src|href)="/); // no script, style or image from elsewhere
  expect(readdirSync(join(folder, "out"))).toEqual(["report.html"]);
});

test("compare writes its report to reports/ unless told not to", async () => {
  const folder = newFolder();
  expect((await runTrainer(["compare", "iris", "--epochs", "1", "--no-report"], folder)).code).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
  expect((await runTrainer(["compare", "iris", "--epochs", "1"], folder)).code).toBe(0);
  expect(readdirSync(join(folder, "reports"))).toEqual(["compare-iris.html"]);
});

test("find-rate suggests a rate above the best one", async () => {
  const { code, stdout } = await runTrainer(["find-rate", "iris", "--steps", "30", "--json"]);
  expect(code).toBe(0);
  const { best, suggested, trials } = JSON.parse(stdout);
  expect(suggested).toBeGreaterThan(best);
  expect(trials).toHaveLength(16);
});

const files: Readonly<Record<string, string>> = {
  "empty.csv": "",
  "header-only.csv": "a,b\n",
  "text.csv": "a,b\n1,2\n3,four\n5,6\n7,8\n9,1\n2,2\n3,3",
  "hole.csv": "a,b\n1,2\n,4\n5,6\n7,8\n9,1\n2,2",
  "ragged.csv": "a,b\n1,2\n3\n",
  "good.csv": "a,b\n1,2\n3,4\n5,6\n7,8\n9,1\n2,2",
};

test.each([
  ["an unknown data set", ["train", "digit"], /"digit" is no data set/],
  ["an unknown optimizer", ["train", "iris", "--optimizer", "adamm"], /Allowed choices are gradient-descent/],
  ["a rate that is NaN", ["train", "iris", "--learning-rate", "NaN"], /must be a number above 0/],
  ["a rate that is text", ["train", "iris", "--learning-rate", "fast"], /must be a number above 0/],
  ["a negative rate", ["train", "iris", "--learning-rate", "-1"], /must be a number above 0/],
  ["a batch of no rows", ["train", "iris", "--batch-size", "0"], /whole number from 1 up/],
  ["half an epoch", ["train", "iris", "--epochs", "0.5"], /whole number from 1 up/],
  ["a loss for classes on values", ["train", "diabetes", "--loss", "hinge"], /--loss hinge is for classes/],
  ["a rate that diverges", ["train", "diabetes", "--optimizer", "sgd", "--learning-rate", "1000"], /diverged in epoch/],
  ["no target", ["train", "good.csv"], /add --target with one of a, b/],
  ["a missing column", ["train", "good.csv", "--target", "c"], /"c"/],
  ["text in a number column", ["train", "text.csv", "--target", "a"], /four/],
  ["an empty cell", ["train", "hole.csv", "--target", "b"], /line 3/],
  ["a row that is too short", ["train", "ragged.csv", "--target", "b"], /line 3/],
  ["an empty file", ["train", "empty.csv", "--target", "b"], /readCsv: a header and rows are needed/],
  ["a file without rows", ["train", "header-only.csv", "--target", "b"], /rows/],
  ["a folder", ["train", ".", "--target", "b"], /cannot be read/],
  ["an unknown command", ["trian", "iris"], /unknown command 'trian'/],
])("%s ends in one sentence and exit code 1", async (_, args, message) => {
  const folder = newFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { code, stdout, stderr } = await runTrainer([...args, "--json"], folder);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n {4}at /); // no stack
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(readdirSync(folder).sort()).toEqual(Object.keys(files).sort());
});

test("--help explains every command", async () => {
  const { code, stdout } = await runTrainer(["--help"]);
  expect(code).toBe(0);
  for (const command of ["train", "compare", "find-rate"]) expect(stdout).toContain(command);
});
