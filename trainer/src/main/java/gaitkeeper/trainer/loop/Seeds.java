package gaitkeeper.trainer.loop;

import java.util.SplittableRandom;

/** Random numbers that depend on a seed and a purpose. */
public final class Seeds {
    private Seeds() {}

    /**
     * A stream of its own for each seed and purpose. Seeds are mixed first: {@link SplittableRandom} steps through its states by a
     * constant, so that seeds a multiple of it apart would give one stream, shifted.
     *
     * @param purpose different for everything that is drawn
     */
    public static SplittableRandom random(long seed, int purpose) {
        return new SplittableRandom(mixed(seed) - purpose);
    }

    /** The finaliser of MurmurHash3; 0 stays 0. */
    private static long mixed(long seed) {
        long mixed = (seed ^ seed >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
