/**
 * WCAG 2.2, 2.5.8 Target Size (Minimum): 24 by 24 CSS pixels, overlaps taken off, with its exceptions "spacing" and
 * "inline". (https://www.w3.org/TR/WCAG22/#target-size-minimum)
 */
import { type Box, elements, isShown, nameOf, overlap } from "./tree.ts";

const LEAST = 24;
/** A pixel that rounding took. */
const SLACK = 0.05;
const TARGETS =
  "a[href], button, input, select, textarea, summary, [role=button], [role=link], [role=menuitem]";

interface Target {
  readonly element: Element;
  readonly box: Box;
}

export function smallTargets(): string[] {
  const targets = [...elements()].filter(isTarget).map((element) => ({ element, box: boxOf(element) }));
  const small = targets.filter((target) => !isInText(target.element) && !fits(target, targets));
  return small
    .filter((target) => !isAlone(target, targets, small))
    .map(({ element, box }) => {
      const [width, height] = [box.right - box.left, box.bottom - box.top].map((n) => n.toFixed(1));
      return `${nameOf(element)} is ${width} by ${height}`;
    });
}

const isTarget = (element: Element) =>
  element.matches(TARGETS) && !element.matches(":disabled") && isShown(element);

const boxOf = (element: Element): Box => element.getBoundingClientRect();

/** In a sentence, or held by the height of a line of other text. */
function isInText(element: Element): boolean {
  if (getComputedStyle(element).display !== "inline") return false;
  let block = element.parentElement;
  while (block && getComputedStyle(block).display === "inline") block = block.parentElement;
  const around = (block?.innerText ?? "").replace(/\s+/g, "");
  const own = (element instanceof HTMLElement ? element.innerText : "").replace(/\s+/g, "");
  return around.length > own.length;
}

/** Whether a square of 24 pixels has room in the target beside what lies over it or under it. */
function fits({ element, box }: Target, targets: readonly Target[]): boolean {
  const others = targets
    .filter((other) => !other.element.contains(element) && !element.contains(other.element))
    .map((other) => other.box)
    .filter((other) => overlap(other, box));
  const lefts = [box.left, ...others.map(({ right }) => right)];
  const tops = [box.top, ...others.map(({ bottom }) => bottom)];
  return lefts.some((left) =>
    tops.some((top) => {
      const square = { left, top, right: left + LEAST - SLACK, bottom: top + LEAST - SLACK };
      const isInside =
        left >= box.left && top >= box.top && square.right <= box.right && square.bottom <= box.bottom;
      return isInside && !others.some((other) => overlap(other, square));
    }),
  );
}

/** A circle of 24 pixels around its middle meets no other target, and no such circle of another small one. */
function isAlone(target: Target, targets: readonly Target[], small: readonly Target[]): boolean {
  const [x, y] = middle(target.box);
  const meets = ({ left, top, right, bottom }: Box) =>
    Math.hypot(x - Math.min(Math.max(x, left), right), y - Math.min(Math.max(y, top), bottom)) < LEAST / 2;
  const near = (other: Target) => {
    const [a, b] = middle(other.box);
    return Math.hypot(x - a, y - b) < LEAST;
  };
  return targets
    .filter((other) => other !== target)
    .every((other) => !meets(other.box) && !(small.includes(other) && near(other)));
}

const middle = ({ left, top, right, bottom }: Box) => [(left + right) / 2, (top + bottom) / 2] as const;
