// Search in the browser: the same tokens, terms, scores and order as giaoban/search (Python), from the same files.
// Nothing is fetched before open(); answer() needs at most one round of fetches, pages() one more.

const fold = (s) => s.normalize("NFD").replace(/\p{Mn}+/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").normalize("NFC").toLowerCase();

// ---- tokens -----------------------------------------------------------------------------------------------------------
const WORD = /[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9.])|[0-9]+|[a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff]+/g;
const TYPES = new Set("nq ct qđ qđi qyđ qc kl kh hd cv tb bc ttr tt đa ctr cthđ bb".split(" "));
const SAME_CODES = { "qđi": "qđ", "qyđ": "qđ", qdi: "qd", qyd: "qd" };
const BEFORE_ROMAN = new Set("quý quy quí qui khóa khoa hội hoi thứ thu số so cụm cum".split(" "));
const ROMAN = new Map("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(" ").map((r, i) => [r, String(i + 1)]));
const TONES = {};
for (const [a, b] of ["oa", "oe", "uy"]) for (const tone of "\u0300\u0309\u0303\u0301\u0323")
  TONES[a + (b + tone).normalize("NFC")] = (a + tone).normalize("NFC") + b;
const digit = (c) => c >= "0" && c <= "9";

function normal(word, before, gap) {
  if (digit(word[0])) return word.replaceAll(".", "").replace(/^0+/, "") || "0";
  if (BEFORE_ROMAN.has(before) && ROMAN.has(word)) return ROMAN.get(word);
  if (word === "tư" && TYPES.has(before) && gap.length <= 1) return "tw";
  if (Object.hasOwn(SAME_CODES, word)) return SAME_CODES[word];
  if (word.length > 2 && /^[bcdđghklmnpqrstvx]+tư$/.test(word)) return word.slice(0, -2) + "tw";
  const moved = word.length > 1 && word[word.length - 3] !== "q" && TONES[word.slice(-2)];
  return moved ? word.slice(0, -2) + moved : word;
}

export function tokens(text) {
  text = text.normalize("NFC");
  let low = text.toLowerCase();
  if (low.length !== text.length) low = Array.from(text, (c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join("");
  const found = [];
  for (const match of low.matchAll(WORD)) {
    const word = match[0], start = match.index, end = start + word.length, held = found[found.length - 1];
    const gap = held ? low.slice(held.end, start) : "";
    if (held && held.text === "t" && word === "ư" && gap.trim() === ".") { held.text = "tw"; held.end = end; continue; }
    if (held && (held.text === "số" || held.text === "so") && (digit(word[0]) || ROMAN.has(word)) && !gap.trim()) {
      found[found.length - 1] = { text: normal(word, held.text, gap), start, end, joined: held.joined };
      continue;
    }
    const joined = !!held && ((gap === "." && digit(word[0]) && digit(held.text[0])) || !/[.;:!?\n]/.test(gap));
    found.push({ text: normal(word, held ? held.text : "", gap), start, end, joined });
  }
  return found;
}

// ---- queries ----------------------------------------------------------------------------------------------------------
const FILTERS = { "tinh": "p", "lanh dao": "l", "van ban": "r", "chu de": "t", "nam": "year", "loai": "kind", "cap": "level", "tu": "from", "den": "to" };
const KIND_WORDS = { "giao ban": "briefing", "so ket": "interim-review", "tong ket": "review" };
const LEVEL_WORDS = { "trung uong": "central", "cum": "cluster", "tinh": "province", "huyen": "district" };
const FILTER = /(?<!\S)(tinh|lanh\sdao|van\sban|chu\sde|nam|loai|cap|tu|den)\s?:\s?/g;

export function parse(text) {
  text = text.normalize("NFC");
  const [rest, wishes] = filters(text);
  const phrases = [], without = [];
  const plain = rest
    .replace(/(?<!\S)(-?)["“”]([^"“”]*)["“”]?/g, (_, minus, words) => { const t = tokens(words); if (t.length) (minus ? without : phrases).push(t); return " "; })
    .replace(/(?<!\S)-([^\s"“”-]\S*)/g, (_, words) => { const t = tokens(words); if (t.length) without.push(t); return " "; });
  const words = tokens(plain);
  return { words, phrases, without, wishes, open: words.length > 0 && plain !== "" && !/\s$/.test(plain) };
}

function filters(text) {
  const folded = Array.from(text, (c) => (fold(c).length === c.length ? fold(c) : c)).join("");
  const found = [...folded.matchAll(FILTER)];
  if (!found.length) return [text, []];
  const rest = [text.slice(0, found[0].index)], wishes = [];
  found.forEach((match, at) => {
    const end = at + 1 < found.length ? found[at + 1].index : text.length;
    const field = FILTERS[match[1].replace(/\s/g, " ")], value = text.slice(match.index + match[0].length, end);
    const quoted = /^["“”]([^"“”]*)["“”]?/.exec(value), words = value.split(/\s+/).filter(Boolean);
    if (quoted) {
      wishes.push({ field, value: quoted[1].trim(), quoted: true });
      rest.push(value.slice(quoted[0].length));
    } else if ("plrt".includes(field)) {
      wishes.push({ field, value: words.slice(0, 8).join(" "), quoted: false });
      rest.push(words.slice(8).join(" "));
    } else {
      const known = field === "kind" ? KIND_WORDS : field === "level" ? LEVEL_WORDS : {};
      const count = Object.hasOwn(known, words.slice(0, 2).map(fold).join(" ")) ? 2 : 1;
      wishes.push({ field, value: words.slice(0, count).join(" "), quoted: false });
      rest.push(" " + words.slice(count).join(" "));
    }
  });
  return [rest.join(" "), wishes];
}

function years(value) {
  const m = /^(\d{4})(?:\s?[-–]\s?(\d{4}))?$/.exec(value.trim());
  return m && [Number(m[1]), Number(m[2] || m[1])];
}

function day(value, last) {
  const m = /^(?:(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?|(?:(?:(\d{1,2})[-/.])?(\d{1,2})[-/.])?(\d{4}))$/.exec(value.trim());
  return m && Number(m[1] || m[6]) * 10000 + Number(m[2] || m[5] || (last ? 12 : 1)) * 100 + Number(m[3] || m[4] || (last ? 31 : 1));
}

const slug = (s) => fold(s).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");

// ---- files ------------------------------------------------------------------------------------------------------------
const utf8 = new TextDecoder();

class Reader {
  constructor(data) { this.data = data; this.at = 0; }
  number() {
    let value = 0, factor = 1;
    for (;;) {
      const byte = this.data[this.at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  }
  bytes(count) { return this.data.subarray(this.at, (this.at += count)); }
  text() { return utf8.decode(this.bytes(this.number())); }
  sorted(count) {
    const found = [];
    for (let before = "", i = 0; i < count; i++) found.push((before = before.slice(0, this.number()) + this.text()));
    return found;
  }
  names(count) {
    return Array.from({ length: count }, () => Array.from(this.bytes(4), (b) => b.toString(16).padStart(2, "0")).join(""));
  }
}

async function inflated(response) {
  if (!response.ok) throw new Error(String(response.status));
  return new Uint8Array(await new Response(response.body.pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer());
}

const KINDS = ["briefing", "leader", "province", "resolution", "plenum", "series", "topic"];
const KIND_BOOSTS = [1, 2, 2, 1.2, 1.2, 1, 1.5];
const MEETING_KINDS = ["briefing", "interim-review", "review"], LEVELS = ["central", "cluster", "province", "district"];
const GROUP = 64, EPOCH = Date.UTC(2000, 0, 1) / 864e5;

// Strings in the order of the index: by form without marks, then as they are, by code unit.
const less = (a, b) => (a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]));
const order = (term) => [fold(term), term];

function readHead(data) {
  const read = new Reader(data), meetings = read.number(), others = KINDS.slice(1).map(() => read.number());
  const documents = meetings + others.reduce((a, b) => a + b, 0);
  const lengths = [0, 1].map(() => {
    const low = read.bytes(documents), high = read.bytes(documents);
    return Float64Array.from(low, (byte, i) => byte + 256 * high[i]);
  });
  const days = new Int32Array(meetings);
  for (let i = 0, last = EPOCH; i < meetings; i++) {
    const date = new Date((last += read.number()) * 864e5);
    days[i] = date.getUTCFullYear() * 10000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  }
  const looks = read.bytes(meetings);
  const boosts = new Float64Array(documents);
  boosts.fill(KIND_BOOSTS[0], 0, meetings);
  for (let i = 0; i < meetings; i++) if ((looks[i] & 15) === 0) boosts[i] *= 1.3;
  const kinds = new Uint8Array(documents);
  others.reduce((at, count, i) => (boosts.fill(KIND_BOOSTS[i + 1], at, at + count), kinds.fill(i + 1, at, at + count), at + count), meetings);
  const syllables = read.sorted(read.number()), classes = read.bytes(syllables.length);
  const borders = read.sorted(read.number()), begin = read.bytes(borders.length);
  const runs = read.names(begin.reduce((a, b) => a + b, 0)), shards = [];
  for (let i = 0, run = -1, place = 0; i < begin.length; i++) {
    if (begin[i]) { run++; place = 0; }
    shards.push(`${runs[run]}-${place++}`);
  }
  const groups = [read.names(Math.ceil(meetings / GROUP)), read.names(Math.ceil((documents - meetings) / GROUP))];
  const provinces = Array.from({ length: read.number() }, () => [read.text(), read.text()]);
  return {
    meetings, documents, lengths, days, looks, boosts, kinds, borders: borders.map((b) => [fold(b), b === fold(b) ? "" : b]), shards, groups, provinces, facets: read.names(3),
    counts: new Map(syllables.map((s, i) => [s, Math.round(2 ** (classes[i] / 8))])),
    averages: lengths.map((all) => all.reduce((a, b) => a + b, 0) / documents),
  };
}

function readShard(data) {
  const read = new Reader(data), terms = read.sorted(read.number()), found = new Map();
  const sizes = terms.map(() => [read.number(), read.number()]);
  const numbers = sizes.map((pair) => pair.map((count) => {
    const side = new Int32Array(count);
    for (let i = 0, last = -1; i < count; i++) side[i] = last += read.number() + 1;
    return side;
  }));
  terms.forEach((term, t) => {
    const frequencies = numbers[t].map((side) => {
      const names = new Int32Array(side.length), text = new Int32Array(side.length);
      for (let i = 0; i < side.length; i++) {
        const code = read.number();
        text[i] = code >>> 1;
        if (code & 1) names[i] = read.number();
      }
      return [names, text];
    });
    found.set(term, { numbers: numbers[t], frequencies, count: numbers[t][0].length + numbers[t][1].length, order: order(term) });
  });
  return found;
}

// ---- what a word may mean ---------------------------------------------------------------------------------------------
const round3 = (x) => Math.round(x * 1000) / 1000;
const marks = (c) => c.normalize("NFD").slice(1) + (c === "đ" ? "đ" : "");
const hasMarks = (syllable, typed) => syllable.length === typed.length && Array.from(syllable).every((a, i) => {
  const b = typed[i];
  return a === b || (b >= "a" && b <= "z" && fold(a) === b) || (fold(a) === fold(b) && Array.from(marks(b)).every((m) => marks(a).includes(m)));
});

// Two spellings of one word: "kỉ luật", "kỷ luật"; "qui định", "quy định"; "hàng tháng", "hằng tháng".
const I_AND_Y = new Map("h k l m s t qu".split(" ").flatMap((o) => [[o + "i", "y"], [o + "y", "i"]]));
const TWINS = { "hàng": "hằng", "hằng": "hàng" };
function twin(word, folded) {
  const last = I_AND_Y.get(folded);
  if (!last) return Object.hasOwn(TWINS, word) ? TWINS[word] : null;
  const apart = word.normalize("NFD"), at = folded.length - 1;
  return (apart.slice(0, at) + last + apart.slice(at + 1)).normalize("NFC");
}

function* edits(word) {
  for (let at = 0; at <= word.length; at++) {
    const before = word.slice(0, at), after = word.slice(at);
    if (after.length > 1) yield before + after[1] + after[0] + after.slice(2);
    if (after && word.length > 1) yield before + after.slice(1);
    for (const letter of "abcdefghijklmnopqrstuvwxyz") {
      if (after) yield before + letter + after.slice(1);
      yield before + letter + after;
    }
  }
}

class Syllables {
  constructor(counts) {
    this.counts = counts;
    this.byFold = new Map();
    for (const s of counts.keys()) { const f = fold(s); this.byFold.has(f) ? this.byFold.get(f).push(s) : this.byFold.set(f, [s]); }
  }
  meaning(word, unfinished, marked) {
    if (digit(word[0])) return { syllables: new Map([[word, 1]]), folds: [word], slip: false, beginning: unfinished ? word : null };
    const folded = fold(word);
    let found = this.same(word, folded), slip = false;
    const other = twin(word, folded);
    if (other) found = [...new Set([...found, ...this.same(other, fold(other))])];
    const endings = unfinished ? this.endings(word, folded) : [];
    if (!found.length && !endings.length) { found = this.slips(folded); slip = true; }
    let weights = this.weights(found, slip ? 0.7 : 1);
    if (weights.has(word) && marked && !slip) for (const [s, w] of weights) weights.set(s, s === word ? 1 : w / 2);
    if (!found.length) weights = this.weights(endings, 0.4);
    const folds = [...new Set([...weights.keys()].map(fold))];
    return { syllables: weights, folds: folds.length ? folds : [folded], slip, beginning: unfinished ? folded : null };
  }
  same(word, folded) {
    if (word !== folded && this.counts.has(word)) return [word];
    const same = this.byFold.get(folded) || [];
    if (word === folded) return same;
    const fit = same.filter((s) => hasMarks(s, word));
    return fit.length ? fit : same;
  }
  endings(word, folded) {
    const longer = [];
    for (const [f, list] of this.byFold) if (f !== folded && f.startsWith(folded))
      for (const s of list) if (word === folded || hasMarks(s.slice(0, word.length), word)) longer.push(s);
    return this.frequent(longer).slice(0, 8);
  }
  slips(folded) {
    const near = [...new Set(edits(folded))].filter((f) => this.byFold.has(f));
    const most = new Map(near.map((f) => [f, Math.max(...this.byFold.get(f).map((s) => this.counts.get(s)))]));
    near.sort((a, b) => most.get(b) - most.get(a) || (a < b ? -1 : 1));
    return near.slice(0, 5).flatMap((f) => this.byFold.get(f));
  }
  frequent(list) { return [...list].sort((a, b) => this.counts.get(b) - this.counts.get(a) || (a < b ? -1 : 1)); }
  weights(found, share) {
    const kept = this.frequent(found).slice(0, 16), most = Math.max(1, ...kept.map((s) => this.counts.get(s)));
    return new Map(kept.map((s) => [s, share * Math.max(0.1, round3(Math.sqrt(this.counts.get(s) / most)))]));
  }
}

// ---- the engine -------------------------------------------------------------------------------------------------------
const PAIR_BOOST = 2, WHOLE_NAME = 1000, LEAST_TOLD = 0.6, BESIDE = 0.5, NUMBER = 2, BEGUN = 1.5, FEW = 2, MOST_NAMES = 8, MOST_PAIRS = 40, COMMON = 1000, K1 = 1.2, B = 0.75, FIELD_BOOSTS = [4, 1];
// lunr rounds to three places as Python does: to the nearer of the two, which only a tie of halves could make unclear.
const rounded = (x) => { const y = x * 1000, n = Math.round(y); return Math.abs(y - Math.floor(y) - 0.5) < 1e-6 ? Number(x.toFixed(3)) : n / 1000; };

// How much of a query a document has: for each word or pair, where it stands, and how much it tells.
class Told {
  constructor(documents) { this.documents = documents; this.places = []; this.tells = []; this.total = 0; }
  add(place, count, number) {
    const tell = Math.log(1 + Math.abs((this.documents - count + 0.5) / (count + 0.5))) * (number ? NUMBER : 1);
    this.places.push(place);
    this.tells.push(tell);
    // A word that stands nowhere tells two documents apart no more than one that stands in all.
    if (place.size) this.total += tell;
  }
  share(number) {
    let held = 0;
    this.places.forEach((place, i) => { if (place.has(number)) held += this.tells[i]; });
    return this.total ? held / this.total : 1;
  }
}

export class Engine {
  constructor(base) { this.base = base; this.shards = new Map(); this.held = new Map(); this.pageCache = new Map(); }

  static async open(base) {
    const engine = new Engine(base);
    const manifest = await (await fetch(`${base}tim/chi-muc.json`, { cache: "no-cache" })).json();
    engine.head = readHead(await inflated(await fetch(`${base}tim/${manifest.dau}`)));
    engine.words = new Syllables(engine.head.counts);
    return engine;
  }

  at(key) {
    const borders = this.head.borders;
    let low = 0, high = borders.length;
    while (low < high) { const mid = (low + high) >> 1; if (less(key, borders[mid])) high = mid; else low = mid + 1; }
    return Math.max(0, low - 1);
  }

  // The shards where terms may lie whose form without marks begins so.
  files(key) {
    const first = this.at([key, ""]);
    return Array.from({ length: this.at([key + "\uffff", ""]) - first + 1 }, (_, i) => first + i);
  }

  async need(terms, beginnings) {
    if (!this.head.shards.length) return;
    const wanted = new Set(terms.map((term) => this.at(order(term))));
    for (const key of beginnings) for (const i of this.files(key)) wanted.add(i);
    await Promise.all([...wanted].map((i) => {
      if (!this.shards.has(i)) {
        const fetched = fetch(`${this.base}tim/m/${this.head.shards[i]}.bin`).then(inflated).then((data) => this.held.set(i, readShard(data)));
        this.shards.set(i, fetched);
        fetched.catch(() => this.shards.delete(i));
      }
      return this.shards.get(i);
    }));
  }

  postings(term) { const shard = this.held.get(this.at(order(term))); return shard && shard.get(term); }

  beginning(key) {
    const found = [];
    for (const i of this.files(key))
      for (const [term, postings] of this.held.get(i) || []) if (postings.order[0].startsWith(key)) found.push([term, postings]);
    return found;
  }

  numbers(postings, into = new Set()) {
    if (!postings) return into;
    for (const n of postings.numbers[0]) into.add(n);
    for (const n of postings.numbers[1]) into.add(this.head.meetings + n);
    return into;
  }

  // The answer to a query: {ranked: [[number, score]], meant, better, unknown, phrases}.
  // `wishes`: filters set otherwise than by typing, as parse() gives them.
  async answer(text, wishes = []) {
    const asked = parse(text);
    asked.wishes.push(...wishes);
    const named = asked.wishes.filter((w) => "plrt".includes(w.field));
    const tags = named.flatMap((w) => { const words = w.value.split(" "); return words.map((_, i) => `@${w.field} ${slug(words.slice(0, i + 1).join(" "))}`); });
    const plain = (extra) => {
      const words = [...asked.words, ...extra], groups = [words, ...asked.phrases];
      const unfinished = asked.open && !extra.length;
      const every = groups.flat(), marked = every.some((t) => t.text !== fold(t.text));
      const meant = groups.map((group, g) => group.map((t, i) => this.words.meaning(t.text, g === 0 && unfinished && i === group.length - 1, marked)));
      let names = ["="];
      words.forEach((t, i) => {
        const said = meant[0][i].slip ? meant[0][i].folds : [fold(t.text)];
        names = names.flatMap((name) => said.map((word) => (i ? `${name} ${word}` : name + word))).slice(0, MOST_NAMES);
      });
      return { words, groups, meant, marked, names, unfinished };
    };
    const without = asked.without.map((group) => group.map((t) => this.words.meaning(t.text, false, true)));
    const wanted = (plan) => {
      const terms = plan.meant.flatMap((meant, g) => meant.flatMap((m, i) => (this.common(plan.groups[g], meant, i, g > 0) ? [] : [...m.syllables.keys()])));
      terms.push(...[...plan.groups.map((g, i) => i && g.length === 1 ? plan.meant[i] : []), ...without].filter((m) => m.length === 1).flatMap(([m]) => [...m.syllables.keys()]));
      const keys = [];
      for (const group of [...plan.meant, ...without]) for (let i = 1; i < group.length; i++) for (const a of group[i - 1].folds)
        for (const b of group[i].beginning !== null ? [group[i].beginning] : group[i].folds) keys.push(`${a} ${b}`);
      if (plan.words.length && !asked.phrases.length) {
        terms.push(...plan.names);
        if (plan.unfinished && this.files(plan.names[0]).length <= FEW) keys.push(plan.names[0]);
      }
      return [terms, keys];
    };
    let plan = plain([]);
    const [terms, keys] = wanted(plan);
    await this.need([...terms, ...tags], keys);
    const unknown = [], rest = [], passed = new Map();
    for (const wish of asked.wishes) {
      const found = "plrt".includes(wish.field) ? this.named(wish, rest) : this.plain(wish);
      if (!found) unknown.push(wish);
      else passed.set(wish.field, new Set([...(passed.get(wish.field) || []), ...found]));
    }
    if (rest.length) { plan = plain(rest); await this.need(...wanted(plan)); }
    let allowed = null;
    for (const found of passed.values()) allowed = allowed ? new Set([...allowed].filter((n) => found.has(n))) : found;

    const clauses = new Map(), told = new Told(this.head.documents), beside = new Told(this.head.documents);
    plan.groups.forEach((group, g) => this.group(group, plan.meant[g], clauses, told, beside, g > 0));
    asked.phrases.forEach((phrase) => {
      const found = this.phrase(phrase.map((t) => this.words.meaning(t.text, false, plan.marked)));
      allowed = allowed ? new Set([...allowed].filter((n) => found.has(n))) : found;
    });
    without.forEach((meant) => {
      const excluded = this.phrase(meant), all = allowed || Array.from({ length: this.head.documents }, (_, n) => n);
      allowed = new Set([...all].filter((n) => !excluded.has(n)));
    });
    const every = plan.groups.flat();
    const scores = every.length ? this.scores(clauses) : new Map([...(allowed || [])].map((n) => [n, 0]));
    const meant = plan.meant.flat(), called = new Set(), begun = new Set();
    if (plan.words.length && !asked.phrases.length) {
      for (const name of plan.names) this.numbers(this.postings(name), called);
      if (plan.unfinished && this.files(plan.names[0]).length <= FEW)
        for (const [, postings] of this.beginning(plan.names[0])) for (const n of postings.numbers[1]) begun.add(this.head.meetings + n);
    }
    return {
      ranked: this.ranked(scores, told, beside, allowed, called, begun),
      meant, better: this.better(every, meant), unknown, phrases: asked.phrases, empty: !every.length && !asked.wishes.length,
    };
  }

  group(words, meant, clauses, told, beside, needed) {
    const add = (term, postings, boost) => { const c = clauses.get(term); c ? (c.boost += boost) : clauses.set(term, { postings, boost }); };
    const number = words.map((word) => digit(word.text[0]));
    const own = meant.map((meaning, i) => {
      const here = new Set();
      if (!this.common(words, meant, i, needed)) for (const [s, weight] of meaning.syllables) { const p = this.postings(s); if (p) { add(s, p, weight); this.numbers(p, here); } }
      return here;
    });
    const counts = own.map((set, i) => this.common(words, meant, i, needed) || Math.max(set.size, 1));
    for (let i = 1; i < meant.length; i++) {
      if (!words[i].joined && !needed) continue;
      const together = new Set();
      for (const [pair, postings, weight] of this.pairs(meant[i - 1], meant[i])) {
        add(pair, postings, PAIR_BOOST * weight);
        this.numbers(postings, together);
      }
      for (const n of together) { own[i - 1].add(n); own[i].add(n); }
      beside.add(together, together.size, number[i - 1] || number[i]);
    }
    own.forEach((place, i) => told.add(place, counts[i], number[i]));
  }

  // In how many documents a word stands, where that is so many that only its pairs are asked for; else 0.
  common(words, meant, at, needed) {
    const joined = (i) => i > 0 && i < words.length && (words[i].joined || needed);
    const most = Math.max(0, ...[...meant[at].syllables.keys()].map((s) => this.head.counts.get(s) || 0));
    return most > COMMON && (joined(at) || joined(at + 1)) ? most : 0;
  }

  pairs(first, second) {
    const fits = [], seen = new Set();
    for (const a of first.folds) for (const b of second.beginning !== null ? [second.beginning] : second.folds)
      for (const [pair, postings] of this.beginning(`${a} ${b}`)) {
        const cut = pair.indexOf(" "), left = pair.slice(0, cut), right = pair.slice(cut + 1);
        const goesOn = second.beginning !== null && fold(right).startsWith(second.beginning);
        if (cut > 0 && !seen.has(pair) && first.syllables.has(left) && (second.syllables.has(right) || goesOn)) { seen.add(pair); fits.push([pair, postings]); }
      }
    fits.sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1));
    const most = fits.length ? fits[0][1].count : 1;
    return fits.slice(0, MOST_PAIRS).map(([pair, p]) => [pair, p, Math.max(0.1, round3(Math.sqrt(p.count / most)))]);
  }

  phrase(meant) {
    if (meant.length === 1) { const here = new Set(); for (const s of meant[0].syllables.keys()) this.numbers(this.postings(s), here); return here; }
    let both = null;
    for (let i = 1; i < meant.length; i++) {
      const here = new Set();
      for (const [, postings] of this.pairs(meant[i - 1], meant[i])) this.numbers(postings, here);
      both = both ? new Set([...both].filter((n) => here.has(n))) : here;
    }
    return both || new Set();
  }

  named(wish, rest) {
    const words = wish.value.split(/\s+/).filter(Boolean);
    for (let length = words.length; length >= (wish.quoted ? words.length : 1) && length; length--) {
      const postings = this.postings(`@${wish.field} ${slug(words.slice(0, length).join(" "))}`);
      if (postings) { rest.push(...parse(words.slice(length).join(" ")).words); return this.numbers(postings); }
    }
    rest.push(...parse(wish.value).words);
    return null;
  }

  plain(wish) {
    const { days, looks, meetings } = this.head, folded = fold(wish.value);
    const where = (test) => { const found = new Set(); for (let n = 0; n < meetings; n++) if (test(n)) found.add(n); return found; };
    if (wish.field === "year") { const span = years(wish.value); return span && where((n) => Math.floor(days[n] / 10000) >= span[0] && Math.floor(days[n] / 10000) <= span[1]); }
    if (wish.field === "kind") { const kind = MEETING_KINDS.indexOf(KIND_WORDS[folded]); return kind >= 0 ? where((n) => looks[n] >> 4 === kind) : null; }
    if (wish.field === "level") { const level = LEVELS.indexOf(LEVEL_WORDS[folded]); return level >= 0 ? where((n) => (looks[n] & 15) === level) : null; }
    const bound = day(wish.value, wish.field === "to");
    return bound && where((n) => (wish.field === "from" ? days[n] >= bound : days[n] <= bound));
  }

  // lunr's scores of a query of exact terms: Map of term to {postings, boost}.
  scores(clauses) {
    const { lengths, averages, boosts, meetings, documents } = this.head, found = new Map();
    let magnitude = 0;
    for (const { postings, boost } of clauses.values()) {
      if (!postings.count) continue;
      magnitude += boost * boost;
      let held = 0;
      for (const side of postings.frequencies) for (const field of side) for (const f of field) if (f) held++;
      const weight = Math.log(1 + Math.abs((documents - held + 0.5) / (held + 0.5)));
      postings.numbers.forEach((side, s) => side.forEach((n, i) => {
        const number = s ? meetings + n : n;
        let sum = 0;
        for (let field = 0; field < 2; field++) {
          const frequency = postings.frequencies[s][field][i];
          if (!frequency) continue;
          const norm = K1 * (1 - B + B * (lengths[field][number] / averages[field]));
          sum += boost * rounded((weight * ((K1 + 1) * frequency)) / (norm + frequency) * FIELD_BOOSTS[field] * boosts[number]);
        }
        if (sum) found.set(number, (found.get(number) || 0) + sum);
      }));
    }
    magnitude = Math.sqrt(magnitude);
    for (const [number, sum] of found) found.set(number, sum / magnitude);
    return found;
  }

  ranked(scores, told, beside, allowed, called, begun) {
    const found = [], meetings = this.head.meetings;
    for (const [number, reached] of scores) {
      const share = told.share(number);
      if ((allowed && !allowed.has(number)) || share < LEAST_TOLD) continue;
      const value = reached * share * share * (1 - BESIDE + BESIDE * beside.share(number)) * (begun.has(number) ? BEGUN : 1);
      found.push([number, Math.round((value + (called.has(number) ? WHOLE_NAME : 0)) * 1e6) / 1e6]);
    }
    const rank = (n) => (n < meetings ? -n : n);
    return found.sort((a, b) => b[1] - a[1] || (a[0] < meetings ? 0 : 1) - (b[0] < meetings ? 0 : 1) || rank(a[0]) - rank(b[0]));
  }

  better(words, meant) {
    if (!meant.some((m) => m.slip && m.syllables.size)) return null;
    const said = [];
    meant.forEach((meaning, at) => {
      let best = words[at].text, weight = -1;
      for (const [s, w] of meaning.syllables) if (w > weight || (w === weight && s > best)) { best = s; weight = w; }
      const before = at ? this.pairs(meant[at - 1], meaning).filter(([p]) => p.startsWith(said[at - 1] + " ")) : [];
      if (before.length) best = before[0][0].slice(before[0][0].indexOf(" ") + 1);
      else if (at + 1 < meant.length) { const after = this.pairs(meaning, meant[at + 1]); if (after.length) best = after[0][0].slice(0, after[0][0].indexOf(" ")); }
      said.push(best);
    });
    return said.join(" ");
  }

  // What is shown of some documents: [{kind, address, title, detail, parts: [[anchor, text]]}].
  pages(numbers) {
    const { meetings, groups } = this.head;
    return Promise.all(numbers.map((n) => {
      if (!this.pageCache.has(n)) {
        const k = n - meetings;
        const name = k < 0 ? `${n}-${groups[0][Math.floor(n / GROUP)]}` : `k${k}-${groups[1][Math.floor(k / GROUP)]}`;
        const page = fetch(`${this.base}tim/b/${name}.bin`).then(inflated).then((data) => {
          const [kind, address, title, detail, parts] = JSON.parse(utf8.decode(data));
          return { number: n, kind, address, title, detail, parts };
        });
        this.pageCache.set(n, page);
        page.catch(() => this.pageCache.delete(n));
      }
      return this.pageCache.get(n);
    }));
  }

  // The first `limit` answers from place `from` on that have every phrase; each page with the part that fits best.
  async hits(answer, limit, from = 0) {
    const found = [];
    let at = from;
    while (found.length < limit && at < answer.ranked.length) {
      const some = answer.ranked.slice(at, at + limit - found.length);
      at += some.length;
      (await this.pages(some.map(([n]) => n))).forEach((page, i) => {
        if (answer.phrases.every((phrase) => hasPhrase([page.title, ...page.parts.map((p) => p[1])], phrase)))
          found.push({ ...page, score: some[i][1], ...best(page.parts, answer.meant) });
      });
    }
    return { found, next: at };
  }

  // How many of some documents there are of each year, kind and level.
  tally(ranked) {
    const { days, looks, meetings, kinds } = this.head, year = new Map(), kind = new Map(), level = new Map();
    const up = (map, key) => map.set(key, (map.get(key) || 0) + 1);
    for (const [n] of ranked) {
      if (n >= meetings) { up(kind, KINDS[kinds[n]]); continue; }
      up(year, Math.floor(days[n] / 10000));
      up(kind, MEETING_KINDS[looks[n] >> 4]);
      up(level, LEVELS[looks[n] & 15]);
    }
    return { year, kind, level };
  }

  // Provinces, leaders or documents (place 0, 1, 2 of head.facets) of the meetings among some documents, most first.
  async facet(place, ranked) {
    const read = new Reader(await inflated(await fetch(`${this.base}tim/${this.head.facets[place]}.bin`)));
    const labels = Array.from({ length: read.number() }, () => [read.text(), read.text()]), counts = new Map();
    const wanted = new Set(ranked.map(([n]) => n));
    for (let n = 0; n < this.head.meetings; n++) {
      for (let left = read.number(), last = -1; left > 0; left--) {
        last += read.number() + 1;
        if (wanted.has(n)) counts.set(last, (counts.get(last) || 0) + 1);
      }
    }
    return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([i, count]) => ({ id: labels[i][0], label: labels[i][1], count }));
  }
}

// ---- the place within a page ------------------------------------------------------------------------------------------
const LISTS = { "van-ban": 0.8, "nguoi-du": 0.8, "dia-phuong": 0.8, "tom-tat": 0.8 };

export function weight(word, meaning) {
  if (meaning.syllables.has(word)) return meaning.syllables.get(word);
  return meaning.beginning !== null && fold(word).startsWith(meaning.beginning) ? 0.4 : 0;
}

function best(parts, meant) {
  let anchor = "", text = "", reached = 0;
  for (const [where, words] of parts) {
    const most = meant.map(() => 0), joined = meant.map(() => 0);
    let before = meant.map(() => 0);
    for (const { text: word } of tokens(words)) {
      const here = meant.map((meaning) => weight(word, meaning));
      here.forEach((w, i) => {
        most[i] = Math.max(most[i], w);
        if (i && w && before[i - 1]) joined[i] = Math.max(joined[i], w);
      });
      before = here;
    }
    const value = (most.reduce((a, b) => a + b, 0) + 1.5 * joined.reduce((a, b) => a + b, 0)) * (LISTS[where] || 1);
    if (value > reached + 1e-9) { anchor = where; text = words; reached = value; }
  }
  return { anchor, text: text || (parts[0] ? parts[0][1] : "") };
}

export function hasPhrase(texts, phrase) {
  return texts.some((text) => {
    const words = tokens(text).map((t) => t.text);
    for (let at = 0; at + phrase.length <= words.length; at++)
      if (phrase.every((t, i) => t.text === words[at + i] || t.text === fold(words[at + i]))) return true;
    return false;
  });
}

// Stretches of a text to mark: [[start, end]] in its NFC form, neighbours that both fit as one.
export function spans(text, meant) {
  const found = tokens(text), fits = found.map((t) => Math.max(0, ...meant.map((m) => weight(t.text, m)))), made = [];
  const near = found.map((t, i) => fits[i] > 0 && ((t.joined && fits[i - 1] > 0) || (found[i + 1] && found[i + 1].joined && fits[i + 1] > 0)));
  // Where words of the query stand side by side, a lone syllable that only might be meant is not what was found.
  const runs = near.some(Boolean), told = found.map((t, i) => near[i] || fits[i] > (runs ? 0.6 : 0.25));
  found.forEach((t, i) => {
    if (!told[i]) return;
    const last = made[made.length - 1];
    if (last && i && told[i - 1] && t.joined) last[1] = t.end; else made.push([t.start, t.end]);
  });
  return made;
}
