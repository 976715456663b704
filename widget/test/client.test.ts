/** The client keeps the contract's calls, resends without loss, and gives up with a reason. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, Client, NetworkError, type Reason } from "../src/client.ts";
import { answer, created, fakeServer, problem, type Reply } from "./fake_server.ts";

const ID = "7d7bcb0a-2f3e-4b7a-9c52-000000000001";

/** Waits nothing, and remembers what it would have waited. */
const hasty = (server: string, slept: number[] = [], more = {}) =>
  new Client({
    server,
    random: () => 0.5,
    sleep: async (ms) => {
      slept.push(ms);
    },
    ...more,
  });

test("creating a conversation posts an empty object without a token", async () => {
  await using server = await fakeServer(created);
  const conversation = await hasty(`${server.url}/`).create();
  assert.deepEqual(server.asked, [
    { method: "POST", path: "/api/conversations", token: undefined, body: {} },
  ]);
  assert.equal(conversation.token, "t1");
  assert.deepEqual(
    conversation.messages.map((m) => m.text),
    ["Hello."],
  );
});

test("sending posts the message with the token and gives the bot's answers", async () => {
  await using server = await fakeServer(answer(3, "Eighteen months."));
  const messages = await hasty(server.url).send("t1", { client_message_id: ID, text: "how long" });
  assert.deepEqual(server.asked, [
    { method: "POST", path: "/api/messages", token: "t1", body: { client_message_id: ID, text: "how long" } },
  ]);
  assert.deepEqual(
    messages.map((m) => [m.seq, m.text]),
    [[3, "Eighteen months."]],
  );
});

test("resuming asks for what lies after a seq", async () => {
  await using server = await fakeServer({ status: 200, body: { messages: [] } });
  assert.deepEqual(await hasty(server.url).after("t1", 7), { messages: [] });
  assert.equal(server.asked[0]?.path, "/api/messages?after=7");
});

const RETRIED: [name: string, replies: Reply[], slept: number[], reasons: Reason[]][] = [
  ["a dropped connection", ["drop", answer(3, "ok")], [1000], ["network"]],
  [
    "two dropped connections, waiting longer",
    ["drop", "drop", answer(3, "ok")],
    [1000, 2000],
    ["network", "network"],
  ],
  [
    "a server that is unavailable",
    [problem(503, "unavailable", "Later."), answer(3, "ok")],
    [1000],
    ["busy"],
  ],
  ["a gateway without its server", [{ status: 502, body: "<html>" }, answer(3, "ok")], [1000], ["busy"]],
  [
    "too many messages, as long as it asks",
    [problem(429, "too_many", "Slow.", { retry_after_s: 7 }), answer(3, "ok")],
    [7000],
    ["busy"],
  ],
  [
    "the Retry-After header",
    [{ status: 503, headers: { "Retry-After": "3" } }, answer(3, "ok")],
    [3000],
    ["busy"],
  ],
  [
    "at most a minute at a time",
    [problem(429, "too_many", "Slow.", { retry_after_s: 900 }), answer(3, "ok")],
    [60_000],
    ["busy"],
  ],
];

for (const [name, replies, waits, reasons] of RETRIED) {
  test(`the same message is sent again after ${name}`, async () => {
    await using server = await fakeServer(...replies);
    const slept: number[] = [];
    const told: Reason[] = [];
    const call = { onRetry: (reason: Reason) => told.push(reason) };
    const messages = await hasty(server.url, slept).send("t1", { client_message_id: ID, text: "hi" }, call);
    assert.equal(messages[0]?.text, "ok");
    assert.deepEqual(slept, waits);
    assert.deepEqual(told, reasons);
    assert.deepEqual(new Set(server.asked.map((a) => JSON.stringify(a.body))).size, 1);
    assert.equal(server.asked.length, replies.length);
  });
}

test("a connection that stays away is given up after six tries", async () => {
  await using server = await fakeServer("drop");
  const slept: number[] = [];
  await assert.rejects(hasty(server.url, slept).create(), NetworkError);
  assert.deepEqual(slept, [1000, 2000, 4000, 8000, 15_000]);
  assert.equal(server.asked.length, 6);
});

test("a server that does not answer in time counts as a failed network", async () => {
  await using server = await fakeServer("hang");
  const client = hasty(server.url, [], { timeoutMs: 30, waits: [] });
  await assert.rejects(client.create(), NetworkError);
});

const FINAL: [status: number, code: string][] = [
  [400, "bad_json"],
  [401, "unauthorized"],
  [404, "not_found"],
  [409, "conflict"],
  [413, "too_large"],
  [422, "invalid"],
];

for (const [status, code] of FINAL) {
  test(`${status} is not tried again and says why`, async () => {
    await using server = await fakeServer(problem(status, code, "A sentence for people."));
    const error = await hasty(server.url)
      .create()
      .catch((e: unknown) => e);
    assert.ok(error instanceof ApiError);
    assert.deepEqual([error.status, error.code, error.message], [status, code, "A sentence for people."]);
    assert.equal(server.asked.length, 1);
  });
}

test("an error that is not of the contract still has a sentence", async () => {
  await using server = await fakeServer({ status: 500, body: "<h1>Oops</h1>" });
  await assert.rejects(hasty(server.url).create(), /status 500/);
});

test("a 200 that is not JSON is not taken for an answer", async () => {
  await using server = await fakeServer({ status: 200, body: "<h1>Login to the wifi</h1>" });
  await assert.rejects(hasty(server.url, [], { waits: [] }).create(), ApiError);
});

test("wake ends a wait for the network at once", async () => {
  await using server = await fakeServer("drop", answer(3, "ok"));
  const client = new Client({ server: server.url, sleep: () => new Promise(() => {}) });
  const onRetry = () => setTimeout(() => client.wake(), 5);
  const messages = await client.send("t1", { client_message_id: ID, text: "hi" }, { onRetry });
  assert.equal(messages[0]?.text, "ok");
});

test("a wake that comes while a call is failing is not lost", async () => {
  await using server = await fakeServer("hang", answer(3, "ok"));
  const sleep = (ms: number) => (ms ? new Promise<void>(() => {}) : Promise.resolve());
  const client = new Client({ server: server.url, sleep, timeoutMs: 50 });
  const sent = client.send("t1", { client_message_id: ID, text: "hi" });
  client.wake();
  assert.equal((await sent)[0]?.text, "ok");
});

test("an aborted call ends with the abort, not with another try", async () => {
  await using server = await fakeServer("hang");
  const stop = new AbortController();
  const call = hasty(server.url).create({ signal: stop.signal });
  const ended = assert.rejects(call, { name: "AbortError" });
  while (server.asked.length < 1) await new Promise((turn) => setTimeout(turn, 5));
  stop.abort();
  await ended;
  assert.equal(server.asked.length, 1);
});
