// Marks the words of a search on the page that a result led to.
import { spans } from "./find.js";

const marked = (text) => {
  const node = document.createElement("mark");
  node.textContent = text;
  return node;
};

export function mark(words) {
  const target =
    (location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))) ||
    document.querySelector("main");
  const heading = /^h[1-6]$/i.test(target.tagName) ? target.parentElement : target;
  const meant = [{ syllables: new Map(words.split(" ").map((word) => [word, 1])), beginning: null }];
  const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest("script, form, .anchor, summary, svg")) {
      nodes.push(walker.currentNode);
    }
  }
  for (const node of nodes) {
    const text = node.data.normalize("NFC");
    const found = spans(text, meant);
    if (!found.length) {
      continue;
    }
    const made = [];
    let at = 0;
    for (const [from, to] of found) {
      made.push(text.slice(at, from), marked(text.slice(from, to)));
      at = to;
    }
    node.replaceWith(...made, text.slice(at));
  }
}
