package gaitkeeper.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What Kafka Streams' threads say they spend their time on, read from its own metrics of the last half minute. */
final class StreamThreads {
    private static final String[] RATIOS = {"process-ratio", "punctuate-ratio", "commit-ratio", "poll-ratio"};

    private StreamThreads() {}

    static String describe() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        var text = new StringBuilder("stream threads (share of time):");
        try {
            Set<ObjectName> threads = beans.queryNames(
                    new ObjectName("kafka.streams:type=stream-thread-metrics,thread-id=*"),
                    null);
            for (ObjectName thread : threads) {
                var shares = new TreeMap<String, String>();
                for (String ratio : RATIOS) {
                    shares.put(ratio.replace("-ratio", ""), percent(beans.getAttribute(thread, ratio)));
                }
                text.append(' ').append(shares).append(String.format(Locale.ROOT, " commit %.1f ms;",
                        (Double) beans.getAttribute(thread, "commit-latency-avg")));
            }
        } catch (JMException e) {
            text.append(" not available: ").append(e.getMessage());
        }
        return text.toString();
    }

    private static String percent(Object ratio) {
        return Math.round((Double) ratio * 100) + " %";
    }
}
