package gaitkeeper.core;

import java.util.UUID;

/** A person the gallery knows, anonymous or named, for as long as the gallery keeps them. */
public record IdentityId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
