/** What those who listen hear of an answer: one short sentence, whatever the answer holds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { announcementOf } from "../src/announcement.ts";
import { scenes } from "../src/fixtures/states.ts";

const LONGEST = 300;

for (const [name, { state }] of Object.entries(scenes)) {
  test(`what the scene ${name} says is short`, () => {
    for (const { message } of state.entries) {
      if (message.from !== "bot") continue;
      const said = announcementOf(message);
      assert.ok(said.length > 10 && said.length <= LONGEST, `${said.length}: ${said}`);
    }
  });
}
