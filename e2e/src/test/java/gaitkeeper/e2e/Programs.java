package gaitkeeper.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** The processes of one test class: none outlives it, and a failure shows what they printed. Register it as a static field. */
final class Programs
        implements
            BeforeAllCallback,
            AfterAllCallback,
            TestExecutionExceptionHandler,
            LifecycleMethodExecutionExceptionHandler {
    private final List<Program> started = new ArrayList<>();
    private Path folder = Path.of("");

    /** Starts a process in a folder of its own name under the class's temporary folder. */
    Program start(String where, String... arguments) {
        return start(where, Map.of(), arguments);
    }

    /** The same with settings in its environment. */
    Program start(String where, Map<String, String> environment, String... arguments) {
        return keep(Program.start(folder(where), Host.LOOPBACK, environment, arguments));
    }

    /** The same somewhere else. */
    Program start(String where, Host host, String... arguments) {
        return keep(Program.start(folder(where), host, Map.of(), arguments));
    }

    /** The same of a class of these tests. */
    Program start(String where, Class<?> main, String... arguments) {
        return start(where, Host.LOOPBACK, main, arguments);
    }

    /** The same of a class of these tests, somewhere else. */
    Program start(String where, Host host, Class<?> main, String... arguments) {
        return keep(Program.start(folder(where), host, main, arguments));
    }

    private Program keep(Program program) {
        started.add(program);
        return program;
    }

    /** A temporary folder that goes with the class. */
    Path folder(String name) {
        return folder.resolve(name);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("gaitkeeper-e2e-");
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        show();
        throw failure;
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        show();
        throw failure;
    }

    private void show() {
        started.forEach(program -> System.err.println(program));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        started.forEach(Program::kill);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Programs::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }
}
