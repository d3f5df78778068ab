package gaitkeeper.trainer;

import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.trainer.KgbdSplit.Role;
import gaitkeeper.trainer.KgbdWindows.Walk;
import gaitkeeper.trainer.protocol.TrackVote;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the live system should answer when KGBD is replayed through it, computed without it: gallery walks enrolled (all
 * windows, the first {@value IdentityScores#MAX_EXEMPLARS} of a person, walks in the order of their numbers), then probe
 * walks matched by votes of their windows.
 */
public final class OfflineReplay {
    private OfflineReplay() {}

    /**
     * Figures of one replay.
     *
     * @param windowTop1 percent of probe windows whose nearest exemplar is of the right person
     * @param walkRank1 percent of probe walks whose nearest identity after all windows is the right person
     * @param windows probe windows
     * @param walks probe walks
     * @param people identities in the gallery
     */
    public record Result(double windowTop1, double walkRank1, int windows, int walks, int people) {}

    /**
     * Replays all people.
     *
     * @param kgbd folder of the data
     * @param seed which draw of the published split, 0 to 4
     * @throws gaitkeeper.core.MalformedException if the data is not there
     */
    public static Result evaluate(Path kgbd, ModelBundle bundle, int seed) {
        return evaluate(kgbd, bundle, seed, Integer.MAX_VALUE);
    }

    /** Replays the first people by number. */
    public static Result evaluate(Path kgbd, ModelBundle bundle, int seed, int people) {
        KgbdWindows data = KgbdWindows.open(kgbd);
        KgbdSplit split = data.split(seed);
        List<Walk> walks = data.walks().stream().filter(walk -> walk.person() <= people)
                .filter(walk -> split.role(walk) == Role.GALLERY || split.role(walk) == Role.PROBE).toList();
        try (var embedder = Embedder.of(bundle)) {
            var embeddings = KgbdEmbeddings.of(data, walks, split, embedder, bundle.spec().metric());
            return evaluate(IdentityScores.of(embeddings, i -> embeddings.role(i) == Role.PROBE));
        }
    }

    static Result evaluate(IdentityScores scores) {
        int[] everyone = IntStream.range(0, scores.people()).toArray();
        int windows = 0;
        int windowHits = 0;
        int walks = 0;
        int walkHits = 0;
        for (int walk = 0; walk < scores.embeddings().walks().size(); walk++) {
            if (scores.embeddings().role(walk) == Role.PROBE && scores.windows(walk) > 0) {
                int identity = scores.identity(walk);
                windows += scores.windows(walk);
                windowHits += windowHits(scores, walk, everyone, identity);
                walks++;
                walkHits += vote(scores, walk, everyone).nearest() == identity ? 1 : 0;
            }
        }
        return new Result(100.0 * windowHits / windows, 100.0 * walkHits / walks, windows, walks, everyone.length);
    }

    private static int windowHits(IdentityScores scores, int walk, int[] everyone, int identity) {
        float[] row = new float[everyone.length];
        int hits = 0;
        for (int window = 0; window < scores.windows(walk); window++) {
            scores.copy(walk, window, everyone, row);
            hits += IntStream.range(0, row.length).allMatch(i -> row[i] <= row[identity]) ? 1 : 0;
        }
        return hits;
    }

    private static TrackVote.Standing vote(IdentityScores scores, int walk, int[] identities) {
        var vote = new TrackVote(identities.length);
        float[] row = new float[identities.length];
        for (int window = 0; window < scores.windows(walk); window++) {
            scores.copy(walk, window, identities, row);
            vote.add(row);
        }
        return vote.standing();
    }
}
