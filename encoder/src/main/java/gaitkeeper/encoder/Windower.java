package gaitkeeper.encoder;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Frame;
import gaitkeeper.core.Outcome;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Cuts the tracks of one partition into sequences. */
final class Windower implements Processor<TrackId, Frame, TrackId, Outcome<Sequence>> {
    /*
     * All rules run on event time, which is the frames' own; the partition's stream time decides only when a silent track is
     * forgotten, and it is compared with the stream time at the track's last frame, so a sensor whose clock lags is not cut.
     * The wall clock frees the tracks of a partition on which nothing arrives at all, and decides nothing else.
     */
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration WALL_SWEEP = Duration.ofSeconds(30);

    private final WindowerConfig config;
    private final WindowerMetrics metrics;
    private final InstantSource clock;
    private Map<TrackId, TrackWindow> windows = new HashMap<>();
    private final RejectionTally tally = new RejectionTally(Rejection.Stage.WINDOWER);
    private ProcessorContext<TrackId, Outcome<Sequence>> context;
    private WindowStore store;
    private boolean arrived;
    private int idleSweeps;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init() first.
    Windower(WindowerConfig config, WindowerMetrics metrics, InstantSource clock) {
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<TrackId, Outcome<Sequence>> context) {
        this.context = context;
        store = new WindowStore(context.getStateStore(WindowStore.NAME));
        windows = store.restore(config.spec());
        metrics.tracks(windows.size());
        arrived = true;
        context.schedule(SWEEP, PunctuationType.STREAM_TIME, this::forgetSilentTracks);
        context.schedule(WALL_SWEEP, PunctuationType.WALL_CLOCK_TIME, this::forgetStoppedPartition);
        context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, now -> publishRejections());
    }

    @Override
    public void process(Record<TrackId, Frame> record) {
        TrackId track = record.key();
        Frame frame = record.value();
        arrived = true;
        TrackWindow window = windows.get(track);
        if (window == null) {
            if (windows.size() >= config.maxTracks()) {
                refuse(track, frame, Reason.TOO_MANY_TRACKS,
                        "more than " + config.maxTracks()
                                + " live tracks on this partition; reuse track ids less or raise the limit");
                return;
            }
            window = new TrackWindow(config.spec());
            windows.put(track, window);
            metrics.tracks(1);
        } else if (frame.eventTimeNs() <= window.lastTimeNs()) {
            refuse(track, frame, Reason.LATE_OR_DUPLICATE,
                    "event time does not come after the track's last frame; send each track in order");
            return;
        }
        append(track, window, frame);
    }

    private void append(TrackId track, TrackWindow window, Frame frame) {
        boolean newRun = window.isEmpty() || frame.eventTimeNs() - window.lastTimeNs() > config.maxGap().toNanos()
                || !frame.sameSourceAs(window.lastFrame());
        if (newRun && window.partlyFilled()) {
            metrics.interrupted();
        }
        window.append(frame, newRun, context.currentStreamTimeMs());
        store.save(track, window);
        metrics.accepted();
        if (window.full()) {
            emit(track, window);
        }
    }

    private void emit(TrackId track, TrackWindow window) {
        Sequence sequence = window.sequence(nowNs());
        metrics.sequence(sequence.windowedNs() - sequence.receivedNs());
        context.forward(new Record<>(track, new Outcome.Done<>(sequence), EpochNanos.toMillis(sequence.lastTimeNs())));
    }

    private void refuse(TrackId track, Frame frame, Reason reason, String message) {
        metrics.rejected(reason);
        tally.add(track.sensor(), reason, message, frame.bytes());
    }

    private void publishRejections() {
        tally.drain(nowNs(), (source, rejection) -> context.forward(new Record<>(RejectionTally.KEY,
                new Outcome.Refused<>(source, rejection), context.currentSystemTimeMs())));
    }

    private void forgetSilentTracks(long streamTimeMs) {
        long before = streamTimeMs - config.forgetAfter().toMillis();
        windows.values().forEach(window -> window.touchIfRestored(streamTimeMs));
        forget(window -> window.touchedMs() < before);
    }

    /**
     * Two sweeps in a row must find nothing new: after a thread was held up, its overdue sweep runs before the frames that
     * wait, and must not take their tracks for silent.
     */
    private void forgetStoppedPartition(long nowMs) {
        idleSweeps = arrived ? 0 : idleSweeps + 1;
        arrived = false;
        if (idleSweeps >= 2) {
            forget(window -> true);
        }
    }

    private void forget(Predicate<TrackWindow> gone) {
        int before = windows.size();
        windows.entrySet().removeIf(entry -> {
            boolean remove = gone.test(entry.getValue());
            if (remove) {
                store.forget(entry.getKey(), entry.getValue(), config.spec());
            }
            return remove;
        });
        metrics.tracks(windows.size() - before);
    }

    private long nowNs() {
        return EpochNanos.now(clock);
    }

    @Override
    public void close() {
        metrics.tracks(-windows.size());
    }
}
