package gaitkeeper.ingest;

/**
 * What every way in shares.
 *
 * @param admission how documents become frames
 * @param frames where frames go
 * @param rejections where refusals go
 */
public record Intake(Admission admission, FrameSink frames, RejectionSink rejections) {
    Refusals refusals() {
        return new Refusals(rejections);
    }
}
