package gaitkeeper.trainer.report;

/**
 * A chart of a report.
 *
 * @param name of its file, without the ending
 * @param caption what to look at
 * @param svg the picture
 */
record Figure(String name, String caption, String svg) {}
