package gaitkeeper.client;

import java.util.List;

/**
 * The floor from above, with the sensors that stand on it: x grows to the right of the map, z down it, from a corner of one's choice.
 *
 * @param name of the place, or empty
 * @param walls lines from point to point; a room is one that ends where it began
 * @param sensors those whose place is known
 */
public record Floor(String name, List<List<Spot>> walls, List<Placement> sensors) {
    /** Copies the lists. */
    public Floor {
        walls = walls.stream().map(List::copyOf).toList();
        sensors = List.copyOf(sensors);
    }

    /**
     * A point of the floor.
     *
     * @param x metres to the right
     * @param z metres down the map
     */
    public record Spot(double x, double z) {}
}
