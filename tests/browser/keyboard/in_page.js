// What tests ask of a page while a learner works by keyboard: what has the focus and how it stands on the screen, and
// what is shown, through all shadow roots.
globalThis.keyboard = (() => {
  const parent = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host;

  function* around(node) {
    for (let e = node; e; e = parent(e)) yield e;
  }

  function* elements(root = document) {
    for (const element of root.querySelectorAll("*")) {
      yield element;
      if (element.shadowRoot) yield* elements(element.shadowRoot);
    }
  }

  function at(x, y, root = document) {
    const found = root.elementFromPoint(x, y);
    return found?.shadowRoot && found.shadowRoot !== root ? (at(x, y, found.shadowRoot) ?? found) : found;
  }

  function active(root = document) {
    const element = root.activeElement;
    return element?.shadowRoot?.activeElement ? active(element.shadowRoot) : element;
  }

  function nameOf(element) {
    const copy = (element.labels?.[0] ?? element).cloneNode(true);
    for (const hidden of copy.querySelectorAll("[aria-hidden=true], textarea, input")) hidden.remove();
    return (element.getAttribute("aria-label") || copy.textContent || "").replace(/\s+/g, " ").trim();
  }

  // The ring may be drawn around the box that a field stands in.
  const hasRing = (element) =>
    [element, parent(element)].filter(Boolean).some((e) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(e);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
    });

  function focused() {
    const element = active();
    if (!element || element === document.body || element === document.documentElement) return null;
    const middles = [...element.getClientRects()].map((r) => [(r.left + r.right) / 2, (r.top + r.bottom) / 2]);
    return {
      name: nameOf(element),
      kind: element.type ?? element.localName,
      isInDialog: [...around(element)].some((e) => e.localName === "dialog"),
      isMarked: element.matches(":focus-visible") && hasRing(element),
      isOnScreen: middles.some(([x, y]) => x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight),
      isUncovered: middles.some(([x, y]) => [...around(at(x, y))].includes(element)),
    };
  }

  const all = (selector) => [...elements()].filter((element) => element.matches(selector));

  return {
    focused,
    count: (selector) => all(selector).filter((element) => element.checkVisibility()).length,
    says: (text) => all("ol.messages").some((list) => list.textContent.replace(/\s+/g, " ").includes(text)),
  };
})();
