/** What those who listen get: which regions speak by themselves, what they said, and where the focus is. */
import { elements, isExposed, nameOf } from "./tree.ts";

const SPEAKING = new Set(["alert", "log", "marquee", "status", "timer"]);

function isLive(element: Element): boolean {
  const asked = element.getAttribute("aria-live");
  if (asked !== null) return asked !== "off";
  return SPEAKING.has(element.getAttribute("role") ?? "") || element.localName === "output";
}

/** The regions that speak by themselves, of all that assistive technology is told of. */
export const liveRegions = (): string[] =>
  [...elements()].filter((e) => isLive(e) && isExposed(e)).map(nameOf);

/** Whether the list of messages, and all around it, is silent. */
export const isLogSilent = (): boolean => {
  const list = [...elements()].find((e) => e.matches("ol.messages"));
  return list !== undefined && !isLive(list) && !list.matches("[role=log]");
};

const heard: string[] = [];

/** From now on keeps what the live regions inside the widget say. */
export function listen(): void {
  for (const region of [...elements()].filter(isLive)) {
    const watch = new MutationObserver(() => {
      const said = region.textContent?.trim();
      if (said) heard.push(said);
    });
    watch.observe(region, { childList: true, characterData: true, subtree: true });
  }
}

export const whatWasHeard = (): string[] => [...heard];

/** The part or kind of what has the focus; "body" where it is lost. */
export function focused(): string {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element?.getAttribute("part") ?? element?.localName ?? "nothing";
}
