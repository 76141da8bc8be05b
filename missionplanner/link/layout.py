"""How an object is cut: into segments, and these into symbols of equal length."""

from dataclasses import dataclass

# LoRa carries 255 bytes a packet: this and the packet's own 36 stay below, and a lost packet costs
# little. Bearers with longer packets carry longer symbols.
SYMBOL_BYTES = 200
# Of 256 symbols that a segment can give, so that there are enough others for what is lost.
MOST_PER_SEGMENT = 100
MOST_OBJECT_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class SymbolLayout:
    """Symbols of an object; both sides reckon it from its size and the length of a symbol.

    Attributes
    ----------
    size, symbol_bytes : int
    """

    size: int
    symbol_bytes: int

    @property
    def symbols(self) -> int:
        """Symbols of the object as it is."""
        return -(-self.size // self.symbol_bytes)

    @property
    def segments(self) -> int:
        """Parts that are coded each for itself."""
        return -(-self.symbols // MOST_PER_SEGMENT)

    def needed(self, segment: int) -> int:
        """Return how many symbols of a segment give it."""
        each, more = divmod(self.symbols, self.segments)
        return each + (segment < more)

    def start(self, segment: int) -> int:
        """Return the byte where a segment begins."""
        each, more = divmod(self.symbols, self.segments)
        return (segment * each + min(segment, more)) * self.symbol_bytes


def layout_for(size: int, symbol_bytes: int) -> SymbolLayout:
    """Return the layout of an object in as few symbols as can be, none longer than asked.

    The last symbol is not filled up with nothing: all are a little shorter instead.
    """
    symbols = -(-size // symbol_bytes)
    return SymbolLayout(size, -(-size // symbols))
