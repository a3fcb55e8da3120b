import { DTypeError, tensor } from "@adjoint/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { characterTokens } from "./character-tokens.ts";

describe("characterTokens", () => {
  test("numbers the characters in the order of Unicode", () => {
    const { vocabulary, tokens } = characterTokens("banana 😀\uffff!");
    expect(vocabulary).toEqual([" ", "!", "a", "b", "n", "\uffff", "😀"]);
    expect(tokens.dtype).toBe("int32");
    expect(tokens.toArray()).toEqual([3, 2, 4, 2, 4, 2, 0, 6, 5, 1]);
  });

  test("gives back every text, by its own vocabulary and by one that was kept", () => {
    const unit = fc.oneof(
      fc.constantFrom("a", "b", "😀", "\ud83d", "\ude00"),
      fc.nat(0xffff).map((n) => String.fromCharCode(n)),
    );
    const text = fc.string({ unit, minLength: 1 });
    fc.assert(
      fc.property(text, (written) => {
        const { tokens, vocabulary, decode } = characterTokens(written);
        expect(decode(tokens)).toBe(written);
        const kept = JSON.parse(JSON.stringify(vocabulary)) as string[];
        const again = characterTokens("", { vocabulary: kept });
        expect(again.decode(again.encode(written))).toBe(written);
        expect(again.encode(written).toArray()).toEqual(tokens.toArray());
      }),
    );
    const halves = "\ud800a\udc00";
    expect(characterTokens(halves).decode(characterTokens(halves).tokens)).toBe(halves);
  });

  test("names what has no token", () => {
    const { encode, decode } = characterTokens("abc");
    expect(() => encode("a😀d")).toThrow(
      new RangeError('encode: characters of the vocabulary are needed, got "😀" as character 1; replace it?'),
    );
    for (const token of [3, -1])
      expect(() => decode(tensor(Int32Array.of(0, token)))).toThrow(`decode: tokens are from 0 to 2, got ${token};`);
    expect(() => decode(tensor([0]))).toThrow(DTypeError);
    expect(() => Reflect.apply(decode, undefined, [[0]])).toThrow(TypeError);
    expect(encode("").shape).toEqual([0]);
  });

  test.each<[string, string, readonly string[] | undefined, string]>([
    ["an empty text", "", undefined, "a text with characters is needed"],
    ["a vocabulary with one twice", "a", ["a", "b", "a"], "got one twice"],
    ["a vocabulary of words", "a", ["a", "bc"], 'got "bc"'],
    ["a vocabulary with nothing", "a", ["a", ""], 'got ""'],
    ["a text beyond the vocabulary", "ab", ["a"], 'got "b" as character 1'],
  ])("refuses %s", (_, text, vocabulary, message) => {
    expect(() => characterTokens(text, vocabulary && { vocabulary })).toThrow(RangeError);
    expect(() => characterTokens(text, vocabulary && { vocabulary })).toThrow(message);
  });

  test("refuses bytes", () => {
    expect(() => Reflect.apply(characterTokens, undefined, [new Uint8Array(2)])).toThrow(
      "a text is needed, got object",
    );
  });
});
