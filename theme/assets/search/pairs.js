// Neighbours: the pairs of words that the index knows, and what they are in. The same as giaoban/search/pairs.py.
import { ENTITIES, KINDS, LEAST_PAIR, MOST_PAIRS } from "./constants.js";
import { placeOf } from "./files.js";
import { fold } from "./tokens.js";

// The pairs that two neighbouring words may mean, [{term, postings, weight}], those of most documents first.
export function pairs(index, first, second) {
  const found = new Map();
  for (const a of first.folds) {
    const beside =
      second.beginning !== null
        ? index.beginning(`${a} ${second.beginning}`)
        : second.folds.flatMap((b) => index.same(`${a} ${b}`));
    for (const [term, postings] of beside) {
      found.set(term, postings);
    }
  }
  const fits = [];
  for (const [term, postings] of found) {
    const cut = term.indexOf(" ");
    if (cut < 0 || !first.syllables.has(term.slice(0, cut))) {
      continue;
    }
    const right = term.slice(cut + 1);
    const goesOn = second.beginning !== null && fold(right).startsWith(second.beginning);
    if (second.syllables.has(right) || goesOn) {
      fits.push({ term, postings });
    }
  }
  fits.sort((a, b) => b.postings.count - a.postings.count || (a.term < b.term ? -1 : 1));
  const most = fits.length ? fits[0].postings.count : 1;
  return fits
    .slice(0, MOST_PAIRS)
    .map((fit) => ({ ...fit, weight: Math.max(LEAST_PAIR, Math.sqrt(fit.postings.count / most)) }));
}

// The pages that are no meeting's in whose names any of some terms stands.
export function pagesNamed(some) {
  const found = new Set();
  for (const postings of some) {
    postings.numbers.forEach((n, i) => {
      if (n >= ENTITIES && postings.fields[0][i]) {
        found.add(n);
      }
    });
  }
  return found;
}

// The documents in which any of some terms stands.
export function documents(some) {
  const found = new Set();
  for (const postings of some) {
    for (const number of postings.numbers) {
      found.add(number);
    }
  }
  return found;
}

// The documents of a kind that have one of some terms.
export function ofKind(index, kind, terms) {
  const place = KINDS.indexOf(kind);
  return new Set(
    [...documents(index.found(terms).map(([, postings]) => postings))].filter((n) => placeOf(n) === place),
  );
}

// The term of most documents; empty where there is none.
export function commonest(some) {
  let best = "";
  let most = 0;
  for (const [term, { count }] of some) {
    if (count > most || (count === most && term > best)) {
      [best, most] = [term, count];
    }
  }
  return best;
}
