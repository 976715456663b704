/** WCAG 2.2, 1.4.10 Reflow and 1.4.12 Text Spacing: nothing is cut off, covered or pushed out sideways. */
import { ancestors, type Box, elements, isShown, isUnseen, nameOf, overlap } from "./tree.ts";

/** The values of 1.4.12, on everything, as a learner's own style sheet would set them. */
const SPACING =
  "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}";

/** Looks at the page with that spacing, and takes it away again. */
export function withSpacing<T>(look: () => T): T {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SPACING);
  const roots = [document, ...[...elements()].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
  const before = roots.map(({ adoptedStyleSheets }) => [...adoptedStyleSheets]);
  for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const seen = look();
  roots.forEach((root, i) => {
    root.adoptedStyleSheets = before[i] ?? [];
  });
  return seen;
}

/** What scrolls sideways: the page, or anything on it. */
export function sideways(): string[] {
  const page = document.documentElement;
  const found = page.scrollWidth > window.innerWidth ? [`the page is ${page.scrollWidth} wide`] : [];
  for (const element of elements(document.body)) {
    if (!isShown(element) || element.scrollWidth <= element.clientWidth + 1) continue;
    if (["auto", "scroll"].includes(getComputedStyle(element).overflowX)) found.push(nameOf(element));
  }
  return found;
}

interface Line {
  readonly box: Box;
  readonly owner: Element;
}

/** Lines of text that are cut off by something that does not scroll, or that lie over other lines. */
export function lostText(): string[] {
  const lines = [...textLines()];
  const lost = lines.filter(isCut).map(({ owner }) => `${nameOf(owner)} is cut off`);
  const over = lines.flatMap((line, i) =>
    lines
      .slice(i + 1)
      .filter((other) => other.owner !== line.owner && covers(line.box, other.box))
      .map((other) => `${nameOf(line.owner)} lies over ${nameOf(other.owner)}`),
  );
  return [...new Set([...lost, ...over])];
}

function* textLines(): Generator<Line> {
  for (const owner of elements(document.body)) {
    const texts = [...owner.childNodes].filter(
      (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim(),
    );
    if (texts.length === 0 || !isShown(owner) || isUnseen(owner)) continue;
    for (const text of texts) {
      const range = document.createRange();
      range.selectNodeContents(text);
      const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
      for (const box of boxes) if (!isScrolledAway(box, owner)) yield { box, owner };
    }
  }
}

const scrolls = (element: Element): boolean => {
  const { overflowX, overflowY } = getComputedStyle(element);
  return [overflowX, overflowY].some((overflow) => ["auto", "scroll"].includes(overflow));
};

const isScrolledAway = (box: Box, owner: Element): boolean =>
  [...ancestors(owner)].some((around) => scrolls(around) && !overlap(box, around.getBoundingClientRect()));

function isCut({ box, owner }: Line): boolean {
  for (const element of [owner, ...ancestors(owner)]) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const room = element.getBoundingClientRect();
    const isOut = (a: number, b: number) => a > b + 1;
    if (
      ["hidden", "clip"].includes(overflowX) &&
      (isOut(room.left, box.left) || isOut(box.right, room.right))
    )
      return true;
    if (
      ["hidden", "clip"].includes(overflowY) &&
      (isOut(room.top, box.top) || isOut(box.bottom, room.bottom))
    )
      return true;
    // What scrolls shows the rest when it is scrolled; what lies further out sees only the scroller.
    if (scrolls(element)) return false;
  }
  return false;
}

/** By more than a third of the smaller one: the boxes of raised numbers reach into the line above. */
function covers(a: Box, b: Box): boolean {
  if (!overlap(a, b)) return false;
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const size = ({ left, top, right, bottom }: Box) => (right - left) * (bottom - top);
  return width * height > Math.min(size(a), size(b)) / 3;
}
