/** One conversation: wires client, state and memory together. No page: the panel listens and draws. */
import { ApiError, Client, NetworkError } from "./client.ts";
import type { Memory, Unsent } from "./memory.ts";
import type { Feedback, Message, Outgoing } from "./protocol.ts";
import * as store from "./store.ts";

export interface Words {
  readonly failed: string;
}

/** More than these may not wait at once: as many as the server lets wait. */
export const MOST_WAITING = 5;

export class Conversation {
  state: store.State = store.empty;
  readonly #client: Client;
  readonly #memory: Memory;
  readonly #words: Words;
  readonly #now: () => Date;
  readonly #listeners = new Set<() => void>();
  /** The ids of what was written or taken up here: the memory may hold another tab's beside them. */
  readonly #own = new Set<string>();
  #token: string | undefined;
  #opening: Promise<boolean> | undefined;
  #sending: Promise<void> | undefined;
  #stop = new AbortController();

  constructor(client: Client, memory: Memory, words: Words, now = () => new Date()) {
    this.#client = client;
    this.#memory = memory;
    this.#words = words;
    this.#now = now;
    const { token, unsent } = memory.read();
    this.#token = token;
    for (const left of unsent ?? []) {
      this.#own.add(left.outgoing.client_message_id);
      this.state = store.queued(this.state, left);
    }
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get isRemembered(): boolean {
    return this.#token !== undefined || store.nextToSend(this.state) !== undefined;
  }

  /** Resumes what is remembered, or begins. Calls while it runs share it; false when it failed. */
  open(): Promise<boolean> {
    if (this.state.phase === "ready") return Promise.resolve(true);
    this.#opening ??= this.#open(this.#stop.signal).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Sends one after the other, in the order of the calls; ends when nothing more can be sent. */
  say(text: string): Promise<void> {
    return this.#queue({ outgoing: { client_message_id: Client.newId(), text }, text });
  }

  choose(id: string): Promise<void> {
    const text = store.titleOf(this.state, id) ?? id;
    return this.#queue({ outgoing: { client_message_id: Client.newId(), choice: id }, text });
  }

  /** Sends all that failed again, in order and with the old ids; without any, opens again. */
  async retry(): Promise<void> {
    this.#set(store.revived(this.state));
    await this.open();
    await this.#send();
  }

  async restart(): Promise<void> {
    this.#end();
    await this.open();
  }

  /** Deletes the conversation on the server and here; throws when the server could not be asked. */
  async erase(): Promise<void> {
    // A conversation that the server does not know any more is as gone as it can be.
    if (this.#token) await this.#client.erase(this.#token).catch(unless(isUnauthorized));
    this.#end();
  }

  /** The conversation as a file; undefined before there is one. */
  async transcript(format: "text" | "json"): Promise<Blob | undefined> {
    return this.#token === undefined ? undefined : this.#client.transcript(this.#token, format);
  }

  /** Keeps the learner's judgement of an answer; throws, and takes it back, when it did not arrive. */
  async judge(seq: number, feedback: Feedback): Promise<void> {
    const before = this.state.entries.find((e) => e.era === this.state.era && e.message.seq === seq)?.message;
    this.#set(store.judged(this.state, seq, feedback));
    try {
      await this.#client.judge(this.#token ?? "", seq, feedback);
    } catch (error) {
      this.#set(store.judged(this.state, seq, before?.from === "bot" ? before.feedback : undefined));
      throw error;
    }
  }

  edited(): void {
    this.#set(store.edited(this.state));
  }

  /** The network is back: what waits for it goes on, and what was given up for its sake is tried again. */
  wake(): void {
    this.#client.wake();
    const { trouble } = this.state;
    if (trouble?.kind === "failed" && trouble.reason === "network") this.retry();
  }

  #end(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#opening = undefined;
    this.#sending = undefined;
    this.#token = undefined;
    this.#set(store.empty);
    this.#memory.forget();
  }

  async #open(signal: AbortSignal): Promise<boolean> {
    this.#set(store.connecting(this.state));
    try {
      const messages = (await this.#resume(signal)) ?? (await this.#begin(signal));
      if (signal.aborted) return false;
      this.#set(store.connected(this.state, messages));
      if (store.nextToSend(this.state)) this.#send();
      return true;
    } catch (error) {
      this.#fail(error, signal);
      return false;
    }
  }

  async #resume(signal: AbortSignal): Promise<Message[] | undefined> {
    if (this.#token === undefined) return undefined;
    try {
      const resumed = await this.#client.after(this.#token, store.lastSeq(this.state), this.#call(signal));
      if (resumed.token && !signal.aborted) {
        this.#token = resumed.token;
        this.#keep();
      }
      return resumed.messages;
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      this.#expire();
      return undefined;
    }
  }

  async #begin(signal: AbortSignal): Promise<readonly Message[]> {
    const created = await this.#client.create(this.#call(signal));
    this.#token = created.token;
    this.#keep();
    return created.messages;
  }

  #queue(unsent: Unsent): Promise<void> {
    this.#own.add(unsent.outgoing.client_message_id);
    this.#set(store.queued(this.state, unsent, this.#now().toISOString()));
    return this.#send();
  }

  /** One loop at a time sends what waits, until nothing does or something is in the way. */
  #send(): Promise<void> {
    const { signal } = this.#stop;
    this.#sending ??= this.#sendAll(signal).finally(() => {
      if (!signal.aborted) this.#sending = undefined;
    });
    return this.#sending;
  }

  async #sendAll(signal: AbortSignal): Promise<void> {
    if (!(await this.open())) return;
    for (let next = store.nextToSend(this.state); next?.outgoing; next = store.nextToSend(this.state)) {
      await this.#sendOne(next.outgoing, next.message.text, signal);
      if (signal.aborted) return;
    }
  }

  async #sendOne(outgoing: Outgoing, text: string, signal: AbortSignal): Promise<void> {
    this.#set(store.sending(this.state, outgoing));
    try {
      const messages = await this.#deliver(outgoing, text, signal);
      await this.#fillGap(messages, signal);
      if (!signal.aborted) this.#set(store.answered(this.state, outgoing.client_message_id, messages));
    } catch (error) {
      if (isRefusal(error)) {
        const kept = "text" in outgoing ? text : "";
        this.#set(store.refused(this.state, outgoing.client_message_id, kept, error.message));
      } else this.#fail(error, signal);
    }
  }

  /** An expired conversation is replaced; its options are unknown to the new one, so their titles go as text. */
  async #deliver(outgoing: Outgoing, text: string, signal: AbortSignal): Promise<Message[]> {
    try {
      return await this.#client.send(this.#token ?? "", outgoing, this.#call(signal));
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      this.#expire();
      const asText = { client_message_id: outgoing.client_message_id, text };
      this.#set(store.sending(this.state, asText));
      this.#set(store.merge(this.state, await this.#begin(signal)));
      return await this.#client.send(this.#token ?? "", asText, this.#call(signal));
    }
  }

  async #fillGap(messages: readonly Message[], signal: AbortSignal): Promise<void> {
    const end = store.gapBefore(this.state, messages);
    if (end === undefined) return;
    const missed = await this.#client.after(this.#token ?? "", store.lastSeq(this.state), this.#call(signal));
    this.#set(
      store.merge(
        this.state,
        missed.messages.filter((m) => (m.seq ?? 0) < end),
      ),
    );
  }

  #call(signal: AbortSignal) {
    return {
      signal,
      onRetry: (reason: "network" | "busy", waitMs: number) => {
        if (!signal.aborted) this.#set(store.retrying(this.state, reason, waitMs));
      },
    };
  }

  #fail(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    const message = error instanceof ApiError ? error.message : this.#words.failed;
    const reason = error instanceof NetworkError ? "network" : "refused";
    this.#set(store.failed(this.state, reason, message));
  }

  #expire(): void {
    this.#token = undefined;
    this.#set(store.renewed(this.state));
    this.#keep();
  }

  #keep(): void {
    const stored = this.#memory.read().unsent ?? [];
    const others = stored.filter(({ outgoing }) => !this.#own.has(outgoing.client_message_id));
    const unsent = [...others, ...store.unsentOf(this.state)];
    this.#memory.keep({ ...(this.#token ? { token: this.#token } : {}), unsent });
  }

  #set(state: store.State): void {
    if (state === this.state) return;
    const isMoved = store.unsentOf(state).length !== store.unsentOf(this.state).length;
    this.state = state;
    // After a new start there is nothing to keep: the memory is about to forget.
    if (isMoved && state !== store.empty) this.#keep();
    for (const listener of this.#listeners) listener();
  }
}

const isUnauthorized = (error: unknown) => error instanceof ApiError && error.status === 401;

/** The message will never be taken, by the server or by something on the way to it: it holds up no other. */
const isRefusal = (error: unknown): error is ApiError =>
  error instanceof ApiError &&
  error.status >= 400 &&
  error.status < 500 &&
  ![408, 429].includes(error.status);

const unless = (isFine: (error: unknown) => boolean) => (error: unknown) => {
  if (!isFine(error)) throw error;
};
