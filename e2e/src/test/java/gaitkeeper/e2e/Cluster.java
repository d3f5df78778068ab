package gaitkeeper.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Three brokers, each a process of its own, that keep three copies of everything. */
final class Cluster {
    private static final int BROKERS = 3;

    private final Programs programs;
    private final List<Host> hosts;
    private final List<String> addresses;
    private final List<Program> brokers = new ArrayList<>();

    Cluster(Programs programs) {
        this(programs, Collections.nCopies(BROKERS, Host.LOOPBACK));
    }

    /** The same with each broker where it is told to be. */
    Cluster(Programs programs, List<Host> hosts) {
        this.programs = programs;
        this.hosts = List.copyOf(hosts);
        this.addresses = Stream.concat(hosts.stream(), hosts.stream())
                .map(host -> host.address() + ":" + Workplace.freePort()).toList();
        for (int id = 1; id <= BROKERS; id++) {
            brokers.add(start(id));
        }
        brokers.forEach(broker -> broker.awaitLine("serves"));
    }

    private Program start(int id) {
        return programs.start("broker-" + id, hosts.get(id - 1), BrokerMain.class,
                Stream.concat(Stream.of(folder(programs, id).toString(), String.valueOf(id)),
                        addresses.stream()).toArray(String[]::new));
    }

    /** Where a broker keeps its data. */
    static Path folder(Programs programs, int id) {
        return programs.folder("broker-" + id).resolve("data");
    }

    String bootstrap() {
        return String.join(",", addresses.subList(0, BROKERS));
    }

    /** The broker with a number from 1. */
    Program broker(int id) {
        return brokers.get(id - 1);
    }

    /** Starts one again that was killed, on its own data. */
    void restart(int id) {
        brokers.set(id - 1, start(id));
    }
}
