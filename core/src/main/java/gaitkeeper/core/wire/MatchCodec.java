package gaitkeeper.core.wire;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Evidence;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.Match;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.Timing;
import java.util.Optional;

/**
 * Version 2: u8 kind (0 undecided, 1 known, 2 stranger), sequence id, model text, evidence, timing (4 x i64), and for a known
 * person the candidate and i32 time-to-identify in ms. Evidence: i64 since, i32 windows, i32 votes, f32 score, f32 runner-up, f32
 * threshold, u8 whether a candidate follows. Candidate: 16 bytes id, i32 number, name text. Version 1 had no {@code since}.
 */
final class MatchCodec implements Codec<Match> {
    private static final int VERSION = 2;
    private static final int SINCELESS = 1;
    private static final int UNDECIDED = 0;
    private static final int KNOWN = 1;
    private static final int STRANGER = 2;

    @Override
    public byte[] encode(Match value) {
        var out = new WireWriter(VERSION);
        out.u8(switch (value) {
            case Match.Undecided _ -> UNDECIDED;
            case Match.Known _ -> KNOWN;
            case Match.Stranger _ -> STRANGER;
        });
        SequenceIds.write(out, value.sequence());
        out.text(value.model().value());
        writeEvidence(out, value.evidence());
        Timings.write(out, value.timing());
        if (value instanceof Match.Known known) {
            writeCandidate(out, known.person());
            out.i32(known.timeToIdentifyMs());
        }
        return out.bytes();
    }

    @Override
    public Match decode(byte[] bytes) {
        var in = new WireReader(bytes, "match", SINCELESS, VERSION);
        int kind = in.u8();
        SequenceId sequence = SequenceIds.read(in);
        ModelId model = in.model();
        long sinceNs = in.version() == SINCELESS ? sequence.firstTimeNs() : in.i64();
        Evidence evidence = readEvidence(in, sinceNs);
        Timing timing = Timings.read(in);
        Match value = switch (kind) {
            case UNDECIDED -> new Match.Undecided(sequence, model, evidence, timing);
            case KNOWN -> new Match.Known(sequence, model, evidence, timing, readCandidate(in), in.i32());
            case STRANGER -> new Match.Stranger(sequence, model, evidence, timing);
            default -> throw in.bad("kind " + kind + " is unknown");
        };
        in.end();
        return value;
    }

    private static void writeEvidence(WireWriter out, Evidence evidence) {
        out.i64(evidence.sinceNs()).i32(evidence.windows()).i32(evidence.votes()).f32(evidence.score())
                .f32(evidence.runnerUp())
                .f32(evidence.threshold()).u8(evidence.nearest().isPresent() ? 1 : 0);
        evidence.nearest().ifPresent(nearest -> writeCandidate(out, nearest));
    }

    private static Evidence readEvidence(WireReader in, long sinceNs) {
        int windows = in.i32();
        int votes = in.i32();
        float score = in.f32();
        float runnerUp = in.f32();
        float threshold = in.f32();
        Optional<Candidate> nearest = in.u8() == 0 ? Optional.empty() : Optional.of(readCandidate(in));
        return new Evidence(sinceNs, windows, nearest, votes, score, runnerUp, threshold);
    }

    private static void writeCandidate(WireWriter out, Candidate candidate) {
        out.uuid(candidate.identity().value()).i32(candidate.number()).text(candidate.name());
    }

    private static Candidate readCandidate(WireReader in) {
        return new Candidate(new IdentityId(in.uuid()), in.i32(), in.text());
    }
}
