package gaitkeeper.trainer.report;

import gaitkeeper.trainer.protocol.Measurement;
import gaitkeeper.trainer.protocol.Measurement.Confusion;
import gaitkeeper.trainer.protocol.Measurement.Curve;
import gaitkeeper.trainer.protocol.Measurement.What;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Made-up measurements for tests. */
final class Made {
    private Made() {}

    static Measurement retrieval(String system, int seed, double top1, String rule) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("top-1", top1);
        values.put("top-5", top1 + 10);
        values.put("top-10", top1 + 15);
        values.put("mAP", top1 / 5);
        var cmc = new Curve(ranks(), ranks().stream().map(rank -> top1 + (100 - top1) * (1 - 1 / rank)).toList());
        return new Measurement(new What(system, 6, "retrieval", "all 164", "window", rule, seed), values,
                Map.of("probes", 10L),
                Map.of("cmc", cmc, "histogram of nearest right", new Curve(List.of(.1, .2), List.of(70., 30.)),
                        "histogram of nearest wrong", new Curve(List.of(.1, .2), List.of(30., 70.))),
                List.of(new Confusion(17, 97, 3.1, 99, 40)));
    }

    private static List<Double> ranks() {
        return IntStream.rangeClosed(1, 50).mapToObj(rank -> (double) rank).toList();
    }

    static Measurement withFrames(Measurement m, int frames) {
        What what = m.what();
        return new Measurement(new What(what.system(), frames, what.protocol(), what.population(), what.level(),
                what.rule(), what.seed()), m.values(), m.counts(), m.curves(), m.worst());
    }

    static Measurement track(String system, String level, double rank1) {
        return new Measurement(new What(system, 6, "track", "all 164", level, "votes of windows (live)", 0),
                Map.of("rank-1", rank1, "rank-1 by mean score", rank1), Map.of("tracks", 9L));
    }

    static Measurement openSet(String system, String level) {
        Map<String, Double> values = Map.of("DIR at FPIR 0.1 %", 10., "DIR at FPIR 1 %", 20., "DIR at FPIR 10 %", 50.,
                "DIR at FPIR 1 %, draws' deviation", 3.);
        return new Measurement(new What(system, 6, "open set", "all 164", level, "capped lead (live)", 0), values,
                Map.of("enrolled people", 82L, "strangers", 82L, "draws", 20L, "different tracks", 900L),
                Map.of("det", new Curve(List.of(.1, 1., 10., 100.), List.of(90., 80., 50., 5.))), List.of());
    }

    static List<Measurement> everything() {
        List<Measurement> all = new ArrayList<>();
        for (String system : List.of("d16", "pair<wise>")) {
            all.add(retrieval(system, 0, 35, "clean"));
            all.add(retrieval(system, 1, 36, "clean"));
            all.add(retrieval(system, 0, 34, "faithful"));
            for (String level : List.of("1 s", "2 s", "5 s", "walk")) {
                all.add(track(system, level, 60));
                all.add(openSet(system, level));
            }
        }
        return all;
    }
}
