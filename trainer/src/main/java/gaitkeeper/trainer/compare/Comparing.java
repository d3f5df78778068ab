package gaitkeeper.trainer.compare;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.Seen;
import gaitkeeper.trainer.protocol.Measurement;
import gaitkeeper.trainer.report.ComparedSystem;
import gaitkeeper.trainer.report.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Puts what bundles achieve beside what they cost. */
public final class Comparing {
    private static final int SPLITS = 5;
    private static final Map<String, String> PRINTED = Map.of("d13", "D-13", "d16", "D-16", "simmc", "SimMC", "sm-sge",
            "SM-SGE", "mg-scr", "MG-SCR", "age", "AGE", "cage", "SGELA");
    private static final Map<String, String> PRINTED_CLASSIFYING = Map.of("sm-sge", "SM-SGE", "mg-scr", "MG-SCR", "age",
            "AGE", "cage", "CAGE reverse rec.");

    private Comparing() {}

    /**
     * Compares systems; bundles of one system and length, trained on different splits, are one.
     *
     * @param reports whose figures are taken rather than those of the bundles, where they have them
     * @param progress told before each is measured
     * @throws MalformedException if two bundles of one system are not of different splits of the same people
     */
    public static List<ComparedSystem> of(List<ModelBundle> bundles, List<Report> reports, Consumer<String> progress) {
        Map<String, List<ModelBundle>> systems = new LinkedHashMap<>();
        bundles.forEach(bundle -> systems.computeIfAbsent(name(bundle) + ", f = " + bundle.spec().frames(),
                _ -> new ArrayList<>()).add(bundle));
        systems.values().forEach(Comparing::requireSplits);
        List<ComparedSystem> compared = new ArrayList<>();
        systems.forEach((name, same) -> {
            progress.accept(name);
            compared.add(of(name, same, reports));
        });
        return compared;
    }

    private static ComparedSystem of(String name, List<ModelBundle> same, List<Report> reports) {
        ModelBundle first = same.getFirst();
        String system = first.spec().system();
        GraphCost cost = GraphCost.of(first);
        return new ComparedSystem(name, PRINTED.getOrDefault(system, ""), PRINTED_CLASSIFYING.getOrDefault(system, ""),
                figures(same, reports, "window_top1", "top-1"), figures(same, reports, "window_map", "mAP"),
                noted(same, "recognition_rank1"), noted(same, "recognition_nAUC"),
                new ComparedSystem.Cost(cost.numbers(), cost.flops(), CpuCost.microseconds(first)));
    }

    /** A mean is over splits: not over epochs, people or seeds of one. */
    private static void requireSplits(List<ModelBundle> same) {
        Map<Integer, ModelBundle> bySplit = new HashMap<>();
        for (ModelBundle bundle : same) {
            Seen seen = seen(bundle);
            ModelBundle twin = bySplit.putIfAbsent(seen.split(), bundle);
            if (twin != null) {
                throw new MalformedException(Reason.BAD_FIELD, twin.folder() + " and " + bundle.folder() + " are both "
                        + name(bundle) + " and have not learned from different splits, which a mean is over: compare"
                        + " them one after the other");
            }
            Seen first = seen(same.getFirst());
            if (seen.firstPerson() != first.firstPerson() || seen.lastPerson() != first.lastPerson()) {
                throw new MalformedException(Reason.BAD_FIELD, same.getFirst().folder() + " and " + bundle.folder()
                        + " are both " + name(bundle) + " but have learned from different people: compare them one"
                        + " after the other");
            }
        }
    }

    private static Seen seen(ModelBundle bundle) {
        return bundle.spec().trainedOn().seen();
    }

    private static String name(ModelBundle bundle) {
        return bundle.spec().modelId().value().replaceFirst("@.*", "");
    }

    private static List<Double> figures(List<ModelBundle> same, List<Report> reports, String noted, String reported) {
        List<Double> measured = reports.stream().flatMap(report -> report.measurements().stream())
                .filter(m -> isOf(m.what(), same.getFirst())).map(m -> m.values().get(reported)).toList();
        return measured.isEmpty() ? noted(same, noted) : measured;
    }

    private static boolean isOf(Measurement.What what, ModelBundle bundle) {
        return what.protocol().equals("retrieval") && what.rule().equals("clean") && what.population().equals("all 164")
                && what.frames() == bundle.spec().frames()
                && what.system().replaceFirst("@.*", "").equals(name(bundle));
    }

    /** What the bundles themselves note, on whichever splits. */
    private static List<Double> noted(List<ModelBundle> same, String figure) {
        return same.stream().flatMap(bundle -> IntStream.range(0, SPLITS)
                .mapToObj(split -> bundle.spec().results().get("kgbd_seed" + split + "_" + figure))
                .filter(value -> value != null)).toList();
    }
}
