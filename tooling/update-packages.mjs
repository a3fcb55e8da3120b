// Writes what is generated: from the packed packages the public types of each one and the sizes in the readmes, and
// from the recorded benchmark the speeds there.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { updateApi } from "./packages/api-report.mjs";
import { measureSizes } from "./packages/measure-sizes.mjs";
import { packPackages, unpackedIn } from "./packages/pack-packages.mjs";
import { updateSizeTable } from "./packages/size-table.mjs";
import { updateSpeedTable } from "./packages/speed-table.mjs";

updateSpeedTable();
const folder = mkdtempSync(join(tmpdir(), "adjoint-packages-"));
try {
  const packed = await packPackages(folder);
  for (const one of packed) updateApi(one);
  updateSizeTable(await measureSizes(unpackedIn(folder)));
} finally {
  rmSync(folder, { recursive: true });
}
