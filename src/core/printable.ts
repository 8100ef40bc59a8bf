// Texts of others where a person reads them: characters that show nothing and change what is shown.

/** Controls, marks that turn the direction of writing (Unicode UAX #9), half characters. */
export const unprintable =
  /[\p{Cc}\p{Surrogate}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** For a terminal, which obeys them: as JSON escapes them, so that JSON stays what it is. Lines and tabs stay. */
export function printable(text: string): string {
  return text.replace(unprintable, (found) =>
    found === '\n' || found === '\t'
      ? found
      : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
