/** One conversation: wires client, state and memory together. No page: the panel listens and draws. */
import { ApiError, Client } from "./client.ts";
import type { Memory } from "./memory.ts";
import type { Message, Outgoing } from "./protocol.ts";
import * as store from "./store.ts";

export interface Words {
  readonly failed: string;
}

export class Conversation {
  state: store.State = store.empty;
  readonly #client: Client;
  readonly #memory: Memory;
  readonly #words: Words;
  readonly #listeners = new Set<() => void>();
  #token: string | undefined;
  #opening: Promise<boolean> | undefined;
  #turn: Promise<void> = Promise.resolve();
  #stop = new AbortController();

  constructor(client: Client, memory: Memory, words: Words) {
    this.#client = client;
    this.#memory = memory;
    this.#words = words;
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get isRemembered(): boolean {
    return this.#memory.read() !== undefined;
  }

  /** Resumes what this tab remembers, or begins. Calls while it runs share it; false when it failed. */
  open(): Promise<boolean> {
    if (this.state.phase === "ready") return Promise.resolve(true);
    this.#opening ??= this.#open(this.#stop.signal).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Sends one after the other, in the order of the calls. */
  say(text: string): Promise<void> {
    return this.#queue({ client_message_id: Client.newId(), text }, text);
  }

  choose(id: string): Promise<void> {
    const title = store.titleOf(this.state, id) ?? id;
    return this.#queue({ client_message_id: Client.newId(), choice: id }, title);
  }

  /** Sends a failed message again (the last one unless told), with its old id; without one, opens again. */
  async retry(key?: string): Promise<void> {
    const unsent = this.state.entries.filter((e) => e.delivery === "failed");
    const entry = key ? unsent.find((e) => e.key === key) : unsent.at(-1);
    if (entry?.outgoing) return this.#queue(entry.outgoing, entry.message.text);
    await this.open();
  }

  async restart(): Promise<void> {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#opening = undefined;
    this.#turn = Promise.resolve();
    this.#forget();
    this.#set(store.empty);
    await this.open();
  }

  edited(): void {
    this.#set(store.edited(this.state));
  }

  wake(): void {
    this.#client.wake();
  }

  async #open(signal: AbortSignal): Promise<boolean> {
    this.#set(store.connecting(this.state));
    try {
      const messages = (await this.#resume(signal)) ?? (await this.#begin(signal));
      this.#set(store.connected(this.state, messages));
      return true;
    } catch (error) {
      this.#fail(error, signal);
      return false;
    }
  }

  async #resume(signal: AbortSignal): Promise<Message[] | undefined> {
    const token = this.#token ?? this.#memory.read();
    if (token === undefined) return undefined;
    try {
      const messages = await this.#client.after(token, store.lastSeq(this.state), this.#call(signal));
      this.#token = token;
      return messages;
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      this.#forget();
      this.#set(store.renewed(this.state));
      return undefined;
    }
  }

  async #begin(signal: AbortSignal): Promise<readonly Message[]> {
    const created = await this.#client.create(this.#call(signal));
    this.#token = created.token;
    this.#memory.keep(created.token);
    return created.messages;
  }

  #queue(outgoing: Outgoing, text: string): Promise<void> {
    const { signal } = this.#stop;
    this.#turn = this.#turn.then(() => this.#send(outgoing, text, signal));
    return this.#turn;
  }

  async #send(outgoing: Outgoing, text: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    this.#set(store.sending(this.state, outgoing, text));
    if (!(await this.open())) return;
    try {
      const messages = await this.#deliver(outgoing, text, signal);
      await this.#fillGap(messages, signal);
      this.#set(store.answered(this.state, outgoing.client_message_id, messages));
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
      this.#forget();
      const asText = { client_message_id: outgoing.client_message_id, text };
      this.#set(store.sending(store.renewed(this.state), asText, text));
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
        missed.filter((m) => (m.seq ?? 0) < end),
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
    this.#set(store.failed(this.state, message));
  }

  #forget(): void {
    this.#token = undefined;
    this.#memory.forget();
  }

  #set(state: store.State): void {
    if (state === this.state) return;
    this.state = state;
    for (const listener of this.#listeners) listener();
  }
}

const isUnauthorized = (error: unknown) => error instanceof ApiError && error.status === 401;

const isRefusal = (error: unknown): error is ApiError =>
  error instanceof ApiError && (error.status === 413 || error.status === 422);
