/** Talks to the server with fetch: creates, sends, resends with back-off, resumes. Knows nothing of the page. */
import type { Created, Feedback, Message, Outgoing } from "./protocol.ts";
import { readError, readMessages } from "./reading.ts";
import { uuid } from "./uuid.ts";

/** An answer of the server that is not a 2xx. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfterS?: number,
  ) {
    super(message);
  }
}

/** No answer at all: the network failed, or the time ran out. */
export class NetworkError extends Error {}

export type Reason = "network" | "busy";

export interface ClientSettings {
  readonly server: string;
  readonly fetch?: typeof fetch;
  readonly sleep?: (ms: number) => Promise<void>;
  readonly random?: () => number;
  readonly timeoutMs?: number;
  /** Waits between tries, in ms; one more try than there are waits. */
  readonly waits?: readonly number[];
}

export interface Call {
  readonly signal?: AbortSignal;
  readonly onRetry?: (reason: Reason, waitMs: number) => void;
}

const WAITS = [1000, 2000, 4000, 8000, 15000];
const LONGEST_WAIT_MS = 60_000;
const TIMEOUT_MS = 45_000;

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

export class Client {
  readonly server: string;
  readonly #fetch: typeof fetch;
  readonly #sleep: (ms: number) => Promise<void>;
  readonly #random: () => number;
  readonly #timeoutMs: number;
  readonly #waits: readonly number[];
  #woken = 0;
  #wake: (() => void) | undefined;

  constructor(settings: ClientSettings) {
    this.server = settings.server.replace(/\/+$/, "");
    this.#fetch = settings.fetch ?? ((...args) => fetch(...args));
    this.#sleep = settings.sleep ?? pause;
    this.#random = settings.random ?? Math.random;
    this.#timeoutMs = settings.timeoutMs ?? TIMEOUT_MS;
    this.#waits = settings.waits ?? WAITS;
  }

  static newId(): string {
    return uuid();
  }

  async create(call: Call = {}): Promise<Created> {
    const answer = await this.#persist("POST", "/api/conversations", undefined, {}, call);
    return { ...(answer as Created), messages: readMessages(answer) };
  }

  /** Safe to call again with the same `client_message_id`: the server answers it once. */
  async send(token: string, outgoing: Outgoing, call: Call = {}): Promise<Message[]> {
    return readMessages(await this.#persist("POST", "/api/messages", token, outgoing, call));
  }

  /** The messages above a number, and a new token where the server wants the old one changed. */
  async after(token: string, seq: number, call: Call = {}): Promise<{ messages: Message[]; token?: string }> {
    const answer = await this.#persist("GET", `/api/messages?after=${seq}`, token, undefined, call);
    return { ...(answer as { token?: string }), messages: readMessages(answer) };
  }

  /** Once, without a second try: the learner is told when it fails, and may press again. */
  async judge(token: string, seq: number, feedback: Feedback): Promise<void> {
    await this.#once("POST", "/api/feedback", token, { seq, ...feedback });
  }

  async erase(token: string): Promise<void> {
    await this.#once("DELETE", "/api/conversation", token, undefined);
  }

  async transcript(token: string, format: "text" | "json"): Promise<Blob> {
    return (await this.#ask("GET", `/api/transcript?format=${format}`, token, undefined)).blob();
  }

  /** The network is back: end a wait for it now; a call that is failing just then does not wait either. */
  wake(): void {
    this.#woken++;
    this.#wake?.();
  }

  async #persist(method: string, path: string, token: string | undefined, body: unknown, call: Call) {
    for (let tried = 0; ; tried++) {
      const woken = this.#woken;
      try {
        return await this.#once(method, path, token, body, call.signal);
      } catch (error) {
        const wait = this.#waits[tried];
        const reason = reasonToRetry(error);
        if (reason === undefined || wait === undefined || call.signal?.aborted) throw error;
        const waitMs = woken === this.#woken ? this.#waitFor(error, wait) : 0;
        call.onRetry?.(reason, waitMs);
        await this.#rest(waitMs, reason);
        call.signal?.throwIfAborted();
      }
    }
  }

  #waitFor(error: unknown, wait: number): number {
    const asked = error instanceof ApiError ? error.retryAfterS : undefined;
    if (asked !== undefined && asked > 0) return Math.min(asked * 1000, LONGEST_WAIT_MS);
    return Math.round(wait * (0.8 + 0.4 * this.#random()));
  }

  async #rest(ms: number, reason: Reason): Promise<void> {
    const woken = new Promise<void>((wake) => {
      this.#wake = reason === "network" ? wake : undefined;
    });
    await Promise.race([this.#sleep(ms), woken]);
    this.#wake = undefined;
  }

  async #once(method: string, path: string, token: string | undefined, body: unknown, signal?: AbortSignal) {
    return readAnswer(await this.#ask(method, path, token, body, signal));
  }

  /** The whole answer when it is a 2xx. */
  async #ask(method: string, path: string, token: string | undefined, body: unknown, signal?: AbortSignal) {
    const limit = new AbortController();
    const stop = () => limit.abort();
    const timer = setTimeout(stop, this.#timeoutMs);
    signal?.addEventListener("abort", stop);
    try {
      const response = await this.#fetch(this.server + path, {
        method,
        headers: {
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        cache: "no-store",
        credentials: "omit",
        signal: limit.signal,
      });
      // Read here, so that the time limit and a cut in the middle of the answer count too.
      const whole = new Response(response.status === 204 ? "{}" : await response.blob(), {
        status: response.status === 204 ? 200 : response.status,
        headers: response.headers,
      });
      if (!whole.ok) throw await problemOf(whole);
      return whole;
    } catch (error) {
      signal?.throwIfAborted();
      throw error instanceof ApiError ? error : new NetworkError(String(error));
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    }
  }
}

/** A 2xx that is not JSON is somebody else's: the page where one signs in to a network, say. */
async function readAnswer(response: Response): Promise<unknown> {
  const answer = parse(await response.text());
  if (answer === undefined) throw new ApiError(502, "unknown", readError(answer, response.status).message);
  return answer;
}

async function problemOf(response: Response): Promise<ApiError> {
  const error = readError(parse(await response.text()), response.status);
  const header = Number(response.headers.get("Retry-After"));
  return new ApiError(
    response.status,
    error.code,
    error.message,
    error.retry_after_s ?? (header || undefined),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** 502 and 504 come from a gateway before a server that answers 503: the same for the learner. */
function reasonToRetry(error: unknown): Reason | undefined {
  if (error instanceof NetworkError) return "network";
  if (error instanceof ApiError && [408, 429, 502, 503, 504].includes(error.status)) return "busy";
  return undefined;
}
