package gaitkeeper.trainer;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.recordings.Splits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One draw of the published rule: which walk of a person trains, stands in the gallery or probes it. */
final class KgbdSplit {
    /** What a walk is for. */
    enum Role {
        TRAIN, GALLERY, PROBE,
        /** A copy of another walk; left out. */
        DUPLICATE
    }

    private final Map<KgbdWindows.Walk, Role> roles;

    private KgbdSplit(Map<KgbdWindows.Walk, Role> roles) {
        this.roles = roles;
    }

    /**
     * Reads one draw of a manifest.
     *
     * @param recorded the walks there are
     * @throws MalformedException if the draw is not there or a line cannot be read
     */
    static KgbdSplit read(Path csv, int seed, Map<KgbdWindows.Walk, gaitkeeper.recordings.Walk> recorded) {
        Splits splits;
        try {
            splits = Splits.read(csv);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + csv, e);
        }
        if (!splits.seeds().contains(seed)) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "there is no draw of seed " + seed + ": choose one of " + splits.seeds());
        }
        Map<KgbdWindows.Walk, Role> roles = new HashMap<>();
        recorded.forEach((window, walk) -> splits.role(seed, walk).ifPresent(role -> roles.put(window, role(role))));
        return new KgbdSplit(roles);
    }

    private static Role role(Splits.Role role) {
        return switch (role) {
            case TRAIN -> Role.TRAIN;
            case GALLERY -> Role.GALLERY;
            case PROBE -> Role.PROBE;
            case DUPLICATE -> Role.DUPLICATE;
            case BOTH -> throw new MalformedException(Reason.BAD_FIELD,
                    "KGBD's split enrols and asks different walks; none may be both");
        };
    }

    /** What a walk is for; a walk the draw does not name is left out. */
    Role role(KgbdWindows.Walk walk) {
        return roles.getOrDefault(walk, Role.DUPLICATE);
    }
}
