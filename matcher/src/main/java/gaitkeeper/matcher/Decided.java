package gaitkeeper.matcher;

import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.Match;
import java.util.List;

/** An answer, with what the gallery's writer is asked for because of it. */
record Decided(Match match, List<GalleryRequest> requests) {}
