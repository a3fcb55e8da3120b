/** The name that takes the fewest changes of a letter to become; undefined when none is near. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const target = plain(wanted);
  let nearest: string | undefined;
  let fewest = Math.ceil(target.length / 3); // more changes than that are another word
  for (const name of names) {
    const changes = editDistance(target, plain(name));
    if (changes > fewest || (changes === fewest && nearest !== undefined)) continue;
    [nearest, fewest] = [name, changes];
  }
  return nearest;
}

/** Case, spaces, hyphens and underscores make no difference. */
const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, "");

/** The fewest insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  // rows[i][j] is the distance of the first i letters of a and the first j of b
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const [above, isSame] = [rows[i - 1]!, a[i - 1] === b[j - 1]];
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? rows[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(above[j - 1]! + (isSame ? 0 : 1), above[j]! + 1, row[j - 1]! + 1, swapped));
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
