import { useTexts } from "../shell/settings-context.ts";

/** How often each digit was taken for each other: rows are what it is, columns what it was taken for. */
export function ConfusionTable({ confusion }: { readonly confusion: readonly (readonly number[])[] }) {
  const { training: texts } = useTexts();
  return (
    <table class="confusion">
      <caption>{texts.confusion}</caption>
      <thead>
        <tr>
          <td />
          {confusion.map((_, digit) => (
            <th key={digit} scope="col">
              {digit}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {confusion.map((row, digit) => (
          <tr key={digit}>
            <th scope="row">{digit}</th>
            {row.map((count, other) => (
              <td key={other} class={kindOf(count, digit === other)} style={{ "--share": shareOf(count, row) }}>
                {count > 0 ? count : ""}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const kindOf = (count: number, isRight: boolean): string => (count === 0 ? "" : isRight ? "right" : "mistaken");

const shareOf = (count: number, row: readonly number[]): number =>
  count /
  Math.max(
    1,
    row.reduce((a, b) => a + b, 0),
  );
