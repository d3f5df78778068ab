package gaitkeeper.trainer.protocol;

import gaitkeeper.core.TrackTally;
import java.util.Arrays;

/** The live matcher's {@link TrackTally} over a fixed list of identities, whose scores are all known. */
public final class TrackVote {
    private final Place[] places;
    private TrackTally<Integer> tally = new TrackTally<>();
    private double cohorts;

    /** A track that has no windows yet. */
    public TrackVote(int identities) {
        places = new Place[Math.min(identities, TrackTally.RANKED)];
    }

    /**
     * Where a track stands.
     *
     * @param windows behind it
     * @param nearest position of the nearest identity
     * @param votes windows nearest to it
     * @param score its mean score
     * @param runnerUp highest mean score of the others, negative infinity without others
     * @param secondVotes most votes of the others
     * @param cohort mean score of a window's ranked identities
     */
    public record Standing(int windows, int nearest, int votes, double score, double runnerUp, int secondVotes,
            double cohort) {}

    private record Place(Integer identity, float score) implements TrackTally.Ranked<Integer> {}

    /** Forgets the track. */
    public void clear() {
        tally = new TrackTally<>();
        cohorts = 0;
    }

    /** Adds a window: the score of its nearest exemplar of each identity. */
    public void add(float[] scores) {
        int ranked = 0;
        for (int i = 0; i < scores.length; i++) {
            if (ranked < places.length || scores[i] > places[ranked - 1].score) {
                int at = Math.min(ranked, places.length - 1);
                for (; at > 0 && scores[i] > places[at - 1].score; at--) {
                    places[at] = places[at - 1];
                }
                places[at] = new Place(i, scores[i]);
                ranked = Math.min(ranked + 1, places.length);
            }
        }
        tally.add(Arrays.asList(places));
        cohorts += Arrays.stream(places).mapToDouble(Place::score).average().orElseThrow();
    }

    /** Where the track stands after the windows added so far, one or more. */
    public Standing standing() {
        int windows = tally.compared();
        TrackTally.Standing<Integer> best = tally.best().orElseThrow();
        int secondVotes = tally.standings().stream().filter(other -> !other.identity().equals(best.identity()))
                .mapToInt(TrackTally.Standing::votes).max().orElse(0);
        return new Standing(windows, best.identity(), best.votes(), best.sum() / windows, tally.runnerUp(), secondVotes,
                cohorts / windows);
    }
}
