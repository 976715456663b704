/** Reads what came over the wire, and is the one place that doubts it. */
import type { Block, BotMessage, ErrorBody, Message, SourceNote, WireBlock } from "./protocol.ts";

const KNOWN = new Set([
  "text",
  "sources",
  "cards",
  "table",
  "recommendations",
  "options",
  "form",
  "notice",
  "plan",
  "money",
  "brief",
]);

export const isKnown = (block: WireBlock): block is Block => KNOWN.has(block.type);

const isObject = (x: unknown): x is Record<string, unknown> => typeof x === "object" && x !== null;

const isMessage = (x: unknown): x is Message =>
  isObject(x) &&
  (x.from === "bot" || x.from === "learner") &&
  typeof x.text === "string" &&
  Number.isInteger(x.seq);

const withSoundBlocks = (message: Message): Message => {
  if (message.from !== "bot" || message.blocks === undefined) return message;
  const blocks: readonly unknown[] = Array.isArray(message.blocks) ? message.blocks : [];
  return {
    ...message,
    blocks: blocks.filter((b): b is WireBlock => isObject(b) && typeof b.type === "string"),
  };
};

/** The objects of a list that may be missing, or be none. */
export const listOf = <T extends object>(list: readonly T[] | undefined): readonly T[] =>
  Array.isArray(list) ? (list as readonly T[]).filter((x: T) => isObject(x)) : [];

/** The well-formed messages of an answer, in the order of their `seq`; anything else is left out. */
export const readMessages = (answer: unknown): Message[] => {
  const list = isObject(answer) && Array.isArray(answer.messages) ? answer.messages : [];
  return list
    .filter(isMessage)
    .map(withSoundBlocks)
    .sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
};

/** The `error` object of an error answer, or one made from the status when the body is something else. */
export const readError = (answer: unknown, status: number): ErrorBody => {
  const error = isObject(answer) ? answer.error : undefined;
  if (isObject(error) && typeof error.code === "string" && typeof error.message === "string") {
    return error as unknown as ErrorBody;
  }
  return { code: "unknown", message: `The server answered with status ${status}.` };
};

/** The notes of a message's `sources` block by number. */
export const sourcesOf = (message: BotMessage): ReadonlyMap<number, SourceNote> => {
  const notes = (message.blocks ?? []).filter(isKnown).flatMap((b) => (b.type === "sources" ? b.notes : []));
  return new Map(notes.map((note) => [note.n, note]));
};
