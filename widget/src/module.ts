/** `import "…/widget.mjs"`: registers <pathwise-chat> and adds nothing to the page; it makes its own element. */
import { PathwiseChat } from "./chat.ts";
import { origin } from "./loading.ts";

if (!customElements.get("pathwise-chat")) {
  origin.url = import.meta.url;
  customElements.define("pathwise-chat", PathwiseChat);
}

export { PathwiseChat };
