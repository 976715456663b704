/** Follows the focus while somebody presses Tab, and tells where it leaves the order of reading. */
import { elements, isShown, nameOf } from "./tree.ts";

interface Stop {
  readonly name: string;
  /** Which element of the page it is, in the order of the source. */
  readonly place: number;
  readonly isRightToLeft: boolean;
  readonly box: DOMRect;
}

const stops: Stop[] = [];

/** The focus begins at the top of the page; everything that gets it is noted. Gives how often to press Tab at least. */
export function followFocus(): number {
  // A move within one shadow root is not heard outside of it.
  const roots = [document, ...[...elements()].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
  for (const root of roots) root.addEventListener("focusin", note);
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  stops.length = 0;
  return focusable().length;
}

function note(event: Event): void {
  const element = event.composedPath()[0] as Element;
  const place = [...elements()].indexOf(element);
  if (stops.at(-1)?.place === place) return;
  const isRightToLeft = getComputedStyle(element).direction === "rtl";
  const box = element.getBoundingClientRect();
  box.y += window.scrollY;
  stops.push({ name: nameOf(element), place, isRightToLeft, box });
}

const STOPS = "a[href], button:enabled, input:enabled, select, textarea, summary, [tabindex='0']";

const focusable = () => [...elements()].filter((e) => e.matches(STOPS) && isShown(e));

/** What takes the focus and did not get it yet. */
export function missed(): string[] {
  const all = [...elements()];
  const reached = new Set(stops.map(({ place }) => all[place]));
  return focusable()
    .filter((element) => !reached.has(element))
    .map(nameOf);
}

export function tabReport() {
  const once = stops.filter(({ place }, i) => stops.findIndex((stop) => stop.place === place) === i);
  const steps = once.slice(1).map((to, i) => [once[i] as Stop, to] as const);
  const wrong = steps.filter(([from, to]) => to.place < from.place || goesBack(from, to));
  return {
    stops: once.length,
    missed: missed(),
    wrong: wrong.map(([from, to]) => `from ${from.name} to ${to.name}`),
  };
}

/** Up without a step to the side, or back on the same line. */
function goesBack({ box: from, isRightToLeft }: Stop, { box: to }: Stop): boolean {
  const isOnward = isRightToLeft ? to.right <= from.left : to.left >= from.right;
  if (to.bottom <= from.top + 1) return !isOnward;
  const isSameLine = to.top < from.bottom - 1 && from.top < to.bottom - 1;
  return isSameLine && (isRightToLeft ? to.left >= from.right : to.right <= from.left);
}
