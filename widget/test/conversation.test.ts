/** A whole conversation against a real HTTP server: open, send, reload, fail, expire. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "../src/client.ts";
import { Conversation } from "../src/conversation.ts";
import { type Memory, PageMemory } from "../src/memory.ts";
import { lastSeq } from "../src/store.ts";
import { answer, created, fakeServer, greeting, problem } from "./fake_server.ts";

const words = { failed: "No answer came." };

const converse = (server: string, memory: Memory = new PageMemory()) =>
  new Conversation(new Client({ server, sleep: async () => {}, waits: [1, 1] }), memory, words);

const texts = (conversation: Conversation) => conversation.state.entries.map((e) => e.message.text);
const paths = (asked: { method: string; path: string }[]) => asked.map((a) => `${a.method} ${a.path}`);

test("nothing is asked of the server before the learner opens", async () => {
  await using server = await fakeServer(created);
  const conversation = converse(server.url);
  assert.equal(conversation.state.phase, "closed");
  assert.equal(server.asked.length, 0);
});

test("opening creates a conversation once and remembers its token", async () => {
  await using server = await fakeServer(created);
  const memory = new PageMemory();
  const conversation = converse(server.url, memory);
  await Promise.all([conversation.open(), conversation.open()]);
  await conversation.open();
  assert.deepEqual(paths(server.asked), ["POST /api/conversations"]);
  assert.equal(memory.read().token, "t1");
  assert.deepEqual(texts(conversation), ["Hello."]);
});

test("saying something before opening opens first", async () => {
  await using server = await fakeServer(created, answer(3, "Yes."));
  const conversation = converse(server.url);
  await conversation.say("is it worth it");
  assert.deepEqual(paths(server.asked), ["POST /api/conversations", "POST /api/messages"]);
  assert.deepEqual(texts(conversation), ["Hello.", "is it worth it", "Yes."]);
});

test("two messages at once go one after the other", async () => {
  await using server = await fakeServer(created, answer(3, "one"), answer(5, "two"));
  const conversation = converse(server.url);
  await Promise.all([conversation.say("first"), conversation.say("second")]);
  assert.deepEqual(texts(conversation), ["Hello.", "first", "one", "second", "two"]);
});

test("a choice sends the option's id and shows its title", async () => {
  const offer = answer(3, "Which?", [{ type: "options", options: [{ id: "o1", title: "The first" }] }]);
  await using server = await fakeServer(created, offer, answer(5, "Fine."));
  const conversation = converse(server.url);
  await conversation.say("help");
  await conversation.choose("o1");
  const body = server.asked.at(-1)?.body as Record<string, unknown>;
  assert.equal(body.choice, "o1");
  assert.equal("text" in body, false);
  assert.equal(texts(conversation)[3], "The first");
});

test("a reload resumes everything from the token of this tab", async () => {
  const history = [
    greeting,
    { seq: 2, from: "learner", text: "hi" },
    { seq: 3, from: "bot", text: "Hello again." },
  ];
  await using server = await fakeServer({ status: 200, body: { messages: history } });
  const memory = new PageMemory();
  memory.keep({ token: "t0" });
  const conversation = converse(server.url, memory);
  assert.equal(conversation.isRemembered, true);
  await conversation.open();
  assert.deepEqual(paths(server.asked), ["GET /api/messages?after=0"]);
  assert.equal(server.asked[0]?.token, "t0");
  assert.deepEqual(texts(conversation), ["Hello.", "hi", "Hello again."]);
});

test("a token that the server renews is used and kept from then on", async () => {
  const renewed = { messages: [greeting], token: "t2", expires_at: "2027-01-01T00:00:00Z" };
  await using server = await fakeServer({ status: 200, body: renewed }, answer(3, "ok"));
  const memory = new PageMemory();
  memory.keep({ token: "t1" });
  const conversation = converse(server.url, memory);
  await conversation.open();
  await conversation.say("hi");
  assert.deepEqual(
    server.asked.map((asked) => asked.token),
    ["t1", "t2"],
  );
  assert.equal(memory.read().token, "t2");
});

test("a token that expired while the page was away is replaced", async () => {
  await using server = await fakeServer(problem(401, "unauthorized", "Expired."), created);
  const memory = new PageMemory();
  memory.keep({ token: "old" });
  const conversation = converse(server.url, memory);
  assert.equal(await conversation.open(), true);
  assert.equal(memory.read().token, "t1");
});

test("a token that expires in the middle costs the learner nothing, and a choice goes as its text", async () => {
  const offer = answer(3, "Which?", [{ type: "options", options: [{ id: "o1", title: "The first" }] }]);
  await using server = await fakeServer(
    created,
    offer,
    problem(401, "unauthorized", "Expired."),
    created,
    answer(3, "New."),
  );
  const conversation = converse(server.url);
  await conversation.say("help");
  await conversation.choose("o1");
  const body = server.asked.at(-1)?.body as Record<string, unknown>;
  assert.equal(body.text, "The first");
  assert.deepEqual(texts(conversation), ["Hello.", "help", "Which?", "Hello.", "The first", "New."]);
  assert.equal(conversation.state.trouble, null);
});

test("what failed before there was a connection holds up nothing once there is one", async () => {
  await using server = await fakeServer("drop");
  const conversation = converse(server.url);
  await conversation.say("first");
  assert.equal(conversation.state.trouble?.kind, "failed");
  server.lay(created, answer(3, "One."), answer(5, "Two."));
  await conversation.say("second");
  assert.deepEqual(texts(conversation), ["Hello.", "first", "One.", "second", "Two."]);
});

test("messages from another tab are fetched when the answer's seq shows a gap", async () => {
  const missed = [
    { seq: 2, from: "learner", text: "elsewhere" },
    { seq: 3, from: "bot", text: "Answered elsewhere." },
    { seq: 4, from: "learner", text: "here" },
    { seq: 5, from: "bot", text: "Here." },
  ];
  await using server = await fakeServer(created, answer(5, "Here."), {
    status: 200,
    body: { messages: missed },
  });
  const conversation = converse(server.url);
  await conversation.say("here");
  assert.equal(server.asked.at(-1)?.path, "/api/messages?after=1");
  assert.deepEqual(texts(conversation), ["Hello.", "elsewhere", "Answered elsewhere.", "here", "Here."]);
  assert.equal(lastSeq(conversation.state), 5);
});

test("a failed message is kept, and a retry sends the same id", async () => {
  await using server = await fakeServer(created, "drop");
  const conversation = converse(server.url);
  await conversation.say("hi");
  const trouble = { kind: "failed", reason: "network", message: "No answer came." };
  assert.deepEqual(conversation.state.trouble, trouble);
  assert.equal(conversation.state.entries.at(-1)?.delivery, "failed");
  server.lay(answer(3, "There."));
  await conversation.retry();
  assert.deepEqual(texts(conversation), ["Hello.", "hi", "There."]);
  const ids = server.asked.slice(1).map((a) => (a.body as Record<string, unknown>).client_message_id);
  assert.equal(new Set(ids).size, 1);
});

test("a failure to open can be retried", async () => {
  await using server = await fakeServer("drop");
  const conversation = converse(server.url);
  assert.equal(await conversation.open(), false);
  server.lay(created);
  await conversation.retry();
  assert.equal(conversation.state.phase, "ready");
});

test("the page hears of a retry while it happens", async () => {
  await using server = await fakeServer(created, problem(503, "unavailable", "Later."), answer(3, "ok"));
  const conversation = converse(server.url);
  const kinds: unknown[] = [];
  conversation.listen(() => kinds.push(conversation.state.trouble?.kind));
  await conversation.say("hi");
  assert.ok(kinds.includes("retrying"));
  assert.equal(conversation.state.trouble, null);
});

for (const [status, code] of [
  [413, "too_large"],
  [422, "invalid"],
] as const) {
  test(`a message refused with ${status} goes back to the input with the reason`, async () => {
    await using server = await fakeServer(created, problem(status, code, "Too long by far."));
    const conversation = converse(server.url);
    await conversation.say("x");
    assert.deepEqual(conversation.state.refusal, { text: "x", message: "Too long by far." });
    assert.deepEqual(texts(conversation), ["Hello."]);
  });
}

test("a new conversation forgets the old one and drops its late answer", async () => {
  await using server = await fakeServer(created, "hang");
  const memory = new PageMemory();
  const conversation = converse(server.url, memory);
  await conversation.open();
  const late = conversation.say("hi");
  while (server.asked.length < 2) await new Promise((turn) => setTimeout(turn, 5));
  server.lay(created);
  await conversation.restart();
  await late;
  assert.deepEqual(texts(conversation), ["Hello."]);
  assert.equal(conversation.state.trouble, null);
  assert.deepEqual(paths(server.asked), [
    "POST /api/conversations",
    "POST /api/messages",
    "POST /api/conversations",
  ]);
});

test("what is written while nothing goes out waits in its order and is sent when the network is back", async () => {
  await using server = await fakeServer(created, "drop");
  const conversation = converse(server.url);
  await Promise.all([conversation.say("first"), conversation.say("second")]);
  const deliveries = () => conversation.state.entries.map((e) => e.delivery);
  assert.deepEqual(deliveries(), ["sent", "failed", "failed"]);
  server.lay(answer(3, "one"), answer(5, "two"));
  conversation.wake();
  await conversation.retry();
  assert.deepEqual(texts(conversation), ["Hello.", "first", "one", "second", "two"]);
});

test("a message whose answer was lost is not sent again after a reload", async () => {
  const memory = new PageMemory();
  const id = "7d7bcb0a-2f3e-4b7a-9c52-000000000001";
  memory.keep({ token: "t0", unsent: [{ outgoing: { client_message_id: id, text: "hi" }, text: "hi" }] });
  const history = [
    greeting,
    { seq: 2, from: "learner", text: "hi", client_message_id: id },
    { seq: 3, from: "bot", text: "Hello again." },
  ];
  await using server = await fakeServer({ status: 200, body: { messages: history } });
  const conversation = converse(server.url, memory);
  await conversation.open();
  assert.deepEqual(texts(conversation), ["Hello.", "hi", "Hello again."]);
  assert.deepEqual(paths(server.asked), ["GET /api/messages?after=0"]);
  assert.deepEqual(memory.read(), { token: "t0", unsent: [] });
});

test("a message that never left is sent after a reload, with its old id and after what was there", async () => {
  const memory = new PageMemory();
  await using server = await fakeServer(created, "drop");
  const first = converse(server.url, memory);
  await first.say("hi");
  const id = memory.read().unsent?.[0]?.outgoing.client_message_id;
  server.lay({ status: 200, body: { messages: [greeting] } }, answer(3, "There."));
  const second = converse(server.url, memory);
  assert.deepEqual(texts(second), ["hi"]);
  await second.open();
  await second.say("and then");
  assert.deepEqual(texts(second).slice(0, 3), ["Hello.", "hi", "There."]);
  const sent = server.asked.filter((a) => a.method === "POST" && a.path === "/api/messages");
  const ids = sent.map((a) => (a.body as Record<string, unknown>).client_message_id);
  assert.equal(typeof id, "string");
  assert.deepEqual(ids.slice(0, 4), [id, id, id, id]);
});

test("what the learner writes before opening after a reload does not lose the token", async () => {
  const memory = new PageMemory();
  memory.keep({ token: "t0" });
  await using server = await fakeServer({ status: 200, body: { messages: [greeting] } }, answer(3, "Yes."));
  const conversation = converse(server.url, memory);
  await conversation.say("hi");
  assert.deepEqual(paths(server.asked), ["GET /api/messages?after=0", "POST /api/messages"]);
  assert.equal(server.asked[1]?.token, "t0");
});

test("a judgement goes to the server, and is taken back when it does not arrive", async () => {
  await using server = await fakeServer(created, answer(3, "Yes."), { status: 200, body: {} });
  const conversation = converse(server.url);
  await conversation.say("hi");
  await conversation.judge(3, { helpful: true });
  assert.deepEqual(server.asked.at(-1)?.body, { seq: 3, helpful: true });
  const feedback = () => {
    const message = conversation.state.entries.at(-1)?.message;
    return message?.from === "bot" ? message.feedback : "no answer";
  };
  assert.deepEqual(feedback(), { helpful: true });
  server.lay(problem(503, "unavailable", "Later."));
  await assert.rejects(conversation.judge(3, { helpful: false }), /Later/);
  assert.deepEqual(feedback(), { helpful: true });
});

test("deleting asks the server, then nothing is left here", async () => {
  await using server = await fakeServer(created, answer(3, "Yes."), { status: 204 });
  const memory = new PageMemory();
  const conversation = converse(server.url, memory);
  await conversation.say("hi");
  await conversation.erase();
  assert.equal(paths(server.asked).at(-1), "DELETE /api/conversation");
  assert.deepEqual([texts(conversation), memory.read()], [[], {}]);
  assert.equal(conversation.state.phase, "closed");
});

test("a conversation that the server does not know any more is deleted here all the same", async () => {
  await using server = await fakeServer(created, problem(401, "unauthorized", "Expired."));
  const conversation = converse(server.url);
  await conversation.open();
  await conversation.erase();
  assert.deepEqual(texts(conversation), []);
});

test("a deletion that did not reach the server leaves everything as it was", async () => {
  await using server = await fakeServer(created, "drop");
  const memory = new PageMemory();
  const conversation = converse(server.url, memory);
  await conversation.open();
  await assert.rejects(conversation.erase());
  assert.deepEqual([texts(conversation), memory.read().token], [["Hello."], "t1"]);
});

test("the transcript is the server's file, and before a conversation there is none", async () => {
  await using server = await fakeServer(created, { status: 200, body: "You: hi" });
  const conversation = converse(server.url);
  assert.equal(await conversation.transcript("text"), undefined);
  await conversation.open();
  assert.equal(await (await conversation.transcript("text"))?.text(), "You: hi");
  assert.equal(server.asked.at(-1)?.path, "/api/transcript?format=text");
});
