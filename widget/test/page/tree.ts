/** The page as it is drawn: through every shadow root, in the order of the source, which is the order of reading. */

export function* elements(root: ParentNode = document): Generator<Element> {
  for (const element of root.children) {
    yield element;
    if (element.shadowRoot) yield* elements(element.shadowRoot);
    yield* elements(element);
  }
}

export const parentOf = (node: Node): Element | null => {
  if (node.parentElement) return node.parentElement;
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
};

export function* ancestors(node: Node): Generator<Element> {
  for (let parent = parentOf(node); parent; parent = parentOf(parent)) yield parent;
}

export const isShown = (element: Element): boolean =>
  element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });

/** Words for those who listen: there, but not to be seen. */
export const isUnseen = (element: Element): boolean =>
  [element, ...ancestors(element)].some((e) => getComputedStyle(e).clipPath === "inset(50%)");

/** Whether assistive technology is told of it. */
export const isExposed = (element: Element): boolean =>
  isShown(element) && ![element, ...ancestors(element)].some((e) => e.ariaHidden === "true");

/** Names an element for people: the scene it is in, its kind, and its words. */
export function nameOf(element: Element): string {
  const scene = [...ancestors(element)].find((e) => e.localName === "section" && e.id)?.id;
  const classes = [...element.classList].map((name) => `.${name}`).join("");
  const words = (element.getAttribute("aria-label") ?? element.textContent ?? "").replace(/\s+/g, " ").trim();
  return `${scene ? `${scene}: ` : ""}${element.localName}${classes} "${words.slice(0, 40)}"`;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const overlap = (a: Box, b: Box): boolean =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.01 &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.01;
