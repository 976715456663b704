/** The demo page's example questions: each button opens the chat and asks its own words. */
import type { PathwiseChat } from "./chat.ts";

async function ask(text: string): Promise<void> {
  await customElements.whenDefined("pathwise-chat");
  await document.querySelector<PathwiseChat>("pathwise-chat")?.ask(text);
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-ask]")) {
  button.addEventListener("click", () => {
    // The element itself tells the learner when the panel cannot be loaded.
    ask(button.textContent?.trim() ?? "").catch(() => {});
  });
}
