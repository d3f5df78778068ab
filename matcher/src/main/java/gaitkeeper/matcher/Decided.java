package gaitkeeper.matcher;

import gaitkeeper.core.GalleryCommand.ProposeStranger;
import gaitkeeper.core.Match;
import java.util.Optional;

/** An answer, with the proposal to the gallery's writer that it may entail. */
record Decided(Match match, Optional<ProposeStranger> proposal) {}
