package gaitkeeper.trainer;

import gaitkeeper.core.Cutting;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.recordings.Order;
import gaitkeeper.recordings.PersonNumbers;
import gaitkeeper.recordings.Recording;
import gaitkeeper.recordings.Splits;
import gaitkeeper.recordings.Splits.Role;
import gaitkeeper.recordings.Walk;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Recordings cut into sequences of f frames between the ends that the published protocol drops. Nothing is copied until asked for:
 * a mapped set larger than memory streams through.
 */
public final class RecordedSequences implements SequenceSet {
    private final List<Walk> walks;
    private final Map<String, Integer> numbers;
    private final Shape shape;
    private final Cutting cutting;
    /** First sequence of each walk, and the number of all at the end. */
    private final int[] first;

    /**
     * What a model reads.
     *
     * @param frames f
     * @param joints J: 20, 25 or 14
     * @param order in which order joints are read
     */
    public record Shape(int frames, int joints, Order order) {}

    private RecordedSequences(List<Walk> walks, Map<String, Integer> numbers, Shape shape, Cutting cutting) {
        this.walks = walks;
        this.numbers = numbers;
        this.shape = shape;
        this.cutting = cutting;
        first = new int[walks.size() + 1];
        for (int i = 0; i < walks.size(); i++) {
            Walk walk = walks.get(i);
            first[i + 1] = Math.addExact(first[i], cut(walk).count(shape.frames(), walk.clippedFrames()));
        }
    }

    /**
     * Cuts recordings.
     *
     * @param numbers label of each person
     * @param cutting where sequences start; recordings that come cut already keep their cuts
     * @throws MalformedException if a recording does not have the joints, or was cut to another length; the message names it
     */
    public static RecordedSequences of(List<Walk> walks, Map<String, Integer> numbers, Shape shape, Cutting cutting) {
        for (Walk walk : walks) {
            int run = walk.style().run();
            if (run > 0 && run != shape.frames()) {
                throw new MalformedException(Reason.BAD_FIELD, "walk " + walk.name() + " was cut into " + run
                        + " frames before it came here; ask for " + run + ", not " + shape.frames());
            }
            walk.copy(0, 1, shape.order(), shape.joints(), FloatBuffer.allocate(shape.joints() * 3));
        }
        return new RecordedSequences(List.copyOf(walks), Map.copyOf(numbers), shape, cutting);
    }

    /**
     * The parts of a data set in one draw: probe and gallery cut one sequence after the other, as everywhere published.
     *
     * @param training how the training part is cut: {@link Cutting#PLAIN} is published for KGBD,
     *     {@link Cutting#DENSE_DOUBLED} for IAS-Lab, BIWI and KS20
     * @throws MalformedException if the draw does not speak of these recordings
     */
    public static Partition partition(Recording recording, Splits splits, int seed, Shape shape, Cutting training) {
        splits.requireIn(recording, seed);
        Map<String, Integer> numbers = PersonNumbers.of(recording);
        return new Partition(of(splits.walks(recording, seed, Role.TRAIN), numbers, shape, training),
                of(splits.walks(recording, seed, Role.GALLERY), numbers, shape, Cutting.PLAIN),
                of(splits.walks(recording, seed, Role.PROBE), numbers, shape, Cutting.PLAIN));
    }

    private Cutting cut(Walk walk) {
        return walk.style().run() > 0 ? Cutting.PLAIN : cutting;
    }

    @Override
    public int size() {
        return first[walks.size()];
    }

    @Override
    public int frames() {
        return shape.frames();
    }

    @Override
    public int joints() {
        return shape.joints();
    }

    @Override
    public int person(int index) {
        return Objects.requireNonNull(numbers.get(walks.get(recording(index)).person()), "every person has a number");
    }

    @Override
    public int recording(int index) {
        Objects.checkIndex(index, size());
        int found = Arrays.binarySearch(first, index);
        int walk = found >= 0 ? found : -found - 2;
        // Walks too short for a sequence share their first index with the next.
        while (first[walk + 1] == index) {
            walk++;
        }
        return walk;
    }

    @Override
    public void copy(int index, FloatBuffer target) {
        int at = recording(index);
        Walk walk = walks.get(at);
        int start = cut(walk).start(shape.frames(), walk.clippedFrames(), index - first[at]);
        walk.copy(walk.style().head() + start, shape.frames(), shape.order(), shape.joints(), target);
    }

    /** The recordings, in the order of {@link #recording(int)}. */
    public List<Walk> walks() {
        return walks;
    }
}
