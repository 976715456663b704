/** A real HTTP server on a free port that answers what the test has laid out, and remembers what it was asked. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly body: unknown;
}

export type Reply =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | "drop"
  | "hang";

export interface FakeServer extends AsyncDisposable {
  readonly url: string;
  readonly asked: Asked[];
  /** Answers in this order; when they have run out, the last one stays. */
  lay(...replies: Reply[]): void;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : undefined;
}

export async function fakeServer(...first: Reply[]): Promise<FakeServer> {
  const asked: Asked[] = [];
  let replies = first;
  const server = createServer(async (request, response) => {
    const token = request.headers.authorization?.replace("Bearer ", "");
    const { method = "", url: path = "" } = request;
    asked.push({ method, path, token, body: await bodyOf(request) });
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    if (reply === "hang") return;
    if (reply === "drop" || reply === undefined) {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, { "Content-Type": "application/json", ...reply.headers });
    response.end(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body ?? {}));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    lay: (...next) => {
      replies = next;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export const greeting = { seq: 1, from: "bot", text: "Hello.", blocks: [] };

export const created: Reply = {
  status: 201,
  body: { conversation: "c1", token: "t1", expires_at: "2027-01-01T00:00:00Z", messages: [greeting] },
};

export const answer = (seq: number, text: string, blocks: unknown[] = []): Reply => ({
  status: 200,
  body: { seq: seq - 1, messages: [{ seq, from: "bot", text, blocks }] },
});

export const problem = (status: number, code: string, message: string, more = {}): Reply => ({
  status,
  body: { error: { code, message, ...more } },
});
