/**
 * A small subset of Markdown as a tree: paragraphs, lists, **strong**, *emphasis*, `code`, [links](https://…) and bare
 * addresses. All else, HTML above all, is text. No page: blocks/markdown.ts draws it.
 */
import { safeUrl } from "./format.ts";

export type Inline =
  | { readonly kind: "text" | "strong" | "emphasis" | "code"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly url: string };

export type Paragraph =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly isOrdered: boolean; readonly items: readonly string[] };

// One alternative each: code, strong, emphasis, link, bare address. Delimiters hug their text, so that "2 * 3" is none.
const INLINE =
  /`([^`\n]+)`|\*\*(?=\S)([^*\n]*[^*\s])\*\*|\*(?=\S)([^*\n]*[^*\s])\*|\[([^[\]\n]+)\]\(([^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)\)|(https?:\/\/[^\s<>"'`]*[^\s<>"'`.,:;!?)\]])/g;

export function inlineOf(text: string): Inline[] {
  const found: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) found.push({ kind: "text", text: text.slice(end, match.index) });
    found.push(readInline(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ kind: "text", text: text.slice(end) });
  return found;
}

function readInline([all, code, strong, emphasis, title, address, bare]: RegExpExecArray): Inline {
  if (code !== undefined) return { kind: "code", text: code };
  if (strong !== undefined) return { kind: "strong", text: strong };
  if (emphasis !== undefined) return { kind: "emphasis", text: emphasis };
  const url = safeUrl(address ?? bare);
  // A link that may not be followed is shown as it was written: nobody should wonder where it went.
  return url === undefined ? { kind: "text", text: all } : { kind: "link", text: title ?? all, url };
}

const ITEM = /^\s*(?:([-*•])|(\d{1,3})[.)])\s+(.*)$/;

/** Blank lines divide; lines that begin with "- " or "1. " are items, in runs; other lines keep their breaks. */
export function paragraphsOf(text: string): Paragraph[] {
  const found: Paragraph[] = [];
  for (const piece of text.split(/\n{2,}/)) {
    let lines: string[] = [];
    let items: string[] = [];
    let isOrdered = false;
    const flush = () => {
      if (lines.length) found.push({ kind: "paragraph", text: lines.join("\n") });
      if (items.length) found.push({ kind: "list", isOrdered, items });
      [lines, items] = [[], []];
    };
    for (const line of piece.split("\n")) {
      const [, , number, item] = ITEM.exec(line) ?? [];
      const isItem = item !== undefined;
      if (isItem !== items.length > 0) flush();
      if (isItem) {
        isOrdered = number !== undefined;
        items.push(item);
      } else if (line.trim()) lines.push(line);
    }
    flush();
  }
  return found;
}
