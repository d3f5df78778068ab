package gaitkeeper.core.gallery;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers by keys. A map would make two objects for each key, much of what a restart with many people makes. For one thread.
 *
 * @param <K> with equals and hashCode
 */
public final class Numbers<K> {
    /** No number. */
    public static final int NONE = -1;

    private static final int FIRST = 16;
    /** Spreads hashes that are near one another, as those of one track's sequences are. */
    private static final int SPREAD = 0x9E3779B9;

    /** By number. */
    private @Nullable Object[] keys = new Object[FIRST];
    /** By number; so that most that differ are not looked at, and none when the table grows. */
    private int[] hashes = new int[FIRST];
    /** Numbers, each at the first free place from its hash on; {@link #NONE} where there is none. A power of two, half of them free. */
    private int[] places = places(2 * FIRST);
    private int size;

    private static int[] places(int count) {
        int[] places = new int[count];
        Arrays.fill(places, NONE);
        return places;
    }

    private static int hash(Object key) {
        int hash = key.hashCode() * SPREAD;
        return hash ^ hash >>> 16;
    }

    /** How many keys have one. */
    public int size() {
        return size;
    }

    /** The number of a key, or {@link #NONE}. */
    public int number(K key) {
        return places[place(key, hash(key))];
    }

    /** The key of a number that one has. */
    @SuppressWarnings({"unchecked", "NullAway"}) // as it was put there
    K key(int number) {
        return (K) keys[number];
    }

    /** Where a key is, or would be. */
    private int place(K key, int hash) {
        int place = hash & places.length - 1;
        while (places[place] != NONE && !holds(places[place], key, hash)) {
            place = next(place);
        }
        return place;
    }

    private boolean holds(int number, K key, int hash) {
        return hashes[number] == hash && key.equals(keys[number]);
    }

    private int next(int place) {
        return place + 1 & places.length - 1;
    }

    /**
     * Adds a key, unless it has a number.
     *
     * @param number 0 or more, best without gaps, that no other key has
     * @return the number that it has had, or {@link #NONE}
     */
    public int putIfAbsent(K key, int number) {
        int hash = hash(key);
        int place = place(key, hash);
        if (places[place] != NONE) {
            return places[place];
        }
        if (number >= keys.length) {
            int room = Math.max(number + 1, 2 * keys.length);
            keys = Arrays.copyOf(keys, room);
            hashes = Arrays.copyOf(hashes, room);
        }
        keys[number] = key;
        hashes[number] = hash;
        if (2 * ++size > places.length) {
            grow();
            settle(number);
        } else {
            places[place] = number;
        }
        return NONE;
    }

    private void grow() {
        int[] before = places;
        places = places(2 * before.length);
        for (int number : before) {
            if (number != NONE) {
                settle(number);
            }
        }
    }

    private void settle(int number) {
        int place = hashes[number] & places.length - 1;
        while (places[place] != NONE) {
            place = next(place);
        }
        places[place] = number;
    }

    /** Takes a key out, if it is there. */
    public void remove(K key) {
        int place = place(key, hash(key));
        int number = places[place];
        if (number == NONE) {
            return;
        }
        keys[number] = null;
        size--;
        places[place] = NONE;
        // Those that stood farther back because of it come forward.
        for (int behind = next(place); places[behind] != NONE; behind = next(behind)) {
            int moved = places[behind];
            places[behind] = NONE;
            settle(moved);
        }
    }
}
