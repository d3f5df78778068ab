package gaitkeeper.api.access;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;

/**
 * A person who signs in with a password.
 *
 * @param name as typed
 * @param role what they may do
 * @param hash Argon2id in its usual text form
 */
record LocalUser(String name, AccessRole role, String hash) {
    static final int SHORTEST_PASSWORD = 12;

    /** 19 MiB, two passes: OWASP's smallest recommended setting, because it shares the heap with a pipeline. */
    private static final int MEMORY_KIB = 19 << 10;
    private static final int PASSES = 2;
    private static final int HASH_BYTES = 32;
    private static final Argon2Function ARGON2 = Argon2Function.getInstance(MEMORY_KIB, PASSES, 1, HASH_BYTES,
            Argon2.ID);

    /**
     * A new user.
     *
     * @throws IllegalArgumentException if the password is shorter than {@value #SHORTEST_PASSWORD} characters
     */
    static LocalUser of(String name, AccessRole role, CharSequence password) {
        if (password.length() < SHORTEST_PASSWORD) {
            throw new IllegalArgumentException("a password has at least " + SHORTEST_PASSWORD + " characters");
        }
        return new LocalUser(name, role, ARGON2.hash(password).getResult());
    }

    /** Takes some tens of milliseconds and 19 MiB. */
    boolean opensWith(CharSequence password) {
        return Argon2Function.getInstanceFromHash(hash).check(password, hash);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "LocalUser[" + name + " " + role + "]";
    }
}
