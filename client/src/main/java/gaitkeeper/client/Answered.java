package gaitkeeper.client;

import org.jspecify.annotations.Nullable;

/**
 * What was answered for a track.
 *
 * @param track the sensor's own id
 * @param sensor that saw it
 * @param time event time of the window, RFC 3339
 * @param kind {@code known}, {@code stranger} or {@code undecided}
 * @param identity of somebody known
 * @param label what to call them
 */
public record Answered(String track, String sensor, String time, String kind, @Nullable String identity,
        @Nullable String label) {}
