// lunr's scores of exact terms. The same as giaoban/search/score.py, which names the source of every rule.
import { FIELD_BOOSTS, K1 } from "./constants.js";

// lunr rounds to three places as Python does: to the nearer of the two, which only a tie of halves could make unclear.
const rounded = (x) => {
  const y = x * 1000;
  const n = Math.round(y);
  return Math.abs(y - Math.floor(y) - 0.5) < 1e-6 ? Number(x.toFixed(3)) : n / 1000;
};

// lunr's scores of a query of exact terms: Map of term to {postings, boost}.
export function scores(head, clauses) {
  const found = new Map();
  let magnitude = 0;
  for (const { postings, boost } of clauses.values()) {
    if (!postings.count) {
      continue;
    }
    magnitude += boost * boost;
    let held = 0;
    for (const field of postings.fields) {
      for (const frequency of field) {
        if (frequency) {
          held++;
        }
      }
    }
    const weight = Math.log(1 + Math.abs((head.documents - held + 0.5) / (held + 0.5)));
    postings.numbers.forEach((number, i) => {
      let sum = 0;
      postings.fields.forEach((field, f) => {
        const frequency = field[i];
        if (frequency) {
          sum +=
            boost *
            rounded(((weight * ((K1 + 1) * frequency)) / (K1 + frequency)) * FIELD_BOOSTS[f] * head.boost(number));
        }
      });
      if (sum) {
        found.set(number, (found.get(number) || 0) + sum);
      }
    });
  }
  magnitude = Math.sqrt(magnitude);
  for (const [number, sum] of found) {
    found.set(number, sum / magnitude);
  }
  return found;
}
