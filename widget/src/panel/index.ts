/** What panel.js is: the elements of the panel, registered once. */
import { NumberField } from "../blocks/number.ts";
import { Passage } from "../blocks/passage.ts";
import { Announcer } from "./announcer.ts";
import { Composer } from "./composer.ts";
import { KeptList } from "./kept.ts";
import { PathwisePanel } from "./panel.ts";

const elements = {
  "pathwise-passage": Passage,
  "pathwise-number": NumberField,
  "pathwise-announcer": Announcer,
  "pathwise-composer": Composer,
  "pathwise-kept": KeptList,
  "pathwise-panel": PathwisePanel,
};

for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) customElements.define(name, element);
}

export { ChatWindow } from "./window.ts";
export { PathwisePanel };
