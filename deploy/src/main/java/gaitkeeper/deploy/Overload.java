package gaitkeeper.deploy;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/** Whether processors had nothing left in the last second; what can wait then waits. */
final class Overload {
    private static final double NOTHING_LEFT = 0.9;

    private final DoubleSupplier load;
    private volatile boolean now;

    /**
     * Begins without.
     *
     * @param load share of all processors that was busy since it was asked before, 0 to 1; negative if nobody knows
     */
    Overload(DoubleSupplier load) {
        this.load = load;
    }

    static Overload ofThisMachine() {
        return new Overload(((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())::getCpuLoad);
    }

    /** Looks; to be called once a second. */
    void tick() {
        now = load.getAsDouble() > NOTHING_LEFT;
    }

    boolean now() {
        return now;
    }
}
