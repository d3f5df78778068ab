package gaitkeeper.api;

import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.matcher.LiveStats;
import gaitkeeper.matcher.MatcherConfig;
import gaitkeeper.matcher.QualityStats;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the API tells of the system around it.
 *
 * @param stats throughput and latency now; must not block
 * @param quality of the answers now; must not block
 * @param rule how this process decides
 * @param groups who does the work of which roles; may block
 * @param models the bundles at hand; may block, asked once
 */
public record Figures(Supplier<LiveStats> stats, Supplier<QualityStats> quality, MatcherConfig rule,
        Supplier<List<RoleGroup>> groups, Supplier<List<ModelSpec>> models) {}
