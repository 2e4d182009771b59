"""Every pattern of the package under attack: is the work in step with the length of the text?

Run: python -m trust.regexes [SECONDS]. Prints the patterns whose work grows faster than the text,
or that need more than so long for the largest text a page may hold.
"""

from __future__ import annotations

import signal
import sys
import time
from dataclasses import dataclass

from trust.attacks import Attack, attacks
from trust.patterns import Place, every_pattern

LENGTHS = (300, 2_400, 19_200)
MOST_S = 20.0
"""CPU seconds a pattern may need for the largest text, were it all in its way: 2.5 µs a character.
What a page of that size costs altogether is measured by `long_strings`."""
ENOUGH_S = 1.0
"""CPU seconds after which a pattern is stopped: none of them needs a hundredth for these texts."""
SHORT_S = 0.05
"""CPU seconds for a text that is cut before a pattern meets it."""
NOISE_S = 0.03
"""CPU seconds below which a growth is no growth: the clock and the machine are not that even."""
FASTER = 3.0
"""How much faster than the text the work may seem to grow by chance: eight times the text costs a
linear pattern eight times the work, and a quadratic one sixty-four times."""


@dataclass(frozen=True, slots=True)
class Slow:
    """A pattern that costs too much."""

    place: Place
    attack: Attack
    seconds: float
    """For the largest text, as far as the growth tells."""
    grows: bool
    """Whether the work grows faster than the text."""

    def __str__(self) -> str:
        how = "grows faster than the text" if self.grows else "costs too much a character"
        return (
            f"{self.place.file} {self.place.name}: {how}, {self.seconds:.0f} s for "
            f"{self.place.reach:,} "
            f"characters like {(self.attack.prefix, self.attack.pump, self.attack.end)!r}: "
            f"{self.place.pattern.pattern[:120]!r}"
        )


def runs_away(place: Place) -> bool:
    """Tell whether a short string made from a pattern is enough to keep it busy for a second."""
    texts = (attack.text(LENGTHS[0]) for attack in attacks(place.pattern))
    return any(_cost(place, text) >= ENOUGH_S for text in texts)


def slow(place: Place, most_s: float = MOST_S) -> Slow | None:
    """Return the worst a pattern does with strings made from it, where that is too much."""
    worst: Slow | None = None
    for attack in attacks(place.pattern):
        found = _measured(place, attack, most_s)
        if found is not None and (worst is None or found.seconds > worst.seconds):
            worst = found
            if found.grows:
                break
    return worst


def _measured(place: Place, attack: Attack, most_s: float) -> Slow | None:
    """Return what a string costs where it is too much; longer ones are tried while all is well."""
    if place.reach <= LENGTHS[-1]:
        spent = _cost(place, attack.text(place.reach))
        return Slow(place, attack, spent, grows=False) if spent > SHORT_S else None
    before = 0.0
    for length in LENGTHS:
        spent = _cost(place, attack.text(length))
        if spent > NOISE_S and _grows(spent, before):
            spent = min(spent, _cost(place, attack.text(length)))  # by chance?
            if spent > NOISE_S and _grows(spent, before):
                return Slow(place, attack, spent * (place.reach / length) ** 2, grows=True)
        before = spent
    needed = before * place.reach / LENGTHS[-1]
    return Slow(place, attack, needed, grows=False) if needed > most_s else None


def _grows(spent: float, before: float) -> bool:
    step = LENGTHS[1] / LENGTHS[0]
    return spent > max(before, NOISE_S / step) * step * FASTER or spent >= ENOUGH_S


def _cost(place: Place, text: str) -> float:
    """Return the CPU seconds a use of the pattern takes, `ENOUGH_S` where it takes longer."""
    before = signal.signal(signal.SIGVTALRM, _interrupt)
    signal.setitimer(signal.ITIMER_VIRTUAL, ENOUGH_S)
    start = time.process_time()
    try:
        if place.anywhere:
            # A search ends at the first find; going through all is what a substitution does.
            for _ in place.pattern.finditer(text):
                pass
        else:
            place.pattern.match(text)
    except TimeoutError:
        return ENOUGH_S
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - start


def _interrupt(number: int, frame: object) -> None:
    raise TimeoutError


def main() -> int:
    """Attack every pattern and print the slow ones."""
    most_s = float(sys.argv[1]) if len(sys.argv) > 1 else MOST_S
    places, count = every_pattern(), 0
    for place in places:
        found = slow(place, most_s)
        if found is not None:
            count += 1
            print(found, flush=True)
    print(f"{len(places)} patterns, {count} slow")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
