package gaitkeeper.trainer.protocol;

import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.trainer.protocol.TrackVote.Standing;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Means of tracks compared with means of people, as the live matcher does for a bundle with a {@link Plda}. */
public final class LikelihoodScores implements TrackScores {
    /** Exemplars that the live gallery keeps of an identity. */
    public static final int MAX_EXEMPLARS = 256;

    private final Plda plda;
    private final EmbeddingSet probe;
    private final int[] people;
    private final Prototype[] prototypes;

    /**
     * Enrols a gallery.
     *
     * @throws gaitkeeper.core.MalformedException if a set is empty or not finite, or they are of different models
     */
    public LikelihoodScores(EmbeddingSet probe, EmbeddingSet gallery, Plda plda) {
        Inputs.sameWidth(probe, gallery);
        this.plda = plda;
        this.probe = Inputs.checked(probe, "probe");
        Map<Integer, TrackMean> means = new TreeMap<>();
        EmbeddingSet known = Inputs.checked(gallery, "gallery");
        for (int row = 0; row < known.size(); row++) {
            TrackMean mean = means.computeIfAbsent(known.persons()[row], _ -> new TrackMean(plda.width()));
            if (mean.windows() < MAX_EXEMPLARS) {
                mean.add(known.row(row));
            }
        }
        people = means.keySet().stream().mapToInt(person -> person).toArray();
        prototypes = means.values().stream().map(mean -> new Prototype(plda.project(mean.mean()), mean.windows()))
                .toArray(Prototype[]::new);
    }

    @Override
    public int people() {
        return people.length;
    }

    @Override
    public int place(int person) {
        return Arrays.binarySearch(people, person);
    }

    @Override
    public Tracks tracks() {
        return Tracks.of(probe);
    }

    @Override
    public Asked ask(Tracks.Track track) {
        var mean = new TrackMean(plda.width());
        for (int row = track.first(); row < track.first() + track.windows(); row++) {
            mean.add(probe.row(row));
        }
        float[] projected = plda.project(mean.mean());
        float[] scores = new float[people.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = plda.likelihood(projected, track.windows(), prototypes[i].projected(), prototypes[i].windows());
        }
        return gallery -> {
            float[] some = new float[gallery.length];
            for (int i = 0; i < some.length; i++) {
                some[i] = scores[gallery[i]];
            }
            return Prototype.standing(track.windows(), some);
        };
    }

    @Override
    public LiveScore live(List<Standing> strangers) {
        return new LiveScore.LikelihoodRatio();
    }
}
