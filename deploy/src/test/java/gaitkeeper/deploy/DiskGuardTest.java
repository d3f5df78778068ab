package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.FrameSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DiskGuardTest {
    private static final TrackId TRACK = new TrackId("door", "0", "1");
    private static final Frame FRAME = Frame.builder(Layout.KINECT_V2, Geometry.K2)
            .joint(0, 0, 0, 1, 1, JointFlag.OBSERVED).build();

    private final AtomicLong left = new AtomicLong(DiskGuard.RESERVE);
    private final List<TrackId> sent = new ArrayList<>();
    private final List<Reason> refused = new ArrayList<>();
    private final List<Boolean> stored = new ArrayList<>();
    private final DiskGuard guard = new DiskGuard(new Storing(), (_, why, _) -> refused.add(reason(why)), left::get);

    private final class Storing implements FrameSink {
        @Override
        public void send(TrackId track, Frame frame, Completion done) {
            sent.add(track);
            done.done(true);
        }

        @Override
        public boolean congested() {
            return false;
        }
    }

    private static Reason reason(MalformedException why) {
        assertThat(why).hasMessageContaining("make room");
        return why.reason();
    }

    @Test
    void letsFramesPassWhileThereIsRoom() {
        guard.look();
        guard.send(TRACK, FRAME, stored::add);

        assertThat(guard.hasRoom()).isTrue();
        assertThat(guard.congested()).isFalse();
        assertThat(sent).containsExactly(TRACK);
        assertThat(stored).containsExactly(true);
    }

    @Test
    void holdsBackAndRefusesUntilThereIsRoomAgain() {
        left.decrementAndGet();
        guard.look();
        guard.send(TRACK, FRAME, stored::add);

        assertThat(guard.congested()).isTrue();
        assertThat(sent).isEmpty();
        assertThat(stored).containsExactly(false);
        assertThat(refused).containsExactly(Reason.UNAVAILABLE);

        left.incrementAndGet();
        guard.look();
        assertThat(guard.congested()).isFalse();
    }
}
