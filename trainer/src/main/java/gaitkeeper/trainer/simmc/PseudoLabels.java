package gaitkeeper.trainer.simmc;

import gaitkeeper.trainer.cluster.Agreement;
import gaitkeeper.trainer.cluster.ClusterSettings;
import gaitkeeper.trainer.cluster.Clusters;
import gaitkeeper.trainer.work.Phases;
import java.util.Arrays;

/**
 * What takes the place of labels for one epoch: clusters of both masked views, their means, and who is in a cluster in both.
 *
 * @param views clusters of the first and the second view
 * @param prototypes of each view, means of all members, before outliers are left out: {@code [K, H]}
 * @param kept sequences to train on, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // Inside of this package only; shared on purpose.
record PseudoLabels(Clusters[] views, float[][] prototypes, int[] kept) {
    static PseudoLabels of(float[][] embeddings, int width, ClusterSettings settings, Phases phases) {
        Clusters first = settings.cluster(embeddings[0], width, phases);
        Clusters second = settings.cluster(embeddings[1], width, phases);
        return new PseudoLabels(new Clusters[]{first, second},
                new float[][]{first.prototypes(embeddings[0], width), second.prototypes(embeddings[1], width)},
                first.kept(second));
    }

    /** Labels of some sequences in one view. */
    int[] labels(int view, int... sequences) {
        int[] labels = views[view].labels();
        return Arrays.stream(sequences).map(i -> labels[i]).toArray();
    }

    /** Sequences left out. */
    int outliers() {
        return views[0].labels().length - kept.length;
    }

    /**
     * How well the two views' clusters agree: the adjusted mutual information of the kept sequences' labels times their
     * share. It needs no label of a person.
     */
    double agreement() {
        return Agreement.adjusted(labels(0, kept), labels(1, kept)) * kept.length / views[0].labels().length;
    }
}
