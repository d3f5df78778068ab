package gaitkeeper.matcher;

import gaitkeeper.core.SequenceId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows by the sequences they hold. A map would make two objects for each, half of what a restart with many people makes. Not for several threads. */
final class RowTable {
    static final int NONE = -1;

    private static final int FIRST = 16;
    /** Spreads hashes that are near one another, as those of a track's sequences are. */
    private static final int SPREAD = 0x9E3779B9;

    /** By row. */
    private @Nullable SequenceId[] sequences = new SequenceId[FIRST];
    /** By row; so that most that differ are not looked at, and none when the table grows. */
    private int[] hashes = new int[FIRST];
    /** Rows, each at the first free place from its hash on; {@link #NONE} where there is none. A power of two, half of them free. */
    private int[] places = places(2 * FIRST);
    private int size;

    private static int[] places(int count) {
        int[] places = new int[count];
        Arrays.fill(places, NONE);
        return places;
    }

    private static int hash(SequenceId sequence) {
        int hash = sequence.hashCode() * SPREAD;
        return hash ^ hash >>> 16;
    }

    /** The row of a sequence, or {@link #NONE}. */
    int row(SequenceId sequence) {
        return places[place(sequence, hash(sequence))];
    }

    /** Where a sequence is, or would be. */
    private int place(SequenceId sequence, int hash) {
        int place = hash & places.length - 1;
        while (places[place] != NONE && !holds(places[place], sequence, hash)) {
            place = next(place);
        }
        return place;
    }

    private boolean holds(int row, SequenceId sequence, int hash) {
        return hashes[row] == hash && sequence.equals(sequences[row]);
    }

    private int next(int place) {
        return place + 1 & places.length - 1;
    }

    /** Adds a sequence that is not there, in a row that no other has. */
    void put(SequenceId sequence, int row) {
        if (row >= sequences.length) {
            int room = Math.max(row + 1, 2 * sequences.length);
            sequences = Arrays.copyOf(sequences, room);
            hashes = Arrays.copyOf(hashes, room);
        }
        if (2 * ++size > places.length) {
            grow();
        }
        sequences[row] = sequence;
        hashes[row] = hash(sequence);
        settle(row);
    }

    private void grow() {
        int[] before = places;
        places = places(2 * before.length);
        for (int row : before) {
            if (row != NONE) {
                settle(row);
            }
        }
    }

    private void settle(int row) {
        int place = hashes[row] & places.length - 1;
        while (places[place] != NONE) {
            place = next(place);
        }
        places[place] = row;
    }

    /** Takes a sequence out, if it is there. */
    void remove(SequenceId sequence) {
        int place = place(sequence, hash(sequence));
        int row = places[place];
        if (row == NONE) {
            return;
        }
        sequences[row] = null;
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
