package gaitkeeper.client;

/**
 * Where somebody was named last.
 *
 * @param sensor that saw them
 * @param track the sensor's own id
 * @param time event time, RFC 3339
 */
public record Seen(String sensor, String track, String time) {}
