// The files of the index: how their bytes are read. The same as giaoban/search/wire.py, head.py and shards.py.
import { fold } from "./tokens.js";

export const utf8 = new TextDecoder();

export class Reader {
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

export async function inflated(response) {
  if (!response.ok) throw new Error(String(response.status));
  return new Uint8Array(await new Response(response.body.pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer());
}

export const KINDS = ["briefing", "leader", "province", "resolution", "plenum", "series", "topic"];
const KIND_BOOSTS = [1, 2, 2, 1.2, 1.2, 1.4, 1.5];
export const MEETING_KINDS = ["briefing", "interim-review", "review"], LEVELS = ["central", "cluster", "province", "district"];
export const GROUP = 64, EPOCH = Date.UTC(2000, 0, 1) / 864e5;

// Strings in the order of the index: by form without marks, then as they are, by code unit.
export const less = (a, b) => (a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]));
export const order = (term) => [fold(term), term];

export function readHead(data) {
  const read = new Reader(data), meetings = read.number(), others = KINDS.slice(1).map(() => read.number());
  const documents = meetings + others.reduce((a, b) => a + b, 0);
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
  return {
    meetings, documents, days, looks, boosts, kinds, borders: borders.map((b) => [fold(b), b === fold(b) ? "" : b]), shards, groups, facets: read.names(3),
    counts: new Map(syllables.map((s, i) => [s, Math.round(2 ** (classes[i] / 8))])),
  };
}

// One file of postings. All numbers go into three long arrays: a file has hundreds of terms, and a query asks for one or two.
export class Shard {
  constructor(data) {
    const read = new Reader(data);
    this.terms = read.sorted(read.number());
    this.places = new Map(this.terms.map((term, i) => [term, i]));
    this.starts = new Int32Array(2 * this.terms.length + 1);
    for (let i = 0; i + 1 < this.starts.length; i++) this.starts[i + 1] = this.starts[i] + read.number();
    const total = this.starts[this.starts.length - 1];
    this.numbers = new Int32Array(total);
    this.names = new Int32Array(total);
    this.text = new Int32Array(total);
    for (let i = 0; i + 1 < this.starts.length; i++)
      for (let k = this.starts[i], last = -1; k < this.starts[i + 1]; k++) this.numbers[k] = last += read.number() + 1;
    for (let k = 0; k < total; k++) {
      const code = read.number();
      this.text[k] = code >>> 1;
      if (code & 1) this.names[k] = read.number();
    }
  }
  get(term) {
    const at = this.places.get(term);
    if (at === undefined) return undefined;
    const [first, middle, end] = this.starts.subarray(2 * at, 2 * at + 3), sides = [[first, middle], [middle, end]];
    return {
      numbers: sides.map(([a, b]) => this.numbers.subarray(a, b)),
      frequencies: sides.map(([a, b]) => [this.names.subarray(a, b), this.text.subarray(a, b)]),
      count: end - first,
    };
  }
  // Every term whose form without marks begins so; they lie side by side.
  beginning(key) {
    let low = 0, high = this.terms.length;
    while (low < high) { const mid = (low + high) >> 1; if (fold(this.terms[mid]) < key) low = mid + 1; else high = mid; }
    const found = [];
    for (; low < this.terms.length && fold(this.terms[low]).startsWith(key); low++) found.push(this.terms[low]);
    return found;
  }
}
