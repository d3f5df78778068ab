package gaitkeeper.deploy;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where an option's value comes from when its flag is not given: {@code --http-port} is {@code GAITKEEPER_HTTP_PORT} in the
 * environment, then {@code http-port} in a properties file, then the default that the help shows.
 */
final class Settings implements IDefaultValueProvider {
    private static final String PREFIX = "GAITKEEPER_";

    private final Map<String, String> environment;
    private final Properties file;

    private Settings(Map<String, String> environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    /**
     * Reads the file that {@code GAITKEEPER_CONFIG} names, or {@code gaitkeeper.properties} in the working directory if there
     * is one.
     *
     * @throws UncheckedIOException if the named file cannot be read
     */
    static Settings from(Map<String, String> environment) {
        var file = new Properties();
        Path path = Path.of(environment.getOrDefault(PREFIX + "CONFIG", "gaitkeeper.properties"));
        if (environment.containsKey(PREFIX + "CONFIG") || Files.exists(path)) {
            try (Reader reader = Files.newBufferedReader(path)) {
                file.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read configuration file " + path, e);
            }
        }
        return new Settings(environment, file);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String name = option.longestName().replaceFirst("^--", "");
        // GAITKEEPER_DATA is where the tests look for recordings.
        String variable = name.equals("data") ? "DATA_DIR" : name.toUpperCase(Locale.ROOT).replace('-', '_');
        return Optional.ofNullable(environment.get(PREFIX + variable))
                .or(() -> Optional.ofNullable(file.getProperty(name))).orElse(null);
    }
}
