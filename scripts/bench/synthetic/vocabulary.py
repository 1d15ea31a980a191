"""Vietnamese words beyond those of the archive's own texts: put together from the language's onsets, rimes and tones.

A chain over a few dozen records knows some 700 syllables; papers of years know thousands, most of them seldom. What search
costs depends on both, on how many syllables there are and on how many stand beside how many others.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterable, Iterator

from bench.synthetic.chain import Chain, Shares, maybe


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ONSETS = (*_words("b c ch d đ g gi h kh l m n ng nh ph q r s t th tr v x"), "")
_BEFORE_FRONT = {"c": "k", "g": "gh", "ng": "ngh"}
_OPEN = _words(
    "a e ê i o ô ơ u ư ia ua ưa ai ao au ay âu ây eo êu iu iêu oi ôi ơi ui uôi ưi ươi ưu ươu oa oai oay oe uê uơ uy "
    "am ăm âm em êm im iêm om ôm ơm um uôm ươm an ăn ân en ên in iên on ôn ơn un uôn ươn oan oăn uân uyên ang ăng âng eng "
    "iêng ong ông ung ưng uông ương oang oăng anh ênh inh oanh uynh"
)
# Before a stop there are two tones only.
_STOPPED = _words(
    "ap ăp âp ep êp ip iêp op ôp ơp up ươp at ăt ât et êt it iêt ot ôt ơt ut ưt uôt ươt oat oăt uât uyêt ac ăc âc iêc oc ôc "
    "uc ưc uôc ươc ach êch ich oach"
)
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_TONES_STOPPED = _TONES[-2:]
_ROUNDED = ("oa", "oă", "oe", "uâ", "uê", "uơ", "uy")
_NOT_ROUNDED = frozenset(["b", "m", "ph", "v", "r", "g", "gi", "n"])
_VOWELS = "aăâeêioôơuưy"

_SYLLABLES = 4_200
_WORDS = 16_000
# The lexicon is the same for every archive: only how often a word is drawn is the archive's own chance.
_SEED = 20180118
# Below 1, single syllables would come up more often than words of two; above, less often.
_SINGLE = 2.0
# The likelihood that another word stands at a place in a sentence.
_PLACES = 0.045


def syllables() -> Iterator[str]:
    """Every syllable that the rules of spelling allow, tones placed in the old style (``hòa``): some 13,000."""
    for onset in _ONSETS:
        for rimes, tones in ((_OPEN, _TONES), (_STOPPED, _TONES_STOPPED)):
            for rime in rimes:
                if spelled := _spelled(onset, rime):
                    before, vowels = spelled
                    yield from (before + _toned(vowels, tone) for tone in tones)


def _spelled(onset: str, rime: str) -> tuple[str, str] | None:
    """Onset and rime as they are written together; None where they do not meet."""
    rounded = rime.startswith(_ROUNDED)
    if onset == "q":
        return ("qu", rime[1:]) if rounded else None
    if (rounded and onset in _NOT_ROUNDED) or (onset == "gi" and rime[0] == "i"):
        return None
    if not onset and rime.startswith("i"):
        return ("", f"y{rime[1:]}") if rime.startswith("iê") else None
    return (_BEFORE_FRONT.get(onset, onset) if rime[0] in "eêi" else onset), rime


def _toned(rime: str, tone: str) -> str:
    """A rime with the tone on the vowel that carries it."""
    if not tone:
        return rime
    vowels = [at for at, letter in enumerate(rime) if letter in _VOWELS]
    heavy = [at for at in vowels if rime[at] in "ăâêôơ"] or [at for at in vowels if rime[at] == "ư"]
    closed = rime[-1] not in _VOWELS
    at = heavy[-1] if heavy else vowels[-1] if closed else vowels[1 if len(vowels) > 2 else 0]
    return unicodedata.normalize("NFC", rime[: at + 1] + tone + rime[at + 1 :])


def lexicon() -> list[tuple[str, ...]]:
    """Words of one or two syllables, those that are said most often first; the same on every machine."""
    rng = random.Random(_SEED)  # noqa: S311 -- nothing here is secret
    known = sorted(dict.fromkeys(syllables()), key=lambda _: rng.random())[:_SYLLABLES]
    shares = Shares(known, 400)
    found: dict[tuple[str, ...], None] = dict.fromkeys((syllable,) for syllable in known)
    while len(found) < _WORDS:
        found[shares.draw(rng), shares.draw(rng)] = None
    return sorted(found, key=lambda word: rng.random() * (1 if len(word) > 1 else _SINGLE))


class WideChain(Chain):
    """A chain in whose sentences words of the lexicon stand here and there, a few of them often, most of them hardly ever."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Learn from some texts, in their order. Raises `ValueError` when no sentence is among them."""
        super().__init__(texts)
        self._words = Shares(lexicon(), 30)

    def sentence(self, rng: random.Random, most: int = 50) -> list[str]:
        """One sentence of at most ``most`` words, with a capital and a full stop."""
        words = super().sentence(rng, most)
        at = 1
        while at < len(words) - 2:
            if maybe(rng, _PLACES):
                other = self._words.draw(rng)
                end = at + len(other)
                # Names, numbers and what a comma follows stay as they are.
                if all(word.isalpha() and word.islower() for word in words[at:end]):
                    words[at:end] = other
                    at = end
            at += 1
        return words
