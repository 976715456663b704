// What stands in the chat's shadow roots, in the page of advice, or in a window with neither, such as one to print:
// what can run or load, addresses, and the text.
() => {
  const CAN_RUN = "script, iframe, frame, object, embed, applet, base, meta, link, style, img, image, video, audio, math, " +
    "marquee, template, foreignObject, animate, set, svg a, form:not(.composer), [style]:not([style=''], [style='white-space: pre-wrap;'])";
  const ADDRESSES = ["href", "src", "action", "formaction", "data", "srcdoc", "poster", "ping", "background", "xlink:href"];
  const found = { handlers: [], planted: [], addresses: [], text: "" };
  const visit = (root) => {
    for (const element of root.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith("on")) found.handlers.push(`${element.localName} ${name}=${value}`);
        if (ADDRESSES.includes(name)) found.addresses.push([element.localName, name, value, element.protocol ?? ""]);
      }
      if (element.matches(CAN_RUN)) found.planted.push(element.outerHTML.slice(0, 200));
    }
    found.text += `${[...root.children].map((child) => child.textContent).join("\n")}\n`;
  };
  const roots = [...document.querySelectorAll("#advice")];
  const seek = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) {
        roots.push(element.shadowRoot);
        seek(element.shadowRoot);
      }
    }
  };
  seek(document);
  for (const root of roots.length ? roots : [document.body ?? document]) visit(root);
  return found;
}
