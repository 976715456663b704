/** The words in use: English until the page asks for another language. One page speaks one language. */
import { en, type Strings } from "./en.ts";

export type { Strings };

export let words: Strings = en;

/** From here on the panel speaks this language; to be called before it is drawn. */
export function speak(language: Strings): void {
  words = language;
}
