import { foldIn, permutation, type RandomKey, randomBits } from "@adjoint/tensor";

/**
 * As many rows as there are labels, in which each run of k rows from row 0, k, 2k ... holds each of the k classes once.
 * The rows of a class come in random order, all of them before one comes again.
 */
export function balancedOrder(key: RandomKey, labels: ArrayLike<number>): Int32Array {
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const rows = rowsOf.get(labels[row]!);
    if (rows) rows.push(row);
    else rowsOf.set(labels[row]!, [row]);
  }
  const classes = [...rowsOf.keys()].sort((a, b) => a - b); // an order of their own, whatever row comes first
  const draws = classes.map((label, i) => drawer(foldIn(key, i), rowsOf.get(label)!));
  const order = new Int32Array(labels.length);
  const bits = randomBits(foldIn(key, -1), [labels.length]).dataSync();
  for (let at = 0; at < order.length; at += draws.length) {
    // a class each, in the order of random numbers
    const turn = draws.map((draw, i) => ({ draw, rank: bits[at + i] ?? at + i }));
    turn.sort((a, b) => a.rank - b.rank);
    turn.slice(0, order.length - at).forEach(({ draw }, i) => {
      order[at + i] = draw();
    });
  }
  return order;
}

/** Gives the rows one by one, in a new random order when all have come. */
function drawer(key: RandomKey, rows: readonly number[]): () => number {
  let [round, at] = [0, rows.length];
  let order: ArrayLike<number> = rows;
  return () => {
    if (at === rows.length) {
      order = permutation(foldIn(key, round++), rows.length).dataSync();
      at = 0;
    }
    return rows[order[at++]!]!;
  };
}
