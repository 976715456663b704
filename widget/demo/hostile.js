/**
 * What scripts of real sites do to the page that they share: libraries of 2007 that extend built-in types, polyfills
 * that replace what works, monitors that wrap, and shortcuts that take keys away from whoever types.
 */

// Prototype 1.6 and 1.7: arrays that write themselves as text, and an Array.from that knows no iterators.
Array.prototype.toJSON = function () {
  return `[${[...this].map((item) => JSON.stringify(item)).join(", ")}]`;
};
Array.from = (list) => {
  const copy = [];
  for (let i = 0; i < (list?.length ?? 0); i++) copy.push(list[i]);
  return copy;
};
Array.prototype.first = function () {
  return this[0];
};
Array.prototype.entries = function () {
  return [...this];
};
String.prototype.toJSON = function () {
  return JSON.stringify(String(this));
};

// MooTools: short names on every element and function, seen by `for … in`.
Element.prototype.set =
  Element.prototype.get =
  Element.prototype.show =
  Element.prototype.hide =
    () => {
      throw new Error("the page's own method, not yours");
    };
Element.prototype.toggle = Element.prototype.close = Element.prototype.show;
Function.prototype.bind = function (self, ...first) {
  return (...more) => this.apply(self, [...first, ...more]);
};

// Polyfills that do not look whether they are needed, and know only the first argument.
const { parse, stringify } = JSON;
window.JSON = { parse: (text) => parse(text), stringify: (value) => stringify(value) };
window.Promise = class OldPromise extends Promise {};
window.requestAnimationFrame = (call) => setTimeout(() => call(Date.now()), 16);

// Monitors that wrap the network, events and new elements.
const { fetch } = window;
window.fetch = function (...call) {
  return fetch.apply(this ?? window, call).then((answer) => answer);
};
const { addEventListener } = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (type, listener, options) {
  return addEventListener.call(this ?? window, type, listener, options);
};
const { attachShadow } = Element.prototype;
Element.prototype.attachShadow = function (settings) {
  return attachShadow.call(this, { ...settings });
};

// Names that others like to use.
window.name = '{"pathwise": "not yours"}';
Object.assign(window, {
  chat: 1,
  panel: 2,
  widget: 3,
  Pathwise: 4,
  pathwise: 5,
  $: () => null,
  _: null,
  Client: null,
});

// A shortcut that takes a key from everybody who does not type in a field that it can see.
document.addEventListener("keydown", (event) => {
  if (["INPUT", "TEXTAREA"].includes(event.target.tagName) || !"s/?".includes(event.key)) return;
  event.preventDefault();
  document.querySelector("#shortcut").focus();
});

// A page that keeps the focus where it wants it for a moment, and counts what happened to it.
window.errors = [];
addEventListener.call(window, "error", (event) => window.errors.push(String(event.message)));
addEventListener.call(window, "unhandledrejection", (event) => window.errors.push(String(event.reason)));

// Hardened JavaScript: nobody may change the roots any more.
Object.freeze(Array.prototype);
Object.freeze(Object.prototype);
