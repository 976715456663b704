/**
 * The first thing a page loads: registers <pathwise-chat>, shows the launcher, and fetches the panel when it is
 * wanted. Before that it connects to nothing and stores nothing.
 */
import { PathwiseChat } from "./chat.ts";

const script = document.currentScript as HTMLScriptElement | null;

function embed({ dataset }: HTMLScriptElement): void {
  if (document.querySelector("pathwise-chat")) return;
  const chat = document.createElement("pathwise-chat");
  for (const name of ["server", "theme", "position"]) {
    if (dataset[name]) chat.setAttribute(name, dataset[name]);
  }
  chat.toggleAttribute("open", "open" in dataset);
  document.body.append(chat);
}

if (!customElements.get("pathwise-chat")) {
  PathwiseChat.source = script?.src || location.href;
  customElements.define("pathwise-chat", PathwiseChat);
  if (script && !("manual" in script.dataset)) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => embed(script));
    else embed(script);
  }
}
