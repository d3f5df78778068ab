package gaitkeeper.deploy;

import gaitkeeper.ingest.Proposal;
import gaitkeeper.ingest.RecordedStream;
import gaitkeeper.ingest.check.Check;
import gaitkeeper.ingest.check.StreamCheck;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "stream", mixinStandardHelpOptions = true, description = {
    "Says whether unit, axes, sides, joints, rate and clock of a stream are right; if not, what to change. The stream is what a",
    "sensor recorded (a file, folder, .zip or .gz of any format), or a sensor that sends to the running system at --url.",
    "Exit code 0: good, 1: quarantined, or nothing can be told."})
final class DoctorStreamCommand implements Callable<Integer> {
    private static final int MOST_PROBLEMS = 5;
    private static final int MOST_PROPOSALS = 3;

    @Parameters(index = "0", paramLabel = "RECORDING|SENSOR", description = "File, folder, .zip or .gz; or a sensor's name.")
    String stream = "";

    @Option(names = "--url", paramLabel = "URL", defaultValue = "http://127.0.0.1:8080", description = "The running system that a sensor sends to. Default: ${DEFAULT-VALUE}.")
    URI url = URI.create("http://127.0.0.1:8080");

    @Option(names = "--key", paramLabel = "KEY", description = "API key of a viewer, where the running system asks for one; better in GAITKEEPER_KEY.")
    Optional<String> key = Optional.empty();

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "60", description = "How long to wait for a verdict on a sensor. Default: ${DEFAULT-VALUE}.")
    int seconds;

    @Mixin
    SourceOptions source = new SourceOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path recording = Path.of(stream);
        return Files.exists(recording)
                ? judge(recording)
                : new LiveDoctor(url, key, Duration.ofSeconds(seconds), System.out).judge(stream);
    }

    private int judge(Path recording) throws IOException {
        RecordedStream stream = RecordedStream.open(recording, source.format(), source.setup(), source.checks());
        StreamCheck check = stream.check();
        System.out.printf("%s: %d files (%d others skipped), %d tracks, %d frames, %d windows%n", stream.format().id(),
                stream.files(), stream.skipped(), stream.walks().size(), check.frames(), check.windows());
        stream.problems().stream().limit(MOST_PROBLEMS).forEach(problem -> System.out
                .println("  refused  " + problem.at() + ": " + problem.why().getMessage()));
        for (Check one : Check.values()) {
            print(one, check);
        }
        return verdict(recording, stream);
    }

    private void print(Check one, StreamCheck check) {
        int failures = check.failures(one);
        String state = source.checks().overridden().contains(one)
                ? "off"
                : !check.judged(one) ? "-" : failures == 0 ? "ok" : "fails";
        System.out.printf(Locale.ROOT, "  %-5s  %-9s %s%n", state, one.id(), check.lastFailure(one)
                .map(last -> "in " + failures + " of " + check.windows() + " windows; " + last.measured()).orElse(""));
    }

    private int verdict(Path recording, RecordedStream stream) throws IOException {
        StreamCheck check = stream.check();
        switch (check.state()) {
            case GOOD -> {
                System.out.println("Good: its frames would pass.");
                return 0;
            }
            case CHECKING -> System.out.println("Nothing can be told yet: too few people were seen well for a second.");
            case QUARANTINED -> check.failed().ifPresent(failed -> System.out.println("Quarantined by "
                    + failed.check().id() + ": " + failed.measured() + ". " + failed.check().hint()));
        }
        List<Proposal> proposals = Proposal.of(recording, stream.format(), source.setup(), source.checks());
        proposals.stream().limit(MOST_PROPOSALS).forEach(one -> System.out.printf(Locale.ROOT,
                "  makes sense in %.0f %% of windows: --source layout=%s --source unit=%s --source axes=%s%n",
                100 * one.score(), one.layout().id(), one.unit().name().toLowerCase(Locale.ROOT), one.axes()));
        if (proposals.isEmpty()) {
            System.out.println("  No unit, axes and layout of as many joints make sense of it.");
        }
        return 1;
    }
}
