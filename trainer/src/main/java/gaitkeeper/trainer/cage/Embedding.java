package gaitkeeper.trainer.cage;

/** What becomes a sequence's vector of the features of its frames ({@code cage.md} sections 5 and 9.1). */
public enum Embedding {
    /** Their mean. */
    MEAN(""),
    /** All of them, axis after axis (SC). The head, too, learns from all together instead of from each (AP). */
    WHOLE("-whole"),
    /** What neighbouring sequences were contrasted by, axis after axis. */
    PROJECTED("-projected");

    private final String suffix;

    Embedding(String suffix) {
        this.suffix = suffix;
    }

    /** What a system's name gets. */
    String suffix() {
        return suffix;
    }
}
