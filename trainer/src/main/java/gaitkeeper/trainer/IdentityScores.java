package gaitkeeper.trainer;

import gaitkeeper.trainer.KgbdSplit.Role;
import gaitkeeper.trainer.protocol.ExemplarBlock;
import gaitkeeper.trainer.protocol.LikelihoodScores;
import gaitkeeper.trainer.protocol.LiveScore;
import gaitkeeper.trainer.protocol.TrackVote;
import gaitkeeper.trainer.work.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** For each window of each probing walk, how near its nearest exemplar of each person of the gallery is. */
final class IdentityScores implements GalleryTracks {
    /** Exemplars the live gallery keeps of an identity. */
    static final int MAX_EXEMPLARS = LikelihoodScores.MAX_EXEMPLARS;

    private final KgbdEmbeddings embeddings;
    private final List<Integer> people;
    private final float[][] scores;

    private IdentityScores(KgbdEmbeddings embeddings, List<Integer> people, float[][] scores) {
        this.embeddings = embeddings;
        this.people = people;
        this.scores = scores;
    }

    /** Compares the walks chosen by index with everyone's gallery walks, kept as the live system does. */
    static IdentityScores of(KgbdEmbeddings embeddings, IntPredicate probes) {
        return of(embeddings, probes, embeddings.gallery(MAX_EXEMPLARS, false));
    }

    /** Compares all walks but duplicates with one gallery walk of everyone: somebody the live system has met once. */
    static IdentityScores ofOneVisit(KgbdEmbeddings embeddings) {
        return of(embeddings, i -> embeddings.role(i) != Role.DUPLICATE, embeddings.gallery(MAX_EXEMPLARS, true));
    }

    private static IdentityScores of(KgbdEmbeddings embeddings, IntPredicate probes,
            Map<Integer, ExemplarBlock> gallery) {
        List<ExemplarBlock> blocks = new ArrayList<>(gallery.values());
        float[][] scores = new float[embeddings.walks().size()][];
        Workers.forEach(scores.length,
                i -> scores[i] = probes.test(i) ? compare(embeddings, i, blocks) : new float[0]);
        return new IdentityScores(embeddings, List.copyOf(gallery.keySet()), scores);
    }

    private static float[] compare(KgbdEmbeddings embeddings, int walk, List<ExemplarBlock> gallery) {
        float[] vectors = embeddings.vectors(walk);
        float[][] scratch = new float[embeddings.windows(walk)][MAX_EXEMPLARS];
        float[] scores = new float[scratch.length * gallery.size()];
        for (int identity = 0; identity < gallery.size(); identity++) {
            ExemplarBlock exemplars = gallery.get(identity);
            exemplars.score(vectors, 0, scratch);
            for (int window = 0; window < scratch.length; window++) {
                scores[window * gallery.size() + identity] = best(scratch[window], exemplars.count());
            }
        }
        return scores;
    }

    private static float best(float[] scores, int count) {
        float best = scores[0];
        for (int i = 1; i < count; i++) {
            best = Math.max(best, scores[i]);
        }
        return best;
    }

    KgbdEmbeddings embeddings() {
        return embeddings;
    }

    @Override
    public int people() {
        return people.size();
    }

    @Override
    public int recordings() {
        return scores.length;
    }

    @Override
    public int identity(int walk) {
        return people.indexOf(embeddings.walks().get(walk).person());
    }

    @Override
    public boolean probes(int walk, boolean enrolled) {
        Role role = embeddings.role(walk);
        return role != Role.DUPLICATE && !(enrolled && role == Role.GALLERY);
    }

    /** Windows of the i-th walk that were compared. */
    @Override
    public int windows(int walk) {
        return scores[walk].length / people.size();
    }

    @Override
    public TrackVote.Standing standing(int walk, int from, int windows, int[] gallery) {
        float[] row = new float[gallery.length];
        var vote = new TrackVote(gallery.length);
        for (int window = from; window < from + windows; window++) {
            copy(walk, window, gallery, row);
            vote.add(row);
        }
        return vote.standing();
    }

    @Override
    public LiveScore live(List<TrackVote.Standing> strangers) {
        return LiveScore.CappedLead.of(strangers, embeddings.metric());
    }

    /** Scores of one window against the identities chosen, in their order. */
    void copy(int walk, int window, int[] identities, float[] target) {
        int row = window * people.size();
        for (int i = 0; i < identities.length; i++) {
            target[i] = scores[walk][row + identities[i]];
        }
    }
}
