package gaitkeeper.client;

import java.util.UUID;

/**
 * Somebody known.
 *
 * @param id for as long as the gallery keeps them
 * @param number for people to say
 * @param name given by an operator, or empty
 * @param label the name, or "stranger n"
 * @param exemplars pieces of evidence
 * @param visits stays known to be theirs
 * @param version changes with every correction; what {@link GaitkeeperClient}'s corrections ask for
 */
public record Identity(UUID id, int number, String name, String label, int exemplars, int visits, long version) {}
