package gaitkeeper.trainer.protocol;

import gaitkeeper.trainer.protocol.TrackVote.Standing;
import java.util.List;

/** Tracks of people who are asked for, and how they stand with those of a gallery, by one way of comparing. */
public interface TrackScores {
    /** Number of people in the gallery. */
    int people();

    /** Place of a person among the people, ascending by label; negative if the gallery does not know them. */
    int place(int person);

    /** What is asked for. */
    Tracks tracks();

    /** Compares one track with everybody. */
    Asked ask(Tracks.Track track);

    /** What the live matcher tests when it compares this way, given where strangers' tracks stand. */
    LiveScore live(List<Standing> strangers);

    /** A track that was compared. */
    interface Asked {
        /** Where it stands among some of the people, by their places; positions in {@link Standing} are those of the array. */
        Standing among(int... gallery);
    }
}
