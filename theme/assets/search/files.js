// The files of the index: how their bytes are read. The same as giaoban/search/wire.py, numbers.py, head.py and shards.py.
import {
  ENTITIES,
  EPOCH,
  FACETS,
  GROUP_BITS,
  KIND_BITS,
  KIND_BOOSTS,
  KINDS,
  LARGE,
  LEVEL_BOOSTS,
  MARK,
  RATE_BITS,
  SHARED_BITS,
} from "./constants.js";
import { fold } from "./tokens.js";

export const utf8 = new TextDecoder();

export class ByteReader {
  constructor(data) {
    this.data = data;
    this.at = 0;
  }
  bytes(count) {
    this.at += count;
    return this.data.subarray(this.at - count, this.at);
  }
  // So many whole numbers: a byte each, then of the large ones the rest, the lowest bytes of all first.
  numbers(count) {
    const found = Int32Array.from(this.bytes(count));
    const large = [];
    found.forEach((value, i) => {
      if (value === LARGE) {
        large.push(i);
      }
    });
    const [low, middle, high] = [0, 1, 2].map(() => this.bytes(large.length));
    large.forEach((at, i) => {
      found[at] += low[i] | (middle[i] << 8) | (high[i] << 16);
    });
    return found;
  }
  lines() {
    const length = new DataView(this.data.buffer, this.data.byteOffset + this.at).getUint32(0, true);
    this.at += 4;
    return length ? utf8.decode(this.bytes(length)).split("\n") : [];
  }
  names(count) {
    return Array.from({ length: count }, () =>
      Array.from(this.bytes(4), (b) => b.toString(16).padStart(2, "0")).join(""),
    );
  }
}

export async function inflated(response) {
  if (!response.ok) {
    throw new Error(String(response.status));
  }
  return new Uint8Array(
    await new Response(response.body.pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer(),
  );
}

export const placeOf = (number) => (number < ENTITIES ? 0 : ((number - ENTITIES) >> KIND_BITS) + 1);

// The first number whose text stands in the file in which this one's does: a meeting's stands alone.
export const firstBeside = (number) => (number < ENTITIES ? number : (number >> SHARED_BITS) << SHARED_BITS);

// The numbers of meetings follow from their days: the first that is free at or after a day's.
function numbered(days, rate) {
  const found = new Int32Array(days.length);
  for (let i = 0, free = 0; i < days.length; i++) {
    found[i] = Math.min(
      Math.max(Math.floor(((days[i] - EPOCH) * rate) / 2 ** RATE_BITS), free),
      ENTITIES - days.length + i,
    );
    free = found[i] + 1;
  }
  return found;
}

const hexOf = (name) => name.toString(16).padStart(8, "0");

// FNV-1a, of four bytes.
function hashOf(text) {
  let found = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    found = Math.imul(found ^ byte, 0x01000193) >>> 0;
  }
  return found;
}

export class Head {
  constructor(data) {
    const read = new ByteReader(data);
    this.provinces = read.lines();
    const rest = read.lines();
    const [syllables, borders, rate, count, ...sizes] = read.numbers(3 + KINDS.length);
    const days = read.numbers(count);
    for (let i = 1; i < count; i++) {
      days[i] += days[i - 1];
    }
    this.meetings = numbered(days, rate);
    this.others = read.numbers(sizes.reduce((a, b) => a + b, 0));
    sizes.reduce((at, size, kind) => {
      for (let i = 0, last = ENTITIES + kind * 2 ** KIND_BITS; i < size; i++) {
        this.others[at + i] = last += this.others[at + i];
      }
      return at + size;
    }, 0);
    this.documents = count + this.others.length;
    let before = "";
    const shared = read.numbers(rest.length);
    const strings = rest.map((ending, i) => (before = before.slice(0, shared[i]) + ending));
    // Of meetings, by their places in order of time: the day as 20181029; kind and level. And the place of each number.
    this.days = days.map((day) => {
      const d = new Date((day - 719163) * 864e5);
      return d.getUTCFullYear() * 10000 + (d.getUTCMonth() + 1) * 100 + d.getUTCDate();
    });
    this.looks = read.bytes(count);
    this.places = new Int32Array(count ? this.meetings[count - 1] + 1 : 0);
    this.meetings.forEach((number, place) => {
      this.places[number] = place;
    });
    const classes = read.bytes(syllables);
    this.counts = new Map(strings.slice(0, syllables).map((s, i) => [s, Math.round(2 ** (classes[i] / 8))]));
    this.borders = borders ? ["", ...strings.slice(syllables)] : [];
    // At which positions of names each syllable stands, by its form without marks.
    const named = read.bytes(syllables);
    this.named = new Map(strings.slice(0, syllables).map((s, i) => [fold(s), named[i]]));
    const begin = read.bytes(borders);
    const runs = read.names(begin.reduce((a, b) => a + b, 0));
    // The file of each shard, named by where it begins, and its version, which those of a run share.
    const files = new Set();
    for (const border of this.borders) {
      let name = hashOf(border);
      // Two names of four bytes can be the same by chance.
      while (files.has(hexOf(name))) {
        name = (name + 1) >>> 0;
      }
      files.add(hexOf(name));
    }
    this.files = [...files];
    let run = -1;
    this.shards = Array.from(begin, (first) => {
      run += first;
      return runs[run];
    });
    const groups = [...new Set(this.numbers().map((number) => number >> GROUP_BITS))];
    const names = read.names(groups.length);
    this.groups = new Map(groups.map((group, i) => [group, names[i]]));
    this.facets = read.names(FACETS.length);
    this.known = new Set(this.numbers());
  }
  numbers() {
    return [...this.meetings, ...this.others];
  }
  // How much a document counts, from its kind and, of a meeting, its level.
  boost(number) {
    return KIND_BOOSTS[placeOf(number)] * (number < ENTITIES ? LEVEL_BOOSTS[this.looks[this.places[number]] & 15] : 1);
  }
}

// One file of postings. All numbers go into three long arrays: a file has hundreds of terms, and a query asks for one or two.
export class Shard {
  constructor(data) {
    const read = new ByteReader(data);
    this.terms = read.lines();
    this.at = new Map(this.terms.map((term, i) => [term, i]));
    const sizes = read.numbers(this.terms.length);
    this.starts = new Int32Array(sizes.length + 1);
    sizes.forEach((size, i) => {
      this.starts[i + 1] = this.starts[i] + size;
    });
    const total = this.starts[sizes.length];
    this.numbers = read.numbers(total);
    for (let i = 0; i < sizes.length; i++) {
      for (let k = this.starts[i] + 1; k < this.starts[i + 1]; k++) {
        this.numbers[k] += this.numbers[k - 1];
      }
    }
    const codes = read.bytes(total);
    const marked = read.numbers(2 * codes.reduce((n, code) => n + (code === MARK), 0));
    this.names = Int32Array.from(codes, (code) => code & 3);
    this.text = Int32Array.from(codes, (code) => code >> 2);
    for (let k = 0, used = 0; k < total; k++) {
      if (codes[k] === MARK) {
        this.names[k] = marked[used++];
        this.text[k] = marked[used++];
      }
    }
  }
  get(term) {
    const at = this.at.get(term);
    if (at === undefined) {
      return undefined;
    }
    const start = this.starts[at];
    const end = this.starts[at + 1];
    return {
      numbers: this.numbers.subarray(start, end),
      fields: [this.names.subarray(start, end), this.text.subarray(start, end)],
      count: end - start,
    };
  }
  // Every term whose form without marks begins so; they are neighbours.
  beginning(key) {
    let low = 0;
    let high = this.terms.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (fold(this.terms[mid]) < key) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    const found = [];
    for (; low < this.terms.length && fold(this.terms[low]).startsWith(key); low++) {
      found.push(this.terms[low]);
    }
    return found;
  }
}
