package gaitkeeper.ingest;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reader for each sender of one way in: canonical JSON, or what the settings say. A sender that gives no sensor is one, named after
 * itself; the longest silent is forgotten. For one thread.
 */
final class SourceReaders {
    /** Most senders remembered. */
    static final int MOST_SENDERS = 256;
    private static final int LONGEST_NAME = 80;

    private final Admission admission;
    private final Map<String, String> settings;
    private final Map<String, DocumentReader> readers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DocumentReader> eldest) {
            return size() > MOST_SENDERS;
        }
    };

    /**
     * Takes the settings.
     *
     * @param settings empty for canonical JSON; else as in the address of {@link IngestRoutes#FRAMES}
     * @throws gaitkeeper.core.MalformedException if they make no sense
     */
    SourceReaders(Admission admission, Map<String, String> settings) {
        this.admission = admission;
        this.settings = Map.copyOf(settings);
        var _ = make("probe");
    }

    DocumentReader of(String sender) {
        return readers.computeIfAbsent(sender, this::make);
    }

    private DocumentReader make(String sender) {
        if (settings.isEmpty()) {
            return admission.canonical();
        }
        Map<String, String> named = new HashMap<>(settings);
        named.putIfAbsent("sensor", plain(sender));
        return LiveReader.of(named, admission);
    }

    /** The sender as a sensor's name: characters that a name may not have become hyphens. */
    static String plain(String sender) {
        String plain = sender.replaceAll("[^A-Za-z0-9._:@+=-]", "-");
        return plain.isEmpty() ? "unknown" : plain.substring(Math.max(0, plain.length() - LONGEST_NAME));
    }
}
