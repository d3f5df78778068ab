package gaitkeeper.core;

/**
 * Name and version of a model bundle, such as {@code d16@1}. Embeddings of different models are never compared.
 *
 * @param value 1 to {@value #MAX_LENGTH} letters, digits and {@code . _ @ -}
 */
public record ModelId(String value) {
    /** Longest id in characters. */
    public static final int MAX_LENGTH = 64;

    /**
     * Checks the text.
     *
     * @throws MalformedException if it is empty, too long or holds other characters
     */
    public ModelId {
        if (!value.matches("[A-Za-z0-9._@-]{1," + MAX_LENGTH + "}")) {
            throw new MalformedException(Reason.BAD_BYTES,
                    "a model id has 1 to " + MAX_LENGTH + " letters, digits and ._@- only");
        }
    }

    @Override
    public String toString() {
        return value;
    }

    // Like the generated ones, which are put together anew at every start and are slow until they are compiled: keys of large tables.
    @Override
    public boolean equals(Object other) {
        return other instanceof ModelId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
