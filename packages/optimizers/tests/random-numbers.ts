/** Numbers that look random in (-1, 1), the same ones each time (Lehmer's generator). */
export function randomNumbers(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (2 * state) / 2_147_483_647 - 1;
  };
}
