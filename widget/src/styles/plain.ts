/** css`…` for code that does without Lit: the loader. */
export const css = String.raw;

export function sheetOf(...texts: string[]): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(texts.join(""));
  return sheet;
}
