package gaitkeeper.api;

import java.util.List;
import java.util.Map;

/**
 * The processes that share the work of some roles, wherever they run.
 *
 * @param roles such as {@code encoder}, in the order of the pipeline
 * @param state what the broker says of them, such as {@code stable} or {@code empty}
 * @param members threads at work; 0 when nobody does this work
 * @param lag records not yet read by topic
 */
public record RoleGroup(List<String> roles, String state, int members, Map<String, Long> lag) {
    /** Copies the collections. */
    public RoleGroup {
        roles = List.copyOf(roles);
        lag = Map.copyOf(lag);
    }
}
