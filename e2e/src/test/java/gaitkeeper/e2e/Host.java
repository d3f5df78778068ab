package gaitkeeper.e2e;

import java.util.List;

/**
 * Where a process runs.
 *
 * @param address at which others reach it
 * @param prefix what its command line begins with
 */
record Host(String address, List<String> prefix) {
    /** This machine. */
    static final Host LOOPBACK = new Host("127.0.0.1", List.of());

    Host {
        prefix = List.copyOf(prefix);
    }
}
