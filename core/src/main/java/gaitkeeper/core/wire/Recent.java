package gaitkeeper.core.wire;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values made of texts that come again and again: one object for equal texts as long as no other text takes its place. Spares
 * the making, and galleries a hundred bytes per exemplar. For any number of threads.
 */
final class Recent<T> {
    private static final int SLOTS = 1 << 12;

    private final Function<String, T> make;
    // Without locks: an entry is immutable, and one that a thread does not see yet is made again.
    private final @Nullable Entry<T>[] entries;

    @SuppressWarnings("unchecked") // An array of nothing yet.
    Recent(Function<String, T> make) {
        this.make = make;
        this.entries = (Entry<T>[]) new Entry<?>[SLOTS];
    }

    private record Entry<T>(String text, T value) {}

    /** The value of a text. */
    T of(String text) {
        int slot = (text.hashCode() ^ text.hashCode() >>> 16) & SLOTS - 1;
        Entry<T> known = entries[slot];
        if (known != null && known.text.equals(text)) {
            return known.value;
        }
        T value = make.apply(text);
        entries[slot] = new Entry<>(text, value);
        return value;
    }
}
