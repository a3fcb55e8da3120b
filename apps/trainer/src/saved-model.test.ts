import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runTrainer } from "./testing/run-trainer.ts";

const datasets = fileURLToPath(new URL("../datasets/", import.meta.url));
const newFolder = (): string => mkdtempSync(join(tmpdir(), "trainer-"));
const long = { timeout: 300_000 };

test("a classifier is evaluated with its confusion matrix, and predicts rows of a file", long, async () => {
  const folder = newFolder();
  const trained = await runTrainer(["train", "iris", "--save", "iris.safetensors", "--json"], folder);
  const { testAccuracy, testLoss } = JSON.parse(trained.stdout);

  const evaluated = await runTrainer(["evaluate", "iris.safetensors", "--report", "iris.html", "--json"], folder);
  const found = JSON.parse(evaluated.stdout);
  expect(found).toMatchObject({ dataset: "iris", testAccuracy, testLoss });
  const matrix: number[][] = found.confusionMatrix;
  expect(matrix.flat().reduce((sum, n) => sum + n, 0)).toBe(30);
  expect(matrix.reduce((sum, row, i) => sum + row[i]!, 0) / 30).toBe(testAccuracy);
  expect(evaluated.stderr).toMatch(/setosa.*10.*100\.0 %/);
  const html = readFileSync(join(folder, "iris.html"), "utf8");
  expect(html).toContain("Confusion matrix");
  expect(html).toContain("<th>versicolor</th>");
  expect(html).not.toMatch(/(?:src|href)="/);

  // all rows of the file, with the column of the answer left in: it is not looked at
  const predicted = await runTrainer(["predict", "iris.safetensors", join(datasets, "iris.csv")], folder);
  const [head, ...rows] = predicted.stdout.trimEnd().split("\n");
  expect(head).toBe("prediction,probability");
  const truth = readFileSync(join(datasets, "iris.csv"), "utf8").trimEnd().split("\n").slice(1);
  const right = rows.filter((row, i) => truth[i]!.endsWith(row.split(",")[0]!));
  expect(rows).toHaveLength(150);
  expect(right.length).toBeGreaterThan(140);
  const test = rows.filter((row, i) => i % 5 === 0 && truth[i]!.endsWith(row.split(",")[0]!));
  expect(test.length / 30).toBe(testAccuracy);
});

test("a regression is evaluated and predicts in the unit of the file, without its data", long, async () => {
  const folder = newFolder();
  const rows = Array.from({ length: 60 }, (_, i) => `${i},${(i * 7) % 11},${100 + 3 * i}`);
  writeFileSync(join(folder, "line.csv"), ["a,b,price", ...rows].join("\n"));
  const wishes = ["--column", "price", "--hidden", "none", "--learning-rate", "0.1", "--epochs", "60"];
  await runTrainer(["train", "line.csv", ...wishes, "--save", "line.safetensors"], folder);
  const evaluated = await runTrainer(["evaluate", "line.safetensors", "--no-report"], folder);
  expect(Number(/R2 +([\d.]+)/.exec(evaluated.stdout)?.[1])).toBeGreaterThan(0.99);

  writeFileSync(join(folder, "new.csv"), "b,a\n3,20\n5,40\n"); // other columns, in another order
  writeFileSync(join(folder, "line.csv"), "a,b,price\n1,2,3\n");
  const predicted = await runTrainer(["predict", "line.safetensors", "new.csv", "--json"], folder);
  const values: { prediction: number }[] = JSON.parse(predicted.stdout);
  expect(values.map(({ prediction }) => Math.round(prediction / 10))).toEqual([16, 22]);

  const changed = await runTrainer(["evaluate", "line.safetensors", "--no-report"], folder);
  expect(changed.code).toBe(1);
  writeFileSync(join(folder, "short.csv"), "a\n1\n");
  const missing = await runTrainer(["predict", "line.safetensors", "short.csv"], folder);
  expect(missing.stderr).toBe("error: the columns b are missing; the model was trained with them\n");
});
