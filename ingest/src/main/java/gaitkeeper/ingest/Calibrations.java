package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.cameras.CameraSet;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Camera sets by name. An operator names files, senders name only what an operator named: nobody far away chooses what is read here.
 * Safe for use by several threads.
 */
public final class Calibrations {
    private final Map<String, CameraSet> sets = new ConcurrentSkipListMap<>();

    /** Makes cameras known. */
    public void put(String name, CameraSet cameras) {
        sets.put(name, cameras);
    }

    /**
     * The cameras of that name.
     *
     * @throws MalformedException if there are none; the message lists what there is
     */
    CameraSet of(String name) {
        CameraSet cameras = sets.get(name);
        if (cameras == null) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "no calibration of that name was given at the start; there are " + sets.keySet());
        }
        return cameras;
    }
}
