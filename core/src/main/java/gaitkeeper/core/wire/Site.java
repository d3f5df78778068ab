package gaitkeeper.core.wire;

import java.util.regex.Pattern;

/**
 * Which site or tenant this process works for, if a cluster has several. All topics, groups and transactions of a site carry its name:
 * sites share a cluster and nothing else, each has its own gallery, identity log, writer and audit trail, and access can be granted by
 * prefix.
 *
 * <p>It holds for the whole process and is said once, before anything of Kafka is named, or never.
 */
public final class Site {
    /** What a site may be called: 1 to 40 letters, digits and hyphens. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,40}");

    private static String name = "";
    private static boolean asked;

    private Site() {}

    /**
     * Says the name.
     *
     * @throws IllegalArgumentException if it may not be called so
     * @throws IllegalStateException if something was named after another site already
     */
    public static synchronized void use(String site) {
        if (!NAME.matcher(site).matches()) {
            throw new IllegalArgumentException("a site's name has 1 to 40 letters, digits and hyphens, unlike " + site);
        }
        if (asked && !site.equals(name)) {
            throw new IllegalStateException("topics were named already, for the site '" + name + "'");
        }
        name = site;
    }

    /** The name, or empty if nobody said one. */
    public static synchronized String name() {
        asked = true;
        return name;
    }

    /** What the names of its topics begin with. */
    public static String topicPrefix() {
        return name().isEmpty() ? "gk." : "gk." + name() + ".";
    }

    /** What the names of its groups and transactions begin with; no site's is the beginning of another's. */
    public static String clientPrefix() {
        return name().isEmpty() ? "gaitkeeper-" : "gaitkeeper." + name() + "-";
    }
}
