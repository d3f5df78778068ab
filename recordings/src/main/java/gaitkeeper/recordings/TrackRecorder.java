package gaitkeeper.recordings;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.Layout;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.Skeleton;
import gaitkeeper.core.TrackId;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Makes recordings of the sequences of the live path ({@code gk.sequences}): the frames of a track in order of time, each once,
 * until there is a gap of more than a second, another layout, or {@value #MAX_FRAMES} frames. Joints are K25 as the live path filled
 * them in; confidences are not kept. The condition is {@code live}, the view is the sensor. Not safe for use by several
 * threads.
 */
public final class TrackRecorder {
    /** Longest recording; a longer track makes several. */
    static final int MAX_FRAMES = 4096;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long IDLE_NS = 60 * SECOND_NS;
    private static final int WIDTH = Skeleton.K25 * 3;
    private static final float FALLBACK_RATE = 30;

    private final TrackLabels labels;
    private final Importer.Sink sink;
    private final Map<TrackId, Track> tracks = new HashMap<>();
    private final Map<String, Integer> walks = new HashMap<>();
    private long newestNs;
    private long unlabelled;

    /** Makes a recorder that hands finished recordings of labelled tracks to the sink. */
    public TrackRecorder(TrackLabels labels, Importer.Sink sink) {
        this.labels = labels;
        this.sink = sink;
    }

    /** Frames of a track that may go on. */
    private static final class Track {
        private final Layout layout;
        private final Geometry geometry;
        private final long firstNs;
        private float[] xyz = new float[64 * WIDTH];
        private int count;
        private long lastNs;

        Track(Frame first) {
            layout = first.layout();
            geometry = first.geometry();
            firstNs = first.eventTimeNs();
        }

        boolean continuedBy(Frame frame) {
            return count < MAX_FRAMES && frame.eventTimeNs() - lastNs <= SECOND_NS && frame.layout() == layout
                    && frame.geometry() == geometry;
        }

        void add(Frame frame) {
            if (count * WIDTH == xyz.length) {
                xyz = Arrays.copyOf(xyz, xyz.length * 2);
            }
            for (int i = 0; i < WIDTH; i++) {
                xyz[count * WIDTH + i] = frame.joint(i / 3, i % 3);
            }
            count++;
            lastNs = frame.eventTimeNs();
        }

        float rate() {
            return count > 1
                    ? Math.clamp((float) ((count - 1.0) * SECOND_NS / (lastNs - firstNs)), 0.1f, 1000)
                    : FALLBACK_RATE;
        }
    }

    /** Takes a sequence. Those of one track come in order of time; they may overlap. */
    public void add(TrackId id, Sequence sequence) throws IOException {
        if (labels.of(id).isEmpty()) {
            unlabelled++;
            return;
        }
        for (int index = 0; index < sequence.spec().frames(); index++) {
            add(id, sequence.frame(index));
        }
        if (sequence.lastTimeNs() > newestNs + SECOND_NS) {
            newestNs = sequence.lastTimeNs();
            finishBefore(newestNs - IDLE_NS);
        }
    }

    private void add(TrackId id, Frame frame) throws IOException {
        Track track = tracks.get(id);
        if (track != null && frame.eventTimeNs() <= track.lastNs) {
            return;
        }
        if (track == null || !track.continuedBy(frame)) {
            if (track != null) {
                finish(id, track);
            }
            track = new Track(frame);
            tracks.put(id, track);
        }
        track.add(frame);
    }

    private void finishBefore(long eventNs) throws IOException {
        for (Iterator<Map.Entry<TrackId, Track>> all = tracks.entrySet().iterator(); all.hasNext();) {
            Map.Entry<TrackId, Track> track = all.next();
            if (track.getValue().lastNs < eventNs) {
                finish(track.getKey(), track.getValue());
                all.remove();
            }
        }
    }

    private void finish(TrackId id, Track track) throws IOException {
        Optional<String> person = labels.of(id);
        if (person.isPresent()) {
            int walk = walks.merge(person.get(), 1, Integer::sum);
            var style = new Style(JointList.KINECT_V2, track.geometry, track.rate(), 0, 0, 0);
            sink.accept(new Walk(new Take(person.get(), walk, "live", id.sensor()), style, track.count,
                    Walk.Joints.of(track.xyz, JointList.KINECT_V2)));
        }
    }

    /** Hands over what is still open, as at the end of a partition: what follows may be older. */
    public void finish() throws IOException {
        finishBefore(Long.MAX_VALUE);
        newestNs = 0;
    }

    /** Sequences of tracks that nobody has a name for. */
    public long unlabelled() {
        return unlabelled;
    }
}
