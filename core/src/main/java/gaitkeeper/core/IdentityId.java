package gaitkeeper.core;

import java.util.UUID;

/** A person the gallery knows, anonymous or named, for as long as the gallery keeps them. */
public record IdentityId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }

    // Like the generated ones, which are put together anew at every start and are slow until they are compiled: keys of large tables.
    @Override
    public boolean equals(Object other) {
        return other instanceof IdentityId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
