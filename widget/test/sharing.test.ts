/** A link to the summary page holds the profile and what is kept, and nothing else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, shareLink } from "../src/sharing.ts";

const SERVER = "https://advice.example.org";

const LINKS: [name: string, share: string | undefined, kept: string[], link: string | undefined][] = [
  ["a profile", "field=data-science&credit=yes", [], `${SERVER}/advice#field=data-science&credit=yes`],
  ["what is kept", "field=a,b", ["x-1", "y"], `${SERVER}/advice#field=a,b&kept=x-1,y`],
  ["a hash before it", "#months=6", [], `${SERVER}/advice#months=6`],
  ["signs that have a meaning in a link", "language=a%26b%23c", [], `${SERVER}/advice#language=a%26b%23c`],
  ["names that are not of the profile", "email=a%40b.org&field=a&kept=z&x=1", [], `${SERVER}/advice#field=a`],
  ["no share", undefined, ["x"], undefined],
  ["an empty share", "", ["x"], undefined],
  ["a share that is no text", 5 as never, ["x"], undefined],
];
for (const [name, share, kept, link] of LINKS) {
  test(`a link of ${name} is ${link}`, () => assert.equal(shareLink(SERVER, share, kept), link));
}

const ADDRESSES: [server: string, path: unknown, address: string | undefined][] = [
  [SERVER, "/api/plan.ics?a=b", `${SERVER}/api/plan.ics?a=b`],
  [`${SERVER}/`, "/advice", `${SERVER}/advice`],
  [`${SERVER}/pathwise`, "/advice", `${SERVER}/pathwise/advice`],
  [SERVER, "//elsewhere.example.org/x", `${SERVER}//elsewhere.example.org/x`],
  [SERVER, "@elsewhere.example.org", undefined],
  [SERVER, "https://elsewhere.example.org/plan.ics", undefined],
  ["javascript:alert(1)", "/x", undefined],
  [SERVER, undefined, undefined],
];
for (const [server, path, address] of ADDRESSES) {
  test(`${JSON.stringify(path)} of ${server} is at ${address}`, () =>
    assert.equal(addressOf(server, path), address));
}
