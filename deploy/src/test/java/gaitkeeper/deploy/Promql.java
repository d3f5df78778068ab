package gaitkeeper.deploy;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What an expression of Prometheus' query language mentions; enough for the expressions that ship with the program. */
final class Promql {
    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
    private static final Pattern GROUPING = Pattern
            .compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern LABEL = Pattern.compile("\\b[a-z_]+\\b");
    private static final Pattern FUNCTION = Pattern.compile("\\b([a-z_]+)\\s*\\(");
    private static final Pattern METRIC = Pattern.compile("\\b[a-zA-Z_:][\\w:]*+(?!\\s*\\()");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    private final String expression;
    private final String bare;

    Promql(String expression) {
        this.expression = RANGE.matcher(STRING.matcher(expression).replaceAll("")).replaceAll("");
        this.bare = GROUPING.matcher(MATCHERS.matcher(this.expression).replaceAll("")).replaceAll("");
    }

    /** Names of time series. */
    Set<String> metrics() {
        Set<String> names = all(METRIC, bare, 0);
        names.removeAll(OPERATORS);
        return names;
    }

    /** Functions and aggregations. */
    Set<String> functions() {
        Set<String> names = all(FUNCTION, bare, 1);
        names.removeAll(OPERATORS);
        return names;
    }

    /** Labels that are selected or grouped by. */
    Set<String> labels() {
        Set<String> names = new TreeSet<>();
        all(MATCHERS, expression, 1).forEach(part -> names.addAll(all(LABEL, part, 0)));
        all(GROUPING, expression, 1).forEach(part -> names.addAll(all(LABEL, part, 0)));
        return names;
    }

    private static Set<String> all(Pattern pattern, String text, int group) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().forEach(match -> found.add(match.group(group)));
        return found;
    }
}
