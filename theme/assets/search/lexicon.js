// What single words of a query do. The lists come from giaoban/search/lexicon.py, whose functions these are.
import { BINDING, BINDING_UNMARKED } from "./constants.js";

// How many of some words the longest phrase has with which they begin; 0 where none does.
export function leading(phrases, said) {
  let found = 0;
  for (const phrase of phrases) {
    const parts = phrase.split(" ");
    if (parts.length > found && parts.every((part, i) => said[i] === part)) {
      found = parts.length;
    }
  }
  return found;
}

// Of each word whether it only asks or binds; none where all of them would.
export function binding(texts, marked) {
  const phrases = marked ? BINDING : BINDING_UNMARKED;
  const found = texts.map(() => false);
  for (let at = 0; at < texts.length; ) {
    const length = leading(phrases, texts.slice(at));
    found.fill(true, at, at + length);
    at += Math.max(length, 1);
  }
  return found.every(Boolean) ? found.fill(false) : found;
}
