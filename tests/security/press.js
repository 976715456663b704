// Presses what matches a selector in the chat, `most` at most; links with equal addresses once.
async ([selector, most]) => {
  const found = [];
  const seek = (root) => {
    found.push(...root.querySelectorAll(selector));
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) seek(element.shadowRoot);
  };
  seek(document);
  const distinct = [...new Map(found.map((element) => [element.href || element, element])).values()];
  for (const element of distinct.slice(0, most)) element.click();
  await new Promise((done) => setTimeout(done, 100));
  return Math.min(distinct.length, most);
}
