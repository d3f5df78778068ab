package gaitkeeper.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The hall that the demo's sensors stand in: along its two long walls, each before a stretch of floor of its own; metres. */
final class DemoHall {
    /** More would be no map any more; the page tells of those that are not on it. */
    static final int MOST_SENSORS = 24;

    private static final double STRETCH = 6.4;
    private static final double WIDTH = 9.6;
    private static final double HEIGHT = 1.05;

    private DemoHall() {}

    static JsonNode of(int sensors) {
        int placed = Math.min(sensors, MOST_SENSORS);
        int stretches = (placed + 1) / 2;
        double length = stretches * STRETCH;
        ObjectNode hall = JsonNodeFactory.instance.objectNode().put("name", "Simulated hall");
        ArrayNode outline = hall.putArray("walls").addArray();
        for (double[] corner : new double[][]{{0, 0}, {length, 0}, {length, WIDTH}, {0, WIDTH}, {0, 0}}) {
            outline.addObject().put("x", corner[0]).put("z", corner[1]);
        }
        ArrayNode all = hall.putArray("sensors");
        for (int i = 0; i < placed; i++) {
            boolean far = i % 2 == 1;
            int stretch = i / 2;
            all.addObject().put("sensor", "sim-" + (i + 1)).put("x", (stretch + 0.5) * STRETCH)
                    .put("z", far ? WIDTH : 0).put("height", HEIGHT).put("yaw", far ? 180 : 0);
        }
        return hall;
    }
}
