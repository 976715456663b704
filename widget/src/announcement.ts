/** What the hidden live region says of a message: one short sentence, then what else is there to look at. */
import type { Block, BotMessage } from "./protocol.ts";
import { isKnown, listOf } from "./reading.ts";
import { words } from "./strings/index.ts";

/** Of the whole sentence: what is listed after the text takes its room from the text. */
const LONGEST = 290;

/** The first sentences that fit; a single long one is cut at a word. */
export function shorten(text: string, longest: number): string {
  const plain = text.replace(/\s+/g, " ").trim();
  if (plain.length <= longest) return plain;
  const head = plain.slice(0, longest);
  const stop = Math.max(head.lastIndexOf(". "), head.lastIndexOf("? "));
  if (stop > longest / 3) return head.slice(0, stop + 1);
  return `${head.slice(0, head.lastIndexOf(" "))}…`;
}

const partOf = (block: Block): string[] => {
  const { parts } = words;
  if (block.type === "options") return [parts.options(block.options.length)];
  if (block.type === "form") return block.options?.length ? [parts.options(block.options.length)] : [];
  if (block.type === "table") return [parts.table(block.rows.length)];
  if (block.type === "cards") return [parts.cards(block.cards.length)];
  if (block.type === "recommendations") return [parts.recommendations(block.items.length)];
  if (block.type === "plan") return [parts.plan(listOf(block.items).length)];
  if (block.type === "money") return [parts.money];
  if (block.type === "sources") return block.notes.length ? [parts.sources(block.notes.length)] : [];
  return [];
};

export function announcementOf(message: BotMessage): string {
  const parts = (message.blocks ?? []).filter(isKnown).flatMap(partOf);
  const tail = parts.length === 0 ? "" : ` ${words.with(parts.join(", "))}`;
  return words.said(shorten(message.text, LONGEST - words.said(tail).length)) + tail;
}
