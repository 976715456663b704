/** What a conversation is, and its transitions: pure functions from state to state. No network, no page. */
import type { Unsent } from "./memory.ts";
import type { Block, BotMessage, Feedback, Message, Option, Outgoing } from "./protocol.ts";
import { isKnown, listOf } from "./reading.ts";

/** `waiting`: for those before it, or for the connection. */
export type Delivery = "sent" | "sending" | "waiting" | "failed";

export interface Entry {
  /** Stable for rendering: the learner's client_message_id, or made of the seq of the server's message. */
  readonly key: string;
  readonly message: Message;
  readonly delivery: Delivery;
  /** Which conversation of this page it belongs to: an expired one is followed by another, whose seq begins at 1. */
  readonly era: number;
  /** Kept until it is sent, so that a retry sends the same id. */
  readonly outgoing?: Outgoing;
}

export type Trouble =
  | { readonly kind: "retrying"; readonly reason: "network" | "busy"; readonly waitMs: number }
  | { readonly kind: "failed"; readonly reason: "network" | "refused"; readonly message: string };

export interface Refusal {
  readonly text: string;
  readonly message: string;
}

export interface State {
  readonly phase: "closed" | "connecting" | "ready";
  readonly era: number;
  readonly entries: readonly Entry[];
  readonly trouble: Trouble | null;
  readonly refusal: Refusal | null;
}

export const empty: State = { phase: "closed", era: 0, entries: [], trouble: null, refusal: null };

const without = (state: State, key: string) => state.entries.filter((entry) => entry.key !== key);

export const connecting = (state: State): State => ({ ...state, phase: "connecting", trouble: null });

/** What failed while there was no connection waits again: otherwise it would hold up all that is written after it. */
export const connected = (state: State, messages: readonly Message[]): State => ({
  ...revived(merge(state, messages)),
  phase: "ready",
});

/** Shows the learner's message at the end; it is sent when those before it are. */
export const queued = (state: State, { outgoing, text }: Unsent, at?: string): State => ({
  ...state,
  refusal: null,
  entries: [
    ...without(state, outgoing.client_message_id),
    {
      key: outgoing.client_message_id,
      message: { from: "learner", text, ...(at ? { at } : {}) },
      delivery: "waiting",
      era: state.era,
      outgoing,
    },
  ],
});

/** The message is on its way, perhaps in other words than before; its place stays. */
export const sending = (state: State, outgoing: Outgoing): State => ({
  ...state,
  trouble: null,
  entries: state.entries.map((e) =>
    e.key === outgoing.client_message_id ? { ...e, era: state.era, delivery: "sending", outgoing } : e,
  ),
});

/** What failed waits again. */
export const revived = (state: State): State => ({
  ...state,
  trouble: null,
  entries: state.entries.map((e) => (e.delivery === "failed" ? { ...e, delivery: "waiting" } : e)),
});

const isUnsent = (entry: Entry) => entry.outgoing !== undefined;

/** The next message to send; one that failed holds up those behind it, so that their order stays. */
export const nextToSend = (state: State): Entry | undefined => {
  const first = state.entries.find(isUnsent);
  return first?.delivery === "waiting" ? first : undefined;
};

/** What is not known to have arrived, in order. */
export const unsentOf = (state: State): Unsent[] =>
  state.entries.flatMap(({ outgoing, message }) => (outgoing ? [{ outgoing, text: message.text }] : []));

/** The learner's message has the seq just before the first of its answers. */
export const answered = (state: State, key: string, messages: readonly Message[]): State => {
  const first = firstAnswer(messages);
  const entries = state.entries.map((entry): Entry => {
    if (entry.key !== key) return entry;
    const seq = first === undefined ? {} : { seq: first - 1 };
    return { key, era: entry.era, message: { ...entry.message, ...seq } as Message, delivery: "sent" };
  });
  return { ...merge({ ...state, entries }, messages), trouble: null };
};

export const retrying = (state: State, reason: "network" | "busy", waitMs: number): State => ({
  ...state,
  trouble: { kind: "retrying", reason, waitMs },
});

export const failed = (state: State, reason: "network" | "refused", message: string): State => ({
  ...state,
  phase: state.phase === "connecting" ? "closed" : state.phase,
  trouble: { kind: "failed", reason, message },
  entries: state.entries.map((e) => (e.delivery === "sent" ? e : { ...e, delivery: "failed" })),
});

/** The server will never take this message: it leaves the transcript and its text goes back to the input. */
export const refused = (state: State, key: string, text: string, message: string): State => ({
  ...state,
  trouble: null,
  refusal: { text, message },
  entries: without(state, key),
});

export const edited = (state: State): State => (state.refusal ? { ...state, refusal: null } : state);

/** The conversation expired: what is shown stays, what is on its way belongs to the next one. */
export const renewed = (state: State): State => {
  const era = state.era + 1;
  const entries = state.entries.map((e) => (e.delivery === "sent" ? e : { ...e, era }));
  return { ...state, era, entries };
};

/**
 * Adds messages that are not there yet, by seq; what is still on its way stays at the end. A message of the learner
 * that the server has by its client's id has arrived, whether its answer came or not.
 */
export function merge(state: State, messages: readonly Message[]): State {
  const { era } = state;
  const arrived = new Map(messages.map((message) => [idOf(message) ?? message.seq, message]));
  const entries = state.entries.map((entry): Entry => {
    const message = entry.outgoing && arrived.get(entry.key);
    return message ? { key: entry.key, message, delivery: "sent", era } : entry;
  });
  const there = new Set(entries.flatMap((e) => (e.era === era ? [e.message.seq] : [])));
  const added = messages
    .filter((message) => !there.has(message.seq))
    .map((message): Entry => ({ key: `seq-${era}-${message.seq}`, message, delivery: "sent", era }));
  const isSame = added.length === 0 && entries.every((entry, i) => entry === state.entries[i]);
  return isSame ? state : { ...state, entries: [...entries, ...added].sort(inOrder) };
}

const idOf = (message: Message) => (message.from === "learner" ? message.client_message_id : undefined);

const inOrder = (a: Entry, b: Entry): number => {
  if (a.era !== b.era) return a.era - b.era;
  const [x, y] = [a.message.seq ?? Number.MAX_SAFE_INTEGER, b.message.seq ?? Number.MAX_SAFE_INTEGER];
  return x - y;
};

const firstAnswer = (messages: readonly Message[]) => messages.find((m) => m.from === "bot")?.seq;

export const lastSeq = (state: State): number =>
  state.entries.reduce((high, e) => Math.max(high, e.era === state.era ? (e.message.seq ?? 0) : 0), 0);

/** The messages missing between what is shown and this answer lie below this seq: another tab wrote them. */
export const gapBefore = (state: State, messages: readonly Message[]): number | undefined => {
  const first = firstAnswer(messages);
  return first !== undefined && first - 1 > lastSeq(state) + 1 ? first - 1 : undefined;
};

export const isWaiting = (state: State): boolean => state.entries.some(isUnsent);

/** The learner's judgement of an answer of the present conversation; undefined takes it back. */
export const judged = (state: State, seq: number, feedback: Feedback | undefined): State => ({
  ...state,
  entries: state.entries.map((e) =>
    e.era === state.era && e.message.seq === seq && e.message.from === "bot"
      ? { ...e, message: { ...e.message, feedback } }
      : e,
  ),
});

export const hasLearner = (state: State): boolean => state.entries.some((e) => e.message.from === "learner");

/** What the transcript shows: all but the greetings, which the first-open page stands for. */
export const visible = (state: State): Entry[] => {
  const begun = new Set<number>();
  return state.entries.filter((entry) => {
    if (entry.message.from === "learner") begun.add(entry.era);
    return begun.has(entry.era);
  });
};

/** The bot's messages before the learner's first. */
export const greeting = (state: State): BotMessage[] => {
  const end = state.entries.findIndex((entry) => entry.message.from === "learner");
  const head = end < 0 ? state.entries : state.entries.slice(0, end);
  return head.flatMap((entry) => (entry.message.from === "bot" ? [entry.message] : []));
};

const offersOf = (block: Block): readonly Option[] => {
  if (block.type === "recommendations") return listOf(block.critiques);
  return block.type === "options" || block.type === "form" ? (block.options ?? []) : [];
};

/** The title of an option that was offered in this conversation, the latest offer first. */
export const titleOf = (state: State, id: string): string | undefined =>
  state.entries
    .slice()
    .reverse()
    .flatMap(({ message }) => (message.from === "bot" ? (message.blocks ?? []) : []))
    .filter(isKnown)
    .flatMap(offersOf)
    .find((option) => option.id === id)?.title;

/** The profile of the latest recommendations, as the fragment of a link; undefined where the server gave none. */
export const shareOf = (state: State): string | undefined =>
  state.entries
    .flatMap(({ message }) => (message.from === "bot" ? (message.blocks ?? []) : []))
    .filter(isKnown)
    .filter((block) => block.type === "recommendations")
    .at(-1)?.share;
