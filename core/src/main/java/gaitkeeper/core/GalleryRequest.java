package gaitkeeper.core;

import java.util.UUID;

/**
 * A command on its way to the gallery's one writer ({@code gk.commands}).
 *
 * @param id names the command; a second one with this id is refused, so whoever got no answer may ask again
 * @param by who asks: an operator, or a part of the system
 * @param command what to do
 */
public record GalleryRequest(UUID id, String by, GalleryCommand command) {}
