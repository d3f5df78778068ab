package gaitkeeper.core;

import java.util.UUID;

/**
 * A command on its way to the gallery's one writer ({@code gk.commands}).
 *
 * @param id names the command; a second one with this id is refused, so whoever got no answer may ask again
 * @param by who asks: an operator, or a part of the system
 * @param command what to do
 */
public record GalleryRequest(UUID id, String by, GalleryCommand command) {
    /** What the key of a command's refusal on {@code gk.rejected} begins with; its id follows. */
    public static final String SOURCE = "command:";

    /** Where its refusal is found on {@code gk.rejected}. */
    public String source() {
        return SOURCE + id;
    }
}
