package gaitkeeper.trainer;

import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.trainer.KgbdSplit.Role;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import gaitkeeper.trainer.protocol.LiveScore;
import gaitkeeper.trainer.protocol.Prototype;
import gaitkeeper.trainer.protocol.TrackVote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Tracks compared as the live matcher does with a {@link Plda}: mean with mean, everybody enrolled with one recording. */
final class LikelihoodTracks implements GalleryTracks {
    private final Plda plda;
    private final List<Recording> recordings;
    private final List<Prototype> enrolled = new ArrayList<>();
    private final Map<Integer, Integer> identities = new TreeMap<>();

    /** One recording: embeddings of its windows, {@code [windows][width]}, and how it may be used. */
    private record Recording(int person, List<float[]> windows, boolean enrols, boolean probes) {}

    private LikelihoodTracks(Plda plda, List<Recording> recordings) {
        this.plda = plda;
        this.recordings = recordings;
        for (Recording recording : recordings) {
            if (recording.enrols && !recording.windows.isEmpty() && !identities.containsKey(recording.person)) {
                identities.put(recording.person, enrolled.size());
                int known = Math.min(IdentityScores.MAX_EXEMPLARS, recording.windows.size());
                enrolled.add(new Prototype(mean(recording, 0, known), known));
            }
        }
    }

    /** Walks of KGBD: enrolled from the first gallery walk, who is enrolled probes with walks of the other roles. */
    static LikelihoodTracks of(KgbdEmbeddings embeddings, Plda plda) {
        return new LikelihoodTracks(plda, IntStream.range(0, embeddings.walks().size())
                .filter(walk -> embeddings.role(walk) != Role.DUPLICATE)
                .mapToObj(walk -> new Recording(embeddings.walks().get(walk).person(),
                        rows(embeddings.vectors(walk), embeddings.width(), 0, embeddings.windows(walk)),
                        embeddings.role(walk) == Role.GALLERY, embeddings.role(walk) != Role.GALLERY))
                .toList());
    }

    /**
     * Other recordings: enrolled from the first that is long enough, all later ones probe.
     *
     * @param enough windows that suffice to enrol from
     */
    static LikelihoodTracks of(EmbeddingSet set, Plda plda, int enough) {
        Map<Integer, List<Integer>> rows = new TreeMap<>();
        for (int i = 0; i < set.size(); i++) {
            rows.computeIfAbsent(set.recordings()[i], _ -> new ArrayList<>()).add(i);
        }
        List<Recording> recordings = new ArrayList<>();
        Map<Integer, Boolean> met = new TreeMap<>();
        rows.values().forEach(of -> {
            int person = set.persons()[of.getFirst()];
            boolean enrols = of.size() >= enough && met.putIfAbsent(person, true) == null;
            recordings.add(new Recording(person, of.stream().map(row -> row(set.vectors(), set.width(), row)).toList(),
                    enrols, !enrols));
        });
        return new LikelihoodTracks(plda, recordings);
    }

    private static List<float[]> rows(float[] vectors, int width, int from, int to) {
        return IntStream.range(from, to).mapToObj(row -> row(vectors, width, row)).toList();
    }

    private static float[] row(float[] vectors, int width, int row) {
        float[] vector = new float[width];
        System.arraycopy(vectors, row * width, vector, 0, width);
        return vector;
    }

    private float[] mean(Recording recording, int from, int windows) {
        var mean = new TrackMean(plda.width());
        recording.windows.subList(from, from + windows).forEach(mean::add);
        return plda.project(mean.mean());
    }

    @Override
    public int people() {
        return enrolled.size();
    }

    @Override
    public int recordings() {
        return recordings.size();
    }

    @Override
    public int windows(int recording) {
        return recordings.get(recording).windows.size();
    }

    @Override
    public int identity(int recording) {
        return identities.getOrDefault(recordings.get(recording).person, -1);
    }

    @Override
    public boolean probes(int recording, boolean known) {
        return !known || recordings.get(recording).probes;
    }

    @Override
    public TrackVote.Standing standing(int recording, int from, int windows, int[] gallery) {
        float[] track = mean(recordings.get(recording), from, windows);
        float[] scores = new float[gallery.length];
        for (int i = 0; i < scores.length; i++) {
            Prototype person = enrolled.get(gallery[i]);
            scores[i] = plda.likelihood(track, windows, person.projected(), person.windows());
        }
        return Prototype.standing(windows, scores);
    }

    @Override
    public LiveScore live(List<TrackVote.Standing> strangers) {
        return new LiveScore.LikelihoodRatio();
    }
}
