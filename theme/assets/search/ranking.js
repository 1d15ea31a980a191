// The order of answers, on top of lunr's scores. The same as giaoban/search/ranking.py, which says why.
import {
  ALONE,
  ALONE_NUMBER,
  ALONE_OTHERWISE,
  BEGUN,
  BESIDE,
  DOCUMENT,
  ENTITIES,
  FIRST,
  LEAST_COVERED,
  LEAST_EXPLAINED,
  LEAST_OF_LONG,
  LONG,
  NAMELESS,
  NEARLY,
  NUMBER,
  STRICT,
  WHOLE_NAME,
  WHOLLY,
} from "./constants.js";
import { digit, fold } from "./tokens.js";

// How much of a query a document has: for each word or pair, where it stands, and how much it tells.
export class QueryCoverage {
  constructor(documents) {
    this.documents = documents;
    this.places = [];
    this.tells = [];
    this.total = 0;
  }
  tell(count, isNumber) {
    return Math.log(1 + Math.abs((this.documents - count + 0.5) / (count + 0.5))) * (isNumber ? NUMBER : 1);
  }
  add(place, tell) {
    this.places.push(place);
    this.tells.push(tell);
    // A word that stands nowhere tells two documents apart no more than one that stands in all.
    if (place.size) {
      this.total += tell;
    }
  }
  share(number) {
    let held = 0;
    this.places.forEach((place, i) => {
      if (place.has(number)) {
        held += this.tells[i];
      }
    });
    return this.total ? held / this.total : 1;
  }
}

// What documents have of a query. `demands`: the words that an answer must have, each {place, paired, tell, alone};
// `names`: the documents in whose names something of it stands.
export class Found {
  constructor(documents) {
    this.covered = new QueryCoverage(documents);
    this.beside = new QueryCoverage(documents);
    this.demands = [];
    this.names = new Set();
  }
  explained(number) {
    let total = 0;
    let held = 0;
    for (const { place, paired, tell, alone } of this.demands) {
      total += tell;
      if (paired.has(number)) {
        held += tell;
      } else if (place.has(number)) {
        held += tell * alone;
      }
    }
    return total ? held / total : 1;
  }
}

// What a query names, before anything is found.
export const nothingNamed = () => ({
  sure: new Set(),
  given: new Set(),
  first: new Set(),
  documents: new Set(),
  begun: new Set(),
  missing: [],
  only: null,
  bound: null,
  strict: false,
  office: false,
});

// The documents that answer, in order, each [number, score]. `allowed`: those that filters let through; null: all.
export function ranked(scores, found, allowed, named) {
  const isLong = found.demands.length >= LONG;
  const least = named.strict ? STRICT : isLong ? LEAST_OF_LONG : LEAST_EXPLAINED;
  const leastCovered = isLong ? LEAST_OF_LONG : LEAST_COVERED;
  const answers = [];
  for (const number of new Set([...scores.keys(), ...named.sure])) {
    if (allowed && !allowed.has(number)) {
      continue;
    }
    const share = found.covered.share(number);
    const explained = found.explained(number);
    const isSure = named.sure.has(number);
    if (!isSure && !named.documents.has(number) && (share < leastCovered || explained < least)) {
      continue;
    }
    let value = (scores.get(number) || 0) * share * share * (1 - BESIDE + BESIDE * found.beside.share(number));
    if (named.begun.has(number)) {
      value *= BEGUN;
    }
    if (named.documents.has(number)) {
      value *= DOCUMENT;
    }
    if (named.first.has(number) && explained > NEARLY) {
      value *= FIRST;
    }
    if (number >= ENTITIES) {
      value *= explained * explained * (named.office || found.names.has(number) ? 1 : NAMELESS);
    }
    if (isSure || (named.given.has(number) && explained > WHOLLY)) {
      value += WHOLE_NAME;
    }
    answers.push([number, Math.round(value * 1e6) / 1e6]);
  }
  // Of equals the later meeting first, then other pages.
  const rank = (n) => (n < ENTITIES ? -n : n);
  return answers.sort((a, b) => b[1] - a[1] || rank(a[0]) - rank(b[0]));
}

// How much of a word a page has where the word stands without its neighbour.
export function alone(word, meaning) {
  if (digit(word.text[0])) {
    return ALONE_NUMBER;
  }
  if (meaning.typo) {
    return 0;
  }
  const isTyped = meaning.syllables.has(word.text) || word.text === fold(word.text) || meaning.beginning !== null;
  return isTyped ? ALONE : ALONE_OTHERWISE;
}

// Every way to take one of each, as many as there may be.
export function combined(said, most) {
  let found = [[]];
  for (const words of said) {
    found = found.flatMap((name) => words.map((word) => [...name, word])).slice(0, most);
  }
  return found;
}
