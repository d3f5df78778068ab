package gaitkeeper.deploy;

import gaitkeeper.core.wire.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine;

/** The program {@code gaitkeeper}. */
@Command(name = "gaitkeeper", mixinStandardHelpOptions = true, version = "Gaitkeeper 0.1.0", description = "Recognises people who return to skeleton sensors, live, without pictures or names.", footer = {
    "", "Every flag can also be set as GAITKEEPER_<FLAG> in the environment (GAITKEEPER_HTTP_PORT=9000; --data",
    "is GAITKEEPER_DATA_DIR), or as flag=value in gaitkeeper.properties (or the file GAITKEEPER_CONFIG",
    "names); flags win, then the environment, then the file.", "", "Start here:  ./gaitkeeper demo"})
public final class Main {
    private static final List<Class<?>> COMMANDS = List.of(DemoCommand.class, UpCommand.class,
            RoleCommands.Ingest.class, RoleCommands.Windower.class, RoleCommands.Encoder.class,
            RoleCommands.Matcher.class, ReplayCommand.class, DataCommand.class, TrainCommand.class,
            EvaluateCommand.class, ModelsCommand.class, GalleryCommands.class, KeysCommand.class, AuditCommand.class,
            DoctorCommand.class, CommandLine.HelpCommand.class);

    private Main() {}

    /** Names the site, before a command names its topics. */
    @Option(names = "--site", scope = ScopeType.INHERIT, paramLabel = "NAME", description = "Site or tenant of a cluster that has several: its topics, groups and gallery are its own. Letters, digits, hyphens. Default: none.")
    void site(@Nullable String name) {
        if (name != null) {
            Site.use(name);
        }
    }

    /** Runs a command and exits: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] args) {
        System.exit(commandLine(args).execute(args));
    }

    /** What understands such arguments. */
    static CommandLine commandLine(String... args) {
        IExecutionExceptionHandler failed = (failure, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText("gaitkeeper: " + failure.getMessage()));
            if (System.getenv("GAITKEEPER_TRACE") != null) {
                failure.printStackTrace(command.getErr());
            }
            return 1;
        };
        var program = new CommandLine(new Main());
        commands(args).forEach(program::addSubcommand);
        return program.setDefaultValueProvider(Settings.from(System.getenv()))
                .setExecutionExceptionHandler(failed).setExecutionStrategy(Main::execute).setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static int execute(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            throw new IllegalStateException("not enough memory (" + e.getMessage() + "; the heap is "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB): give more, for example GAITKEEPER_JAVA_OPTS=-Xmx4g ./gaitkeeper ...", e);
        }
    }

    /** The command that is asked for, if that is plain: picocli takes a tenth of a second to look at all of them. */
    private static List<Class<?>> commands(String... args) {
        return COMMANDS.stream()
                .filter(command -> args.length > 0 && command.getAnnotation(Command.class).name().equals(args[0]))
                .findFirst().<List<Class<?>>>map(List::of).orElse(COMMANDS);
    }
}
