/** What styles come to: motion, borders in forced colours, and all computed values of named parts. */
import { elements, isShown, isUnseen, nameOf, parentOf } from "./tree.ts";

/** What moves or fades now. An animation without length only waits; it is how things appear late. */
export function moving(): string[] {
  const roots = [document, ...[...elements()].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
  const animations = new Set(roots.flatMap((root) => root.getAnimations()));
  return [...animations]
    .filter(
      ({ playState, effect }) => playState === "running" && Number(effect?.getComputedTiming().duration) > 0,
    )
    .map(({ effect }) => nameOf((effect as KeyframeEffect).target ?? document.documentElement));
}

/** Waits until nothing moves. */
export async function settled(): Promise<void> {
  while (moving().length > 0) await new Promise(requestAnimationFrame);
}

/** Controls that nothing tells from text once the system chooses the colours: no border, and no underline. */
export function unmarked(): string[] {
  return [...elements()]
    .filter(
      (e) => e.matches("button, input, textarea, select, summary, a[href]") && isShown(e) && !isUnseen(e),
    )
    .filter((e) => !hasBorder(e) && !isUnderlined(e) && e.localName !== "summary" && !isRange(e))
    .map(nameOf);
}

const isRange = (element: Element) => element.matches("input[type=range]");

/** Its own, or that of the box around a field, which is drawn as one with it. */
function hasBorder(element: Element): boolean {
  const around = parentOf(element);
  const isField = element.matches("textarea, input");
  return isFramed(element) || (isField && around !== null && isFramed(around));
}

const SIDES = ["top", "right", "bottom", "left"] as const;

function isFramed(element: Element): boolean {
  const style = getComputedStyle(element);
  return SIDES.every((side) => {
    const [width, kind, colour] = ["width", "style", "color"].map((part) =>
      style.getPropertyValue(`border-${side}-${part}`),
    );
    return (
      Number.parseFloat(width ?? "") >= 1 &&
      kind !== "none" &&
      !/rgba\(.*, 0\)|transparent/.test(colour ?? "")
    );
  });
}

const isUnderlined = (element: Element) =>
  [element, ...element.querySelectorAll("*")].some((e) =>
    getComputedStyle(e).textDecorationLine.includes("underline"),
  );

/** Every computed value of the parts of the widget, by part; of the first of each. */
export function partStyles(): Record<string, Record<string, string>> {
  const found: Record<string, Record<string, string>> = {};
  for (const element of elements(document.querySelector("pathwise-chat")?.shadowRoot ?? document)) {
    const name = element.getAttribute("part") ?? element.localName;
    if (!found[name] && isShown(element)) found[name] = computed(element);
  }
  return found;
}

const computed = (element: Element) => {
  const style = getComputedStyle(element);
  return Object.fromEntries([...style].map((name) => [name, style.getPropertyValue(name)]));
};

/** Where the page's own elements stand, without what moves them on top of that. */
export function pageLayout(): string[] {
  return [...document.body.querySelectorAll<HTMLElement>("*")]
    .filter((e) => !e.localName.startsWith("pathwise-") && e.localName !== "script")
    .map((e) => `${e.localName}#${e.id} ${e.offsetLeft} ${e.offsetTop} ${e.offsetWidth} ${e.offsetHeight}`);
}
