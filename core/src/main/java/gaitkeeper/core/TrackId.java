package gaitkeeper.core;

/**
 * A sensor's own short-lived body id within one session of that sensor. Never an identity.
 *
 * <p>Its text form {@code sensor/session/track} is the Kafka key, so all frames of a track stay on one partition, in order.
 *
 * @param sensor which sensor saw the body, 1 to {@value #MAX_PART} characters
 * @param session which run of that sensor; a restarted sensor reuses its ids under a new session
 * @param track the sensor's id of the body, as text because Kinect v2 ids need 64 unsigned bits
 */
public record TrackId(String sensor, String session, String track) implements Comparable<TrackId> {
    /** Longest allowed sensor, session or track text, in characters. */
    public static final int MAX_PART = 80;

    /**
     * Checks the parts.
     *
     * @throws MalformedException if a part is empty, longer than {@value #MAX_PART}, or holds anything but letters, digits
     *     and {@code . _ : @ + = -}
     */
    public TrackId {
        check("sensor", sensor);
        check("session", session);
        check("track", track);
    }

    /**
     * Reads the text form.
     *
     * @throws MalformedException if {@code text} is not {@code sensor/session/track}
     */
    public static TrackId parse(String text) {
        int first = text.indexOf('/');
        int second = text.indexOf('/', first + 1);
        if (first < 0 || second < 0) {
            throw new MalformedException(Reason.BAD_KEY, "key must be sensor/session/track");
        }
        // Few sensors see many tracks.
        return new TrackId(text.substring(0, first).intern(), text.substring(first + 1, second).intern(),
                text.substring(second + 1));
    }

    @Override
    public int compareTo(TrackId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return sensor + '/' + session + '/' + track;
    }

    private static void check(String name, String part) {
        if (part.isEmpty() || part.length() > MAX_PART) {
            throw new MalformedException(Reason.BAD_KEY,
                    name + " must have 1 to " + MAX_PART + " characters, had " + part.length());
        }
        for (int i = 0; i < part.length(); i++) {
            if (!allowed(part.charAt(i))) {
                throw new MalformedException(Reason.BAD_KEY,
                        name + " may hold letters, digits and ._:@+=- only; character " + i + " is something else");
            }
        }
    }

    private static boolean allowed(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._:@+=-".indexOf(c) >= 0;
    }

    // Like the generated ones, which are put together anew at every start and are slow until they are compiled: keys of large tables.
    @Override
    public boolean equals(Object other) {
        return other instanceof TrackId that && track.equals(that.track) && session.equals(that.session)
                && sensor.equals(that.sensor);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * sensor.hashCode() + session.hashCode()) + track.hashCode();
    }
}
