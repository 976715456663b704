/** The state of a conversation: each transition does one thing and leaves the old state as it was. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { BotMessage, Message, RecommendationsBlock } from "../src/protocol.ts";
import * as store from "../src/store.ts";

const bot = (seq: number, text = `answer ${seq}`, more: Partial<BotMessage> = {}): BotMessage => ({
  seq,
  from: "bot",
  text,
  ...more,
});
const learner = (seq: number): Message => ({ seq, from: "learner", text: `question ${seq}` });
const outgoing = (id: string) => ({ client_message_id: id, text: "q" });
const shown = (state: store.State) => state.entries.map((e) => e.message.text);

const ready = store.connected(store.empty, [bot(1, "hello")]);
const queue = (state: store.State, id: string, text = "q") =>
  store.queued(state, { outgoing: outgoing(id), text });
const send = (state: store.State, id: string, text = "q") =>
  store.sending(queue(state, id, text), outgoing(id));
const sent = send(ready, "a");

test("a message on its way is at the end and keeps what will be sent again", () => {
  const entry = sent.entries.at(-1);
  assert.deepEqual([entry?.delivery, entry?.key, entry?.outgoing], ["sending", "a", outgoing("a")]);
  assert.equal(store.isWaiting(sent), true);
  assert.equal(store.isWaiting(ready), false);
});

test("an answer gives the learner's message the seq before it", () => {
  const state = store.answered(sent, "a", [bot(3)]);
  assert.deepEqual(
    state.entries.map((e) => [e.message.seq, e.delivery]),
    [
      [1, "sent"],
      [2, "sent"],
      [3, "sent"],
    ],
  );
  assert.equal(state.entries[1]?.outgoing, undefined);
  assert.equal(store.lastSeq(state), 3);
});

test("two answers to one message stay in order", () => {
  const state = store.answered(sent, "a", [bot(3), bot(4)]);
  assert.deepEqual(shown(state), ["hello", "q", "answer 3", "answer 4"]);
});

test("an answer without messages still counts as delivered", () => {
  const state = store.answered(sent, "a", []);
  assert.equal(store.isWaiting(state), false);
});

test("a message that is there already is not added a second time", () => {
  const once = store.merge(ready, [learner(2), bot(3)]);
  assert.equal(store.merge(once, [learner(2), bot(3)]), once);
});

test("what another tab wrote goes before the message on its way", () => {
  assert.deepEqual(shown(store.merge(sent, [learner(2), bot(3)])), ["hello", "question 2", "answer 3", "q"]);
});

test("a gap is seen when the answer's seq leaves some out", () => {
  assert.equal(store.gapBefore(sent, [bot(3)]), undefined);
  assert.equal(store.gapBefore(sent, [bot(5)]), 4);
  assert.equal(store.gapBefore(sent, []), undefined);
});

test("a failure stops all that is unsent, and a retry sends it again in its order", () => {
  const failed = store.failed(queue(sent, "b", "r"), "network", "No answer.");
  assert.deepEqual(
    failed.entries.map((e) => e.delivery),
    ["sent", "failed", "failed"],
  );
  assert.deepEqual(failed.trouble, { kind: "failed", reason: "network", message: "No answer." });
  assert.equal(store.nextToSend(failed), undefined);
  const again = store.revived(failed);
  assert.equal(store.nextToSend(again)?.key, "a");
  assert.deepEqual(shown(again), ["hello", "q", "r"]);
  assert.equal(again.trouble, null);
});

test("one message is sent at a time, the first one first", () => {
  const two = queue(queue(ready, "a"), "b");
  assert.equal(store.nextToSend(two)?.key, "a");
  const first = store.sending(two, outgoing("a"));
  assert.equal(store.nextToSend(first), undefined);
  assert.equal(store.nextToSend(store.answered(first, "a", [bot(3)]))?.key, "b");
});

test("what is unsent is what a reload must know", () => {
  const two = queue(sent, "b", "r");
  assert.deepEqual(store.unsentOf(two), [
    { outgoing: outgoing("a"), text: "q" },
    { outgoing: outgoing("b"), text: "r" },
  ]);
  assert.deepEqual(store.unsentOf(store.answered(two, "a", [bot(3)])), [
    { outgoing: outgoing("b"), text: "r" },
  ]);
});

test("a message that the server has by its id has arrived, and stands once", () => {
  const there: Message = { seq: 2, from: "learner", text: "q", client_message_id: "a" };
  const state = store.connected(queue(ready, "a"), [bot(1, "hello"), there, bot(3)]);
  assert.deepEqual(shown(state), ["hello", "q", "answer 3"]);
  assert.equal(store.isWaiting(state), false);
});

test("a judgement stays with its answer and can be taken back", () => {
  const state = store.judged(store.answered(sent, "a", [bot(3)]), 3, { helpful: false, reason: "wrong" });
  const feedbackOf = (s: store.State) => s.entries.map((e) => (e.message as BotMessage).feedback);
  assert.deepEqual(feedbackOf(state), [undefined, undefined, { helpful: false, reason: "wrong" }]);
  assert.deepEqual(feedbackOf(store.judged(state, 3, undefined)), [undefined, undefined, undefined]);
});

test("a failure to connect can be followed by another try", () => {
  assert.equal(store.failed(store.connecting(store.empty), "network", "No.").phase, "closed");
  assert.equal(store.failed(sent, "network", "No.").phase, "ready");
});

test("a refused message leaves the transcript and keeps its text for the input", () => {
  const state = store.refused(sent, "a", "q", "Too long.");
  assert.deepEqual(shown(state), ["hello"]);
  assert.deepEqual(state.refusal, { text: "q", message: "Too long." });
  assert.equal(store.edited(state).refusal, null);
  assert.equal(store.edited(ready), ready);
});

test("retrying says why and for how long, and an answer ends it", () => {
  const state = store.retrying(sent, "network", 2000);
  assert.deepEqual(state.trouble, { kind: "retrying", reason: "network", waitMs: 2000 });
  assert.equal(store.answered(state, "a", [bot(3)]).trouble, null);
});

test("an expired conversation stays on the screen while the next begins its seq at 1", () => {
  const old = store.answered(sent, "a", [bot(3)]);
  const renewed = store.renewed(send(old, "b", "again"));
  const begun = store.merge(renewed, [bot(1, "hello anew")]);
  const state = store.answered(begun, "b", [bot(3, "new answer")]);
  assert.deepEqual(shown(state), ["hello", "q", "answer 3", "hello anew", "again", "new answer"]);
  assert.deepEqual(
    state.entries.map((e) => e.era),
    [0, 0, 0, 1, 1, 1],
  );
  assert.equal(store.lastSeq(begun), 1);
  assert.equal(new Set(state.entries.map((e) => e.key)).size, 6);
});

test("greetings are left to the first-open page, also that of a second conversation", () => {
  const renewed = store.merge(store.renewed(send(ready, "b", "again")), [bot(1, "anew")]);
  assert.deepEqual(
    store.visible(renewed).map((e) => e.message.text),
    ["again"],
  );
  assert.deepEqual(
    store.greeting(ready).map((m) => m.text),
    ["hello"],
  );
  assert.equal(store.hasLearner(ready), false);
});

test("the title of an option is found in options and forms, the latest offer first", () => {
  const options = (title: string) => [{ type: "options", options: [{ id: "x", title }] }] as const;
  const state = store.merge(ready, [
    bot(2, "", { blocks: options("old") }),
    bot(3, "", { blocks: options("new") }),
  ]);
  assert.equal(store.titleOf(state, "x"), "new");
  assert.equal(store.titleOf(state, "y"), undefined);
});

const recommending = (seq: number, more: Partial<RecommendationsBlock>): BotMessage =>
  bot(seq, "", { blocks: [{ type: "recommendations", profile: [], items: [], ...more }] });

test("a critique is an option too: its title is found by its id", () => {
  const state = store.connected(store.empty, [
    recommending(2, { critiques: [{ id: "k", title: "Cheaper" }] }),
  ]);
  assert.equal(store.titleOf(state, "k"), "Cheaper");
});

test("the latest recommendations say what can be shared, and without a share there is none", () => {
  const first = store.connected(store.empty, [recommending(2, { share: "field=a" }), bot(3)]);
  assert.equal(store.shareOf(first), "field=a");
  assert.equal(store.shareOf(store.merge(first, [recommending(5, { share: "field=b" })])), "field=b");
  assert.equal(store.shareOf(store.merge(first, [recommending(5, {})])), undefined);
  assert.equal(store.shareOf(store.empty), undefined);
});
