package gaitkeeper.matcher.search;

import java.util.List;
import java.util.Map;

/**
 * Vectors of one model, each with an owner, and whose are nearest to a probe. One thread changes it, any number search
 * meanwhile: a search sees each change wholly or not at all, and every change that was made before the search began.
 */
public interface VectorIndex {
    /** The owner of rows that no search finds. */
    int NOBODY = -1;

    /**
     * Adds a vector.
     *
     * @param owner whose it is, 0 or more, best numbered without gaps; or {@link #NOBODY}
     * @param vector copied
     * @return the row it is known by until it is removed
     * @throws IllegalArgumentException if the vector's width is not that of the others
     */
    int add(int owner, float[] vector);

    /**
     * Gives rows to other owners, all at once.
     *
     * @param owners by row; a row of {@link #NOBODY} is kept but not found
     */
    void assign(Map<Integer, Integer> owners);

    /** Removes a row and overwrites its values; its number may be given to another vector. */
    void remove(int row);

    /** The vector of a row, as it was added. For the thread that changes the index. */
    float[] vector(int row);

    /** Owners with at least one row. */
    int owners();

    /**
     * Finds the owners nearest to a probe by their nearest vectors: best first, of equals the lower number first.
     *
     * @param limit most owners wanted, 1 or more
     * @throws IllegalArgumentException if the probe does not fit
     */
    default List<Nearest> search(float[] probe, int limit) {
        return search(List.of(probe), limit).getFirst();
    }

    /** Searches for several probes, which costs less at once than one by one; the answers are the same. */
    List<List<Nearest>> search(List<float[]> probes, int limit);

    /**
     * One owner found.
     *
     * @param owner its number
     * @param score of its nearest vector: the cosine, or the negative distance
     */
    record Nearest(int owner, float score) {}
}
