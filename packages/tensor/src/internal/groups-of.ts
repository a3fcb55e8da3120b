/** Positions grouped by value: those of value v are members[starts[v]] to members[starts[v + 1] - 1], in order. */
export interface Groups {
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

/** Groups integers from 0 to count - 1, by counting. */
export function groupsOf(values: Int32Array, count: number): Groups {
  const starts = new Int32Array(count + 1);
  for (const value of values) starts[value + 1]!++;
  for (let v = 0; v < count; v++) starts[v + 1]! += starts[v]!;
  const members = new Int32Array(values.length);
  const next = starts.slice();
  values.forEach((value, i) => {
    members[next[value]!++] = i;
  });
  return { starts, members };
}
