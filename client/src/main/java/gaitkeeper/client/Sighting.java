package gaitkeeper.client;

import org.jspecify.annotations.Nullable;

/**
 * One stay of a track before a sensor, under the identity of today.
 *
 * @param id of the stay, within one process
 * @param track the sensor's own id
 * @param sensor that saw it
 * @param from event time of the first window, RFC 3339
 * @param to event time of the last one so far
 * @param kind {@code known}, {@code stranger} or {@code undecided}
 * @param visit what {@link GaitkeeperClient#tellApart} and {@link GaitkeeperClient#split} name
 * @param identity whose it is, if that is known
 * @param label what to call them
 */
public record Sighting(String id, String track, String sensor, String from, String to, String kind, String visit,
        @Nullable String identity, @Nullable String label) {}
