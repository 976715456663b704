/**
 * The first thing a page loads: registers <pathwise-chat>, shows the launcher, and fetches the panel when it is
 * wanted. Before that it connects to nothing and stores nothing.
 */
import { ATTRIBUTES, propertyOf } from "./attributes.ts";
import { PathwiseChat } from "./chat.ts";
import { origin } from "./loading.ts";

const script = document.currentScript as HTMLScriptElement | null;

function embed({ dataset }: HTMLScriptElement): void {
  if (document.querySelector("pathwise-chat")) return;
  const chat = document.createElement("pathwise-chat");
  for (const name of [...ATTRIBUTES, "lang"]) {
    const value = dataset[propertyOf(name)];
    if (value !== undefined) chat.setAttribute(name, value);
  }
  document.body.append(chat);
}

if (!customElements.get("pathwise-chat")) {
  origin.url = script?.src || location.href;
  origin.isPinned = Boolean(script?.integrity);
  customElements.define("pathwise-chat", PathwiseChat);
  if (script && !("manual" in script.dataset)) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => embed(script));
    else embed(script);
  }
}
