package gaitkeeper.client;

import java.util.List;
import java.util.Optional;

/**
 * Part of a list.
 *
 * @param items in order
 * @param next where the next page begins, if there is one
 */
public record Page<T>(List<T> items, Optional<String> next) {}
