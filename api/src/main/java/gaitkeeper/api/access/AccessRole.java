package gaitkeeper.api.access;

import java.util.Locale;

/** What somebody may do. Of the people's roles each admits what the one before it does; sensors only deliver frames. */
public enum AccessRole {
    /** Delivers frames, sees nothing. */
    SENSOR,
    /** Sees everything. */
    VIEWER,
    /** Corrects identities. */
    OPERATOR,
    /** Reads the audit log, manages webhooks; may also deliver frames. */
    ADMIN;

    /** Whether somebody of this role may do what needs {@code needed}. */
    public boolean admits(AccessRole needed) {
        return this == needed || this == ADMIN || this != SENSOR && needed != SENSOR && compareTo(needed) > 0;
    }

    /**
     * Finds a role by its name in any case.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static AccessRole of(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("role " + name + " is unknown; say sensor, viewer, operator or admin",
                    e);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
