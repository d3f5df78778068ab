package gaitkeeper.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three brokers, each a process of its own, that keep three copies of everything. */
final class Cluster {
    private static final int BROKERS = 3;

    private final Programs programs;
    private final List<String> ports = IntStream.range(0, 2 * BROKERS)
            .mapToObj(_ -> String.valueOf(Workplace.freePort())).toList();
    private final List<Program> brokers = new ArrayList<>();

    Cluster(Programs programs) {
        this.programs = programs;
        for (int id = 1; id <= BROKERS; id++) {
            brokers.add(start(id));
        }
        brokers.forEach(broker -> broker.awaitLine("serves"));
    }

    private Program start(int id) {
        return programs.start("broker-" + id, BrokerMain.class,
                Stream.concat(Stream.of(programs.folder("broker-" + id).resolve("data").toString(), String.valueOf(id)),
                        ports.stream()).toArray(String[]::new));
    }

    String bootstrap() {
        return ports.subList(0, BROKERS).stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
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
