// The place within a page: the part that fits best, phrases, and what to mark. The same as giaoban/search/locate.py.
import { GOING_ON, LISTS, NEIGHBOURS } from "./constants.js";
import { fold, tokens } from "./tokens.js";

export function weight(word, meaning) {
  if (meaning.syllables.has(word)) {
    return meaning.syllables.get(word);
  }
  return meaning.beginning !== null && fold(word).startsWith(meaning.beginning) ? GOING_ON : 0;
}

export function bestPart(parts, meant) {
  let anchor = "";
  let text = "";
  let reached = 0;
  for (const [where, words] of parts) {
    const most = meant.map(() => 0);
    const joined = meant.map(() => 0);
    let before = meant.map(() => 0);
    for (const { text: word } of tokens(words)) {
      const here = meant.map((meaning) => weight(word, meaning));
      here.forEach((w, i) => {
        most[i] = Math.max(most[i], w);
        if (i && w && before[i - 1]) {
          joined[i] = Math.max(joined[i], w);
        }
      });
      before = here;
    }
    const value =
      (most.reduce((a, b) => a + b, 0) + NEIGHBOURS * joined.reduce((a, b) => a + b, 0)) * (LISTS[where] || 1);
    if (value > reached + 1e-9) {
      anchor = where;
      text = words;
      reached = value;
    }
  }
  return { anchor, text: text || (parts[0] ? parts[0][1] : "") };
}

export function hasPhrase(texts, phrase) {
  return texts.some((text) => {
    const words = tokens(text).map((t) => t.text);
    for (let at = 0; at + phrase.length <= words.length; at++) {
      if (phrase.every((meaning, i) => meaning.syllables.has(words[at + i]))) {
        return true;
      }
    }
    return false;
  });
}

// Stretches of a text to mark: [[start, end]] in its NFC form, neighbours that both fit as one.
export function spans(text, meant) {
  const found = tokens(text);
  const fits = found.map((t) => Math.max(0, ...meant.map((m) => weight(t.text, m))));
  const made = [];
  const near = found.map(
    (t, i) =>
      fits[i] > 0 && ((t.joined && fits[i - 1] > 0) || (found[i + 1] && found[i + 1].joined && fits[i + 1] > 0)),
  );
  // Where words of the query stand side by side, a lone syllable that only might be meant is not what was found.
  const runs = near.some(Boolean);
  const marked = found.map((_t, i) => near[i] || fits[i] > (runs ? 0.6 : 0.25));
  found.forEach((t, i) => {
    if (!marked[i]) {
      return;
    }
    const last = made[made.length - 1];
    if (last && i && marked[i - 1] && t.joined) {
      last[1] = t.end;
    } else {
      made.push([t.start, t.end]);
    }
  });
  return made;
}
