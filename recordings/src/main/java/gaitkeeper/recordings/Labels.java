package gaitkeeper.recordings;

/** Where people's numbers and the flaws of public importers come from. */
public enum Labels {
    /** From folder and file names; defects of the published code are mended. */
    BY_NAME,
    /**
     * As the published pre-processing gives them: on IAS-Lab a counter in the order of the folders, from 0; on KS20 numbers
     * without gaps, with one person's recordings filed wrongly (see {@link Ks20}).
     */
    PUBLISHED
}
