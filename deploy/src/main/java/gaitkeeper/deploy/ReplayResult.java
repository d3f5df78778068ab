package gaitkeeper.deploy;

import gaitkeeper.core.Match;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.ReplayReport;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the system said of the probe walks.
 *
 * @param report what was played
 * @param answers by track
 * @param missing windows without an answer
 * @param doubled windows answered more than once
 */
record ReplayResult(ReplayReport report, Map<TrackId, Answer> answers, int missing, int doubled) {
    /** Share of walks whose windows, taken together, are nearest to the right person: walk-level rank-1 by majority vote. */
    double rank1() {
        return share(answers.values().stream().filter(Answer::nearestIsRight).count());
    }

    /** Share of walks that were named at all, at the operating threshold. */
    double named() {
        return share(answers.values().stream().filter(Answer::isNamed).count());
    }

    /** Share of walks that were named wrongly at the end. */
    double misnamed() {
        return share(answers.values().stream().filter(answer -> answer.isNamed() && !answer.nearestIsRight()).count());
    }

    private double share(long count) {
        return answers.isEmpty() ? 0 : (double) count / answers.size();
    }

    /** Median event time until a walk was named, milliseconds. */
    double medianTimeToIdentifyMs() {
        int[] times = answers.values().stream().flatMap(answer -> answer.timeToIdentifyMs().stream())
                .mapToInt(Integer::intValue).sorted().toArray();
        return times.length == 0
                ? Double.NaN
                : Arrays.stream(times).sorted().skip(times.length / 2).findFirst().orElse(0);
    }

    void print(PrintStream out, String model) {
        out.println();
        out.printf("  model                         %s%n", model);
        out.printf("  probe walks                   %d%n", answers.size());
        out.printf("  frames, frames/s              %d, %.0f%n", report.frames(), report.framesPerSecond());
        out.printf("  windows answered              %d%n",
                answers.values().stream().mapToInt(a -> a.windows).sum() - doubled);
        out.printf("  windows lost, doubled         %d, %d%n", missing, doubled);
        out.printf("  walk-level rank-1             %.1f %%  (majority vote over the walk's windows)%n", 100 * rank1());
        out.printf("  named at the threshold        %.1f %%%n", 100 * named());
        out.printf("  named wrongly                 %.1f %%%n", 100 * misnamed());
        out.printf("  time to identify, median      %.1f s%n", medianTimeToIdentifyMs() / 1_000);
    }

    /** One line a track, the same for the same answers. */
    void write(PrintStream out) {
        out.println("track,person,windows,kind,nearest,votes,score");
        answers.forEach((track, answer) -> out.println(track + "," + answer.line()));
    }

    /** The answers to one walk. */
    static final class Answer {
        private final String person;
        private final int expected;
        private int windows;
        private @Nullable Match last;

        Answer(String person, int expected) {
            this.person = person;
            this.expected = expected;
        }

        void add(Match match) {
            windows++;
            last = match;
        }

        boolean complete() {
            return windows == expected;
        }

        boolean nearestIsRight() {
            return last != null && ReplayTrial.names(last, person);
        }

        boolean isNamed() {
            return last instanceof Match.Known;
        }

        Optional<Integer> timeToIdentifyMs() {
            return last instanceof Match.Known known ? Optional.of(known.timeToIdentifyMs()) : Optional.empty();
        }

        private String line() {
            Match match = last;
            if (match == null) {
                return person + "," + windows + ",none,,0,0";
            }
            return String.join(",", person, String.valueOf(windows), PipelineMetrics.kind(match),
                    match.evidence().nearest().map(n -> n.label()).orElse(""), String.valueOf(match.evidence().votes()),
                    // Further digits depend on the batch in which a window happened to be embedded.
                    String.format(Locale.ROOT, "%.4f", match.evidence().score()));
        }
    }
}
