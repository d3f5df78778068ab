package gaitkeeper.api.event;

import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Match;

/** Something that happened, at its place in Kafka. */
public sealed interface Event {
    /** Where it stands. */
    Lane lane();

    /** Its offset there. */
    long offset();

    /** A track was answered. */
    record Matched(Lane lane, long offset, Match match) implements Event {}

    /** The identity log grew. */
    record Logged(Lane lane, long offset, LogEntry entry) implements Event {}
}
