/** What an owner may set on <pathwise-chat>, beside `lang` and `dir` of every element. */
export const ATTRIBUTES = [
  "server",
  "theme",
  "position",
  "mode",
  "storage",
  "policy",
  "open-on",
  "open",
] as const;

/** `open-on` is `openOn` to a script, here as in a script tag's `dataset`. */
export const propertyOf = (attribute: string) => (attribute === "open-on" ? "openOn" : attribute);
