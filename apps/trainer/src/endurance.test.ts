import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { readTask } from "./data/read-task.ts";
import { settingsFor } from "./settings.ts";
import { trainerCommand } from "./testing/run-trainer.ts";
import { trainModel } from "./train-model.ts";

// `npm run test:endurance` runs the long counts, every other run the scaled ones
const isLong = process.env["ENDURANCE"] === "1";

test(`${isLong ? "100,000" : "2,000"} steps of Adam stay finite and keep memory flat`, async () => {
  const iris = await readTask({ dataset: "iris" });
  const epochs = (isLong ? 100_000 : 2_000) / 4;
  const heap: number[] = [];
  const { steps, trainLoss } = await trainModel(iris, settingsFor(iris, { optimizer: "adam", epochs, seed: 0 }), {
    onEpoch: ({ epoch }) => {
      if (epoch % (epochs / 10) === 0) heap.push(process.memoryUsage().heapUsed + process.memoryUsage().external);
    },
  });
  expect(steps).toBe(4 * epochs);
  expect(trainLoss).toBeLessThan(0.1);
  // garbage comes and goes: what counts is that the last half holds no more than the first one did at its height
  expect(Math.min(...heap.slice(5))).toBeLessThan(Math.max(...heap.slice(0, 5)) + 2e7);
});

test("a comparison that is killed leaves no report behind, or a whole one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "trainer-"));
  const kills = isLong ? 60 : 4;
  for (let i = 0; i < kills; i++) {
    const command = trainerCommand("compare", "iris", "--epochs", "2", "--report", `report-${i}.html`);
    const child = spawn(process.execPath, command, {
      cwd: folder,
      env: { ...process.env, INIT_CWD: folder },
      stdio: "ignore",
    });
    await setTimeout(500 + (i * 700) / kills);
    child.kill(i % 2 ? "SIGKILL" : "SIGINT");
    await new Promise((resolve) =>
      child.exitCode === null && child.signalCode === null ? child.on("exit", resolve) : resolve(0),
    );
  }
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".html")))
    expect(readFileSync(join(folder, name), "utf8")).toMatch(/<\/html>\n$/);
});
