export function checksSoFar(): number;
export function expectValue(got: unknown, wanted: string): void;
export function expectError(run: () => unknown, wanted: string): void;
